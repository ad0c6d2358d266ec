#include "../api/misbehavingserver.h"
#include "catalog.h"
#include "conflictpanel.h"
#include "createtokendialog.h"
#include "desk.h"
#include "editiprangesdialog.h"
#include "iprangeedit.h"
#include "messagebanner.h"
#include "onscreen.h"
#include "rotatedialog.h"
#include "tokendetailpane.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QLabel>
#include <QLineEdit>
#include <QPointer>
#include <QRegularExpression>
#include <QSignalSpy>
#include <QTcpSocket>
#include <QTest>

using namespace tc;
using namespace tc::test;

namespace {

const QString base = QStringLiteral("/client/v4/");
const QString save = QStringLiteral("Save");

QByteArray contentOf(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

/// The description with allowed and denied ranges of both families that ships, with last-used addresses.
std::shared_ptr<const ServiceDescription> description()
{
    QJsonObject json
        = QJsonDocument::fromJson(contentOf(QStringLiteral(":/services/cloudflare.json"))).object();
    QJsonObject token = json.value(QLatin1String("token")).toObject();
    token.insert(QStringLiteral("lastUsedAddress"),
                 QJsonObject {{QStringLiteral("pointer"), QStringLiteral("/last_used_ip")},
                              {QStringLiteral("optional"), true}});
    json.insert(QStringLiteral("token"), token);
    const Catalog catalog(
        {{QStringLiteral("cloudflare.json"), QJsonDocument(json).toJson(), DescriptionFile::Origin::Shipped}},
        contentOf(QStringLiteral(":/services/service.schema.json")));
    return catalog.service(u"cloudflare");
}

QJsonArray array(const QStringList &texts)
{
    return QJsonArray::fromStringList(texts);
}

/// A server that keeps one token, and whatever is made, as the service writes it.
class RangesServer
{
public:
    RangesServer()
        : m_server([this](QTcpSocket &socket, const QByteArray &request) { answer(socket, request); })
    {
        token = {{QStringLiteral("id"), QStringLiteral("a1")},
                 {QStringLiteral("name"), QStringLiteral("Shop")},
                 {QStringLiteral("status"), QStringLiteral("active")},
                 {QStringLiteral("issued_on"), QStringLiteral("2026-01-01T00:00:00Z")},
                 {QStringLiteral("last_used_on"), QStringLiteral("2026-02-01T00:00:00Z")},
                 {QStringLiteral("last_used_ip"), QStringLiteral("2001:db8::5")},
                 {QStringLiteral("policies"), QJsonArray()}};
        setRanges({QStringLiteral("203.0.113.0/24"), QStringLiteral("2001:0DB8:0::/32")},
                  {QStringLiteral("203.0.113.7")});
    }

    void setRanges(const QStringList &allowed, const QStringList &denied)
    {
        QJsonObject ranges;
        if (!allowed.isEmpty())
            ranges.insert(QStringLiteral("in"), array(allowed));
        if (!denied.isEmpty())
            ranges.insert(QStringLiteral("not_in"), array(denied));
        token.insert(QStringLiteral("condition"), QJsonObject {{QStringLiteral("request_ip"), ranges}});
    }
    /// What the token's ranges are now: `{"in":[…],"not_in":[…]}`.
    [[nodiscard]] QByteArray ranges() const { return rangesOf(token); }
    /// The same of what was made last.
    [[nodiscard]] QByteArray rangesMade() const { return rangesOf(made); }
    [[nodiscard]] QUrl url() const { return m_server.url(base); }

    QJsonObject token;
    QJsonObject made;
    QByteArray refusal; ///< the answer to the next write, which does nothing then
    bool losesAnswer = false; ///< of the next write, which is done
    bool losesRequest = false; ///< the next write, which is not done

private:
    static QByteArray rangesOf(const QJsonObject &object)
    {
        return QJsonDocument(object.value(QLatin1String("condition"))
                                 .toObject()
                                 .value(QLatin1String("request_ip"))
                                 .toObject())
            .toJson(QJsonDocument::Compact);
    }

    void answer(QTcpSocket &socket, const QByteArray &request)
    {
        const QJsonObject body
            = QJsonDocument::fromJson(request.mid(request.indexOf("\r\n\r\n") + 4)).object();
        const bool writes = !request.startsWith("GET ");
        if (writes && !refusal.isEmpty()) {
            socket.write(httpReply("400 Bad Request", "Content-Type: application/json\r\n",
                                   std::exchange(refusal, {})));
            return;
        }
        if (writes && std::exchange(losesRequest, false)) {
            socket.disconnectFromHost();
            return;
        }
        QJsonValue result = token;
        if (request.startsWith("POST ")) {
            made = body;
            made.insert(QStringLiteral("id"), QStringLiteral("a2"));
            made.insert(QStringLiteral("status"), QStringLiteral("active"));
            QJsonObject created = made;
            created.insert(QStringLiteral("value"), QStringLiteral("made-up-secret"));
            result = created;
        } else if (request.startsWith("PUT ")) {
            for (auto member = body.begin(); member != body.end(); ++member)
                token.insert(member.key(), *member);
            result = token;
        } else if (request.startsWith("GET " + base.toLatin1() + "user/tokens/verify")) {
            result = QJsonObject {{QStringLiteral("id"), QStringLiteral("own")},
                                  {QStringLiteral("status"), QStringLiteral("active")}};
        } else if (request.startsWith("GET " + base.toLatin1() + "user/tokens?")) {
            result = QJsonArray {token};
        }
        if (writes && std::exchange(losesAnswer, false)) {
            socket.disconnectFromHost();
            return;
        }
        const QJsonObject reply {
            {QStringLiteral("success"), true},
            {QStringLiteral("result"), result},
            {QStringLiteral("result_info"),
             QJsonObject {{QStringLiteral("page"), 1}, {QStringLiteral("total_pages"), 1}}}};
        socket.write(httpReply("200 OK", "Content-Type: application/json\r\n",
                               QJsonDocument(reply).toJson(QJsonDocument::Compact)));
    }

    MisbehavingServer m_server;
};

} // namespace

/// The dialogs where a service has IPv6 ranges, and denied ones besides.
class DeniedRangesTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();

