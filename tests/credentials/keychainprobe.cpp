// One operation of a KeychainStore in a process of its own: what it came to, and how long the event loop
// stood still meanwhile, beside how long it does when it has nothing to do.
//
//   tc_keychain_probe read|write|remove|state|write-twice|write-read|quit|drop [ANSWER_MS [PROMPT_MS]]
//
// write-read: writes, then reads until an earlier request is in the way no longer.
// quit: ends while a job runs. drop: destroys the call while a job runs, then reads.

#include "keychainstore.h"

#include <QCoreApplication>
#include <QElapsedTimer>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTimer>

#include <cstdio>

using namespace tc;

namespace {

class Probe
{
public:
    explicit Probe(KeychainLimits limits)
        : m_store(limits)
    {
        m_heartbeat.callOnTimeout(&m_heartbeat,
                                  [this] { m_longestGap = std::max(m_longestGap, m_sinceBeat.restart()); });
    }

    /// Beats for a while with nothing to do, then runs \a operation.
    void runAfterIdling(const QString &operation)
    {
        m_sinceBeat.start();
        m_heartbeat.start(10);
        QTimer::singleShot(300, &m_heartbeat, [this, operation] {
            m_idleGap = std::exchange(m_longestGap, 0);
            run(operation);
        });
    }

private:
    void run(const QString &operation)
    {
        m_total.start();
        if (operation == QLatin1String("read"))
            return read();
        if (operation == QLatin1String("write"))
            return write([this](Result<Done> done) { report(text(done)); });
        if (operation == QLatin1String("write-twice"))
            return write([this](Result<Done> first) {
                m_first = text(first);
                write([this](Result<Done> second) { report(text(second)); });
            });
        if (operation == QLatin1String("write-read"))
            return write([this](Result<Done> first) {
                m_first = text(first);
                m_heartbeat.callOnTimeout(&m_retry, [this] { readOnceFree(); });
            });
        if (operation == QLatin1String("remove")) {
            m_done = m_store.remove(m_key);
            m_done->onFinished([this](Result<Done> done) { report(text(done)); });
        } else if (operation == QLatin1String("state")) {
            m_state = queryKeychainState(std::chrono::seconds(1));
            m_state->onFinished([this](Result<KeychainState> state) { report(text(*state)); });
        } else {
            m_done = m_store.write(m_key, secret());
            const bool quits = operation == QLatin1String("quit");
            QTimer::singleShot(200, &m_heartbeat, [this, quits] {
                if (quits)
                    return report(QStringLiteral("quit"));
                m_done.reset();
                read();
            });
        }
    }

    static Secret secret() { return Secret::copyOf("scripted"); }

    void read()
    {
        m_read = m_store.read(m_key);
        m_read->onFinished([this](Result<std::optional<Secret>> found) {
            if (!found)
                return report(text(found.error()));
            report(*found ? QStringLiteral("secret") : QStringLiteral("none"));
        });
    }

    void readOnceFree()
    {
        if (m_read)
            return;
        m_read = m_store.read(m_key);
        m_read->onFinished([this](Result<std::optional<Secret>> found) {
            if (found)
                report(*found && (*found)->equals(secret()) ? QStringLiteral("secret")
                                                            : QStringLiteral("another"));
            else if (found.error().reason.startsWith(QLatin1String("an earlier request")))
                QTimer::singleShot(50, &m_retry, [this] { m_read.reset(); });
            else
                report(text(found.error()));
        });
    }

    void write(Call<Done>::Handler handler)
    {
        m_done = m_store.write(m_key, secret());
        m_done->onFinished(std::move(handler));
    }

    static QString text(const ApiError &error)
    {
        return error.kind == ErrorKind::StorageUnavailable ? error.reason : QStringLiteral("wrong kind");
    }

    QString text(const Result<Done> &done)
    {
        m_mayHappenLater = m_mayHappenLater || (!done && done.error().mayHappenLater);
        return done ? QStringLiteral("done") : text(done.error());
    }

    static QString text(KeychainState state)
    {
        switch (state) {
        case KeychainState::Open:
            return QStringLiteral("open");
        case KeychainState::Locked:
            return QStringLiteral("locked");
        case KeychainState::Missing:
            return QStringLiteral("missing");
        case KeychainState::NotAnswering:
            return QStringLiteral("not answering");
        case KeychainState::Refusing:
            return QStringLiteral("refusing");
        }
        return {};
    }

    void report(const QString &outcome)
    {
        const QJsonObject line {{QStringLiteral("outcome"), outcome},
                                {QStringLiteral("first"), m_first},
                                {QStringLiteral("mayHappenLater"), m_mayHappenLater},
                                {QStringLiteral("total"), m_total.elapsed()},
                                {QStringLiteral("gap"), std::max(m_longestGap, m_sinceBeat.elapsed())},
                                {QStringLiteral("idleGap"), m_idleGap}};
        std::puts(QJsonDocument(line).toJson(QJsonDocument::Compact).constData());
        std::fflush(stdout);
        QCoreApplication::quit();
    }

    KeychainStore m_store;
    CredentialKey m_key
        = CredentialKey::forOrigin(QStringLiteral("optimus"), QUrl(QStringLiteral("https://example.com/")));
    CallPtr<Done> m_done;
    CallPtr<std::optional<Secret>> m_read;
    CallPtr<KeychainState> m_state;
    QString m_first;
    bool m_mayHappenLater = false;
    QObject m_retry;
    QTimer m_heartbeat;
    QElapsedTimer m_total;
    QElapsedTimer m_sinceBeat;
    qint64 m_longestGap = 0;
    qint64 m_idleGap = 0;
};

} // namespace

int main(int argc, char **argv)
{
    QCoreApplication app(argc, argv);
    const QStringList arguments = app.arguments();
    KeychainLimits limits;
    if (arguments.size() > 2)
        limits.answer = std::chrono::milliseconds(arguments.at(2).toInt());
    if (arguments.size() > 3)
        limits.prompt = std::chrono::milliseconds(arguments.at(3).toInt());
    Probe probe(limits);
    QTimer::singleShot(0, &app, [&probe, &arguments] { probe.runAfterIdling(arguments.value(1)); });
    return QCoreApplication::exec();
}
