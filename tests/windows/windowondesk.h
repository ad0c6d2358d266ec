#pragma once

#include "desk.h"
#include "mainwindow.h"

#include <memory>

namespace tc::test {

/// What tests of the main window have open: a desk, a session on it and the window that shows it.
class WindowOnDesk
{
protected:
    /// Starts a desk; the window will copy through \a clipboard. False where the backend does not start.
    [[nodiscard]] bool startDesk(std::unique_ptr<ClipboardGuard> clipboard);
    /// The same with the system \a id behind it; \a more are its backend's options.
    [[nodiscard]] bool startSystem(const QString &id, const QStringList &more = {});
    /// Opens the window, with \a credentials as the keychain; false unless it shows and its list is there.
    [[nodiscard]] bool openWindow(CredentialStore &credentials);
    /// Closes all that is open, the desk last.
    void closeAll();

    std::unique_ptr<Desk> m_desk;
    std::unique_ptr<ClipboardGuard> m_clipboard;
    std::unique_ptr<TokenSession> m_session;
    std::unique_ptr<SavedSecrets> m_savedSecrets;
    std::unique_ptr<MainWindow> m_window;
};

} // namespace tc::test