    void createsWithDeniedRanges();
    void saysWhatTheDeniedRangesDo();
    void refusedDeniedRangeEndsAtItsChips();
    void readsThemAsTheyAreWritten();
    void changesDeniedRangesOnly();
    void changesAllowedRangesOnly();
    void takesTheLastDeniedRangeAway();
    void warnsOfShuttingOutAnIpv6Address();
    void warnsOfShuttingOutByDenial();
    void keepsWhatOthersDidToTheOtherList();
    void mergesBothLists();
    void lostAnswerIsFound();
    void rotationCopiesThem();
    void rotationNeedsWhatCanBeSent();
    void detailsTellThem();
    void detailsSayThatNothingIsTold();
    void otherServicesHaveNone();

private:
    template <typename T>
    [[nodiscard]] QPointer<T> shown(T *dialog);
    [[nodiscard]] QPointer<EditIpRangesDialog> openEdit();
    /// Types \a text into the range edit called \a name of \a dialog.
    static void type(const QDialog &dialog, const char *name, const QString &text)
    {
        QTest::keyClicks(part<IpRangeEdit>(dialog, name)->findChild<QLineEdit *>(), text);
    }
    [[nodiscard]] static QString rangesIn(const QDialog &dialog, const char *name)
    {
        return part<IpRangeEdit>(dialog, name)->ranges().toStringList().join(u' ');
    }
    [[nodiscard]] static QString textOf(const QWidget &parent, const char *name)
    {
        return part<QLabel>(parent, name)->text();
    }

    std::unique_ptr<RangesServer> m_server;
    std::unique_ptr<HttpTransport> m_transport;
    SystemClock m_clock;
    std::unique_ptr<TokenSession> m_session;
    QPointer<QDialog> m_dialog;
};

