#pragma once

#include <QObject>

QT_BEGIN_NAMESPACE
class QAction;
QT_END_NAMESPACE

namespace tc {

class ClipboardGuard;
class ConnectionViews;
class ProgressLine;
class TokenActions;
class TokenSession;
class UnconfirmedNotice;
class WaitCountdown;
class WindowNotice;

/// What the window's notice says of what goes on in it: of what was done with tokens, of secrets that nobody
/// confirmed, of the clipboard, and of a server that asks to wait.
class WindowNotices final : public QObject
{
    Q_OBJECT

public:
    /// All of them must outlive the object.
    struct Parts
    {
        WindowNotice &notice;
        ConnectionViews &views;
        TokenActions &actions;
        UnconfirmedNotice &unconfirmed;
        WaitCountdown &countdown;
        ProgressLine &progress;
    };
    /// \a clipboard must outlive the object, too; \a cancel ends the wait for a server.
    WindowNotices(const Parts &parts, ClipboardGuard &clipboard, QAction *cancel);

    /// What is counted down is of its list; it is not owned, and must stay until another (or none) is set.
    void setSession(const TokenSession *session) { m_session = session; }

private:
    void followUnconfirmed();
    void followCountdown();
    void showUnconfirmed();
    void showClearingFailed();
    void showCountdown();
    void followClipboard(int seconds);

    Parts m_parts;
    QAction *m_cancel;
    const TokenSession *m_session = nullptr;
};

} // namespace tc
