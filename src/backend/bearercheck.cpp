#include "bearercheck.h"

#include "tokensecret.h"

namespace tc {

namespace {

BearerVerdict refused(BearerRefusal refusal)
{
    BearerVerdict verdict;
    verdict.refusal = refusal;
    return verdict;
}

/// Whether \a refusal may be a guess that failed. Without a credential nothing was guessed, and any web page
/// can make a browser ask without one.
bool isFailure(BearerRefusal refusal)
{
    return refusal == BearerRefusal::Unknown || refusal == BearerRefusal::Revoked
        || refusal == BearerRefusal::Expired;
}

/// The credential of `Bearer <credential>`, the scheme in any case (RFC 9110); nothing for another scheme.
std::optional<QByteArrayView> bearerCredential(QByteArrayView authorization)
{
    constexpr QByteArrayView scheme("bearer");
    if (authorization.size() <= scheme.size()
        || authorization.first(scheme.size()).compare(scheme, Qt::CaseInsensitive) != 0
        || authorization[scheme.size()] != ' ')
        return std::nullopt;
    QByteArrayView credential = authorization.sliced(scheme.size() + 1);
    while (!credential.isEmpty() && credential.front() == ' ')
        credential = credential.sliced(1);
    return credential;
}

} // namespace

BearerVerdict BearerCheck::check(std::optional<QByteArrayView> authorization, std::uint32_t address)
{
    BearerVerdict verdict = judge(authorization, address);
    if (const std::optional<QDateTime> until = m_failures.shutOutUntil(address)) {
        // Whoever shares the console's address must not be able to shut the console out.
        if (!verdict.refusal && verdict.token->forConsole)
            return verdict;
        BearerVerdict shutOut = refused(BearerRefusal::TooManyFailures);
        shutOut.retryAt = *until;
        return shutOut;
    }
    if (verdict.refusal && isFailure(*verdict.refusal))
        m_failures.recordFailure(address);
    return verdict;
}

BearerVerdict BearerCheck::judge(std::optional<QByteArrayView> authorization, std::uint32_t address)
{
    const auto credential = authorization ? bearerCredential(*authorization) : std::nullopt;
    if (!credential)
        return refused(BearerRefusal::Missing);

    const QByteArray hash = secretHash(*credential);
    auto found = m_store.findByHash(hash);
    if (!found) {
        BearerVerdict verdict = refused(BearerRefusal::StoreUnavailable);
        verdict.storeError = found.error().reason;
        return verdict;
    }
    if (!*found || !equalInConstantTime((*found)->secretHash, hash))
        return refused(BearerRefusal::Unknown);

    BearerVerdict verdict;
    verdict.token = std::move(*found);
    if (verdict.token->revokedAt.isValid())
        verdict.refusal = BearerRefusal::Revoked;
    else if (verdict.token->expiry.hasPassed(m_clock.now()))
        verdict.refusal = BearerRefusal::Expired;
    else if (!verdict.token->allowedIps.allows(address))
        verdict.refusal = BearerRefusal::AddressNotAllowed;
    return verdict;
}

} // namespace tc
