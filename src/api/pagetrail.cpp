#include "pagetrail.h"

#include <QCoreApplication>
#include <QCryptographicHash>

namespace tc {

namespace {

/// A server may search page by page and find nothing on some.
constexpr int maximumEmptyPages = 100;

struct TrailText
{
    Q_DECLARE_TR_FUNCTIONS(PageTrail)
};

} // namespace

std::optional<ApiError> PageTrail::follow(const QByteArray &target)
{
    if (m_emptyPages > maximumEmptyPages)
        return brokenList(TrailText::tr("The server’s list does not come to an end."));
    const QByteArray fingerprint = QCryptographicHash::hash(target, QCryptographicHash::Sha256);
    if (m_visited.contains(fingerprint))
        return brokenList(TrailText::tr("The server’s list leads back to a page that was read already."));
    m_visited.insert(fingerprint);
    return std::nullopt;
}

ApiError brokenList(const QString &reason)
{
    ApiError error;
    error.kind = ErrorKind::Protocol;
    error.reason = reason;
    return error;
}

} // namespace tc
