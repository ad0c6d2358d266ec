#include "backend.h"

#include <QCoreApplication>

#include <cstdio>

#ifndef Q_OS_WIN
#include <sys/stat.h>
#endif

int main(int argc, char *argv[])
{
#ifndef Q_OS_WIN
    // Whatever is made here, SQLite's own files among it, is the user's alone.
    ::umask(077);
#endif
    const QCoreApplication application(argc, argv);
    const auto options = tc::parseBackendOptions(QCoreApplication::arguments());
    if (!options) {
        std::FILE *stream = options.error().exitCode == 0 ? stdout : stderr;
        const QByteArray text = options.error().text.toUtf8();
        std::fwrite(text.constData(), 1, static_cast<std::size_t>(text.size()), stream);
        return options.error().exitCode;
    }
    const tc::SystemClock clock;
    return tc::runBackend(*options, clock);
}
