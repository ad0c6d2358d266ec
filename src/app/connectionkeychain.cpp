// How Connection finds its credential in the keychain, keeps it there and lets go of it; everything else of
// it is in connection.cpp.

#include "connection.h"
#include "entryremoval.h"
#include "savedsecrets.h"
#include "tokensession.h"

#include <QAction>

namespace tc {

void Connection::readKeychain()
{
    setConnecting([] { return ErrorText {tr("Looking for your token in the keychain…"), {}}; });
    m_reading = m_context.store.read(m_profile.credentialKey());
    m_reading->onFinished([this, profile = m_profile](Result<std::optional<Secret>> entry) {
        if (!entry) {
            m_untried = true; // chosen again, it is looked for again
            wantCredential([error = entry.error()] {
                return ErrorText {describe(error).sentence,
                                  tr("Check that it is running and unlocked; or enter your token here, and "
                                     "keep it for this session only.")};
            });
        } else if (*entry) {
            open(profile, std::make_shared<const Secret>(**std::move(entry)), true);
        } else {
            m_entry = Entry::Absent;
            noteNoEntry();
        }
    });
}

void Connection::sayStorageProblem(const ApiError &error, QAction *again)
{
    const auto text = [this, error, again] {
        again->setText(tr("Try again"));
        ErrorText problem = describe(error);
        problem.nextStep = again == m_storeAgain ? tr("The token is kept for this session only.")
                                                 : tr("Your token is still in this computer’s keychain.");
        return problem;
    };
    Q_EMIT noticed(MessageBanner::Severity::Warning, text, {again});
}

void Connection::store()
{
    storeCredential(Success::Said);
}

void Connection::storeCredential(Success success)
{
    // What is let go of is not to be found again.
    if (!m_session || m_leaving)
        return;
    dropUnremoved();
    // Until it is removed: a keychain that ran out of time may take it later.
    m_mayBeStored = true;
    m_entry = Entry::Unknown;
    m_storing = m_context.store.write(m_profile.credentialKey(), *m_credential);
    m_storing->onFinished([this, success](Result<Done> result) {
        m_stored = result.has_value();
        Q_EMIT storedChanged();
        if (result && success == Success::Said)
            Q_EMIT noticed(
                MessageBanner::Severity::Success,
                [] {
                    return ErrorText {tr("Your token is in the keychain now, for this server only."), {}};
                },
                {});
        else if (!result)
            sayStorageProblem(result.error(), m_storeAgain);
    });
}

void Connection::disconnectFromServer()
{
    if (m_stored || m_mayBeStored)
        removeFromKeychain({m_profile.credentialKey()}, Removal::Disconnects);
    else if (m_session || m_credential)
        finishDisconnecting(false, Removal::Disconnects);
}

bool Connection::mayHaveEntry() const
{
    return m_stored || m_mayBeStored || m_entry != Entry::Absent;
}

QSet<QString> Connection::savedTokenIds() const
{
    return m_context.savedTokenIndex(m_profile.serverKey()).load();
}

void Connection::removeForGood(const Sharing &sharing)
{
    QList<CredentialKey> keys;
    if (!sharing.server) {
        for (const QString &tokenId : savedTokenIds())
            keys.append(m_profile.serverKey().forToken(tokenId));
    }
    // Last: whatever else is left, the connection is.
    if (!sharing.entry && mayHaveEntry())
        keys.append(m_profile.credentialKey());
    if (keys.isEmpty())
        finishDisconnecting(false, Removal::ForGood);
    else
        removeFromKeychain(keys, Removal::ForGood);
}

void Connection::removeFromKeychain(const QList<CredentialKey> &keys, Removal purpose)
{
    m_leaving = purpose != Removal::EntryOnly;
    m_removing = removeEntries(m_context.store, keys, [this](const CredentialKey &key) { noteRemoved(key); });
    m_removing->onFinished(
        [this, keys, purpose, opened = m_opened, about = m_profile.credentialKey()](Result<Done> result) {
            m_leaving = false;
            // By now it may have been opened anew, which this is not about.
            const bool isCurrent
                = purpose != Removal::EntryOnly && opened == m_opened && about == m_profile.credentialKey();
            if (!result && isCurrent && purpose == Removal::Disconnects && !m_stored) {
                finishDisconnecting(false, purpose); // nothing was known to be there
                return;
            }
            if (!result) {
                m_unremoved = {keys, purpose};
                m_removeAgain->setEnabled(true);
                sayStorageProblem(result.error(), m_removeAgain);
                return;
            }
            const bool again = std::exchange(m_unremoved, std::nullopt).has_value();
            if (isCurrent)
                finishDisconnecting(true, purpose);
            else if (again)
                Q_EMIT noticed(
                    MessageBanner::Severity::Success,
                    [] {
                        return ErrorText {tr("Your token is no longer in this computer’s keychain."), {}};
                    },
                    {});
        });
}

void Connection::noteRemoved(const CredentialKey &key)
{
    if (key == m_profile.credentialKey())
        noteEntryRemoved();
    for (const QString &tokenId : savedTokenIds()) {
        if (key == m_profile.serverKey().forToken(tokenId))
            m_context.savedTokenIndex(m_profile.serverKey()).note(tokenId, false);
    }
    Q_EMIT entryRemoved(key);
}

void Connection::finishDisconnecting(bool removed, Removal purpose)
{
    close();
    setClosed([removed] {
        return ErrorText {tr("Disconnected."),
                          removed ? tr("Your token is no longer in this computer’s keychain.")
                                  : tr("Connect with a token that may manage tokens.")};
    });
    Q_EMIT disconnected(purpose == Removal::ForGood);
}

void Connection::noteOwnTokenRevoked()
{
    dropCredential([] {
        return ErrorText {tr("Your own token was revoked."), tr("Connect with another one.")};
    });
}

void Connection::noteOwnSecretLost()
{
    dropCredential([] {
        return ErrorText {
            tr("Your own token was rotated, but its new secret was lost: nobody has access with "
               "it any more."),
            tr("Connect with another token; then rotate or revoke the one whose secret was lost.")};
    });
}

void Connection::dropCredential(const Phrasing &why)
{
    // What may still be stored would be void as well.
    const bool wasStored = m_stored || m_mayBeStored;
    close();
    if (wasStored)
        removeFromKeychain({m_profile.credentialKey()}, Removal::EntryOnly);
    wantCredential(why);
}

void Connection::noteOwnTokenRotated(std::shared_ptr<const Secret> credential)
{
    const bool wasStored = m_stored || m_mayBeStored;
    m_stored = false; // what the keychain has is void
    m_credential = std::move(credential);
    m_session->changeCredential(m_credential);
    if (wasStored)
        storeCredential(Success::Unsaid);
}

void Connection::noteEntryRemoved()
{
    m_entry = Entry::Absent;
    m_stored = false;
    Q_EMIT storedChanged();
}

void Connection::dropUnremoved()
{
    m_unremoved.reset();
    m_removeAgain->setEnabled(false);
}

} // namespace tc
