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
    const CredentialKey entry = profile.credentialKey();
    const QString asked = std::exchange(profile.environmentId, environmentOf(*credential, profile));
    if (profile.environmentId != asked) {
        profile.servesAssumed = false; // that was said of the other environment
        if (handOver(profile, credential))
            return;
    }
    profile.servesAssumed = profile.servesAssumed || m_context.servesAssumed(profile);
    m_profile = std::move(profile);
    m_untried = false;
    ++m_opened;
    m_entry = Entry::Unknown; // whoever stored it may have done so beside this
    m_credential = std::move(credential);
    m_stored = stored && entry == m_profile.credentialKey(); // else it is in another environment's entry
    if (m_stored)
        dropUnremoved();
    else if (m_unremoved)
        m_unremoved->second = Removal::EntryOnly; // the user has come back
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
    const HandedOver outcome = m_handOver ? m_handOver(profile, credential) : HandedOver::No;
    if (outcome == HandedOver::No)
        return false;
    stayClosed([outcome, environment = *profile.service->environment(profile.environmentId)] {
        return ErrorText {
            tr("This token is for “%1”.").arg(environment.label.text()),
            outcome == HandedOver::Taken
                ? tr("It is used in that connection. Connect here with another one.")
                : tr("That connection goes on with the token that it has. Connect here with another one.")};
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
    m_mayBeStored = false;
    m_records = {};
    // Whoever shows them lets go of them when they hear of it, before they end.
    const auto inventory = std::move(m_inventory);
    const auto saved = std::move(m_savedSecrets);
    const auto session = std::move(m_session);
    if (session)
        session->disconnect(this); // whoever lets go of it may end a refresh
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
        Q_EMIT refreshed();
    } else if (error->kind == ErrorKind::Transport) {
        noteUnreachable();
    }
}

void Connection::askForCertificates(const TlsFilesError &error)
{
    m_certificatesFault = error;
    wantCredential([error] { return error.text; });
}

} // namespace tc
