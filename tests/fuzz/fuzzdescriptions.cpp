#include "fuzzdescriptions.h"

#include "catalogfixture.h"
#include "vendordescriptions.h"

const QList<QByteArray> &fuzzDescriptions()
{
    static const QList<QByteArray> descriptions {
        shipped(QStringLiteral("optimus.json")),
        cloudflareDescription(),
        verdaccioDescription(),
        gitlabDescription(),
        pterodactylDescription(),
        strapiDescription(),
        giteaDescription(),
        offsetDescription(),
    };
    return descriptions;
}

QByteArray fuzzSchema()
{
    return serviceSchema();
}
