#pragma once

#include <QString>
#include <QUrl>

namespace tc {

/// Scheme, host and port of a server (RFC 6454): what a stored credential is bound to.
class Origin
{
public:
    /// The origin of \a url, with the scheme's default port filled in. Not valid for other schemes than http,
    /// https.
    explicit Origin(const QUrl &url);

    [[nodiscard]] bool isValid() const { return !m_text.isEmpty(); }
    /// As in "https://app.example.com:443", in lower case.
    [[nodiscard]] QString toString() const { return m_text; }

    friend bool operator==(const Origin &, const Origin &) = default;

private:
    QString m_text;
};

/// Whether a credential may travel to \a url: https, or http to a literal loopback address; no user info.
[[nodiscard]] bool mayCarryCredential(const QUrl &url);

/// Whether \a url is an absolute http or https URL with a host.
[[nodiscard]] bool isAbsoluteHttpUrl(const QUrl &url);

} // namespace tc
