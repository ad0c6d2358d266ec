#pragma once

#include "actiondialog.h"
#include "token.h"

namespace tc {

class TokenSession;

/// A dialog that changes a token. Where the answer is lost, or someone else changed the token meanwhile, it
/// reads it again: what was done ends the dialog, what was not can be sent again, and what others changed is
/// shown beside the user's version.
class TokenEditDialog : public ActionDialog
{
    Q_OBJECT

protected:
    /// \a session must outlive the dialog.
    TokenEditDialog(TokenSession &session, const Token &token, QWidget *parent);

    [[nodiscard]] TokenSession &session() const { return m_session; }
    /// As last read: what a change is made to.
    [[nodiscard]] const Token &token() const { return m_token; }
    void setToken(const Token &token) { m_token = token; }

    /// Changes the token, and closes the dialog once that is done.
    void send(const TokenEdit &edit);

    /// The server has another version now, token(), of what is to be changed; the change was made to
    /// \a before. The inputs keep the user's.
    virtual void showConflict(const Token &before) = 0;
    /// token() was read again, and has no other version of what is to be changed.
    virtual void showTokenRead() = 0;

private:
    void conclude(const Finding &finding, bool isStale);

    TokenSession &m_session;
    Token m_token;
};

} // namespace tc
