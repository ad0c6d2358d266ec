#include "backendoptions.h"

#include "iprange.h"
#include "systems.h"

#include <QCommandLineParser>

#include <algorithm>
#include <limits>
#include <optional>

namespace tc {

namespace {

constexpr int usageError = 2;

std::optional<int> decimal(const QString &text, int maximum)
{
    const bool isDecimal = !text.isEmpty() && text.size() <= 9
        && std::all_of(text.begin(), text.end(), [](QChar c) { return c >= u'0' && c <= u'9'; });
    const int value = isDecimal ? text.toInt() : -1;
    return value >= 0 && value <= maximum ? std::optional(value) : std::nullopt;
}

tl::unexpected<EarlyEnd> refuse(const QString &sentence)
{
    return tl::unexpected(EarlyEnd {usageError, sentence + u'\n'});
}

/// Reads `127.0.0.1:8080` into \a options; gives the sentence that refuses it, or nothing.
std::optional<QString> readListen(const QString &text, BackendOptions &options)
{
    const qsizetype colon = text.lastIndexOf(u':');
    const QString host = colon < 0 ? text : text.first(colon);
    const auto address = IpRange::parse(host, IpVersions::V4);
    constexpr std::uint32_t loopback = 0x7f000000;
    if (!address || address->toString() != host || host.contains(u'/')
        || !IpRange::network(loopback, 8).contains(*address))
        return QStringLiteral(
            "--listen takes an address from 127.0.0.0/8 only, since this backend speaks no TLS: "
            "to serve others, put a proxy that terminates TLS in front of it.");
    const std::optional<int> port
        = decimal(colon < 0 ? QString() : text.sliced(colon + 1), std::numeric_limits<std::uint16_t>::max());
    if (!port)
        return QStringLiteral(
            "--listen needs a port from 0 to 65535 after the address, such as 127.0.0.1:8080.");
    options.address = static_cast<std::uint32_t>(address->first().low());
    options.port = static_cast<std::uint16_t>(*port);
    return std::nullopt;
}

} // namespace

tl::expected<BackendOptions, EarlyEnd> parseBackendOptions(const QStringList &arguments)
{
    QCommandLineParser parser;
    parser.setApplicationDescription(QStringLiteral("The embedded REST backend of Token Console."));
    const QCommandLineOption help({QStringLiteral("h"), QStringLiteral("help")},
                                  QStringLiteral("Shows this help."));
    const QCommandLineOption version({QStringLiteral("v"), QStringLiteral("version")},
                                     QStringLiteral("Shows the version."));
    const QCommandLineOption listen(
        QStringLiteral("listen"),
        QStringLiteral("Listens on a loopback address; port 0 takes any free one (the default)."),
        QStringLiteral("127.0.0.1:PORT"), QStringLiteral("127.0.0.1:0"));
    const QCommandLineOption database(QStringLiteral("database"),
                                      QStringLiteral("Keeps everything in this SQLite file."),
                                      QStringLiteral("FILE"));
    const QCommandLineOption system(QStringLiteral("system"),
                                    QStringLiteral("Serves one of: %1 (the first is the default).")
                                        .arg(systemIds().join(QLatin1String(", "))),
                                    QStringLiteral("NAME"), systemIds().constFirst());
    const QCommandLineOption owner(
        QStringLiteral("owner"),
        QStringLiteral("Issues management tokens for this workspace, user or customer/user."),
        QStringLiteral("NAME"));
    const QCommandLineOption issue(
        QStringLiteral("issue-management-token"),
        QStringLiteral("Writes a new management token to a new file of mode 0600, then serves."),
        QStringLiteral("FILE"));
    const QCommandLineOption rateLimit(QStringLiteral("rate-limit"),
                                       QStringLiteral("Takes at most N requests a minute from each token."),
                                       QStringLiteral("N"));
    const QCommandLineOption quota(
        QStringLiteral("quota"),
        QStringLiteral("Lets the account resolve N VAT ids from this start on, then answers 402."),
        QStringLiteral("N"));
    const QCommandLineOption lifetime(
        QStringLiteral("token-lifetime"),
        QStringLiteral("Takes no token that is N minutes old, whatever its own end is (optiflow only)."),
        QStringLiteral("N"));
    const QCommandLineOption attached(
        QStringLiteral("attached"),
        QStringLiteral("Takes orders from standard input and ends when that is closed."));
    parser.addOptions(
        {help, version, listen, database, system, owner, issue, rateLimit, lifetime, quota, attached});

    if (!parser.parse(arguments))
        return refuse(parser.errorText());
    if (parser.isSet(help))
        return tl::unexpected(EarlyEnd {0, parser.helpText()});
    if (parser.isSet(version))
        return tl::unexpected(EarlyEnd {0, QStringLiteral("token-console-backend " TC_VERSION "\n")});
    if (!parser.positionalArguments().isEmpty())
        return refuse(QStringLiteral("There are only options, no other arguments."));

    BackendOptions options;
    if (const std::optional<QString> refusal = readListen(parser.value(listen), options))
        return refuse(*refusal);
    options.database = parser.value(database);
    if (options.database.isEmpty())
        return refuse(QStringLiteral("--database FILE is missing."));
    options.system = parser.value(system);
    if (!systemIds().contains(options.system))
        return refuse(
            QStringLiteral("--system takes one of: %1.").arg(systemIds().join(QLatin1String(", "))));
    options.owner = parser.value(owner);
    options.managementTokenFile = parser.value(issue);
    if (parser.isSet(issue) && options.managementTokenFile.isEmpty())
        return refuse(QStringLiteral("--issue-management-token needs a file."));
    if (parser.isSet(rateLimit)) {
        constexpr int maximumRate = 1'000'000;
        const std::optional<int> rate = decimal(parser.value(rateLimit), maximumRate);
        if (!rate || *rate == 0)
            return refuse(QStringLiteral("--rate-limit needs a number from 1 to %1.").arg(maximumRate));
        options.rateLimit = *rate;
    }
    if (parser.isSet(lifetime)) {
        constexpr int longest = 60 * 24 * 366 * 10;
        const std::optional<int> minutes = decimal(parser.value(lifetime), longest);
        if (options.system != QLatin1String("optiflow") || !minutes || *minutes == 0)
            return refuse(
                QStringLiteral("--token-lifetime is for optiflow and needs a number of minutes from "
                               "1 to %1.")
                    .arg(longest));
        options.lifetimeMinutes = *minutes;
    }
    if (parser.isSet(quota) && options.system != systemIds().constFirst())
        return refuse(QStringLiteral("--quota is for %1 only.").arg(systemIds().constFirst()));
    if (parser.isSet(quota)) {
        constexpr int maximumQuota = 1'000'000;
        options.quota = decimal(parser.value(quota), maximumQuota);
        if (!options.quota)
            return refuse(QStringLiteral("--quota needs a number from 0 to %1.").arg(maximumQuota));
    }
    options.attached = parser.isSet(attached);
    return options;
}

} // namespace tc
