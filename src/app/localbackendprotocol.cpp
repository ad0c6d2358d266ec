#include "localbackendprotocol.h"

#include "origin.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <QUuid>

#include <algorithm>
#include <array>
#include <string_view>

namespace tc {

namespace {

QUrl loopbackUrl(const QJsonValue &value)
{
    const QUrl url(value.toString(), QUrl::StrictMode);
    return url.scheme() == QLatin1String("http") && mayCarryCredential(url) ? url : QUrl();
}

/// Takes \a expected off the front of \a text, with the blanks JSON allows before it.
bool take(std::string_view &text, std::string_view expected)
{
    text.remove_prefix(std::min(text.find_first_not_of(" \t\r\n"), text.size()));
    if (!text.starts_with(expected))
        return false;
    text.remove_prefix(expected.size());
    return true;
}

} // namespace

std::optional<LocalInstance> readInstanceLine(QByteArrayView line)
{
    const QJsonObject message = QJsonDocument::fromJson(line.toByteArray()).object();
    const QJsonValue running = message.value(QLatin1String("running"));
    const QJsonObject object = running.isObject() ? running.toObject() : message;

    LocalInstance instance;
    instance.attached = running.isObject();
    instance.url = loopbackUrl(object.value(QLatin1String("url")));
    instance.instanceId = object.value(QLatin1String("instance")).toString();
    const QJsonObject services = object.value(QLatin1String("services")).toObject();
    if (instance.url.isEmpty() || QUuid::fromString(instance.instanceId).isNull() || services.isEmpty())
        return std::nullopt;
    for (auto service = services.begin(); service != services.end(); ++service) {
        const QUrl url = loopbackUrl(service.value());
        if (Origin(url) != Origin(instance.url))
            return std::nullopt;
        instance.services.insert(service.key(), url);
    }
    return instance;
}

std::optional<Secret> readManagementTokenLine(QByteArrayView line)
{
    constexpr std::string_view b68 = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~+/=|";
    std::string_view text(line.data(), static_cast<std::size_t>(line.size()));
    if (!take(text, "{") || !take(text, "\"managementToken\"") || !take(text, ":") || !take(text, "\""))
        return std::nullopt;
    const std::size_t size = std::min(text.find_first_not_of(b68), text.size());
    const QByteArrayView token(text.data(), static_cast<qsizetype>(size));
    text.remove_prefix(size);
    if (token.isEmpty() || !text.starts_with('"'))
        return std::nullopt;
    text.remove_prefix(1);
    if (!take(text, "}") || text.find_first_not_of(" \t\r\n") != std::string_view::npos)
        return std::nullopt;
    return Secret::copyOf(token);
}

QProcessEnvironment backendEnvironment(const QProcessEnvironment &own)
{
    static const std::array names {
        "HOME",           "LANG",         "LC_ALL",          "LC_CTYPE",   "LC_MESSAGES", "LC_TIME", "PATH",
        "TMPDIR",         "TZ",           "LD_LIBRARY_PATH",
        "QT_PLUGIN_PATH", // a Qt that is not the system's
        "ASAN_OPTIONS",   "LSAN_OPTIONS", "UBSAN_OPTIONS",   "SystemRoot", "TEMP",        "TMP",
        "USERPROFILE", // Windows
    };
    QProcessEnvironment environment;
    for (const char *each : names) {
        const QString name = QLatin1String(each);
        if (own.contains(name))
            environment.insert(name, own.value(name));
    }
    return environment;
}

} // namespace tc
