#include "keychainrun.h"

#include <qt6keychain/keychain.h>

#include <QLoggingCategory>

namespace tc {

namespace {

Q_LOGGING_CATEGORY(credentialsLog, "tc.credentials")

const QString application = QStringLiteral("token-console");

/// \a key as support may read it: service and place, not which token.
QString placeOf(const CredentialKey &key)
{
    const QString text = QString::fromUtf8(QByteArray::fromPercentEncoding(key.toString().toUtf8()));
    const QString token = QStringLiteral("/token/");
    const qsizetype account = text.lastIndexOf(token);
    return account < 0 ? text : text.first(account + token.size()) + u'…';
}

/// Overwrites the buffer in every QByteArray that shares it: QtKeychain keeps one of them and wipes none.
void wipeShared(QByteArray &bytes)
{
    wipeBytes(bytes.data_ptr().data(), static_cast<std::size_t>(bytes.size()));
    bytes.clear();
}

} // namespace

KeychainRun::KeychainRun(std::shared_ptr<KeychainQueue> queue, CredentialKey key, QLatin1String operation,
                         std::function<void(ApiError)> fail)
    : m_queue(std::move(queue))
    , m_key(std::move(key))
    , m_operation(operation)
    , m_fail(std::move(fail))
{
    m_deadline.setSingleShot(true);
    m_deadline.callOnTimeout(this, &KeychainRun::giveUp);
    m_deadline.start(m_queue->limits.answer);
}

void KeychainRun::prepare(std::function<void()> then)
{
    m_state = queryKeychainState(m_queue->limits.answer);
    m_state->onFinished([this, then = std::move(then)](Result<KeychainState> state) {
        switch (*state) {
        case KeychainState::Missing:
            return failWith(QT_TR_NOOP("there is no keychain service in this session."));
        case KeychainState::NotAnswering:
            return giveUp();
        case KeychainState::Locked:
            m_deadline.start(m_queue->limits.prompt);
            break;
        case KeychainState::Open:
        case KeychainState::Refusing: // the job says why
            break;
        }
        if (m_queue->stuck)
            return failWith(QT_TR_NOOP("an earlier request to it is still unanswered."));
        then();
    });
}

void KeychainRun::read(std::function<void(std::optional<Secret>)> then)
{
    auto *job = new QKeychain::ReadPasswordJob(application);
    run(job, [this, job, then = std::move(then)](QKeychain::Job &) {
        QByteArray bytes = job->binaryData();
        if (job->error() == QKeychain::EntryNotFound)
            return takeMissing(then);
        if (job->error() != QKeychain::NoError)
            return failLike(*job);
        Secret secret = Secret::copyOf(bytes);
        wipeShared(bytes);
        m_isUnsettled = false;
        then(std::move(secret));
    });
}

void KeychainRun::write(const Secret &secret, std::function<void()> then)
{
    auto *job = new QKeychain::WritePasswordJob(application);
    // Always binary: as text, bytes that are no UTF-8 would be lost.
    QByteArray bytes = secret.reveal([](QByteArrayView view) { return view.toByteArray(); });
    job->setBinaryData(bytes);
    // The job's own, so that the bytes are wiped after a run that ended early, too, and never before.
    connect(job, &QKeychain::Job::finished, job, [bytes]() mutable { wipeShared(bytes); });
    bytes.clear();
    m_isUnsettled = true;
    run(job, [this, then = std::move(then)](QKeychain::Job &done) {
        if (done.error() == QKeychain::NoError)
            return then();
        m_isUnsettled = false;
        failLike(done);
    });
}

void KeychainRun::erase(std::function<void()> then)
{
    m_isUnsettled = true;
    run(new QKeychain::DeletePasswordJob(application), [this, then = std::move(then)](QKeychain::Job &done) {
        // Whether it is gone is for the reading back to say.
        m_isUnsettled = done.error() == QKeychain::NoError;
        if (m_isUnsettled || done.error() == QKeychain::EntryNotFound)
            return then();
        failLike(done);
    });
}

void KeychainRun::run(QKeychain::Job *job, JobTaker taker)
{
    job->setAutoDelete(true);
    job->setInsecureFallback(false);
    job->setKey(m_key.toString());
    m_job = job;
    connect(job, &QKeychain::Job::finished, this, [this, taker = std::move(taker)](QKeychain::Job *done) {
        m_job.clear();
        taker(*done);
    });
    job->start();
}

/// A prompt that was dismissed looks like a missing entry, too: only an open keychain has no such entry.
void KeychainRun::takeMissing(std::function<void(std::optional<Secret>)> then)
{
    m_state = queryKeychainState(m_queue->limits.answer);
    m_state->onFinished([this, then = std::move(then)](Result<KeychainState> state) {
        switch (*state) {
        case KeychainState::Open:
            m_isUnsettled = false;
            return then(std::nullopt);
        case KeychainState::Locked:
            return failWith(QT_TR_NOOP("it is locked, or unlocking it was declined."));
        case KeychainState::NotAnswering:
            return giveUp();
        case KeychainState::Missing:
        case KeychainState::Refusing:
            return failWith(QT_TR_NOOP("the keychain service reported an error."));
        }
    });
}

void KeychainRun::failLike(const QKeychain::Job &job)
{
    switch (job.error()) {
    case QKeychain::AccessDenied: // what libsecret's "is locked" becomes
        return failWith(QT_TR_NOOP("it is locked, or unlocking it was declined."));
    case QKeychain::AccessDeniedByUser:
        return failWith(QT_TR_NOOP("access to it was denied."));
    case QKeychain::NoBackendAvailable:
    case QKeychain::NotImplemented:
        return failWith(QT_TR_NOOP("there is no keychain service in this session."));
    case QKeychain::CouldNotDeleteEntry:
        return failWith(QT_TR_NOOP("the entry could not be removed."));
    case QKeychain::NoError:
    case QKeychain::EntryNotFound:
    case QKeychain::OtherError:
        break;
    }
    failWith(QT_TR_NOOP("the keychain service reported an error."));
}

void KeychainRun::giveUp()
{
    if (m_job) // else an earlier one may be stuck still
        m_queue->stuck = m_job;
    failWith(QT_TR_NOOP("it did not answer in time."));
}

void KeychainRun::log(const char *outcome) const
{
    qCInfo(credentialsLog).noquote().nospace()
        << "Keychain, " << m_operation << ' ' << placeOf(m_key) << ": " << outcome;
}

void KeychainRun::failWith(const char *reason)
{
    log(reason);
    if (m_job)
        m_job->disconnect(this);
    m_state.reset();
    // Whoever is told may destroy this run.
    const std::function<void(ApiError)> fail = m_fail;
    ApiError error;
    error.kind = ErrorKind::StorageUnavailable;
    error.mayHappenLater = m_isUnsettled;
    error.reason = tr(reason);
    fail(std::move(error));
}

} // namespace tc
