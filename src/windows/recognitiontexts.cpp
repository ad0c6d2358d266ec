#include "recognitiontexts.h"

#include <QCoreApplication>

namespace tc {

namespace {

struct RecognitionTexts
{
    Q_DECLARE_TR_FUNCTIONS(RecognitionTexts)
};

QString nameOfClaim(const RecognisedSecret &claim)
{
    const QString service = claim.service->name.text();
    const ServiceEnvironment *const environment = claim.service->environment(claim.environmentId);
    return environment ? RecognitionTexts::tr("%1 (%2)").arg(service, environment->label.text()) : service;
}

QString environmentLabel(const ServiceDescription &service, const QString &id)
{
    const ServiceEnvironment *const environment = service.environment(id);
    return environment ? environment->label.text() : QString();
}

} // namespace

QString recognitionText(const QList<RecognisedSecret> &claims)
{
    if (claims.isEmpty())
        return RecognitionTexts::tr("Its form does not tell which service the token is for.");
    QStringList names;
    for (const RecognisedSecret &claim : claims)
        names.append(nameOfClaim(claim));
    const RecognisedSecret &first = claims.constFirst();
    QString text
        = RecognitionTexts::tr("Looks like a token for %1.").arg(names.join(RecognitionTexts::tr(" or ")));
    if (!first.unsupported.isEmpty())
        text += u' ' + first.unsupported.text();
    if (first.failsChecksum)
        text += u' ' + RecognitionTexts::tr("Its checksum does not fit: it may be mistyped or cut off.");
    return text;
}

ErrorText mismatchText(const SecretMismatch &mismatch, const ConnectionProfile &profile)
{
    const QString service = profile.service->name.text();
    if (mismatch.kind == SecretMismatch::Kind::OtherService)
        return {RecognitionTexts::tr("This looks like a token for %1, but the connection is to %2.")
                    .arg(nameOfClaim(mismatch.secret), service),
                RecognitionTexts::tr("Nothing was sent. Use it there all the same?")};
    if (mismatch.kind == SecretMismatch::Kind::Unsupported)
        return {mismatch.secret.unsupported.text(),
                RecognitionTexts::tr("Nothing was sent. Use it there all the same?")};
    return {RecognitionTexts::tr("This token is for “%1”, but the connection is to “%2”.")
                .arg(environmentLabel(*profile.service, mismatch.secret.environmentId),
                     environmentLabel(*profile.service, profile.environmentId)),
            RecognitionTexts::tr("Nothing was sent. Use it there all the same?")};
}

} // namespace tc
