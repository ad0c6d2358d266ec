#include "applog.h"
#include "commandline.h"
#include "console.h"
#include "hangingbus.h"
#include "hardenedprocess.h"
#include "languageswitcher.h"
#include "logcapture.h"
#include "processhardening.h"
#include "serviceload.h"
#include "settings.h"
#include "startsecrets.h"
#include "supportlog.h"
#include "supportlogsaver.h"

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

struct MainText
{
    Q_DECLARE_TR_FUNCTIONS(Main)
};

/// Prints, in the user's language, what \a makeExit makes, instead of starting a window.
template <typename MakeExit>
int leave(int argc, char **argv, const QString &language, MakeExit makeExit)
{
    const QCoreApplication application(argc, argv);
    tc::LanguageSwitcher languages;
    languages.switchTo(tc::LanguageSwitcher::choose(language, {}, QLocale::system()));
    const tc::CommandLineExit exit = makeExit();
    std::fputs(exit.text.toLocal8Bit().constData(), exit.code == 0 ? stdout : stderr);
    return exit.code;
}

} // namespace

int main(int argc, char **argv)
{
    tc::hardenProcess();
    // Before anything copies the arguments: QApplication keeps them for as long as it lives.
    std::optional<tc::Secret> tokenOption = tc::takeSecretArgument(argc, argv, "--token");

    QCoreApplication::setApplicationName(QStringLiteral("token-console"));
    QCoreApplication::setApplicationVersion(QStringLiteral(TC_VERSION));
    const tc::CommandLine commandLine = tc::parseCommandLine(argumentsOf(argc, argv));
    if (const auto *exit = std::get_if<tc::CommandLineExit>(&commandLine))
        return leave(argc, argv, exit->language, [&] {
            return std::get<tc::CommandLineExit>(tc::parseCommandLine(argumentsOf(argc, argv)));
        });

    tc::ConsoleStart start;
    start.options = std::get<tc::CommandLineOptions>(commandLine);
    start.tokenOption = std::move(tokenOption);
    if (start.options.token == tc::TokenOption::StandardInput) {
        start.tokenOption = tc::readSecretLine(stdin);
        // Going on would try another credential than the one that was meant.
        if (!start.tokenOption)
            return leave(argc, argv, start.options.language, [] {
                return tc::CommandLineExit {
                    MainText::tr("No token could be read from the standard input.") + u'\n', 2, {}};
            });
    }
    tc::SupportLog log;
    const tc::LogCapture logCapture(log);
    tc::ServiceLoad load
        = tc::loadServices(tc::dataDirectory(start.options.dataDirectory), start.options.servicesDirectory);
    log.setRedactor(tc::Redactor(tc::secretPrefixes(load.services)));
    // Before a language is chosen: in English.
    const QStringList refused = load.problems.phrase();
    for (const QString &line : refused)
        qCWarning(tc::appLog).noquote() << line;
    start.services = std::move(load.services);
    start.serviceProblems = std::move(load.problems);
    start.variables = tc::takeSecretVariables(load.tokenVariables);

    start.sessionBusHangs = tc::letGoOfHangingBuses();
    QApplication application(argc, argv);
    QGuiApplication::setApplicationDisplayName(QStringLiteral("Token Console"));
    QGuiApplication::setDesktopFileName(QStringLiteral("token-console"));
    qCInfo(tc::appLog).noquote() << tc::SupportLogSaver::heading().join(QStringLiteral("; "));
    tc::Console console(std::move(start), log);
    console.show();
    return QApplication::exec();
}