void DeniedRangesTest::init()
{
    QTest::failOnWarning(QRegularExpression(QStringLiteral(".*")));
    m_server = std::make_unique<RangesServer>();
    m_transport = std::make_unique<HttpTransport>();
    ConnectionProfile profile;
    profile.service = description();
    QVERIFY(profile.service);
    profile.baseUrl = m_server->url();
    m_session = std::make_unique<TokenSession>(
        profile, std::make_shared<const Secret>(Secret::copyOf("made-up")), *m_transport, m_clock);
    m_session->refresh();
    QTRY_COMPARE(m_session->tokens().size(), 1);
}

void DeniedRangesTest::cleanup()
{
    delete m_dialog;
    m_session.reset();
    m_transport.reset();
    m_server.reset();
}

template <typename T>
QPointer<T> DeniedRangesTest::shown(T *dialog)
{
    m_dialog = dialog;
    dialog->show();
    return QTest::qWaitForWindowExposed(dialog) ? dialog : nullptr;
}

QPointer<EditIpRangesDialog> DeniedRangesTest::openEdit()
{
    const auto dialog = shown(new EditIpRangesDialog(*m_session, m_session->tokens().constFirst()));
    const bool isOpen = dialog
        && QTest::qWaitFor([&dialog] { return part<IpRangeEdit>(*dialog, "rangesEdit")->isEnabled(); });
    return isOpen ? dialog : nullptr;
}

void DeniedRangesTest::createsWithDeniedRanges()
{
    const auto dialog = shown(new CreateTokenDialog(*m_session));
    QVERIFY(dialog);
    const QSignalSpy created(dialog, &CreateTokenDialog::created);
    part<QLineEdit>(*dialog, "nameEdit")->setText(QStringLiteral("Till"));
    QVERIFY(part<IpRangeEdit>(*dialog, "deniedEdit")->isVisible());
    type(*dialog, "rangesEdit", QStringLiteral("2001:db8::/32,203.0.113.0/24,"));
    type(*dialog, "deniedEdit", QStringLiteral("2001:db8:0:1::/64,203.0.113.7")); // the last one pends
    QVERIFY(textOf(*dialog, "summaryLabel")
                .contains(QStringLiteral("Works from 2 IP range(s) only. 1 IP range(s) denied.")));
    QVERIFY(click(*dialog, QStringLiteral("Create Token")));
    QTRY_VERIFY(!dialog);
    QCOMPARE(created.size(), 1);
    QCOMPARE(m_server->rangesMade(),
             QByteArray(R"({"in":["2001:db8::/32","203.0.113.0/24"],)"
                        R"("not_in":["2001:db8:0:1::/64","203.0.113.7"]})"));
    const auto made = created.constFirst().constFirst().value<Token>();
    QCOMPARE(made.deniedIps.toStringList().join(u' '), QStringLiteral("2001:db8:0:1::/64 203.0.113.7"));
}

void DeniedRangesTest::saysWhatTheDeniedRangesDo()
{
    const auto dialog = shown(new CreateTokenDialog(*m_session));
    QVERIFY(dialog);
    const auto &notice = *part<MessageBanner>(*dialog, "denialBanner");
    QVERIFY(!notice.isVisible());
    type(*dialog, "rangesEdit", QStringLiteral("2001:db8::/32,"));
    QVERIFY(!notice.isVisible());
    type(*dialog, "deniedEdit", QStringLiteral("2001:db8::7,192.0.2.1,"));
    QVERIFY(notice.isVisible());
    QCOMPARE(notice.sentence(), QStringLiteral("From 2001:db8::/32 it works, except for 2001:db8::7."));
    QCOMPARE(notice.nextStep(), QStringLiteral("192.0.2.1 is not allowed anyway."));
    type(*dialog, "deniedEdit", QStringLiteral("2001:db8::/33,2001:db8:8000::/33,"));
    QCOMPARE(notice.sentence(),
             QStringLiteral("Every allowed address is denied as well: no application can use this token."));
    // A warning, not a ban.
    part<QLineEdit>(*dialog, "nameEdit")->setText(QStringLiteral("Till"));
    QVERIFY(button(*dialog, QStringLiteral("Create Token"))->isEnabled());
}

