// A console reduced to its embedded backend: starts it on the database given as its argument, prints where it
// is, and lives until it is killed.
#include "localbackend.h"

#include <QCoreApplication>

#include <cstdio>

int main(int argc, char **argv)
{
    const QCoreApplication application(argc, argv);
    tc::LocalBackend backend(tc::LocalBackend::programBesideConsole(), QCoreApplication::arguments().at(1));
    const auto call = backend.start();
    call->onFinished([](const tc::Result<tc::LocalInstance> &instance) {
        std::puts(instance ? qPrintable(instance->url.toString()) : "failed");
        std::fflush(stdout);
    });
    return QCoreApplication::exec();
}
