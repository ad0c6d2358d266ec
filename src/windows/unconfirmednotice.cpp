#include "unconfirmednotice.h"

#include "tokenactions.h"
#include "tokensecretdialog.h"
#include "tokensession.h"
#include "tokentexts.h"
#include "unconfirmedsecrets.h"

#include <QAction>

namespace tc {

UnconfirmedNotice::UnconfirmedNotice(TokenActions &actions)
    : QObject(&actions)
    , m_tokenActions(actions)
    , m_revoke(new QAction(this))
    , m_confirm(new QAction(this))
    , m_list(new QAction(this))
{
    connect(m_revoke, &QAction::triggered, this, [this] { m_tokenActions.revoke(m_tokens.constFirst()); });
    connect(m_confirm, &QAction::triggered, this, [this] {
        if (m_unconfirmed)
            m_unconfirmed->remove(m_tokens.constFirst().id);
    });
    connect(m_list, &QAction::triggered, this, &UnconfirmedNotice::listRequested);
    retranslate();
}

void UnconfirmedNotice::setSession(TokenSession *session, UnconfirmedSecrets *unconfirmed)
{
    if (m_unconfirmed)
        m_unconfirmed->disconnect(this);
    if (m_session)
        m_session->disconnect(this);
    m_session = session;
    m_unconfirmed = unconfirmed;
    m_waiting = session != nullptr;
    m_tokens.clear();
    if (session)
        connect(session, &TokenSession::refreshFinished, this, &UnconfirmedNotice::raise);
    if (unconfirmed)
        connect(unconfirmed, &UnconfirmedSecrets::changed, this, &UnconfirmedNotice::dropConfirmed);
    if (session && session->updatedAt().isValid())
        raise(); // its list was read while another was shown
}

void UnconfirmedNotice::raise()
{
    if (!m_waiting || m_session->error())
        return;
    m_waiting = false;
    const TokenSecretDialog *shown = m_tokenActions.openSecretDialog();
    for (const Token &token : m_session->tokens()) {
        const bool isShown = shown && shown->token().id == token.id;
        if (!token.revoked && !isShown && m_unconfirmed->tokenIds().contains(token.id))
            m_tokens.append(token);
    }
    if (!m_tokens.isEmpty())
        Q_EMIT raised();
}

void UnconfirmedNotice::dropConfirmed()
{
    const auto dropped = m_tokens.removeIf(
        [this](const Token &token) { return !m_unconfirmed->tokenIds().contains(token.id); });
    if (dropped > 0)
        Q_EMIT changed();
}

ErrorText UnconfirmedNotice::text() const
{
    if (m_tokens.size() == 1)
        return {
            tr("The secret of “%1” was never confirmed as stored.").arg(nameText(m_tokens.constFirst(), 80)),
            tr("It cannot be shown again: if nobody has it, revoke the token.")};
    return {
        tr("The secrets of %n token(s) were never confirmed as stored.", nullptr,
           static_cast<int>(m_tokens.size())),
        tr("They cannot be shown again: revoke the tokens whose secret nobody has, and confirm the others.")};
}

QList<QAction *> UnconfirmedNotice::actions() const
{
    if (m_tokens.size() != 1)
        return {m_list};
    m_revoke->setEnabled(m_tokenActions.mayRevoke());
    return {m_revoke, m_confirm};
}

void UnconfirmedNotice::retranslate()
{
    m_revoke->setText(tr("Revoke…"));
    m_confirm->setText(tr("It is stored"));
    m_list->setText(tr("Show these tokens"));
}

} // namespace tc
