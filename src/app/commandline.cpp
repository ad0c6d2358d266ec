#include "commandline.h"

#include "languageswitcher.h"

#include <QCommandLineParser>
#include <QCoreApplication>
#include <QDir>

namespace tc {

namespace {

struct CommandLineText
{
    Q_DECLARE_TR_FUNCTIONS(CommandLine)
};

constexpr int wrongUsage = 2;

/// The console's door as QCommandLineParser knows it.
struct Options
{
    QCommandLineOption local {
        QStringLiteral("local"),
        CommandLineText::tr("Start the embedded backend, or attach to the one that runs.")};
    QCommandLineOption service {QStringLiteral("service"),
                                CommandLineText::tr("Connect to the service <id>."), QStringLiteral("id")};
    QCommandLineOption environment {QStringLiteral("env"),
                                    CommandLineText::tr("Use this environment of the service."),
                                    QStringLiteral("prod|test")};
    QCommandLineOption baseUrl {QStringLiteral("base-url"),
                                CommandLineText::tr("Use the server at this absolute URL."),
                                QStringLiteral("url")};
    QCommandLineOption token {
        QStringLiteral("token"),
        CommandLineText::tr("Use this token for this session; - reads it from the standard input."),
        QStringLiteral("token")};
    QCommandLineOption servicesDirectory {
        QStringLiteral("services-dir"), CommandLineText::tr("Load service descriptions from <dir> as well."),
        QStringLiteral("dir")};
    QCommandLineOption dataDirectory {
        QStringLiteral("data-dir"), CommandLineText::tr("Keep settings and the embedded database in <dir>."),
        QStringLiteral("dir")};
    QCommandLineOption readOnly {QStringLiteral("read-only"),
                                 CommandLineText::tr("Change nothing on the server.")};
    QCommandLineOption language {QStringLiteral("language"), CommandLineText::tr("Speak German or English."),
                                 QStringLiteral("de|en")};
    QCommandLineOption version {QStringLiteral("version"), CommandLineText::tr("Print the version and end.")};
    QCommandLineOption help {QStringLiteral("help"), CommandLineText::tr("Print this help and end.")};

    [[nodiscard]] QList<QCommandLineOption> all() const
    {
        return {local,         service,  environment, baseUrl, token, servicesDirectory,
                dataDirectory, readOnly, language,    version, help};
    }
};

/// QCommandLineParser::helpText() names the program only once there is an application object.
QString helpText(const Options &options)
{
    constexpr int column = 24;
    QString text = CommandLineText::tr("Usage: token-console [options]\nA desktop console for API tokens.")
        + QStringLiteral("\n\n") + CommandLineText::tr("Options:") + u'\n';
    for (const QCommandLineOption &option : options.all()) {
        QString name = QStringLiteral("  --") + option.names().constFirst();
        if (!option.valueName().isEmpty())
            name += u' ' + option.valueName();
        text += name.leftJustified(column) + u' ' + option.description() + u'\n';
    }
    return text;
}

/// An unknown option may be a slip with a secret in it (`--tokenSECRET`), so its name is not repeated.
QString parseProblem(const QCommandLineParser &parser)
{
    return parser.unknownOptionNames().isEmpty()
        ? parser.errorText()
        : CommandLineText::tr("There is an unknown option; --help names those there are.");
}

/// The sentence that says why the options cannot be obeyed; empty where they can.
QString problem(const QCommandLineParser &parser, const Options &options)
{
    for (const QCommandLineOption &option : options.all()) {
        if (!option.valueName().isEmpty() && parser.isSet(option) && parser.value(option).isEmpty())
            return CommandLineText::tr("--%1 needs a value.").arg(option.names().constFirst());
    }
    if (!parser.positionalArguments().isEmpty())
        return CommandLineText::tr("There is an argument that belongs to no option.");
    if (parser.isSet(options.language)
        && !LanguageSwitcher::languages().contains(parser.value(options.language)))
        return CommandLineText::tr("--language must be one of: %1.")
            .arg(LanguageSwitcher::languages().join(QLatin1String(", ")));
    if (parser.isSet(options.local)) {
        for (const QCommandLineOption &option : {options.baseUrl, options.environment}) {
            if (parser.isSet(option))
                return CommandLineText::tr("--local brings its own server; it does not go with --%1.")
                    .arg(option.names().constFirst());
        }
    }
    return {};
}

QString absoluteDirectory(const QCommandLineParser &parser, const QCommandLineOption &option)
{
    return parser.isSet(option) ? QDir(parser.value(option)).absolutePath() : QString();
}

std::optional<QString> valueIfSet(const QCommandLineParser &parser, const QCommandLineOption &option)
{
    return parser.isSet(option) ? std::optional(parser.value(option)) : std::nullopt;
}

TokenOption tokenOption(const QCommandLineParser &parser, const QCommandLineOption &option)
{
    if (!parser.isSet(option))
        return TokenOption::NotGiven;
    return parser.value(option) == QLatin1String("-") ? TokenOption::StandardInput : TokenOption::Given;
}

} // namespace

CommandLine parseCommandLine(const QStringList &arguments)
{
    const Options options;
    QCommandLineParser parser;
    parser.addOptions(options.all());
    const bool parsed = parser.parse(arguments);
    const QString language = parser.value(options.language);

    if (parser.isSet(options.help))
        return CommandLineExit {helpText(options), 0, language};
    if (parser.isSet(options.version))
        return CommandLineExit {QStringLiteral("token-console " TC_VERSION "\n"), 0, language};
    const QString wrong = parsed ? problem(parser, options) : parseProblem(parser);
    if (!wrong.isEmpty())
        return CommandLineExit {wrong + u'\n', wrongUsage, language};

    return CommandLineOptions {
        .local = parser.isSet(options.local),
        .readOnly = parser.isSet(options.readOnly),
        .token = tokenOption(parser, options.token),
        .serviceId = parser.value(options.service),
        .environmentId = valueIfSet(parser, options.environment),
        .baseUrl = valueIfSet(parser, options.baseUrl),
        .servicesDirectory = absoluteDirectory(parser, options.servicesDirectory),
        .dataDirectory = absoluteDirectory(parser, options.dataDirectory),
        .language = language,
    };
}

} // namespace tc
