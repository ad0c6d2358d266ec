#include "commandline.h"
#include "console.h"
#include "processhardening.h"
#include "serviceload.h"
#include "startsecrets.h"

#include <QApplication>

#include <cstdio>
#include <cstring>

namespace {

/// Prints what there is to print instead of starting a window.
int leave(const tc::CommandLineExit &exit)
{
    std::fputs(exit.text.toLocal8Bit().constData(), exit.code == 0 ? stdout : stderr);
    return exit.code;
}

QStringList argumentsOf(int argc, char **argv)
{
    QStringList arguments;
    for (int i = 0; i < argc; ++i)
        arguments.append(QString::fromLocal8Bit(argv[i]));
    return arguments;
}

} // namespace

int main(int argc, char **argv)
{
    // Before anything copies the arguments: QApplication keeps them for as long as it lives.
    std::optional<tc::Secret> tokenOption = tc::takeSecretArgument(argc, argv, "--token");

    QCoreApplication::setApplicationName(QStringLiteral("token-console"));
    QCoreApplication::setApplicationVersion(QStringLiteral(TC_VERSION));
    const tc::CommandLine commandLine = tc::parseCommandLine(argumentsOf(argc, argv));
    if (const auto *exit = std::get_if<tc::CommandLineExit>(&commandLine))
        return leave(*exit);

    tc::ConsoleStart start;
    start.options = std::get<tc::CommandLineOptions>(commandLine);
    start.tokenOption = std::move(tokenOption);
    if (start.options.token == tc::TokenOption::StandardInput)
        start.tokenOption = tc::readSecretLine(stdin);
    tc::ServiceLoad load = tc::loadServices(start.options.dataDirectory, start.options.servicesDirectory);
    start.services = std::move(load.services);
    start.serviceProblems = std::move(load.problems);
    start.variables = tc::takeSecretVariables(tc::tokenVariables(start.services));

    QApplication application(argc, argv);
    QGuiApplication::setApplicationDisplayName(QStringLiteral("Token Console"));
    QGuiApplication::setDesktopFileName(QStringLiteral("token-console"));
    tc::Console console(std::move(start));
    console.show();
    return QApplication::exec();
}
