#include "backendprocess.h"
#include "catalog.h"
#include "clock.h"
#include "httptransport.h"
#include "tokensession.h"
#include "unconfirmedsecrets.h"

#include <QFile>
#include <QJsonObject>
#include <QSignalSpy>
#include <QTest>

using namespace tc;
using namespace tc::test;

namespace {

/// A list that others may change too.
struct List
{
    [[nodiscard]] TokenIdIndex index()
    {
        return {[this] { return ids; },
                [this](const QString &id, bool listed) {
                    ++notes;
                    if (listed)
                        ids.insert(id);
                    else
                        ids.remove(id);
                }};
    }

    QSet<QString> ids;
    int notes = 0;
};

QByteArray contentOf(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

QString idOf(const QJsonObject &token)
{
    return token.value(QLatin1String("id")).toString();
}

} // namespace

class UnconfirmedSecretsTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void remembersUntilRemoved()
    {
        List list {{QStringLiteral("old")}};
        UnconfirmedSecrets unconfirmed(list.index());
        QSignalSpy changed(&unconfirmed, &UnconfirmedSecrets::changed);
        QCOMPARE(unconfirmed.tokenIds(), QSet<QString> {QStringLiteral("old")});

        unconfirmed.add(QStringLiteral("new"));
        QCOMPARE(list.ids, QSet<QString>({QStringLiteral("old"), QStringLiteral("new")}));

        unconfirmed.remove(QStringLiteral("old"));
        unconfirmed.remove(QStringLiteral("unknown"));
        QCOMPARE(list.ids, QSet<QString> {QStringLiteral("new")});
        QCOMPARE(list.notes, 2);
        QCOMPARE(changed.size(), 2);
        QCOMPARE(UnconfirmedSecrets(list.index()).tokenIds(), list.ids);
    }

    void takesInWhatOthersNote()
    {
        List list;
        UnconfirmedSecrets unconfirmed(list.index());
        list.ids.insert(QStringLiteral("others"));
        unconfirmed.add(QStringLiteral("mine"));
        const QSet<QString> both {QStringLiteral("others"), QStringLiteral("mine")};
        QCOMPARE(unconfirmed.tokenIds(), both);
        QCOMPARE(list.ids, both);
    }

    /// A refresh drops what is revoked, but neither what was made after it began nor what is not this
    /// account's.
    void followsASession()
    {
        const Catalog catalog(
            {{QStringLiteral("optimus.json"), contentOf(QStringLiteral(":/services/optimus.json")),
              DescriptionFile::Origin::Shipped}},
            contentOf(QStringLiteral(":/services/service.schema.json")));
        BackendProcess backend;
        QVERIFY(backend.start());
        ConnectionProfile profile;
        profile.service = catalog.services().constFirst();
        profile.baseUrl = QUrl(backend.ready()
                                   .value(QLatin1String("services"))
                                   .toObject()
                                   .value(profile.service->id)
                                   .toString());
        HttpTransport transport;
        const SystemClock clock;
        TokenSession session(profile,
                             std::make_shared<const Secret>(Secret::copyOf(backend.managementSecret())),
                             transport, clock);

        const auto create = [&backend](const QString &name) {
            return backend.create({{QStringLiteral("name"), name}});
        };
        const QJsonObject kept = create(QStringLiteral("Kept"));
        const QJsonObject revoked = create(QStringLiteral("Revoked"));
        const QJsonObject later = create(QStringLiteral("Revoked here"));
        HttpClient http = backend.client();
        QVERIFY(http.send("DELETE", "/api/v1/tokens/" + idOf(revoked).toLatin1(),
                          bearer(backend.managementSecret())));

        // An account lists its own tokens only.
        const QString others = QStringLiteral("another account's");
        const QString made = QStringLiteral("made meanwhile");
        List list {{idOf(kept), idOf(revoked), idOf(later), others}};
        UnconfirmedSecrets unconfirmed(list.index());
        unconfirmed.follow(session);
        connect(&session, &TokenSession::refreshProgressed, &unconfirmed,
                [&unconfirmed, made] { unconfirmed.add(made); });
        session.refresh();
        QTRY_VERIFY(!session.isRefreshing());
        QVERIFY(!session.error());
        QCOMPARE(list.ids, QSet<QString>({idOf(kept), idOf(later), made, others}));

        const auto token = std::find_if(session.tokens().cbegin(), session.tokens().cend(),
                                        [&later](const Token &each) { return each.id == idOf(later); });
        QVERIFY(token != session.tokens().cend());
        const auto revoking = session.revoke(*token);
        QTRY_COMPARE(unconfirmed.tokenIds(), QSet<QString>({idOf(kept), made, others}));

        // A list that could not be read says nothing of what is gone.
        backend.kill();
        session.refresh();
        QTRY_VERIFY(!session.isRefreshing());
        QVERIFY(session.error());
        QCOMPARE(unconfirmed.tokenIds(), QSet<QString>({idOf(kept), made, others}));
    }
};

QTEST_GUILESS_MAIN(UnconfirmedSecretsTest)
#include "tst_unconfirmedsecrets.moc"
