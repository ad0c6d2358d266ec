#pragma once

#include "call.h"
#include "connectioncontext.h"
#include "connectprompt.h"
#include "messagebanner.h"
#include "phrasing.h"
#include "secretrecords.h"

#include <QObject>

#include <functional>
#include <map>
#include <memory>
#include <optional>

QT_BEGIN_NAMESPACE
class QAction;
QT_END_NAMESPACE

namespace tc {

class Inventory;
class SavedSecrets;
class TokenSession;
class UnconfirmedSecrets;

/// One of the console's connections: where it goes, its credential while it has one, and its session while it
/// is open. It finds the credential, keeps it in the keychain, and lets go of it again. It lives beside
/// others and knows of no window: what there is to show or to ask, it tells.
class Connection : public QObject
{
    Q_OBJECT

public:
    enum class State {
        Closed, ///< text() says why, and what to do
        Connecting, ///< text() says what is under way
        Guided, ///< nothing may be sent: there is an inventory()
        Open, ///< there is a session()
    };

    /// \a context must outlive the connection.
    Connection(const ConnectionContext &context, ConnectionProfile profile);
    ~Connection() override;

    [[nodiscard]] const ConnectionProfile &profile() const { return m_profile; }
    [[nodiscard]] State state() const { return m_state; }
    [[nodiscard]] const Phrasing &text() const { return m_text; }
    [[nodiscard]] TokenSession *session() const { return m_session.get(); }
    [[nodiscard]] const SecretRecords &records() const { return m_records; }
    [[nodiscard]] Inventory *inventory() const { return m_inventory.get(); }
    /// Whether tokens may be verified beside the guide.
    [[nodiscard]] bool mayVerify() const { return m_mayVerify; }
    /// Whether there is a credential to let go of.
    [[nodiscard]] bool holdsCredential() const { return m_credential != nullptr; }
    /// Whether the keychain holds just that one.
    [[nodiscard]] bool isStored() const { return m_stored; }
    /// Whether the keychain has one for it, or may have: it was not asked, or the writing is under way.
    [[nodiscard]] bool mayHaveEntry() const;
    /// Whether it is one of the user's: it was open or guided once, this time or before.
    [[nodiscard]] bool isListed() const { return m_listed; }
    void noteListed() { m_listed = true; }
    /// Whether nobody has tried to connect yet.
    [[nodiscard]] bool isUntried() const { return m_untried; }
    /// Whether it is to the embedded backend.
    [[nodiscard]] virtual bool isEmbedded() const { return false; }
    /// Whether asking the user for a credential is of use by now.
    [[nodiscard]] virtual bool mayAsk() const { return true; }
    /// What *Connect* starts with.
    [[nodiscard]] virtual ConnectPrompt::Start promptStart() const;

    enum class HandedOver {
        No, ///< there is no other connection that it is for
        Taken, ///< there is, and it was opened with it
        NotNeeded, ///< there is, and it has a credential already
    };
    /// Asked where a credential is found to be of another environment at the server, with that in the
    /// profile; unless the answer is No, this connection stays closed.
    using HandOver
        = std::function<HandedOver(const ConnectionProfile &, const std::shared_ptr<const Secret> &)>;
    void setHandOver(HandOver handOver) { m_handOver = std::move(handOver); }