void DeniedRangesTest::refusedDeniedRangeEndsAtItsChips()
{
    const auto dialog = shown(new CreateTokenDialog(*m_session));
    QVERIFY(dialog);
    part<QLineEdit>(*dialog, "nameEdit")->setText(QStringLiteral("Till"));
    type(*dialog, "deniedEdit", QStringLiteral("2001:db8::7,"));
    m_server->refusal = R"({"success":false,"result":null,"errors":[{"code":1001,"message":"not ours",)"
                        R"("source":{"pointer":"/condition/request_ip/not_in/0"}}]})";
    QVERIFY(click(*dialog, QStringLiteral("Create Token")));
    QTRY_VERIFY(!dialog->isBusy());
    const auto &denied = *part<IpRangeEdit>(*dialog, "deniedEdit");
    QTRY_VERIFY(everyText(denied).join(u'\n').contains(QStringLiteral("not ours")));
    QVERIFY(!everyText(*part<IpRangeEdit>(*dialog, "rangesEdit"))
                 .join(u'\n')
                 .contains(QStringLiteral("not ours")));
    QCOMPARE(rangesIn(*dialog, "deniedEdit"), QStringLiteral("2001:db8::7"));
}

void DeniedRangesTest::readsThemAsTheyAreWritten()
{
    const auto dialog = openEdit();
    QVERIFY(dialog);
    QCOMPARE(rangesIn(*dialog, "rangesEdit"), QStringLiteral("203.0.113.0/24 2001:0DB8:0::/32"));
    QCOMPARE(rangesIn(*dialog, "deniedEdit"), QStringLiteral("203.0.113.7"));
    const QString now = QStringLiteral("203.0.113.0/24, 2001:0DB8:0::/32, except 203.0.113.7");
    QCOMPARE(textOf(*dialog, "beforeText"), now);
    QCOMPARE(textOf(*dialog, "afterText"), now);
    QVERIFY(!part<QLabel>(*dialog, "warningLabel")->isVisible());
}

void DeniedRangesTest::changesDeniedRangesOnly()
{
    const auto dialog = openEdit();
    QVERIFY(dialog);
    type(*dialog, "deniedEdit", QStringLiteral("2001:db8::7,"));
    QCOMPARE(textOf(*dialog, "afterText"),
             QStringLiteral("203.0.113.0/24, 2001:0DB8:0::/32, except 203.0.113.7, 2001:db8::7"));
    QVERIFY(click(*dialog, save));
    QTRY_VERIFY(!dialog);
    QCOMPARE(m_server->ranges(),
             QByteArray(R"({"in":["203.0.113.0/24","2001:0DB8:0::/32"],)"
                        R"("not_in":["203.0.113.7","2001:db8::7"]})"));
    QCOMPARE(m_session->tokens().constFirst().deniedIps.size(), 2);
}

void DeniedRangesTest::changesAllowedRangesOnly()
{
    const auto dialog = openEdit();
    QVERIFY(dialog);
    type(*dialog, "rangesEdit", QStringLiteral("192.0.2.1,"));
    QVERIFY(click(*dialog, save));
    QTRY_VERIFY(!dialog);
    QCOMPARE(m_server->ranges(),
             QByteArray(R"({"in":["203.0.113.0/24","2001:0DB8:0::/32","192.0.2.1"],)"
                        R"("not_in":["203.0.113.7"]})"));
}

void DeniedRangesTest::takesTheLastDeniedRangeAway()
{
    const auto dialog = openEdit();
    QVERIFY(dialog);
    QVERIFY(click(*part<IpRangeEdit>(*dialog, "deniedEdit"), QStringLiteral("203.0.113.7")));
    QCOMPARE(textOf(*dialog, "afterText"), QStringLiteral("203.0.113.0/24, 2001:0DB8:0::/32"));
    QVERIFY(click(*dialog, save));
    QTRY_VERIFY(!dialog);
    QCOMPARE(m_server->ranges(), QByteArray(R"({"in":["203.0.113.0/24","2001:0DB8:0::/32"]})"));
}

