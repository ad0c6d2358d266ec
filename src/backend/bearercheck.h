#pragma once

#include "ratelimiter.h"
#include "store.h"

#include <QByteArrayView>

#include <optional>

namespace tc {

/// Why a request is not let in.
enum class BearerRefusal {
    Missing, ///< no bearer credential was sent
    Unknown,
    Revoked,
    Expired,
    AddressNotAllowed,
    TooManyFailures, ///< from this address, whatever the credential is, unless it is the console's own
    StoreUnavailable,
};

/// What became of a request's credential.
struct BearerVerdict
{
    std::optional<BearerRefusal> refusal; ///< nothing: let in
    std::optional<StoredToken> token; ///< the caller's; also where AddressNotAllowed
    QDateTime retryAt; ///< UTC, for TooManyFailures
    QString storeError; ///< for StoreUnavailable, for the log
};

/// Tells from a bearer credential (RFC 6750) whose request it is, in the order known, revoked, expired,
/// address. It knows no service's error codes.
class BearerCheck
{
public:
    /// All must outlive this.
    BearerCheck(Store &store, FailureGuard &failures, const Clock &clock)
        : m_store(store)
        , m_failures(failures)
        , m_clock(clock)
    {
    }

    /// \a authorization is the header's value, nothing where it was not sent; \a address is the caller's, in
    /// host byte order.
    [[nodiscard]] BearerVerdict check(std::optional<QByteArrayView> authorization, std::uint32_t address);

private:
    [[nodiscard]] BearerVerdict judge(std::optional<QByteArrayView> authorization, std::uint32_t address);

    Store &m_store;
    FailureGuard &m_failures;
    const Clock &m_clock;
};

} // namespace tc
