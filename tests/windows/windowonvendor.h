#pragma once

#include "../api/misbehavingserver.h"
#include "desk.h"
#include "mainwindow.h"
#include "messagebanner.h"
#include "onscreen.h"

#include <QJsonObject>
#include <QPointer>
#include <QTableView>
#include <QTest>

#include <memory>

namespace tc::test {

inline const QString rotateText = QStringLiteral("Rotate");

[[nodiscard]] QByteArray contentOf(const QString &path);
[[nodiscard]] QByteArray firstLine(const QByteArray &request);
[[nodiscard]] QByteArray bodyOf(const QByteArray &request);

/// What tests of rotations have open: a server that answers as a vendor documents it, and a window on it.
class WindowOnVendor
{
protected:
    /// Begins a test with a desk.
    void start();
    /// Closes all that is open, the desk last.
    void closeAll();

    /// A server that answers as GitLab does; each rotation makes the next id.
    void serveGitLab();
    void serveCloudflare();
    /// A server that answers as Strapi does: the token keeps its id, and nothing but its secret comes back.
    void serveStrapi();
    void serveOneKey();
    /// Opens the window on it as the description \a file says, or \a changed; false unless the list is there.
    [[nodiscard]] bool openWindow(const QString &file, const QJsonObject &changed = {});
    /// The dialog that *Rotate* opens for the token in \a row, nullptr where that is not of class T.
    template <typename T>
    [[nodiscard]] QPointer<T> opened(int row = 0)
    {
        part<QTableView>(*m_window, "table")->selectRow(row);
        if (!click(*m_window, rotateText))
            return nullptr;
        QPointer<T> dialog = openDialog<T>(*m_window);
        return dialog && QTest::qWaitForWindowExposed(dialog) ? dialog : nullptr;
    }
    [[nodiscard]] QList<QByteArray> requestsOf(const QByteArray &method) const;
    /// Says of the secret that is shown that it is stored, and closes its dialog.
    [[nodiscard]] bool finishSecret();
    /// Puts \a secret into the entry of the token \a id, and lists it.
    void putIntoEntry(const QString &id, const char *secret);
    /// What the entry of the token \a id has, "" where there is none.
    [[nodiscard]] QByteArray entryOf(const QString &id);
    [[nodiscard]] static MessageBanner &banner(const QWidget &dialog)
    {
        return *part<MessageBanner>(dialog, "banner");
    }

    std::unique_ptr<Desk> m_desk;
    std::unique_ptr<MisbehavingServer> m_server;
    std::unique_ptr<TokenSession> m_session;
    CredentialStore *m_keychain = nullptr; ///< for the secrets; none for the desk's store
    std::unique_ptr<SavedSecrets> m_savedSecrets;
    std::unique_ptr<MainWindow> m_window;
    ConnectionProfile m_profile;
    int m_newest = 42; ///< id of the token that works
    int m_own = 7; ///< id of the one that the console works with
    bool m_losesAnswers = false;
    QByteArray m_rotationReply; ///< what Cloudflare's rotation gets instead, a whole reply; "" for its own
    bool m_isDown = false; ///< whether nothing is answered
    bool m_refusesOld = false; ///< whether what was rotated gets 401, as GitLab documents
    bool m_isUnreadable = false; ///< nothing but the secret can be read of what the rotation answers
    bool m_hasKey = true;
};

} // namespace tc::test
