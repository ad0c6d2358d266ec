#include "connection.h"

#include "applog.h"
#include "httptransport.h"
#include "inventory.h"
#include "origin.h"
#include "owncertificates.h"
#include "recognitiontexts.h"
#include "savedsecrets.h"
#include "serviceload.h"
#include "tokensession.h"
#include "unconfirmedsecrets.h"

#include <QAction>
#include <QPointer>

namespace tc {

namespace {

void logConnection(const char *what, const ConnectionProfile &profile)
{
    qCInfo(connectionLog).noquote().nospace()
        << what << ": service " << profile.service->id << ", environment "
        << (profile.environmentId.isEmpty() ? QStringLiteral("none") : profile.environmentId) << ", "
        << Origin(profile.baseUrl).toString();
}

} // namespace

Connection::Connection(const ConnectionContext &context, ConnectionProfile profile)
    : m_profile(std::move(profile))
    , m_context(context)
    , m_text([] {
        return ErrorText {tr("Not connected."), tr("Connect with a token that may manage tokens.")};
    })
    , m_storeAgain(new QAction(this))
    , m_removeAgain(new QAction(this))
{
    connect(m_storeAgain, &QAction::triggered, this, &Connection::store);
    connect(m_removeAgain, &QAction::triggered, this, [this] {
        if (m_unremoved)
            removeEntry(m_unremoved->first, m_unremoved->second);
    });
}

Connection::~Connection()
{
    if (m_session)
        logConnection("Closed", m_session->profile());
}

ConnectPrompt::Start Connection::promptStart() const
{
    ConnectPrompt::Start start {m_profile};
    if (!m_session) {
        start.credential = m_credential;
        start.isStored = m_stored;
        start.certificatesFault = m_certificatesFault;
    }
    start.hasTlsFault = m_session && m_session->error() && m_session->error()->kind == ErrorKind::Tls;
    return start;
}

void Connection::setClosed(const Phrasing &why)
{
    m_state = State::Closed;
    m_text = why;
    Q_EMIT changed();
}

void Connection::setConnecting(const Phrasing &what)
{
    m_untried = false;
    m_state = State::Connecting;
    m_text = what;
    Q_EMIT changed();
}

void Connection::stayClosed(const Phrasing &why)
{
    m_untried = false;
    setClosed(why);
}

void Connection::wantCredential(const Phrasing &why)
{
    const auto text = [why] {
        ErrorText reason = why();
        if (reason.nextStep.isEmpty())
            reason.nextStep = tr("Connect with a token that may manage tokens.");
        if (reason.sentence.isEmpty()) // a service may have no words for "no token"
            reason.sentence = tr("Not connected.");
        return reason;
    };
    setClosed(text);
    Q_EMIT credentialWanted(why);
}

void Connection::setProfile(const ConnectionProfile &profile)
{
    close();
    m_profile = profile;
}

void Connection::connectAgain()
{
    close();
    m_profile.servesAssumed = m_profile.servesAssumed || m_context.servesAssumed(m_profile);
    if (m_profile.mayManage())
        readKeychain();
    else
        guide(m_profile);
}

void Connection::guide(const ConnectionProfile &profile)
{
    close();
    showGuide(profile);
}

void Connection::showGuide(const ConnectionProfile &profile)
{
    m_profile = profile;
    m_listed = true;
    m_untried = false;
    m_inventory = std::make_unique<Inventory>(m_context.inventoryPath(profile.credentialKey()),
                                              Redactor(secretPrefixes(m_context.services)));
    m_state = State::Guided;
    // Tokens are verified there, but no request goes out without the certificates that are remembered.
    const auto ready = m_context.certificates.useRemembered(profile.baseUrl);
    m_mayVerify = ready.has_value();
    Q_EMIT changed();
    if (!ready)
        Q_EMIT noticed(MessageBanner::Severity::Warning, [text = ready.error().text] { return text; }, {});
}

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

void Connection::noteNoEntry()
{
    wantCredential([service = m_profile.service] {
        return ErrorText {service->missingTokenMessage.text(), {}};
    });
}

void Connection::openGiven(std::shared_ptr<const Secret> credential)
{
    const auto mismatch = mismatchOf(*credential, m_profile, m_context.services);
    if (!mismatch) {
        open(m_profile, std::move(credential), false);
        return;
    }
    close();
    m_untried = false;
    m_credential = std::move(credential);
    wantCredential([mismatch = *mismatch, profile = m_profile] {
        return ErrorText {mismatchText(mismatch, profile).sentence,
                          tr("Nothing was sent. Check where to connect, and with which token.")};
    });
}

void Connection::open(ConnectionProfile profile, std::shared_ptr<const Secret> credential, bool stored)
{
    close();
    const CredentialKey asked = profile.credentialKey();
    profile.environmentId = environmentOf(*credential, profile);
    stored = stored && profile.credentialKey() == asked; // else it is in another environment's entry
    profile.servesAssumed = profile.servesAssumed || m_context.servesAssumed(profile);
    m_profile = std::move(profile);
    m_untried = false;
    ++m_opened;
    if (m_unremoved)
        m_unremoved->second = Removal::EntryOnly; // the user has come back
    m_credential = std::move(credential);
    m_stored = stored;
    logConnection(m_profile.mayManage() ? "Opened" : "Not opened, as its operations are assumed", m_profile);
    if (!m_profile.mayManage()) {
        showGuide(m_profile);
        return;
    }
    if (const auto ready = m_context.certificates.useRemembered(m_profile.baseUrl); !ready) {
        askForCertificates(ready.error());
        return;
    }
    const CredentialKey key = m_profile.credentialKey();
    m_savedSecrets = std::make_unique<SavedSecrets>(m_context.store, key, m_context.savedTokenIndex(key));
    m_session = std::make_unique<TokenSession>(m_profile, m_credential, m_context.transport, m_context.clock);
    UnconfirmedSecrets &unconfirmed = unconfirmedSecrets(key);
    unconfirmed.follow(*m_session);
    m_records = {m_savedSecrets.get(), &unconfirmed};
    m_listed = true;
    m_state = State::Open;
    Q_EMIT changed();
    connect(m_session.get(), &TokenSession::refreshFinished, this, &Connection::noteRefreshFinished);
    m_session->refresh();
}

UnconfirmedSecrets &Connection::unconfirmedSecrets(const CredentialKey &key)
{
    std::unique_ptr<UnconfirmedSecrets> &unconfirmed = m_unconfirmed[key.toString()];
    if (!unconfirmed)
        unconfirmed = std::make_unique<UnconfirmedSecrets>(m_context.unconfirmedTokenIndex(key));
    return *unconfirmed;
}

void Connection::close()
{
    if (m_session)
        logConnection("Closed", m_session->profile());
    m_reading.reset();
    m_storing.reset();
    m_credential.reset();
    m_certificatesFault.reset();
    m_stored = false;
    m_mayBeStored = false;
    m_records = {};
    // Whoever shows them lets go of them when they hear of it, before they end.
    const auto inventory = std::move(m_inventory);
    const auto saved = std::move(m_savedSecrets);
    const auto session = std::move(m_session);
    setClosed([] {
        return ErrorText {tr("Not connected."), tr("Connect with a token that may manage tokens.")};
    });
    if (session)
        m_context.transport.forgetConnections();
}

void Connection::cancel()
{
    close();
}

void Connection::noteServesAssumed()
{
    m_context.rememberServesAssumed(m_profile, true);
    if (m_credential)
        open(m_profile, m_credential, m_stored);
    else
        connectAgain();
}

void Connection::takeServesAssumedBack()
{
    m_context.rememberServesAssumed(m_profile, false);
    loseConsent();
    if (m_state == State::Closed)
        guide(m_profile);
    Q_EMIT consentTakenBack(m_profile.credentialKey());
}

void Connection::loseConsent()
{
    m_profile.servesAssumed = false;
    if (m_session)
        open(m_profile, m_credential, m_stored); // where nothing may be sent any more
    else if (m_state == State::Connecting)
        cancel(); // it would be opened as it was asked for
}

void Connection::noteRefreshFinished()
{
    const std::optional<ApiError> &error = m_session->error();
    if (!error)
        Q_EMIT refreshed();
    else if (error->kind == ErrorKind::Transport)
        noteUnreachable();
}

void Connection::askForCertificates(const TlsFilesError &error)
{
    m_certificatesFault = error;
    wantCredential([error] { return error.text; });
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
    if (!m_session)
        return;
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
        removeEntry(m_profile.credentialKey(), Removal::Disconnects);
    else if (m_session || m_credential)
        finishDisconnecting(false, Removal::Disconnects);
}

void Connection::removeForGood(bool keepsEntry)
{
    if (keepsEntry || m_entry == Entry::Absent)
        finishDisconnecting(false, Removal::ForGood);
    else
        removeEntry(m_profile.credentialKey(), Removal::ForGood);
}

void Connection::removeEntry(const CredentialKey &key, Removal purpose)
{
    m_removing = m_context.store.remove(key);
    m_removing->onFinished([this, key, purpose, opened = m_opened](Result<Done> result) {
        // By now it may have been opened anew, which this is not about.
        const bool isCurrent
            = purpose != Removal::EntryOnly && opened == m_opened && key == m_profile.credentialKey();
        if (!result && isCurrent && purpose == Removal::Disconnects && !m_stored) {
            finishDisconnecting(false, purpose); // nothing was known to be there
            return;
        }
        if (!result) {
            m_unremoved = {key, purpose};
            sayStorageProblem(result.error(), m_removeAgain);
            return;
        }
        m_entry = Entry::Absent;
        Q_EMIT entryRemoved(key);
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
    const bool wasStored = m_stored;
    close();
    if (wasStored)
        removeEntry(m_profile.credentialKey(), Removal::EntryOnly);
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
    m_stored = false;
    m_entry = Entry::Absent;
    Q_EMIT storedChanged();
}

} // namespace tc
