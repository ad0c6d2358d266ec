#include "backendprocess.h"
#include "catalog.h"
#include "cuttingrelay.h"
#include "httptransport.h"
#include "servicedescription.h"
#include "testcertificates.h"
#include "tokenapi.h"
#include "waiting.h"

#include <QMultiHash>
#include <QRegularExpression>
#include <QTest>
#include <QUuid>

using namespace tc;

Q_DECLARE_METATYPE(CuttingRelay::End)

namespace {

using Way = CuttingRelay::Way;
using End = CuttingRelay::End;

QByteArray contentOf(const QString &name)
{
    QFile file(QStringLiteral(TC_SERVICES_DIR "/") + name);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

QByteArray newKey()
{
    return QUuid::createUuid().toByteArray(QUuid::WithoutBraces);
}

/// One create, and what its caller was told.
struct Attempt
{
    QString name;
    std::optional<ErrorKind> error; ///< none where it succeeded
    QString id;
};

} // namespace

/// The real backend behind a connection that breaks somewhere.
class TestCutExchanges : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void init() { QTest::failOnWarning(QRegularExpression(QStringLiteral(".*"))); }

    void everyCutIsToldAsItIs_data();
    void everyCutIsToldAsItIs();
    void aLostEditIsSeenByReading();
    void aLostRevocationIsSeenByReading();

private:
    [[nodiscard]] TokenApi apiAt(const QUrl &url, HttpTransport &transport);
    /// Creates a token named \a name and notes what came of it.
    void attempt(TokenApi &api, const QString &name);
    [[nodiscard]] Token makeToken();

    std::shared_ptr<const ServiceDescription> m_optimus;
    BackendProcess m_backend;
    TestCertificates m_certificates;
    SystemClock m_systemClock;
    ServerClock m_serverClock {m_systemClock};
    HttpTransport m_transport;
    QList<Attempt> m_attempts;
};

void TestCutExchanges::initTestCase()
{
    QVERIFY(m_backend.isRunning());
    const Catalog catalog({{QStringLiteral("optimus.json"), contentOf(QStringLiteral("optimus.json")),
                            DescriptionFile::Origin::Shipped}},
                          contentOf(QStringLiteral("service.schema.json")));
    m_optimus = catalog.service(u"optimus");
    QVERIFY(m_optimus);
}

TokenApi TestCutExchanges::apiAt(const QUrl &url, HttpTransport &transport)
{
    return {ServiceMapping(m_optimus),
            {url, {}, std::make_shared<const Secret>(Secret::copyOf(m_backend.managementToken()))},
            transport,
            m_serverClock};
}

void TestCutExchanges::attempt(TokenApi &api, const QString &name)
{
    TokenDraft draft;
    draft.name = name;
    draft.type = QStringLiteral("integration");
    const auto outcome = outcomeOf(api.create(draft, newKey()));
    QVERIFY(outcome);
    Attempt told {name, kindOf(outcome), {}};
    if (*outcome) {
        told.id = (*outcome)->token.id;
        // The secret is whole.
        const auto secret = std::make_shared<const Secret>((*outcome)->secret.duplicate());
        TokenApi direct = apiAt(m_backend.optimusUrl(), m_transport);
        const auto tried = outcomeOf(direct.tryRequest(secret));
        QVERIFY(tried && tried->has_value());
    }
    m_attempts.append(told);
}

Token TestCutExchanges::makeToken()
{
    TokenDraft draft;
    draft.name = QStringLiteral("Before");
    draft.type = QStringLiteral("integration");
    TokenApi direct = apiAt(m_backend.optimusUrl(), m_transport);
    const auto created = outcomeOf(direct.create(draft, newKey()));
    const auto read = created && *created ? outcomeOf(direct.read((*created)->token.id)) : std::nullopt;
    return read && *read ? **read : Token();
}

void TestCutExchanges::everyCutIsToldAsItIs_data()
{
    QTest::addColumn<bool>("kept");
    QTest::addColumn<bool>("tls");
    QTest::addColumn<End>("end");
    QTest::addColumn<bool>("always"); // at every byte, not in long runs only
    QTest::newRow("fault 5: a new connection, closed") << false << false << End::Close << true;
    QTest::newRow("fault 5: a new connection, reset") << false << false << End::Reset << false;
    QTest::newRow("fault 6: beside a kept connection, closed") << true << false << End::Close << false;
    QTest::newRow("fault 6: beside a kept connection, reset") << true << false << End::Reset << true;
    QTest::newRow("fault 5: a new connection, TLS") << false << true << End::Close << false;
    QTest::newRow("fault 6: beside a kept connection, TLS") << true << true << End::Close << false;
}

