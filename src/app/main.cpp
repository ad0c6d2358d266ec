#include "commandline.h"
#include "console.h"
#include "languageswitcher.h"
#include "processhardening.h"
#include "serviceload.h"
#include "startsecrets.h"

#include <QApplication>

#include <cstdio>

namespace {

QStringList argumentsOf(int argc, char **argv)
{
    QStringList arguments;
    for (int i = 0; i < argc; ++i)
        arguments.append(QString::fromLocal8Bit(argv[i]));
    return arguments;
}

/// Prints, in the user's language, what there is to print instead of starting a window.
int leave(int argc, char **argv, const QString &language)
{
    const QCoreApplication application(argc, argv);
    tc::LanguageSwitcher languages;
    languages.switchTo(tc::LanguageSwitcher::choose(language, {}, QLocale::system()));
    const auto exit = std::get<tc::CommandLineExit>(tc::parseCommandLine(argumentsOf(argc, argv)));
    std::fputs(exit.text.toLocal8Bit().constData(), exit.code == 0 ? stdout : stderr);
    return exit.code;
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
        return leave(argc, argv, exit->language);

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
