#pragma once

#include "httpmessage.h"
#include "tlssettings.h"

#include <QNetworkRequest>
#include <QUrl>

#include <utility>

namespace tc {

/// A credential's header field, as ServiceMapping::credentialHeader() gives it; an empty name for none.
using CredentialHeader = std::pair<QByteArray, QByteArray>;

/// \a request to \a url as HttpTransport sends it: with its policies, its own header fields and
/// \a credential, whose bytes it shares; over https with \a tls, whose authorities, where it has any, are all
/// that are trusted.
[[nodiscard]] QNetworkRequest networkRequest(const QUrl &url, const HttpRequestData &request,
                                             const CredentialHeader &credential, const TlsSettings &tls);

} // namespace tc
