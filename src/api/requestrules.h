#pragma once

#include "httpmessage.h"
#include "result.h"

#include <QUrl>

namespace tc {

/// The address of \a target (see HttpRequestData::target) below \a baseUrl.
///
/// Refused, before anything is sent: a base URL that is not https (nor http to a loopback literal), or holds
/// user info, a query or a fragment; a target that would leave the base URL's origin or the path below it.
[[nodiscard]] Result<QUrl> requestUrl(const QUrl &baseUrl, const QByteArray &target);

/// Whether \a value may be a credential's header value: an RFC 6750 b68token (`|` besides, which some
/// services' tokens hold), after an authentication scheme and one space where there is a scheme.
/// QNetworkRequest itself takes CR, LF and NUL.
[[nodiscard]] bool isCredentialValue(QByteArrayView value);

/// Whether \a headers may be sent as they are: names and values of RFC 9110 in visible ASCII, and none that
/// the transport sets itself (Host, Content-Length, Cookie …).
[[nodiscard]] bool areSendable(const HttpHeaders &headers);

/// Whether \a method only reads, whatever a description says of it.
[[nodiscard]] bool isRead(QByteArrayView method);

/// Whether \a name is a token of RFC 9110.
[[nodiscard]] bool isHeaderName(QByteArrayView name);

} // namespace tc
