#pragma once

#include <QByteArray>
#include <QHash>
#include <QHostAddress>
#include <QJsonObject>
#include <QTcpSocket>

#include <optional>
#include <utility>
#include <vector>

namespace tc::test {

using Headers = std::vector<std::pair<QByteArray, QByteArray>>;

struct Reply
{
    int status = 0;
    QHash<QByteArray, QByteArray> headers; ///< names in lower case
    QByteArray body;

    [[nodiscard]] QJsonObject json() const;
    /// The problem's machine code.
    [[nodiscard]] QString code() const;
};

/// A blocking HTTP/1.1 client on one connection that stays open, from a source address of choice.
class HttpClient
{
public:
    explicit HttpClient(quint16 port, const QHostAddress &source = QHostAddress(QHostAddress::LocalHost));

    /// Nothing where no whole answer came.
    std::optional<Reply> send(const QByteArray &method, const QByteArray &target, const Headers &headers = {},
                              const QByteArray &body = {});
    /// Writes \a bytes as they are and reads one answer.
    std::optional<Reply> sendRaw(const QByteArray &bytes, bool headOnly = false);

    [[nodiscard]] bool connectNow();
    [[nodiscard]] QTcpSocket &socket() { return m_socket; }

private:
    std::optional<Reply> readReply(bool headOnly);

    quint16 m_port;
    QHostAddress m_source;
    QTcpSocket m_socket;
};

/// `Authorization: Bearer` with \a secret.
[[nodiscard]] Headers bearer(const QByteArray &secret, Headers more = {});

} // namespace tc::test
