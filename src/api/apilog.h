#pragma once

#include "apierror.h"
#include "httpmessage.h"
#include "result.h"

#include <QElapsedTimer>
#include <QString>

#include <chrono>

namespace tc {

// What support reads of requests (category tc.api, in English): no queries, no bodies, no headers, nothing
// that a credential could stand in.

/// A request's line in the log, when it ends: `GET /api/v1/tokens 200 in 34 ms`.
class RequestLine
{
public:
    /// \a path is what is shown of the address, encoded. \a credential is the header value the request
    /// carries: where the path holds it, it is taken out.
    RequestLine(const QByteArray &method, const QString &path, QByteArrayView credential);
    Q_DISABLE_COPY_MOVE(RequestLine)
    /// Says that nobody waited for the end, unless write() was called.
    ~RequestLine();

    void write(const Result<HttpReplyData> &outcome);

private:
    void write(const QString &outcome);

    QString m_request;
    QElapsedTimer m_elapsed;
    bool m_written = false;
};

/// Notes that a read is tried again after \a wait.
void logRetry(std::chrono::milliseconds wait);

/// Notes what a reply that was read means, with the vendor's code.
void logRefusal(const ApiError &error);

} // namespace tc
