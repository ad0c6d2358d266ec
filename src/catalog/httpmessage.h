#pragma once

#include <QByteArray>
#include <QList>
#include <QString>

#include <optional>
#include <utility>

namespace tc {

/// Header fields in order; names compare without regard to case.
using HttpHeaders = QList<std::pair<QByteArray, QByteArray>>;

/// The value of the first header field called \a name, "" where there is none.
[[nodiscard]] QByteArray headerValue(const HttpHeaders &headers, QByteArrayView name);

/// A request as a description makes it: without host and without credential, which the transport adds.
struct HttpRequestData
{
    QByteArray method; ///< in upper case
    QByteArray target; ///< percent-encoded path below the base URL, with its query: "tokens?limit=500"; no
                       ///< leading slash
    HttpHeaders headers; ///< besides the credential and what the transport sets
    QByteArray body; ///< "" for none
    /// Whether sending it twice does no more than sending it once (RFC 9110 9.2.2), as the description says.
    bool idempotent = false;
    /// What the log says in the target's place where that holds something the user typed; "" for itself.
    QByteArray shownTarget;
};

/// A whole reply, whatever its status.
struct HttpReplyData
{
    int status = 0;
    HttpHeaders headers;
    QByteArray body;
};

} // namespace tc
