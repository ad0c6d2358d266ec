#include "servicedescription.h"

#include "origin.h"

#include <algorithm>

namespace tc {

namespace {

constexpr QLatin1String placeholder("{workspace}");

bool isHostLabel(const QString &text)
{
    constexpr qsizetype longestLabel = 63;
    return !text.isEmpty() && text.size() <= longestLabel && !text.startsWith(u'-') && !text.endsWith(u'-')
        && std::all_of(text.cbegin(), text.cend(), [](QChar c) {
               return (c >= u'a' && c <= u'z') || (c >= u'A' && c <= u'Z') || (c >= u'0' && c <= u'9')
                   || c == u'-';
           });
}

} // namespace

QUrl ServiceEnvironment::urlFor(const QString &workspace) const
{
    if (baseUrlPattern.isEmpty())
        return baseUrl;
    if (!isHostLabel(workspace))
        return {};
    return QUrl(QString(baseUrlPattern).replace(placeholder, workspace.toLower()), QUrl::StrictMode);
}

bool ServiceEnvironment::runsAt(const QUrl &url) const
{
    const Origin origin(url);
    // Where the workspace is part of the host, the first label of the host stands for it.
    return origin.isValid() && Origin(urlFor(url.host().section(u'.', 0, 0))) == origin;
}

const ServiceEnvironment *ServiceDescription::environment(QStringView environmentId) const
{
    const auto found = std::find_if(environments.cbegin(), environments.cend(),
                                    [&](const ServiceEnvironment &one) { return one.id == environmentId; });
    return found == environments.cend() ? nullptr : &*found;
}

QStringList ServiceDescription::redactedPrefixes() const
{
    QStringList all;
    for (const SecretPrefix &prefix : prefixes)
        all.append(prefix.text);
    return all;
}

const ServiceEnvironment *ServiceDescription::environmentAt(const QUrl &url) const
{
    const auto found = std::find_if(environments.cbegin(), environments.cend(),
                                    [&url](const ServiceEnvironment &one) { return one.runsAt(url); });
    return found == environments.cend() ? nullptr : &*found;
}

} // namespace tc
