#include "connectionmark.h"

#include "connectionprofile.h"
#include "untrustedtext.h"

#include <QCoreApplication>

namespace tc {

namespace {

struct ConnectionMark
{
    Q_DECLARE_TR_FUNCTIONS(ConnectionMark)
};

} // namespace

EnvironmentMark environmentMark(const ConnectionProfile &profile)
{
    if (profile.isLocal())
        return embeddedMark();
    if (const ServiceEnvironment *environment = profile.service->environment(profile.environmentId))
        return {environment->production ? Badge::Role::Production : Badge::Role::Test,
                environment->label.text()};
    return {Badge::Role::Neutral, ConnectionMark::tr("Other server")};
}

EnvironmentMark embeddedMark()
{
    return {Badge::Role::Local, ConnectionMark::tr("This computer")};
}

QString hostText(const ConnectionProfile &profile)
{
    const QUrl &url = profile.baseUrl;
    const QString host = url.host();
    return escapeUntrusted(url.port() < 0 ? host : host + u':' + QString::number(url.port()), 80);
}

QString connectionText(const ConnectionProfile &profile)
{
    return ConnectionMark::tr("%1 at %2").arg(profile.service->name.text(), hostText(profile));
}

} // namespace tc
