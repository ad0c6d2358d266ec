#pragma once

#include <QByteArray>
#include <QByteArrayView>
#include <QJsonObject>

#include <cstdint>
#include <optional>
#include <utility>
#include <vector>

namespace tc {

/// One HTTP request as the routes see it. Everything in it is the caller's, so untrusted, and valid only
/// while the request is being handled.
struct ServerRequest
{
    QByteArrayView method; ///< as sent: "GET"
    QByteArrayView target; ///< in origin form, percent-encoded: "/api/v1/tokens?limit=5"
    std::vector<std::pair<QByteArrayView, QByteArrayView>> headers;
    QByteArrayView body;
    std::uint32_t address = 0; ///< the peer's IPv4 address, host byte order, from the socket alone

    /// The path without the query.
    [[nodiscard]] QByteArrayView path() const;
    /// The decoded value of a query parameter; nothing where it is missing, the first where it repeats.
    [[nodiscard]] std::optional<QString> queryValue(QByteArrayView name) const;
    /// The value of a header, names compared without regard to case; nothing where it is missing.
    [[nodiscard]] std::optional<QByteArrayView> header(QByteArrayView name) const;
    [[nodiscard]] int countOf(QByteArrayView header) const;
};

/// One HTTP response. The body is wiped once it has been sent, since it may hold a secret.
struct ServerResponse
{
    int status = 200;
    std::vector<std::pair<QByteArray, QByteArray>> headers;
    QByteArray body;

    void setHeader(QByteArray name, QByteArray value);
};

/// \a object as an application/json response.
[[nodiscard]] ServerResponse jsonResponse(int status, const QJsonObject &object);
/// 204.
[[nodiscard]] ServerResponse emptyResponse();

/// \a encoded with its percent-encoding undone; nothing where that is malformed or no UTF-8 (RFC 3986).
/// \a plusIsBlank: as queries from HTML forms have it.
[[nodiscard]] std::optional<QString> percentDecoded(QByteArrayView encoded, bool plusIsBlank = false);

/// A dotted IPv4 address; \a address is in host byte order.
[[nodiscard]] QString addressText(std::uint32_t address);

} // namespace tc
