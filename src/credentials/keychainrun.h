#pragma once

#include "credentialstore.h"
#include "keychainstate.h"

#include <QObject>
#include <QPointer>
#include <QTimer>

#include <chrono>
#include <functional>
#include <memory>

namespace QKeychain {
class Job;
}

namespace tc {

/// How long a keychain may take.
struct KeychainLimits
{
    std::chrono::milliseconds answer = std::chrono::seconds(20); ///< where nobody needs to be asked
    std::chrono::milliseconds prompt = std::chrono::seconds(60); ///< where the user is asked to unlock it
};

/// What the calls of one store share.
struct KeychainQueue
{
    KeychainLimits limits;
    /// A job that ran out of time. QtKeychain runs jobs one after another, so it holds up all that follow.
    QPointer<QObject> stuck;
};

/// The steps of one keychain operation under one time limit. A step either hands on or reports through the
/// `fail` given to the constructor, after which nothing follows.
///
/// Deleting a running job crashes QtKeychain (its issue 261): jobs have no parent and delete themselves, and
/// a run that ends before its job lets go of it.
class KeychainRun : public QObject
{
    Q_OBJECT

public:
    /// \a operation is its name in the log.
    KeychainRun(std::shared_ptr<KeychainQueue> queue, CredentialKey key, QLatin1String operation,
                std::function<void(ApiError)> fail);

    /// Hands on where the keychain is there and answers.
    void prepare(std::function<void()> then);
    void read(std::function<void(std::optional<Secret>)> then);
    void write(const Secret &secret, std::function<void()> then);
    void erase(std::function<void()> then);

    /// \a reason is the untranslated text.
    void failWith(const char *reason);
    /// The operation has its outcome: the time limit no longer holds.
    void end() { m_deadline.stop(); }
    /// Writes how it ended to the log, category tc.credentials, in English: no secret, no token's id.
    void log(const char *outcome) const;

private:
    using JobTaker = std::function<void(QKeychain::Job &)>;

    void run(QKeychain::Job *job, JobTaker taker);
    void takeMissing(std::function<void(std::optional<Secret>)> then);
    void failLike(const QKeychain::Job &job);
    void giveUp();

    std::shared_ptr<KeychainQueue> m_queue;
    CredentialKey m_key;
    QLatin1String m_operation;
    std::function<void(ApiError)> m_fail;
    QTimer m_deadline;
    CallPtr<KeychainState> m_state;
    QPointer<QObject> m_job;
    bool m_isUnsettled = false; ///< something was written or erased, and it is not known with what outcome
};

} // namespace tc
