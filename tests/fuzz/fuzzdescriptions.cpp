#include "fuzzdescriptions.h"

#include "catalogfixture.h"
#include "vendordescriptions.h"

const QList<QByteArray> &fuzzDescriptions()
{
    static const QList<QByteArray> descriptions {
        shipped(QStringLiteral("optimus.json")),
        shipped(QStringLiteral("cloudflare.json")),
        shipped(QStringLiteral("npm.json")),
        shipped(QStringLiteral("gitlab.json")),
        shipped(QStringLiteral("pterodactyl.json")),
        shipped(QStringLiteral("strapi.json")),
        shipped(QStringLiteral("gitea.json")),
        offsetDescription(),
        accessorDescription(),
    };
    return descriptions;
}

QByteArray fuzzSchema()
{
    return serviceSchema();
}
