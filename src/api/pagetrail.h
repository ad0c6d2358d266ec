#pragma once

#include "apierror.h"

#include <QByteArray>
#include <QSet>

#include <optional>

namespace tc {

/// The pages of one list on the way through it: tells where following them would not come to an end.
class PageTrail
{
public:
    /// Notes that the page at \a target (HttpRequestData::target) is asked for, or says why it must not be:
    /// it was read already, or there were too many empty ones.
    [[nodiscard]] std::optional<ApiError> follow(const QByteArray &target);
    void noteEmptyPage() { ++m_emptyPages; }

private:
    QSet<QByteArray> m_visited; ///< hashes of the targets, which may be long
    int m_emptyPages = 0;
};

/// ErrorKind::Protocol for \a reason, a sentence.
[[nodiscard]] ApiError brokenList(const QString &reason);

} // namespace tc
