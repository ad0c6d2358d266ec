#pragma once

#include <QAction>
#include <QList>
#include <QObject>
#include <QPointer>

QT_BEGIN_NAMESPACE
class QMessageBox;
class QWidget;
QT_END_NAMESPACE

namespace tc {

/// What can be done with the connection that is shown, and the questions before what cannot be undone.
class ConnectionActions final : public QObject
{
    Q_OBJECT

public:
    /// Questions open above \a window.
    explicit ConnectionActions(QWidget *window);

    struct State
    {
        QString name; ///< of the connection
        bool isOpen = false; ///< there is a session
        bool holdsCredential = false; ///< to let go of, although there may be no session
        bool isStored = false; ///< the keychain has the credential
        bool usesUndocumented = false; ///< it manages by the user's word alone
        bool mayBeRemoved = false; ///< there are others, and it is one of the user's
    };
    void setState(const State &state);

    /// What goes with a connection that is removed, and what stays for others.
    struct Removal
    {
        bool mayHaveToken = false; ///< in the keychain
        bool keepsToken = false; ///< another connection uses the keychain's entry
        int savedSecrets = 0; ///< of tokens, in the keychain
        bool keepsSecrets = false; ///< another connection is to the same server
        bool hasInventory = false; ///< kept by hand
    };
    /// The answer to removalAsked(): asks the user; then removalRequested() comes.
    void askBeforeRemoving(const Removal &removal);
    [[nodiscard]] const State &state() const { return m_state; }
    void retranslate();
    /// Takes a question away that is about what is not shown any more.
    void dropQuestion();

    /// *Connect…*
    [[nodiscard]] QAction *connectAction() const { return m_connect; }
    /// All of them, in the order of a menu.
    [[nodiscard]] QList<QAction *> all() const
    {
        return {m_connect, m_store, m_stopAssuming, m_disconnect, m_remove};
    }

Q_SIGNALS:
    void connectRequested();
    void storeRequested();
    /// The user takes back that the server serves what the vendor does not document.
    void takeBackRequested();
    void disconnectRequested();
    /// The user thinks of removing the connection.
    void removalAsked();
    void removalRequested();

private:
    void askBeforeDisconnecting();
    void askFirst(const QString &title, const QString &what, const QString &whatStays, const QString &doIt,
                  void (ConnectionActions::*agreed)());

    QWidget *m_window;
    QPointer<QMessageBox> m_question;
    State m_state;
    QAction *m_connect;
    QAction *m_store;
    QAction *m_stopAssuming;
    QAction *m_disconnect;
    QAction *m_remove;
};

} // namespace tc
