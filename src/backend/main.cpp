#include "backend.h"
#include "hardenedprocess.h"

#include <QCoreApplication>

#include <cstdio>

int main(int argc, char *argv[])
{
    tc::hardenProcess();
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
