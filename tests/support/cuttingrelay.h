#pragma once

#include <QByteArray>
#include <QHash>
#include <QList>
#include <QTcpServer>
#include <QUrl>

namespace tc::test {

/// Stands between the console and a real server, passes whole requests and replies on, and loses those that a
/// test tells it to lose.
class CuttingRelay final : public QTcpServer
{
    Q_OBJECT

public:
    enum class Fate {
        Pass,
        LostBefore, ///< the connection ends instead of the request being passed on
        LostAfter, ///< the server does it, then the connection ends without an answer
        CutShort, ///< the server does it, and half its reply arrives before the connection ends
        Unreadable, ///< the server does it, and 200 with a page in HTML arrives
        HeldBefore, ///< nothing is passed on, and nothing answered
        HeldAfter, ///< the server does it, and nothing is answered
        GatewayTimeout, ///< the server does it, and 504 arrives
        Refused, ///< 403 instead of the request being passed on
        Late, ///< what the server answers arrives a tenth of a second later
        AskedToWait, ///< 429 instead of the request being passed on: three seconds
    };

    /// Before the server at 127.0.0.1:\a port.
    explicit CuttingRelay(quint16 port);

    /// \a url, of the server, through the relay.
    [[nodiscard]] QUrl through(QUrl url) const;

    /// What becomes of requests of \a method from now on: \a times of them, or all of them with -1.
    void setFate(const QByteArray &method, Fate fate, int times = 1);
    /// The requests of \a method that have arrived, whole, in order.
    [[nodiscard]] QList<QByteArray> requests(const QByteArray &method) const;
    /// How many requests have met \a fate, other than Fate::Pass.
    [[nodiscard]] int met(Fate fate) const { return m_met.value(fate); }
    /// How many replies the server has given to requests of \a method.
    [[nodiscard]] int answered(const QByteArray &method) const { return m_answered.value(method); }

protected:
    void incomingConnection(qintptr handle) override;

private:
    class Line;

    [[nodiscard]] Fate take(const QByteArray &method);

    quint16 m_port;
    QHash<QByteArray, std::pair<Fate, int>> m_fates;
    QHash<Fate, int> m_met;
    QList<QByteArray> m_requests;
    QHash<QByteArray, int> m_answered;
    QObject m_lines; ///< parent of the lines, which reach for the members above until they end
};

} // namespace tc::test
