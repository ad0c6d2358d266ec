#include "connection.h"

#include "applog.h"
#include "entryremoval.h"
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
            removeFromKeychain(QList(m_unremoved->first), m_unremoved->second);
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
        start.isStored = m_stored && !m_former;
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
    m_inventory = std::make_unique<Inventory>(m_context.inventoryPath(profile.serverKey()),
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
    readEntry(m_profile.credentialKey());
}

void Connection::readEntry(const CredentialKey &key)
{
    m_reading = m_context.store.read(key);
    m_reading->onFinished([this, key, profile = m_profile](Result<std::optional<Secret>> entry) {
        if (!entry) {
            m_untried = true; // chosen again, it is looked for again
            wantCredential([error = entry.error()] {
                return ErrorText {describe(error).sentence,
                                  tr("Check that it is running and unlocked; or enter your token here, and "
                                     "keep it for this session only.")};
            });
        } else if (*entry) {
            openWith(profile, std::make_shared<const Secret>(**std::move(entry)), key);
        } else if (key != profile.serverKey()) { // where earlier versions kept it
            m_entry = Entry::Absent;
            readEntry(profile.serverKey());
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
    const auto entry = stored ? std::optional(profile.credentialKey()) : std::nullopt;
    openWith(std::move(profile), std::move(credential), entry);
}

void Connection::openWith(ConnectionProfile profile, std::shared_ptr<const Secret> credential,
                          const std::optional<CredentialKey> &entry)
{
    close();
    const QString asked = std::exchange(profile.environmentId, environmentOf(*credential, profile));
    if (profile.environmentId != asked && handOver(profile, credential))
        return;
    profile.servesAssumed = profile.servesAssumed || m_context.servesAssumed(profile);
    m_profile = std::move(profile);
    m_untried = false;
    ++m_opened;
    if (m_unremoved)
        m_unremoved->second = Removal::EntryOnly; // the user has come back
    m_credential = std::move(credential);
    // Else it is in another environment's entry.
    m_stored = entry == m_profile.credentialKey() || entry == m_profile.serverKey();
    if (m_stored && entry != m_profile.credentialKey())
        m_former = entry;
    logConnection(m_profile.mayManage() ? "Opened" : "Not opened, as its operations are assumed", m_profile);
    if (!m_profile.mayManage()) {
        showGuide(m_profile);
        return;
    }
    if (const auto ready = m_context.certificates.useRemembered(m_profile.baseUrl); !ready) {
        askForCertificates(ready.error());
        return;
    }
    // Of all accounts there: a token's id is the server's.
    const CredentialKey key = m_profile.serverKey();
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

bool Connection::handOver(const ConnectionProfile &profile, const std::shared_ptr<const Secret> &credential)
{
    if (!m_handOver || !m_handOver(profile, credential))
        return false;
    stayClosed([environment = *profile.service->environment(profile.environmentId)] {
        return ErrorText {tr("This token is for “%1”.").arg(environment.label.text()),
                          tr("It is used in that connection. Connect here with another one.")};
    });
    return true;
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
    m_former.reset();
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
    Q_EMIT consentTakenBack(m_profile.serverKey());
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
    if (!error) {
        moveFormerEntry();
        Q_EMIT refreshed();
    } else if (error->kind == ErrorKind::Transport) {
        noteUnreachable();
    }
}

void Connection::moveFormerEntry()
{
    // Only now: it may have been another account's.
    if (!m_former || m_storing)
        return;
    m_mayBeStored = true;
    m_entry = Entry::Unknown;
    m_storing = m_context.store.write(m_profile.credentialKey(), *m_credential);
    m_storing->onFinished([this](Result<Done> result) {
        if (result) // else it is found where it is, the next time as well
            removeFromKeychain({*std::exchange(m_former, std::nullopt)}, Removal::EntryOnly);
    });
}

QList<CredentialKey> Connection::entries() const
{
    QList<CredentialKey> all {m_profile.credentialKey()};
    if (m_former)
        all.append(*m_former);
    return all;
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
        removeFromKeychain(entries(), Removal::Disconnects);
    else if (m_session || m_credential)
        finishDisconnecting(false, Removal::Disconnects);
}

void Connection::removeForGood(const Sharing &sharing)
{
    QList<CredentialKey> keys;
    if (!sharing.entry && m_entry != Entry::Absent)
        keys.append(m_profile.credentialKey());
    // What an earlier version left there is another account's, as long as there is one.
    if (!sharing.server && m_profile.serverKey() != m_profile.credentialKey())
        keys.append(m_profile.serverKey());
    if (keys.isEmpty())
        finishDisconnecting(false, Removal::ForGood);
    else
        removeFromKeychain(keys, Removal::ForGood);
}

void Connection::removeFromKeychain(const QList<CredentialKey> &keys, Removal purpose)
{
    m_removing = removeEntries(m_context.store, keys, [this](const CredentialKey &key) { noteRemoved(key); });
    m_removing->onFinished(
        [this, keys, purpose, opened = m_opened, about = m_profile.credentialKey()](Result<Done> result) {
            // By now it may have been opened anew, which this is not about.
            const bool isCurrent
                = purpose != Removal::EntryOnly && opened == m_opened && about == m_profile.credentialKey();
            if (!result && isCurrent && purpose == Removal::Disconnects && !m_stored) {
                finishDisconnecting(false, purpose); // nothing was known to be there
                return;
            }
            if (!result) {
                m_unremoved = {keys, purpose};
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
        m_entry = Entry::Absent;
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
    const auto stored = m_stored ? entries() : QList<CredentialKey>();
    close();
    if (!stored.isEmpty())
        removeFromKeychain(stored, Removal::EntryOnly);
    wantCredential([] {
        return ErrorText {tr("Your own token was revoked."), tr("Connect with another one.")};
    });
}

void Connection::noteEntryRemoved(const CredentialKey &key)
{
    if (key == m_profile.credentialKey())
        m_entry = Entry::Absent;
    if (m_former && key != m_former)
        return;
    m_former.reset();
    m_stored = false;
    Q_EMIT storedChanged();
}

} // namespace tc
