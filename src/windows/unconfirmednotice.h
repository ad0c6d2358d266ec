#pragma once

#include "errortext.h"
#include "token.h"

#include <QObject>
#include <QPointer>

QT_BEGIN_NAMESPACE
class QAction;
QT_END_NAMESPACE

namespace tc {

class TokenActions;
class TokenSession;
class UnconfirmedSecrets;

/// What the window says, once for each session, of tokens whose secret was shown earlier and that nobody
/// confirmed as stored.
class UnconfirmedNotice final : public QObject
{
    Q_OBJECT

public:
    /// \a actions must outlive the notice.
    explicit UnconfirmedNotice(TokenActions &actions);

    /// Neither is owned; both may be nullptr.
    void setSession(TokenSession *session, UnconfirmedSecrets *unconfirmed);
    void retranslate();

    /// Whether there is nothing (any more) to be said.
    [[nodiscard]] bool isSettled() const { return m_tokens.isEmpty(); }
    [[nodiscard]] ErrorText text() const;
    [[nodiscard]] QList<QAction *> actions() const;

Q_SIGNALS:
    /// The list of tokens was read, and there is something to be said.
    void raised();
    /// What was raised has changed: see isSettled().
    void changed();
    /// The user wants to see the tokens.
    void listRequested();

private:
    void raise();
    void dropConfirmed();

    TokenActions &m_tokenActions;
    QPointer<TokenSession> m_session;
    QPointer<UnconfirmedSecrets> m_unconfirmed;
    bool m_waiting = false; ///< for the first list of the session
    QList<Token> m_tokens;
    QAction *m_revoke;
    QAction *m_confirm;
    QAction *m_list;
};

} // namespace tc
