#include "targetresolution.h"

#include "origin.h"

#include <QCoreApplication>

#include <algorithm>

namespace tc {

namespace {

struct TargetText
{
    Q_DECLARE_TR_FUNCTIONS(TargetResolution)
};

tl::unexpected<ApiError> refused(const QString &sentence)
{
    ApiError error;
    error.kind = ErrorKind::InvalidInput;
    error.reason = sentence;
    return tl::unexpected(error);
}

/// \a origin is how the user knows the value: the option's or the variable's name.
Result<ResolvedTarget> fromBaseUrl(const ServiceDescription &description, const QString &text,
                                   const QString &origin, TargetSource source)
{
    const QUrl url(text, QUrl::StrictMode);
    if (!isAbsoluteHttpUrl(url))
        return refused(TargetText::tr("%1 must be an absolute URL.").arg(origin));
    if (!url.userInfo().isEmpty() || url.hasQuery() || url.hasFragment())
        return refused(TargetText::tr("%1 must hold no user name, password, query or fragment.").arg(origin));
    if (!mayCarryCredential(url))
        return refused(TargetText::tr("%1 must begin with https://; http:// is for 127.0.0.1 and [::1] only.")
                           .arg(origin));
    const ServiceEnvironment *environment = description.environmentAt(url);
    return ResolvedTarget {url, environment ? environment->id : QString(), source};
}

Result<ResolvedTarget> addressOf(const ServiceEnvironment &environment, TargetSource source)
{
    if (environment.baseUrl.isEmpty())
        return refused(
            TargetText::tr("This service has an address of its own for each workspace; give its base URL."));
    return ResolvedTarget {environment.baseUrl, environment.id, source};
}

Result<ResolvedTarget> fromEnvironment(const ServiceDescription &description, const QString &id,
                                       const QString &origin, TargetSource source)
{
    if (const ServiceEnvironment *environment = description.environment(id))
        return addressOf(*environment, source);

    QStringList known;
    for (const ServiceEnvironment &environment : description.environments)
        known.append(environment.id);
    return refused(
        known.isEmpty()
            ? TargetText::tr("%1: this service has no environments; give its base URL.").arg(origin)
            : TargetText::tr("%1 must be one of: %2.").arg(origin, known.join(QLatin1String(", "))));
}

Result<ResolvedTarget> production(const ServiceDescription &description)
{
    const auto found = std::find_if(description.environments.begin(), description.environments.end(),
                                    [](const ServiceEnvironment &each) { return each.production; });
    if (found == description.environments.end())
        return refused(TargetText::tr("This service has no production environment; give its base URL."));
    return addressOf(*found, TargetSource::Production);
}

/// The variable's value; none where the service names no such variable, or it is not set.
std::optional<QString> value(const QProcessEnvironment &variables, const QString &name)
{
    if (name.isEmpty())
        return std::nullopt;
    const QString text = variables.value(name);
    return text.isEmpty() ? std::nullopt : std::optional(text);
}

} // namespace

Result<ResolvedTarget> resolveTarget(const ServiceDescription &description, const GivenTarget &given,
                                     const QProcessEnvironment &variables)
{
    Result<ResolvedTarget> byOption = production(description);
    if (given.environmentId) {
        byOption = fromEnvironment(description, *given.environmentId, QStringLiteral("--env"),
                                   TargetSource::EnvironmentOption);
        if (!byOption)
            return byOption;
    }
    if (given.baseUrl)
        return fromBaseUrl(description, *given.baseUrl, QStringLiteral("--base-url"),
                           TargetSource::BaseUrlOption);
    if (const auto url = value(variables, description.variables.baseUrl))
        return fromBaseUrl(description, *url, description.variables.baseUrl, TargetSource::BaseUrlVariable);
    if (given.environmentId)
        return byOption;
    if (const auto id = value(variables, description.variables.environment))
        return fromEnvironment(description, *id, description.variables.environment,
                               TargetSource::EnvironmentVariable);
    return byOption;
}

} // namespace tc