void DeniedRangesTest::warnsOfShuttingOutAnIpv6Address()
{
    const auto dialog = openEdit();
    QVERIFY(dialog);
    QVERIFY(click(*part<IpRangeEdit>(*dialog, "rangesEdit"), QStringLiteral("2001:0DB8:0::/32")));
    const auto *warning = part<QLabel>(*dialog, "warningLabel");
    QTRY_VERIFY(warning->isVisible());
    QCOMPARE(warning->text(),
             QStringLiteral("It was last used from 2001:db8::5: after this change that address is refused."));
    type(*dialog, "rangesEdit", QStringLiteral("2001:db8:0:0::/64,"));
    QVERIFY(!warning->isVisible());
}

void DeniedRangesTest::warnsOfShuttingOutByDenial()
{
    const auto dialog = openEdit();
    QVERIFY(dialog);
    const auto *warning = part<QLabel>(*dialog, "warningLabel");
    type(*dialog, "deniedEdit", QStringLiteral("2001:db8::/64,"));
    QTRY_VERIFY(warning->isVisible());
    QVERIFY(warning->text().startsWith(QStringLiteral("It was last used from 2001:db8::5")));
}

/// Only what the user changed is theirs: the rest follows the server.
void DeniedRangesTest::keepsWhatOthersDidToTheOtherList()
{
    const auto dialog = openEdit();
    QVERIFY(dialog);
    type(*dialog, "deniedEdit", QStringLiteral("2001:db8::7,"));
    m_server->setRanges({QStringLiteral("198.51.100.0/24")}, {QStringLiteral("203.0.113.7")});
    m_server->losesRequest = true;
    QVERIFY(click(*dialog, save));
    const auto &banner = *part<MessageBanner>(*dialog, "banner");
    QTRY_COMPARE(banner.sentence(), QStringLiteral("The change was not made."));
    QCOMPARE(rangesIn(*dialog, "rangesEdit"), QStringLiteral("198.51.100.0/24"));
    QCOMPARE(rangesIn(*dialog, "deniedEdit"), QStringLiteral("203.0.113.7 2001:db8::7"));
    QVERIFY(click(*dialog, save));
    QTRY_VERIFY(!dialog);
    QCOMPARE(m_server->ranges(),
             QByteArray(R"({"in":["198.51.100.0/24"],"not_in":["203.0.113.7","2001:db8::7"]})"));
}

void DeniedRangesTest::mergesBothLists()
{
    const auto dialog = openEdit();
    QVERIFY(dialog);
    type(*dialog, "rangesEdit", QStringLiteral("192.0.2.1,"));
    type(*dialog, "deniedEdit", QStringLiteral("2001:db8::7,"));
    m_server->setRanges({QStringLiteral("203.0.113.0/24"), QStringLiteral("2001:db8::/32")},
                        {QStringLiteral("203.0.113.7"), QStringLiteral("203.0.113.8")});
    QVERIFY(click(*dialog, save));
    auto *panel = part<ConflictPanel>(*dialog, "conflictPanel");
    QTRY_VERIFY(panel->isVisible());
    QCOMPARE(textOf(*panel, "beforeText"),
             QStringLiteral("Allowed:\n203.0.113.0/24\n2001:0DB8:0::/32\nDenied:\n203.0.113.7"));
    QCOMPARE(textOf(*panel, "mineText"),
             QStringLiteral("Allowed:\n192.0.2.1\n203.0.113.0/24\n2001:0DB8:0::/32\nDenied:\n2001:db8::7\n"
                            "203.0.113.7"));
    QCOMPARE(textOf(*panel, "theirsText"),
             QStringLiteral("Allowed:\n203.0.113.0/24\n2001:db8::/32\nDenied:\n203.0.113.8\n203.0.113.7"));
    QVERIFY(click(*panel, QStringLiteral("Use the server’s")));
    QCOMPARE(rangesIn(*dialog, "deniedEdit"), QStringLiteral("203.0.113.7 203.0.113.8"));
    QVERIFY(click(*panel, QStringLiteral("Use yours")));
    QCOMPARE(rangesIn(*dialog, "deniedEdit"), QStringLiteral("203.0.113.7 2001:db8::7"));
    QVERIFY(click(*panel, QStringLiteral("Merge both")));
    QVERIFY(click(*dialog, save));
    QTRY_VERIFY(!dialog);
    QCOMPARE(m_server->ranges(),
             QByteArray(R"({"in":["203.0.113.0/24","2001:db8::/32","192.0.2.1"],)"
                        R"("not_in":["203.0.113.7","203.0.113.8","2001:db8::7"]})"));
}

