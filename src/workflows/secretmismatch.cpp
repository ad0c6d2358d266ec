#include "secretmismatch.h"

namespace tc {

std::optional<SecretMismatch> mismatchOf(const Secret &secret, const ConnectionProfile &profile,
                                         const QList<std::shared_ptr<const ServiceDescription>> &services)
{
    using Kind = SecretMismatch::Kind;
    const QList<RecognisedSecret> own = recognise(secret, {profile.service});
    if (own.isEmpty()) {
        const QList<RecognisedSecret> others = recognise(secret, services);
        return others.isEmpty() ? std::nullopt
                                : std::optional(SecretMismatch {Kind::OtherService, others.constFirst()});
    }
    const RecognisedSecret &recognised = own.constFirst();
    if (!recognised.unsupported.isEmpty())
        return SecretMismatch {Kind::Unsupported, recognised};
    const ServiceEnvironment *const meant = profile.service->environment(recognised.environmentId);
    const ServiceEnvironment *const here = profile.service->environment(profile.environmentId);
    if (!meant || !here || meant->production == here->production)
        return std::nullopt;
    return SecretMismatch {meant->production ? Kind::ProductionInTest : Kind::TestInProduction, recognised};
}

QString environmentOf(const Secret &secret, const ConnectionProfile &profile)
{
    const QList<RecognisedSecret> own = recognise(secret, {profile.service});
    const ServiceEnvironment *const meant
        = own.isEmpty() ? nullptr : profile.service->environment(own.constFirst().environmentId);
    return meant && meant->runsAt(profile.baseUrl) ? meant->id : profile.environmentId;
}

} // namespace tc