/// Faults 5 and 6 at every byte of a create: its caller gets the secret, or hears that the token may exist,
/// or that it was not made, and then it was not. No attempt makes two.
void TestCutExchanges::everyCutIsToldAsItIs()
{
    QFETCH(const bool, kept);
    QFETCH(const bool, tls);
    QFETCH(const End, end);
    QFETCH(const bool, always);
    m_attempts.clear();
    CuttingRelay relay(static_cast<quint16>(m_backend.optimusUrl().port()));
    std::optional<TrustedAuthority> trust;
    if (tls) {
        const TestCertificates::Identity identity = m_certificates.issue();
        relay.setTls(identity.certificate, identity.key);
        trust.emplace(m_certificates.authority());
    }
    // Of one length, so that all exchanges are.
    const auto nameOf = [this](Way way, qsizetype bytes) {
        return QStringLiteral("%1, try %2, %3 %4")
            .arg(QLatin1String(QTest::currentDataTag()))
            .arg(m_attempts.size(), 5, 10, QLatin1Char('0'))
            .arg(way == Way::Request ? u'>' : u'<')
            .arg(bytes, 7, 10, QLatin1Char('0'));
    };

    constexpr qsizetype unmet = 1'000'000;
    relay.cutAfter(Way::Request, unmet, end);
    {
        HttpTransport transport;
        TokenApi api = apiAt(relay.url(), transport);
        attempt(api, nameOf(Way::Request, unmet));
    }
    QVERIFY(!m_attempts.constLast().error);
    const qsizetype requestSize = relay.passed(Way::Request);
    const qsizetype replySize = relay.passed(Way::Reply);
    QVERIFY(requestSize > 200 && requestSize < unmet && replySize > 200 && replySize < unmet);

    const qsizetype step = always || qEnvironmentVariableIsSet("TC_LONG") ? 1 : 16;
    int cuts = 0;
    HttpTransport transport;
    TokenApi api = apiAt(relay.url(), transport);
    for (const auto &[way, size] : {std::pair(Way::Request, requestSize), std::pair(Way::Reply, replySize)}) {
        // Up to the last byte, whatever the step.
        for (qsizetype bytes = size % step; bytes <= size; bytes += step) {
            if (kept) {
                const auto current = outcomeOf(api.current());
                QVERIFY(current && current->has_value());
            }
            relay.cutAfter(way, bytes, end);
            // The end of the last connection may not have been heard of yet; then this create ends with it.
            for (int tries = 0; relay.isCutDue() && tries < 5; ++tries)
                attempt(api, nameOf(way, bytes));
            QVERIFY(!relay.isCutDue());
            ++cuts;
        }
    }
    // One for each create, and one that the reads beside them keep.
    QVERIFY(relay.connectionCount() >= cuts && relay.connectionCount() <= m_attempts.size() + 1);
    // All of the reply passed before the last cut.
    QVERIFY(!m_attempts.constLast().error);

    QMultiHash<QString, QString> made;
    TokenApi direct = apiAt(m_backend.optimusUrl(), m_transport);
    const auto listed = outcomeOf(direct.list());
    QVERIFY(listed && listed->has_value());
    for (const Token &token : (*listed)->tokens)
        made.insert(token.name, token.id);
    int unknownButMade = 0;
    int unknownAndNotMade = 0;
    for (const Attempt &told : std::as_const(m_attempts)) {
        const QStringList ids = made.values(told.name);
        QVERIFY2(ids.size() <= 1, qPrintable(told.name));
        if (!told.error)
            QCOMPARE(ids, QStringList(told.id));
        else if (told.error != ErrorKind::OutcomeUnknown)
            QVERIFY2(ids.isEmpty(), qPrintable(told.name));
        else
            ++(ids.isEmpty() ? unknownAndNotMade : unknownButMade);
    }
    // Both must occur, or the cuts were not where they should have been.
    QVERIFY(unknownButMade >= replySize / step - 1);
    QVERIFY(unknownAndNotMade > 0);
    qInfo("%d cuts: %d outcomes unknown with a token, %d without", cuts, unknownButMade, unknownAndNotMade);
}

/// Fault 7: an edit is applied and its answer lost; reading again shows that it was made.
void TestCutExchanges::aLostEditIsSeenByReading()
{
    CuttingRelay relay(static_cast<quint16>(m_backend.optimusUrl().port()));
    TokenApi api = apiAt(relay.url(), m_transport);
    const Token token = makeToken();
    QVERIFY(!token.version.isEmpty());
    TokenEdit rename;
    rename.name = QStringLiteral("After");
    relay.cutAfter(Way::Reply, 0, End::Close);
    QCOMPARE(kindOf(outcomeOf(api.edit(token, rename))), ErrorKind::OutcomeUnknown);
    const auto read = outcomeOf(api.read(token.id));
    QVERIFY(read && read->has_value());
    QCOMPARE((*read)->name, QStringLiteral("After"));
    QVERIFY((*read)->version != token.version);
}

/// Fault 8: a revocation's answer is lost; the repeat or reading again says "revoked".
void TestCutExchanges::aLostRevocationIsSeenByReading()
{
    CuttingRelay relay(static_cast<quint16>(m_backend.optimusUrl().port()));
    TokenApi api = apiAt(relay.url(), m_transport);
    const Token token = makeToken();
    QVERIFY(!token.id.isEmpty());
    relay.cutAfter(Way::Reply, 0, End::Close);
    QCOMPARE(kindOf(outcomeOf(api.revoke(token))), ErrorKind::OutcomeUnknown);
    const auto read = outcomeOf(api.read(token.id));
    QVERIFY(read && read->has_value());
    QVERIFY((*read)->revoked);
    const auto again = outcomeOf(api.revoke(token));
    QVERIFY(again && again->has_value());
}

QTEST_GUILESS_MAIN(TestCutExchanges)
#include "tst_cutexchanges.moc"
