#include "keychainstore.h"

#include "readycall.h"

namespace tc {

namespace {

/// A call whose outcome a KeychainRun works out; destroying it lets go of the run.
template <typename T>
class KeychainCall final : public Call<T>
{
public:
    KeychainCall(std::shared_ptr<KeychainQueue> queue, const CredentialKey &key, QLatin1String operation)
        : m_run(std::move(queue), key, operation,
                [this](ApiError error) { conclude(tl::unexpected(std::move(error))); })
    {
    }

    KeychainRun &steps() { return m_run; }
    void conclude(Result<T> result)
    {
        m_run.end();
        if (result)
            m_run.log(outcomeOf(*result));
        this->finish(std::move(result));
    }

private:
    static const char *outcomeOf(const std::optional<Secret> &found) { return found ? "found" : "no entry"; }
    static const char *outcomeOf(Done) { return "done"; }

    KeychainRun m_run;
};

template <typename T>
CallPtr<T> refused(const QString &reason)
{
    ApiError error;
    error.kind = ErrorKind::StorageUnavailable;
    error.reason = reason;
    return readyCall<T>(tl::unexpected(std::move(error)));
}

template <typename T>
CallPtr<T> refusedForKey()
{
    return refused<T>(KeychainRun::tr("entries belong to a server, and this address names none."));
}

/// Why \a secret cannot be an entry, "" where it can.
QString whyNot(const Secret &secret)
{
    if (secret.isEmpty())
        return KeychainRun::tr("there is nothing to store.");
    if (secret.size() > CredentialStore::maximumSize)
        return KeychainRun::tr("an entry holds at most %1 bytes.").arg(CredentialStore::maximumSize);
    if (secret.reveal([](QByteArrayView bytes) { return bytes.contains('\0'); }))
        return KeychainRun::tr("an entry cannot hold a NUL character.");
    return {};
}

} // namespace

KeychainStore::KeychainStore(KeychainLimits limits)
    : m_queue(std::make_shared<KeychainQueue>())
{
    m_queue->limits = limits;
}

CallPtr<std::optional<Secret>> KeychainStore::read(const CredentialKey &key)
{
    using Outcome = std::optional<Secret>;
    if (key.toString().isEmpty())
        return refusedForKey<Outcome>();
    auto call = std::make_unique<KeychainCall<Outcome>>(m_queue, key, QLatin1String("read"));
    call->steps().prepare(
        [c = call.get()] { c->steps().read([c](Outcome found) { c->conclude(std::move(found)); }); });
    return call;
}

CallPtr<Done> KeychainStore::write(const CredentialKey &key, const Secret &secret)
{
    if (key.toString().isEmpty())
        return refusedForKey<Done>();
    if (const QString reason = whyNot(secret); !reason.isEmpty())
        return refused<Done>(reason);
    auto call = std::make_unique<KeychainCall<Done>>(m_queue, key, QLatin1String("write"));
    const auto wanted = std::make_shared<const Secret>(secret.duplicate());
    call->steps().prepare([c = call.get(), wanted] {
        c->steps().write(*wanted, [c, wanted] {
            c->steps().read([c, wanted](std::optional<Secret> found) {
                if (!found || !found->equals(*wanted))
                    return c->steps().failWith(
                        QT_TRANSLATE_NOOP("tc::KeychainRun", "it did not keep what was written."));
                c->conclude(Done {});
            });
        });
    });
    return call;
}

CallPtr<Done> KeychainStore::remove(const CredentialKey &key)
{
    if (key.toString().isEmpty())
        return refusedForKey<Done>();
    auto call = std::make_unique<KeychainCall<Done>>(m_queue, key, QLatin1String("remove"));
    call->steps().prepare([c = call.get()] {
        c->steps().erase([c] {
            c->steps().read([c](const std::optional<Secret> &found) {
                if (found)
                    return c->steps().failWith(
                        QT_TRANSLATE_NOOP("tc::KeychainRun", "the entry could not be removed."));
                c->conclude(Done {});
            });
        });
    });
    return call;
}

} // namespace tc
