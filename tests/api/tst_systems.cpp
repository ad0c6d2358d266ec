#include "backendprocess.h"
#include "catalog.h"
#include "httptransport.h"
#include "servicedescription.h"
#include "tokenapi.h"
#include "waiting.h"

#include <QFile>
#include <QLocale>
#include <QRegularExpression>
#include <QTest>

#include <algorithm>

using namespace tc;
using namespace std::chrono_literals;

namespace {

QByteArray contentOf(const QString &name)
{
    QFile file(QStringLiteral(TC_SERVICES_DIR "/") + name);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

std::shared_ptr<const Secret> secretOf(const QByteArray &text)
{
    return std::make_shared<const Secret>(Secret::copyOf(text));
}

std::shared_ptr<const Secret> secretOf(const CreatedToken &created)
{
    return std::make_shared<const Secret>(created.secret.duplicate());
}

QByteArray bytesOf(const CreatedToken &created)
{
    return created.secret.reveal([](QByteArrayView bytes) { return bytes.toByteArray(); });
}

TokenDraft draftOf(const QString &name, const QStringList &scopes, const QString &type = {})
{
    TokenDraft draft;
    draft.name = name;
    draft.scopes = scopes;
    draft.type = type;
    return draft;
}

/// Whether \a outcome is a success.
template <typename T>
bool succeeded(const std::optional<Result<T>> &outcome)
{
    return outcome && outcome->has_value();
}

template <typename T>
QString codeOf(const std::optional<Result<T>> &outcome)
{
    return outcome && !outcome->has_value() ? outcome->error().vendorCode : QString();
}

/// What the catalogue says of the error that \a outcome is, in English.
template <typename T>
QString meaningOf(const std::optional<Result<T>> &outcome)
{
    return outcome && !outcome->has_value() ? outcome->error().meaning.in(QLocale(QLocale::English))
                                            : QString();
}

QStringList namesOf(const std::optional<Result<TokenList>> &listed)
{
    QStringList names;
    if (succeeded(listed)) {
        for (const Token &token : (*listed)->tokens)
            names.append(token.name);
    }
    return names;
}

QStringList options(const char *system, const QStringList &more = {})
{
    return QStringList {QStringLiteral("--system"), QString::fromLatin1(system)} + more;
}

/// With as many requests as a test wants; the systems' own limits are tests of the backend.
QStringList unlimited(const char *system, const QStringList &more = {})
{
    return options(system, QStringList {QStringLiteral("--rate-limit"), QStringLiteral("10000")} + more);
}

QStringList owner(const char *name)
{
    return {QStringLiteral("--owner"), QString::fromLatin1(name)};
}

} // namespace

/// The shipped descriptions of Optimaite, Optiverse and OptiFlow with the real backend of each, from the
/// console's API down to the database.
class TestSystems : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        m_transport.setRetryPolicy({3, 5ms, 10ms});
        QList<DescriptionFile> files;
        for (const char *id : {"optimaite", "optiverse", "optiflow"}) {
            const QString name = QString::fromLatin1(id) + QLatin1String(".json");
            files.append({name, contentOf(name), DescriptionFile::Origin::Shipped});
        }
        m_catalog = Catalog(files, contentOf(QStringLiteral("service.schema.json")));
        QCOMPARE(m_catalog.errors().size(), 0);
        QCOMPARE(m_catalog.services().size(), 3);
    }

    void init() { QTest::failOnWarning(QRegularExpression(QStringLiteral(".*"))); }

    void optimaiteManagesKeys()
    {
        const BackendProcess backend(unlimited("optimaite"));
        QVERIFY(backend.isRunning());
        TokenApi api = apiFor(u"optimaite", backend);
        const auto current = outcomeOf(api.current());
        QVERIFY(succeeded(current));
        QCOMPARE((*current)->workspace, QStringLiteral("ws-nord"));

        TokenDraft draft
            = draftOf(QStringLiteral("CRM Integration"),
                      {QStringLiteral("cases:read"), QStringLiteral("parties:read")}, QStringLiteral("live"));
        draft.expiry = Expiry::at(QDateTime(QDate(2099, 1, 1), QTime(0, 0), Qt::UTC));
        const auto old = outcomeOf(api.create(draft, {}));
        QVERIFY(succeeded(old));
        const Token token = (*old)->token;
        QCOMPARE(token.name, draft.name);
        QCOMPARE(token.scopes, draft.scopes);
        QCOMPARE(token.expiry, draft.expiry);
        QCOMPARE(token.type, QStringLiteral("live"));
        QVERIFY(bytesOf(**old).startsWith("opt_live_"));
        QCOMPARE(token.mask, maskOf(QString::fromLatin1(bytesOf(**old).first(13))));
        draft.type = QStringLiteral("test");
        const auto sandbox = outcomeOf(api.create(draft, {}));
        QVERIFY(succeeded(sandbox) && bytesOf(**sandbox).startsWith("opt_test_"));

        // Rotation in the vendor's four steps; there is no operation of its own.
        QCOMPARE(kindOf(outcomeOf(api.rotate(token, draft.expiry))), ErrorKind::NoSuchOperation);
        draft.type = token.type;
        const auto fresh = outcomeOf(api.create(draft, {}));
        QVERIFY(succeeded(fresh));
        QVERIFY(succeeded(outcomeOf(api.tryRequest(secretOf(**fresh)))));
        QVERIFY(succeeded(outcomeOf(api.tryRequest(secretOf(**old)))));
        QVERIFY(succeeded(outcomeOf(api.revoke(token))));
        const auto refused = outcomeOf(api.tryRequest(secretOf(**old)));
        QCOMPARE(kindOf(refused), ErrorKind::Unauthorized);
        QCOMPARE(codeOf(refused), QStringLiteral("AUTH_INVALID_KEY"));
        QCOMPARE(meaningOf(refused), QStringLiteral("API key is missing, malformed, or revoked."));
        QVERIFY(succeeded(outcomeOf(api.tryRequest(secretOf(**fresh)))));
        QVERIFY(succeeded(outcomeOf(api.revoke(token))));
        QCOMPARE(kindOf(outcomeOf(api.read(token.id))), ErrorKind::NotFound);

        const auto listed = outcomeOf(api.list());
        QCOMPARE(namesOf(listed).size(), 3);
        const auto used = std::find_if((*listed)->tokens.cbegin(), (*listed)->tokens.cend(),
                                       [&](const Token &each) { return each.id == (*fresh)->token.id; });
        QVERIFY(used != (*listed)->tokens.cend() && used->lastUsedAt.isValid());
    }

    void optimaiteSaysWhatIsWrong()
    {
        BackendProcess backend(unlimited("optimaite"));
        QVERIFY(backend.isRunning());
        {
            TokenApi api = apiFor(u"optimaite", backend);
            const auto noScope
                = outcomeOf(api.create(draftOf(QStringLiteral("x"), {}, QStringLiteral("live")), {}));
            QCOMPARE(kindOf(noScope), ErrorKind::InvalidInput);
            QCOMPARE(noScope->error().fields.size(), 1);
            QCOMPARE(noScope->error().fields.constFirst().field, InputField::Scopes);
            const auto lacking = outcomeOf(api.tryRequest());
            QCOMPARE(kindOf(lacking), ErrorKind::Forbidden);
            QCOMPARE(codeOf(lacking), QStringLiteral("AUTH_INSUFFICIENT_SCOPE"));
            QCOMPARE(meaningOf(lacking),
                     QStringLiteral("Key does not have the required scope for this endpoint."));
        }
        backend.restart(unlimited("optimaite", owner("ws-ruhend")));
        {
            const auto inactive = outcomeOf(apiFor(u"optimaite", backend).list());
            QCOMPARE(kindOf(inactive), ErrorKind::Forbidden);
            QCOMPARE(codeOf(inactive), QStringLiteral("AUTH_TENANT_INACTIVE"));
        }
        backend.restart(options("optimaite", {QStringLiteral("--rate-limit"), QStringLiteral("1")}));
        TokenApi api = apiFor(u"optimaite", backend);
        QVERIFY(succeeded(outcomeOf(api.current())));
        const auto limited = outcomeOf(api.current());
        QCOMPARE(kindOf(limited), ErrorKind::RateLimited);
        QCOMPARE(codeOf(limited), QStringLiteral("RATE_LIMIT_EXCEEDED"));
        const qint64 wait = QDateTime::currentDateTimeUtc().secsTo(limited->error().retryAt);
        QVERIFY2(wait > 30 && wait <= 61, qPrintable(QString::number(wait)));
    }

    void optimaiteKeepsWorkspacesApart()
    {
        BackendProcess backend(unlimited("optimaite"));
        QVERIFY(backend.isRunning());
        const QByteArray north = backend.managementToken();
        const TokenDraft draft
            = draftOf(QStringLiteral("North"), {QStringLiteral("cases:read")}, QStringLiteral("live"));
        const auto created = outcomeOf(apiFor(u"optimaite", backend).create(draft, {}));
        QVERIFY(succeeded(created));

        backend.restart(unlimited("optimaite", owner("ws-sued")));
        QVERIFY(backend.isRunning());
        TokenApi south = apiFor(u"optimaite", backend);
        QCOMPARE(namesOf(outcomeOf(south.list())), QStringList(QStringLiteral("Management token")));
        QCOMPARE(kindOf(outcomeOf(south.read((*created)->token.id))), ErrorKind::NotFound);
        QCOMPARE(kindOf(outcomeOf(south.revoke((*created)->token))), ErrorKind::NotFound);
        QVERIFY(succeeded(outcomeOf(south.tryRequest(secretOf(**created)))));
        QVERIFY(namesOf(outcomeOf(apiFor(u"optimaite", backend, north).list()))
                    .contains(QStringLiteral("North")));
    }

    void optiverseManagesTheKey()
    {
        const BackendProcess backend(unlimited("optiverse"));
        QVERIFY(backend.isRunning());
        TokenApi api = apiFor(u"optiverse", backend);
        QCOMPARE(namesOf(outcomeOf(api.list())).size(), 0);
        const auto created = outcomeOf(api.create({}, {}));
        QVERIFY(succeeded(created));
        QVERIFY(bytesOf(**created).startsWith("optiuser_v1_"));
        const auto second = outcomeOf(api.create({}, {}));
        QCOMPARE(kindOf(second), ErrorKind::Conflict);
        QCOMPARE(codeOf(second), QStringLiteral("KEY001"));
        QCOMPARE(meaningOf(second), QStringLiteral("User already has an active API key."));
        QVERIFY(second->error()
                    .fix.in(QLocale(QLocale::English))
                    .contains(QLatin1String("Delete the existing one")));
        const auto listed = outcomeOf(api.list());
        QVERIFY(succeeded(listed));
        QCOMPARE((*listed)->tokens.size(), 1);
        QCOMPARE((*listed)->tokens.constFirst().mask,
                 maskOf(QString::fromLatin1(bytesOf(**created).first(16))));

        // Delete, then create: the old key is refused at once, and the new one works.
        QVERIFY(succeeded(outcomeOf(api.tryRequest(secretOf(**created)))));
        QVERIFY(succeeded(outcomeOf(api.revoke((*created)->token))));
        const auto refused = outcomeOf(api.tryRequest(secretOf(**created)));
        QCOMPARE(kindOf(refused), ErrorKind::Unauthorized);
        QCOMPARE(codeOf(refused), QStringLiteral("AUTH002"));
        QCOMPARE(meaningOf(refused),
                 QStringLiteral("Invalid API key (wrong format, expired, or not found)."));
        const auto again = outcomeOf(api.create({}, {}));
        QVERIFY(succeeded(again));
        QVERIFY(succeeded(outcomeOf(api.tryRequest(secretOf(**again)))));
        const auto gone = outcomeOf(api.revoke((*created)->token));
        QCOMPARE(kindOf(gone), ErrorKind::NotFound);
        QCOMPARE(codeOf(gone), QStringLiteral("PERM001"));
        // A key manages no keys, which looks as if there were nothing to manage.
        const auto hidden = outcomeOf(apiFor(u"optiverse", backend, bytesOf(**again)).list());
        QCOMPARE(kindOf(hidden), ErrorKind::NotFound);
        QCOMPARE(codeOf(hidden), QStringLiteral("PERM001"));
        QCOMPARE(meaningOf(hidden), QStringLiteral("Resource not found or access denied."));
    }

    void optiverseSaysHowLongToWait()
    {
        const BackendProcess backend(options("optiverse"));
        QVERIFY(backend.isRunning());
        TokenApi api = apiFor(u"optiverse", backend);
        const auto created = outcomeOf(api.create({}, {}));
        QVERIFY(succeeded(created));
        QVERIFY(succeeded(outcomeOf(api.tryRequest(secretOf(**created)))));
        const auto limited = outcomeOf(api.tryRequest(secretOf(**created)));
        QCOMPARE(kindOf(limited), ErrorKind::RateLimited);
        QCOMPARE(meaningOf(limited),
                 QStringLiteral("The rate limit is one request per 3 minutes for polling use cases."));
        const qint64 wait = QDateTime::currentDateTimeUtc().secsTo(limited->error().retryAt);
        QVERIFY2(wait > 120 && wait <= 181, qPrintable(QString::number(wait)));
    }

    void optiverseKeepsUsersApart()
    {
        BackendProcess backend(unlimited("optiverse"));
        QVERIFY(backend.isRunning());
        const auto hers = outcomeOf(apiFor(u"optiverse", backend).create({}, {}));
        QVERIFY(succeeded(hers));
        backend.restart(unlimited("optiverse", owner("ben@example.com")));
        QVERIFY(backend.isRunning());
        TokenApi his = apiFor(u"optiverse", backend);
        QCOMPARE(namesOf(outcomeOf(his.list())).size(), 0);
        const auto denied = outcomeOf(his.revoke((*hers)->token));
        QCOMPARE(kindOf(denied), ErrorKind::NotFound);
        QCOMPARE(codeOf(denied), QStringLiteral("PERM001"));
        QVERIFY(succeeded(outcomeOf(his.tryRequest(secretOf(**hers)))));
        QVERIFY(succeeded(outcomeOf(his.create({}, {}))));
    }

    void optiflowManagesTokens()
    {
        const BackendProcess backend(options("optiflow"));
        QVERIFY(backend.isRunning());
        TokenApi api = apiFor(u"optiflow", backend);
        const auto current = outcomeOf(api.current());
        QVERIFY(succeeded(current));
        QCOMPARE((*current)->id, QStringLiteral("1"));

        TokenDraft draft = draftOf(QStringLiteral("api-token"), {QStringLiteral("invoices:view")});
        draft.expiry = Expiry::at(QDateTime::currentDateTimeUtc().addDays(30));
        const auto created = outcomeOf(api.create(draft, {}));
        QVERIFY(succeeded(created));
        const Token token = (*created)->token;
        QCOMPARE(token.id, QStringLiteral("2"));
        QCOMPARE(token.scopes, draft.scopes);
        // In whole minutes.
        QVERIFY(std::abs(token.expiry.instant().secsTo(draft.expiry.instant())) <= 60);
        QVERIFY(bytesOf(**created).startsWith("2|"));
        QCOMPARE(token.mask, maskOf(u"2|"));
        QVERIFY(succeeded(outcomeOf(api.tryRequest(secretOf(**created)))));
        // The negative control of the documented test request.
        QCOMPARE(kindOf(outcomeOf(api.tryRequest(secretOf(bytesOf(**created) + 'x')))),
                 ErrorKind::Unauthorized);

        const auto narrow = outcomeOf(apiFor(u"optiflow", backend, bytesOf(**created)).list());
        QCOMPARE(kindOf(narrow), ErrorKind::Forbidden);
        QVERIFY(meaningOf(narrow).startsWith(QLatin1String("This action is unauthorized")));
        draft.scopes.clear();
        const auto invalid = outcomeOf(api.create(draft, {}));
        QCOMPARE(kindOf(invalid), ErrorKind::InvalidInput);
        QCOMPARE(invalid->error().fields.constFirst().field, InputField::Scopes);

        QVERIFY(succeeded(outcomeOf(api.revoke(token))));
        const auto refused = outcomeOf(api.tryRequest(secretOf(**created)));
        QCOMPARE(kindOf(refused), ErrorKind::Unauthorized);
        QVERIFY(meaningOf(refused).startsWith(QLatin1String("Unauthenticated")));
        QCOMPARE(namesOf(outcomeOf(api.list())), QStringList(QStringLiteral("Management token")));
    }

    void optiflowListsMoreThanAPage()
    {
        const BackendProcess backend(options("optiflow"));
        QVERIFY(backend.isRunning());
        TokenApi api = apiFor(u"optiflow", backend);
        constexpr int made = 120; // a page has 100
        for (int i = 0; i < made; ++i)
            QVERIFY(succeeded(outcomeOf(api.create(draftOf(QString::number(i), {QStringLiteral("*")}), {}))));
        const auto listed = outcomeOf(api.list());
        QCOMPARE(namesOf(listed).size(), made + 1);
        QVERIFY(!(*listed)->missing);
    }

    void optiflowKeepsTenantsApart()
    {
        BackendProcess backend(options("optiflow"));
        QVERIFY(backend.isRunning());
        const QByteArray atAcme = backend.managementToken();
        const QString acmePath = backend.serviceUrl().path();
        QCOMPARE(acmePath, QStringLiteral("/optiflow/acme/api/v1"));
        const auto created = outcomeOf(
            apiFor(u"optiflow", backend).create(draftOf(QStringLiteral("x"), {QStringLiteral("*")}), {}));
        QVERIFY(succeeded(created));

        backend.restart(options("optiflow", owner("techco/rosa@techco.example")));
        QVERIFY(backend.isRunning());
        TokenApi techco = apiFor(u"optiflow", backend);
        QCOMPARE(namesOf(outcomeOf(techco.list())), QStringList(QStringLiteral("Management token")));
        QCOMPARE(kindOf(outcomeOf(techco.tryRequest(secretOf(**created)))), ErrorKind::Unauthorized);
        QCOMPARE(kindOf(outcomeOf(techco.revoke((*created)->token))), ErrorKind::NotFound);
        QCOMPARE(kindOf(outcomeOf(apiFor(u"optiflow", backend, atAcme).list())), ErrorKind::Unauthorized);
        // At its own tenant, and below both of the paths, it works.
        for (const QString &path : {acmePath, QStringLiteral("/optiflow/acme/api")}) {
            QUrl url = backend.serviceUrl();
            url.setPath(path);
            TokenApi acme(ServiceMapping(m_catalog.service(u"optiflow")), {url, {}, secretOf(atAcme)},
                          m_transport, m_clock);
            QCOMPARE(namesOf(outcomeOf(acme.list())).size(), 2);
        }
    }

    void optiflowWorksInTheWorkspaceOfChoice()
    {
        const BackendProcess backend(options("optiflow"));
        QVERIFY(backend.isRunning());
        for (const char *workspace : {"", "1", "2"}) {
            TokenApi api
                = apiFor(u"optiflow", backend, backend.managementToken(), QString::fromLatin1(workspace));
            QVERIFY(succeeded(outcomeOf(api.list())));
            QVERIFY(succeeded(outcomeOf(api.tryRequest())));
        }
        TokenApi foreign = apiFor(u"optiflow", backend, backend.managementToken(), QStringLiteral("3"));
        QCOMPARE(kindOf(outcomeOf(foreign.list())), ErrorKind::Forbidden);
        QCOMPARE(kindOf(outcomeOf(foreign.tryRequest())), ErrorKind::Forbidden);
    }

    void optiflowListsTheWorkspacesOfTheUser()
    {
        const BackendProcess backend(options("optiflow"));
        QVERIFY(backend.isRunning());
        // One that is not the user's is no hindrance: it is not named.
        TokenApi api = apiFor(u"optiflow", backend, backend.managementToken(), QStringLiteral("99"));
        const auto listed = outcomeOf(api.workspaces());
        QVERIFY(succeeded(listed));
        QVERIFY((*listed)->size() >= 2);
        for (const NamedWorkspace &workspace : **listed) {
            QVERIFY(!workspace.name.isEmpty());
            TokenApi there = apiFor(u"optiflow", backend, backend.managementToken(), workspace.id);
            QVERIFY(succeeded(outcomeOf(there.list())));
        }
        const auto refused
            = outcomeOf(apiFor(u"optiflow", backend, backend.managementToken() + 'x').workspaces());
        QCOMPARE(kindOf(refused), ErrorKind::Unauthorized);
    }

    void optiflowRevokesAllAtOnce()
    {
        const BackendProcess backend(options("optiflow"));
        QVERIFY(backend.isRunning());
        TokenApi api = apiFor(u"optiflow", backend);
        const auto created
            = outcomeOf(api.create(draftOf(QStringLiteral("x"), {QStringLiteral("invoices:view")}), {}));
        QVERIFY(succeeded(created));
        // Who may not manage tokens revokes none.
        TokenApi narrow = apiFor(u"optiflow", backend, bytesOf(**created));
        QCOMPARE(kindOf(outcomeOf(narrow.revokeAll())), ErrorKind::Forbidden);
        QVERIFY(succeeded(outcomeOf(narrow.tryRequest())));
        QVERIFY(succeeded(outcomeOf(api.revokeAll())));
        QCOMPARE(kindOf(outcomeOf(narrow.tryRequest())), ErrorKind::Unauthorized);
        QCOMPARE(kindOf(outcomeOf(api.list())), ErrorKind::Unauthorized);
    }

    void whatIsLeftIsToldOfEveryReply()
    {
        const BackendProcess backend(
            options("optimaite", {QStringLiteral("--rate-limit"), QStringLiteral("2")}));
        QVERIFY(backend.isRunning());
        QList<RateLimit> told;
        TokenApi api(ServiceMapping(m_catalog.service(u"optimaite")),
                     {backend.serviceUrl(), {}, secretOf(backend.managementToken())}, m_transport, m_clock,
                     [&told](const RateLimit &limit) { told.append(limit); });
        QVERIFY(succeeded(outcomeOf(api.list())));
        QVERIFY(succeeded(outcomeOf(api.current())));
        TokenDraft draft
            = draftOf(QStringLiteral("x"), {QStringLiteral("cases:read")}, QStringLiteral("live"));
        QCOMPARE(kindOf(outcomeOf(api.create(draft, {}))), ErrorKind::RateLimited);
        QVERIFY(told.size() >= 3);
        for (const RateLimit &limit : told) {
            QCOMPARE(limit.limit, std::optional(2));
            QVERIFY(limit.resetsAt.isValid());
        }
        QCOMPARE(told.at(0).remaining, std::optional(1));
        QCOMPARE(told.at(1).remaining, std::optional(0));
        QCOMPARE(told.constLast().remaining, std::optional(0));
    }

private:
    [[nodiscard]] TokenApi apiFor(QStringView id, const BackendProcess &backend)
    {
        return apiFor(id, backend, backend.managementToken());
    }
    [[nodiscard]] TokenApi apiFor(QStringView id, const BackendProcess &backend, const QByteArray &credential,
                                  const QString &workspace = {})
    {
        return TokenApi(ServiceMapping(m_catalog.service(id)),
                        {backend.serviceUrl(), workspace, secretOf(credential)}, m_transport, m_clock);
    }

    Catalog m_catalog;
    SystemClock m_localClock;
    ServerClock m_clock {m_localClock};
    HttpTransport m_transport;
};

QTEST_GUILESS_MAIN(TestSystems)
#include "tst_systems.moc"
