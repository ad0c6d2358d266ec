#include "desk.h"

#include "catalog.h"
#include "readycall.h"

#include <QFile>
#include <QJsonDocument>

#include <csignal>

namespace tc::test {

namespace {

constexpr int patience = 30'000;

QByteArray contentOf(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

template <typename T>
CallPtr<T> refused(bool mayHappenLater = false)
{
    ApiError error;
    error.kind = ErrorKind::StorageUnavailable;
    error.mayHappenLater = mayHappenLater;
    error.reason = QStringLiteral("The keychain is locked.");
    return readyCall<T>(tl::unexpected(error));
}

} // namespace

CallPtr<std::optional<Secret>> RefusingStore::read(const CredentialKey &)
{
    return refused<std::optional<Secret>>();
}

CallPtr<Done> RefusingStore::write(const CredentialKey &, const Secret &)
{
    return refused<Done>(takesLate);
}

CallPtr<Done> RefusingStore::remove(const CredentialKey &)
{
    return refused<Done>();
}

namespace {

template <typename T>
class HeldCall final : public Call<T>
{
public:
    explicit HeldCall(std::function<CallPtr<T>()> start)
        : m_start(std::move(start))
    {
    }

    [[nodiscard]] std::weak_ptr<bool> life() const { return m_life; }
    void goOn()
    {
        m_inner = m_start();
        m_inner->onFinished([this](Result<T> result) { this->finish(std::move(result)); });
    }

private:
    std::function<CallPtr<T>()> m_start;
    CallPtr<T> m_inner;
    std::shared_ptr<bool> m_life = std::make_shared<bool>(true);
};

} // namespace

template <typename T>
CallPtr<T> HeldStore::hold(std::function<CallPtr<T>()> start)
{
    auto call = std::make_unique<HeldCall<T>>(std::move(start));
    m_held.append([life = call->life(), held = call.get()] {
        if (!life.expired())
            held->goOn();
    });
    return call;
}

CallPtr<std::optional<Secret>> HeldStore::read(const CredentialKey &key)
{
    return hold<std::optional<Secret>>([this, key] { return m_store.read(key); });
}

CallPtr<Done> HeldStore::write(const CredentialKey &key, const Secret &secret)
{
    return hold<Done>([this, key, copy = std::make_shared<const Secret>(secret.duplicate())] {
        return m_store.write(key, *copy);
    });
}

CallPtr<Done> HeldStore::remove(const CredentialKey &key)
{
    return hold<Done>([this, key] { return m_store.remove(key); });
}

void HeldStore::release()
{
    for (const auto &goOn : std::exchange(m_held, {}))
        goOn();
}

bool Desk::takeService(const QString &id)
{
    const QString file = id + QLatin1String(".json");
    const Catalog catalog(
        {{file, contentOf(QStringLiteral(":/services/") + file), DescriptionFile::Origin::Shipped}},
        contentOf(QStringLiteral(":/services/service.schema.json")));
    services = catalog.services();
    return services.size() == 1;
}

bool Desk::start(const QStringList &more)
{
    return takeService(QStringLiteral("optimus")) && backend.start(more);
}

bool Desk::startSystem(const QString &id, const QStringList &more)
{
    const QStringList options {QStringLiteral("--system"), id, QStringLiteral("--rate-limit"),
                               QStringLiteral("10000")};
    return takeService(id) && backend.start(options + more);
}

ConnectionProfile Desk::profile() const
{
    ConnectionProfile profile;
    profile.service = services.constFirst();
    profile.baseUrl = QUrl(
        backend.ready().value(QLatin1String("services")).toObject().value(profile.service->id).toString());
    return profile;
}

QString Desk::url(const QString &path) const
{
    const QString base = profile().baseUrl.toString();
    return base + (base.endsWith(u'/') ? QString() : QStringLiteral("/")) + path;
}

std::unique_ptr<TokenSession> Desk::session(const QByteArray &secret)
{
    return std::make_unique<TokenSession>(profile(), std::make_shared<const Secret>(Secret::copyOf(secret)),
                                          transport, clock);
}

std::unique_ptr<TokenSession> Desk::managementSession()
{
    return session(backend.managementSecret());
}

std::unique_ptr<SavedSecrets> Desk::savedSecrets(CredentialStore &credentials)
{
    return std::make_unique<SavedSecrets>(credentials, profile().credentialKey(), memoryIndex());
}

TokenIdIndex memoryIndex(QSet<QString> ids)
{
    const auto list = std::make_shared<QSet<QString>>(std::move(ids));
    return {[list] { return *list; },
            [list](const QString &tokenId, bool listed) {
                if (listed)
                    list->insert(tokenId);
                else
                    list->remove(tokenId);
            }};
}

QJsonArray Desk::tokens() const
{
    HttpClient http = backend.client();
    const auto reply = http.send("GET", "/api/v1/tokens?limit=500", bearer(backend.managementSecret()));
    return reply ? reply->json().value(QLatin1String("items")).toArray() : QJsonArray();
}

QJsonObject Desk::tokenNamed(const QString &name) const
{
    for (const QJsonValue &token : tokens()) {
        if (token.toObject().value(QLatin1String("name")).toString() == name)
            return token.toObject();
    }
    return {};
}

int Desk::countNamed(const QString &name) const
{
    int count = 0;
    for (const QJsonValue &token : tokens())
        count += token.toObject().value(QLatin1String("name")).toString() == name ? 1 : 0;
    return count;
}

void Desk::freeze()
{
    ::kill(static_cast<pid_t>(backend.process().processId()), SIGSTOP);
}

void Desk::thaw()
{
    ::kill(static_cast<pid_t>(backend.process().processId()), SIGCONT);
}

bool Desk::hasUnreadBytes() const
{
    // sl local_address rem_address st tx_queue:rx_queue …; the address is hexadecimal.
    const QByteArray local = ':' + QByteArray::number(backend.port(), 16).toUpper().rightJustified(4, '0');
    for (const QByteArray &line : contentOf(QStringLiteral("/proc/net/tcp")).split('\n')) {
        const QByteArrayList columns = line.simplified().split(' ');
        if (columns.size() > 4 && columns[1].endsWith(local) && columns[3] == "01"
            && columns[4].split(':').last().toUInt(nullptr, 16) > 0)
            return true;
    }
    return false;
}

CurlAnswer curl(const QByteArray &method, const QString &url, const QByteArray &secret, int lastOctet,
                const QByteArrayList &headers, const QByteArray &body)
{
    QProcess process;
    QStringList arguments {QStringLiteral("--silent"),
                           QStringLiteral("--interface"),
                           QStringLiteral("127.0.0.%1").arg(lastOctet),
                           QStringLiteral("--noproxy"),
                           QStringLiteral("*"),
                           QStringLiteral("--write-out"),
                           QStringLiteral("\n%{http_code}"),
                           QStringLiteral("--request"),
                           QString::fromLatin1(method),
                           QStringLiteral("--config"),
                           QStringLiteral("-")};
    for (const QByteArray &header : headers)
        arguments += {QStringLiteral("--header"), QString::fromLatin1(header)};
    if (!body.isEmpty())
        arguments += {QStringLiteral("--data-binary"), QString::fromUtf8(body)};
    process.start(QStringLiteral("curl"), arguments + QStringList {url});
    process.write("header = \"Authorization: Bearer " + secret + "\"\n");
    process.closeWriteChannel();
    if (!process.waitForFinished(patience))
        return {};
    const QByteArray output = process.readAllStandardOutput();
    const qsizetype end = output.lastIndexOf('\n');
    return {output.sliced(end + 1).toInt(),
            QJsonDocument::fromJson(output.first(qMax(end, qsizetype(0)))).object()};
}

} // namespace tc::test
