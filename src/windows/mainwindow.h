#pragma once

#include "automaticrefresh.h"
#include "connectionentry.h"
#include "messagebanner.h"
#include "phrasing.h"
#include "secretrecords.h"
#include "servicedescription.h"

#include <QList>
#include <QMainWindow>
#include <QTimer>

#include <memory>
#include <optional>

namespace Ui {
class MainWindow;
}

QT_BEGIN_NAMESPACE
class QAction;
QT_END_NAMESPACE

namespace tc {

class ClipboardGuard;
class ConnectionActions;
class ConnectionViews;
class HttpTransport;
class Inventory;
class LanguageMenu;
class ProgressLine;
class RateLimitLabel;
class TokenActions;
class TokenSession;
class UnconfirmedNotice;
class WaitCountdown;
class WindowNotice;
class WindowNotices;

/// *API Interface*: the connection, its tokens and what can be done with them, and the other connections to
/// choose from. It shows the session it is given and asks for everything else by signals.
class MainWindow final : public QMainWindow
{
    Q_OBJECT

public:
    /// \a clipboard must outlive the window.
    explicit MainWindow(ClipboardGuard &clipboard);
    ~MainWindow() override;

    /// The connections there are, and the row of the one that is shown, -1 for none.
    void setConnections(const QList<ConnectionEntry> &connections, int current);
    /// None is owned; all must stay until others (or none) are set, and may stay on.
    void setSession(TokenSession *session, const SecretRecords &records);
    [[nodiscard]] ConnectionActions &connectionActions() const { return *m_connection; }
    /// The services whose tokens are recognised.
    void setServices(const QList<std::shared_ptr<const ServiceDescription>> &services);
    /// Remembers in the file \a path what verifications leave for the next; see VerificationMemory.
    void keepVerificationsIn(const QString &path);
    /// Whether there is a credential to let go of, although nothing may be connected, and whether the
    /// keychain has it.
    void setCredential(bool isHeld, bool isStored);
    /// The language that is in use, as ISO 639-1 code.
    void setLanguage(const QString &language);
    void setReadOnly(bool readOnly);
    /// A saved secret that is being read to be copied does not reach the clipboard any more.
    void dropCopy();

    /// Shown while there is no session: why, and what to do; by one of \a actions, else by connecting.
    void showDisconnected(const Phrasing &text, const QList<QAction *> &actions = {});
    /// Shown instead of a list where nothing may be sent: the vendor's steps, \a profile's inventory, which
    /// must stay until something else is shown. Tokens are verified through \a transport, which must stay
    /// too; nullptr where that cannot be.
    void showGuide(const ConnectionProfile &profile, Inventory &inventory, HttpTransport *transport);
    /// Shown while there is no session yet: the sentence says what is under way.
    void showConnecting(const Phrasing &text);
    /// Whether a secret is shown that nobody has confirmed as stored: closing the window asks about it then.
    [[nodiscard]] bool showsSecret() const;
    /// Whether nothing would be lost if another connection were shown.
    [[nodiscard]] bool maySwitch() const;
    /// Says, in passing, why not.
    void sayWhyNotToSwitch();
    /// Says something that is about no connection in particular; the rest is said by views().
    void showNotice(MessageBanner::Severity severity, const Phrasing &text,
                    const QList<QAction *> &actions = {});
    /// Left before the session of another connection is set, entered when that is shown.
    [[nodiscard]] ConnectionViews &views() const { return *m_views; }

    /// For the user's settings: which columns are shown how wide and in what order.
    [[nodiscard]] QByteArray columnState() const;
    void restoreColumnState(const QByteArray &state);

Q_SIGNALS:
    /// The user wants another one of the connections to be shown.
    void connectionChosen(int row);
    /// The user thinks of removing the one that is shown: ask by connectionActions().
    void removalAsked();
    /// The user wants the one that is shown to be let go of, and not to be listed any more.
    void removalRequested();
    void connectRequested();
    void disconnectRequested();
    /// The user wants to wait no longer for what showConnecting() said.
    void connectingCancelled();
    void storeCredentialRequested();
    /// The user says that the server whose guide is shown serves the API that is assumed.
    void assumedServed();
    /// The user takes that back of the session's server.
    void assumedTakenBack();
    /// ISO 639-1.
    void languageChosen(const QString &language);
    void lockRequested();
    void preferencesRequested();
    void saveSupportLogRequested();
    /// The session's own token was revoked in this window.
    void ownTokenRevoked();
    /// As TokenActions'.
    void ownSecretLost();
    void ownTokenRotated(std::shared_ptr<const tc::Secret> credential);

protected:
    void changeEvent(QEvent *event) override;
    void closeEvent(QCloseEvent *event) override;
    bool event(QEvent *event) override;

private:
    void leaveGuide();
    void setUpMenus();
    void fillConnectionMenu();
    void followSession();
    void cancel();
    void showProgress();
    void noteRefreshFinished();
    void showConnection();
    void retranslate();

    std::unique_ptr<Ui::MainWindow> m_ui;
    TokenSession *m_session = nullptr;
    std::optional<ConnectionProfile> m_guided; ///< whose guide is shown
    bool m_isDeclared = false; ///< the one that is shown manages by the user's word alone, open or not
    std::optional<ConnectionProfile> m_listed; ///< the one of several that is shown, open or not
    bool m_connecting = false;
    std::unique_ptr<WindowNotice> m_notice;
    std::unique_ptr<ConnectionViews> m_views;
    TokenActions *m_actions;
    UnconfirmedNotice *m_unconfirmed;
    WaitCountdown *m_countdown;
    ConnectionActions *m_connection;
    QAction *m_preferences;
    QAction *m_quit;
    QAction *m_lock;
    QAction *m_saveSupportLog;
    QAction *m_about;
    QAction *m_cancel;
    LanguageMenu *m_languages;
    RateLimitLabel *m_rateLimit;
    std::unique_ptr<ProgressLine> m_progress;
    std::unique_ptr<WindowNotices> m_notices;
    AutomaticRefresh m_refresh;
    QTimer m_minute;
};

} // namespace tc
