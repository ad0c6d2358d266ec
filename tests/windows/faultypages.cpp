#include "faultypages.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QRegularExpression>
#include <QTimer>

namespace tc::test {

namespace {

const QByteArray json = QByteArrayLiteral("Content-Type: application/json\r\n");

/// The page that begins with the token \a first, of \a count tokens.
QByteArray pageFrom(int first, int count)
{
    static const QDateTime start(QDate(2024, 1, 1), QTime(0, 0), Qt::UTC);
    QJsonArray items;
    for (int number = first; number < first + FaultyPages::perPage; ++number) {
        const QJsonValue used = number % 3 ? QJsonValue(start.addSecs(number * 7).toString(Qt::ISODate))
                                           : QJsonValue(QJsonValue::Null);
        const QJsonValue revoked = number % 5 ? QJsonValue(QJsonValue::Null)
                                              : QJsonValue(start.addSecs(number).toString(Qt::ISODate));
        const QString range = QStringLiteral("203.%1.%2.0/24").arg(number / 256 % 256).arg(number % 256);
        items.append(QJsonObject {
            {QStringLiteral("id"), QString::number(number)},
            {QStringLiteral("name"), FaultyPages::nameOf(number)},
            {QStringLiteral("prefix"), QStringLiteral("tok_optimus_%1").arg(number, 6, 36, QLatin1Char('0'))},
            {QStringLiteral("access"), QStringLiteral("integration")},
            {QStringLiteral("createdAt"), start.addSecs(number).toString(Qt::ISODate)},
            {QStringLiteral("lastUsedAt"), used},
            {QStringLiteral("lastUsedIp"), QJsonValue::Null},
            {QStringLiteral("expiresAt"), QJsonValue::Null},
            {QStringLiteral("revokedAt"), revoked},
            {QStringLiteral("allowedIps"), QJsonArray {range}}});
    }
    const int next = first + FaultyPages::perPage;
    const QJsonObject page {
        {QStringLiteral("items"), items},
        {QStringLiteral("nextCursor"),
         next < count ? QJsonValue(QString::number(next)) : QJsonValue(QJsonValue::Null)}};
    return httpReply("200 OK", json, QJsonDocument(page).toJson(QJsonDocument::Compact));
}

} // namespace

FaultyPages::FaultyPages(quint32 seed)
    : m_onThread(new QObject)
    , m_random(seed)
{
    m_onThread->moveToThread(&m_thread);
    m_thread.start();
    QMetaObject::invokeMethod(
        m_onThread,
        [this] {
            auto *server = new MisbehavingServer(
                [this](QTcpSocket &socket, const QByteArray &request) { answer(socket, request); });
            server->setParent(m_onThread);
            m_url = server->url(QString());
        },
        Qt::BlockingQueuedConnection);
}

FaultyPages::~FaultyPages()
{
    m_onThread->deleteLater();
    m_thread.quit();
    m_thread.wait();
}

QString FaultyPages::nameOf(int number)
{
    return QStringLiteral("Token %1").arg(number * 7919LL % tokens);
}

void FaultyPages::answer(QTcpSocket &socket, const QByteArray &request)
{
    static const QRegularExpression cursor(QStringLiteral("[?&]cursor=(\\d+)"));
    ++m_requests;
    if (!request.startsWith("GET /api/v1/tokens?")) {
        socket.write(httpReply("404 Not Found", json, "{}"));
        return;
    }
    socket.setSocketOption(QAbstractSocket::LowDelayOption, 1);
    const QByteArray page = pageFrom(cursor.match(QString::fromLatin1(request)).captured(1).toInt(), m_count);
    if (m_position == 0)
        m_faultyPosition = m_random.bounded(10);
    const bool isDue = m_position == m_faultyPosition;
    m_position = (m_position + 1) % 10;
    if (isDue && m_kinds != Faults::None)
        answerWrongly(socket, page);
    else
        socket.write(page);
}

void FaultyPages::answerWrongly(QTcpSocket &socket, const QByteArray &page)
{
    ++m_faults;
    // The last two are not tried again.
    switch (m_random.bounded(m_kinds == Faults::Any ? 8 : 6)) {
    case 0:
        socket.abort();
        break;
    case 1:
        socket.write(httpReply("503 Service Unavailable", json, "{}"));
        break;
    case 2:
        socket.write(httpReply("429 Too Many Requests", json + "Retry-After: 0\r\n", "{}"));
        break;
    case 3:
        socket.write(httpReply("429 Too Many Requests", json + "Retry-After: 1\r\n", "{}"));
        break;
    case 4:
        socket.write(page.left(page.size() / 2));
        socket.disconnectFromHost();
        break;
    case 5:
        // The right page, but slowly.
        socket.write(page.left(page.size() / 2));
        QTimer::singleShot(50, &socket, [&socket, rest = page.mid(page.size() / 2)] { socket.write(rest); });
        break;
    case 6:
        socket.write(httpReply("500 Internal Server Error", json, "{}"));
        break;
    default:
        socket.write(httpReply("200 OK", json, R"({"items":[{"id":)"));
    }
}

} // namespace tc::test