    /// Says \a why it is closed, and that nobody has to try.
    void stayClosed(const Phrasing &why);
    /// Closes it, to be opened with another profile of the same connection.
    void setProfile(const ConnectionProfile &profile);
    /// Opens it with what the keychain has; where that has nothing, or does not answer, the user is wanted.
    virtual void connectAgain();
    /// Opens it with a credential that was given at the start, for this session only, or asks where it does
    /// not look like one for that server.
    void openGiven(std::shared_ptr<const Secret> credential);
    /// Opens it, with another profile of the same connection. \a stored: the credential is the keychain's.
    void open(ConnectionProfile profile, std::shared_ptr<const Secret> credential, bool stored);
    /// The vendor's own steps and the user's inventory, without a credential.
    void guide(const ConnectionProfile &profile);
    /// The user says that its server serves what the vendor does not document.
    void noteServesAssumed();
    /// And takes that back: it goes on with the guide, and consentTakenBack() comes.
    void takeServesAssumedBack();
    /// The same was taken back of another connection to that server.
    void loseConsent();
    /// Ends what is under way before there is a session.
    virtual void cancel();
    /// Writes the credential to the keychain, because the user wants it there.
    void store();
    /// Lets go of the credential, in the keychain, too; then disconnected() comes.
    void disconnectFromServer();
    /// The tokens of its server whose secrets are saved in the keychain.
    [[nodiscard]] QSet<QString> savedTokenIds() const;
    /// Whether other connections use what this one does.
    struct Sharing
    {
        bool entry = false; ///< its keychain entry
        bool server = false; ///< what belongs to the server (ConnectionProfile::serverKey())
    };
    /// Takes away whatever the keychain has for it alone, saved secrets of tokens included; then
    /// disconnected() comes.
    void removeForGood(const Sharing &sharing);
    /// The session's own token was revoked: it ends, and another is wanted.
    void noteOwnTokenRevoked();
    /// The same where it was rotated, and its new secret lost.
    void noteOwnSecretLost();
    /// The session's own token was rotated: it goes on with \a credential, which takes the place of the one
    /// before in the keychain, too, where that is stored.
    void noteOwnTokenRotated(std::shared_ptr<const Secret> credential);
    /// Somebody has removed its entry from the keychain.
    void noteEntryRemoved();

Q_SIGNALS:
    /// Another state, text, session or inventory. The objects from before are still there, for the last time.
    void changed();
    /// isStored() may be another.
    void storedChanged();
    /// Something to be said that is not its state.
    void noticed(tc::MessageBanner::Severity severity, const tc::Phrasing &text,
                 const QList<QAction *> &actions);
    /// The user has to give a credential, and is told \a why.
    void credentialWanted(const tc::Phrasing &why);
    /// The server that a question to the user is about is no more.
    void serverLost();
    /// A refresh of the session ended well.
    void refreshed();
    /// The credential is let go of, because the user wanted that.
    void disconnected(bool forGood);
    void entryRemoved(const tc::CredentialKey &key);
    /// Of the server with that key (ConnectionProfile::serverKey()).
    void consentTakenBack(const tc::CredentialKey &server);

protected:
    [[nodiscard]] const ConnectionContext &context() const { return m_context; }
    /// The keychain has no credential for it.
    virtual void noteNoEntry();
    /// The server did not answer a refresh.
    virtual void noteUnreachable() { }
    /// Ends the session and what is under way, whose late answers must not reach the next one.
    virtual void close();
    void readKeychain();
    void setClosed(const Phrasing &why);
    void setConnecting(const Phrasing &what);
    void wantCredential(const Phrasing &why);
    /// Ends the session, whose credential no longer works, and forgets that.
    void dropCredential(const Phrasing &why);
    /// Whether the user asked for it, and so is told when it is done.
    enum class Success { Said, Unsaid };
    void storeCredential(Success success);

    ConnectionProfile m_profile;

private:
    /// Whether another connection took it.
    [[nodiscard]] bool handOver(const ConnectionProfile &profile,
                                const std::shared_ptr<const Secret> &credential);
    void showGuide(const ConnectionProfile &profile);
    void noteRefreshFinished();
    [[nodiscard]] UnconfirmedSecrets &unconfirmedSecrets(const CredentialKey &key);
    void askForCertificates(const TlsFilesError &error);
    void sayStorageProblem(const ApiError &error, QAction *again);
    /// What the removal of an entry is for.
    enum class Removal { EntryOnly, Disconnects, ForGood };
    void removeFromKeychain(const QList<CredentialKey> &keys, Removal purpose);
    void noteRemoved(const CredentialKey &key);
    /// What could not be removed is not to be, any more: something else is there now.
    void dropUnremoved();
    /// \a removed: the keychain had the token and has it no more.
    void finishDisconnecting(bool removed, Removal purpose);

    const ConnectionContext &m_context;
    HandOver m_handOver;
    State m_state = State::Closed;
    Phrasing m_text;
    bool m_listed = false;
    bool m_untried = true;
    bool m_mayVerify = false;
    std::shared_ptr<const Secret> m_credential; ///< of the session, or of the one that has to be asked for
    bool m_mayBeStored = false; ///< a write was begun for this session, and nothing removed since
    bool m_stored = false;
    bool m_leaving = false; ///< its entry is being removed because the user lets go of it
    /// Whether the keychain has an entry, as far as it was asked.
    enum class Entry { Unknown, Absent };
    Entry m_entry = Entry::Unknown;
    int m_opened = 0; ///< how often
    /// The entries that could not be removed.
    std::optional<std::pair<QList<CredentialKey>, Removal>> m_unremoved;
    std::optional<TlsFilesError> m_certificatesFault; ///< why there is no session
    std::unique_ptr<Inventory> m_inventory;
    std::unique_ptr<SavedSecrets> m_savedSecrets;
    /// By entry, for as long as the connection: the dialog of a secret may outlive its session.
    std::map<QString, std::unique_ptr<UnconfirmedSecrets>> m_unconfirmed;
    std::unique_ptr<TokenSession> m_session;
    SecretRecords m_records; ///< of the session's tokens
    QAction *m_storeAgain;
    QAction *m_removeAgain;

    CallPtr<std::optional<Secret>> m_reading;
    CallPtr<Done> m_storing;
    CallPtr<Done> m_removing;
};

} // namespace tc