void DeniedRangesTest::lostAnswerIsFound()
{
    const auto dialog = openEdit();
    QVERIFY(dialog);
    type(*dialog, "deniedEdit", QStringLiteral("2001:db8::7,"));
    m_server->losesAnswer = true;
    QVERIFY(click(*dialog, save));
    QTRY_VERIFY(!dialog);
    QVERIFY(m_server->ranges().contains(R"("not_in":["203.0.113.7","2001:db8::7"])"));
}

void DeniedRangesTest::rotationCopiesThem()
{
    const auto dialog = shown(new RotateDialog(*m_session, m_session->tokens().constFirst()));
    QVERIFY(dialog);
    QCOMPARE(textOf(*dialog, "rangesText"),
             QStringLiteral("203.0.113.0/24, 2001:0DB8:0::/32, except 203.0.113.7"));
    QVERIFY(click(*dialog, QStringLiteral("Create new token")));
    QTRY_VERIFY(!dialog);
    QCOMPARE(m_server->rangesMade(), m_server->ranges());
}

void DeniedRangesTest::rotationNeedsWhatCanBeSent()
{
    Token token = m_session->tokens().constFirst();
    token.foreignDenied = QStringList {QStringLiteral("the office")};
    const auto dialog = shown(new RotateDialog(*m_session, token));
    QVERIFY(dialog);
    QVERIFY(!button(*dialog, QStringLiteral("Create new token"))->isEnabled());
    QVERIFY(part<MessageBanner>(*dialog, "banner")->sentence().contains(QStringLiteral("cannot read")));
}

void DeniedRangesTest::detailsTellThem()
{
    TokenDetailPane pane;
    pane.setService(&m_session->service(), &m_clock);
    pane.setSubject(TokenDetailPane::Subject {m_session->tokens().constFirst()});
    QCOMPARE(textOf(pane, "rangesText"),
             QStringLiteral("203.0.113.0/24, 2001:0DB8:0::/32\nExcept 203.0.113.7"));
}

void DeniedRangesTest::detailsSayThatNothingIsTold()
{
    Token token = m_session->tokens().constFirst();
    token.createdAt = {};
    TokenDetailPane pane;
    pane.setService(&m_session->service(), &m_clock);
    pane.setSubject(TokenDetailPane::Subject {token});
    QCOMPARE(textOf(pane, "createdText"), QStringLiteral("—"));
}

void DeniedRangesTest::otherServicesHaveNone()
{
    const Catalog catalog(
        {{QStringLiteral("optimus.json"), contentOf(QStringLiteral(":/services/optimus.json")),
          DescriptionFile::Origin::Shipped}},
        contentOf(QStringLiteral(":/services/service.schema.json")));
    ConnectionProfile profile;
    profile.service = catalog.service(u"optimus");
    profile.baseUrl = m_server->url();
    TokenSession session(profile, std::make_shared<const Secret>(Secret::copyOf("made-up")), *m_transport,
                         m_clock);
    CreateTokenDialog dialog(session);
    dialog.setAttribute(Qt::WA_DeleteOnClose, false);
    dialog.show();
    QVERIFY(QTest::qWaitForWindowExposed(&dialog));
    QVERIFY(part<IpRangeEdit>(dialog, "rangesEdit")->isVisible());
    QVERIFY(!part<IpRangeEdit>(dialog, "deniedEdit")->isVisible());
    QVERIFY(!part<QLabel>(dialog, "deniedLabel")->isVisible());
    type(dialog, "rangesEdit", QStringLiteral("2001:db8::1,"));
    QCOMPARE(rangesIn(dialog, "rangesEdit"), QString());
    QVERIFY(everyText(*part<IpRangeEdit>(dialog, "rangesEdit"))
                .join(u'\n')
                .contains(QStringLiteral("this service takes IPv4 only")));
}

QTEST_MAIN(DeniedRangesTest)
#include "tst_deniedranges.moc"
