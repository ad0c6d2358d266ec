#include "unconfirmedsecrets.h"

#include "tokensession.h"

#include <utility>

namespace tc {

UnconfirmedSecrets::UnconfirmedSecrets(TokenIdIndex index, QObject *parent)
    : QObject(parent)
    , m_index(std::move(index))
    , m_tokenIds(m_index.load())
{
}

void UnconfirmedSecrets::add(const QString &tokenId)
{
    note(tokenId, true);
}

void UnconfirmedSecrets::remove(const QString &tokenId)
{
    if (m_tokenIds.contains(tokenId))
        note(tokenId, false);
}

void UnconfirmedSecrets::follow(const TokenSession &session)
{
    connect(&session, &TokenSession::refreshStarted, this, [this] {
        reload();
        m_beforeListing = m_tokenIds;
    });
    connect(&session, &TokenSession::refreshFinished, this, [this, &session] { removeEnded(session); });
    connect(&session, &TokenSession::tokenChanged, this, [this](const Token &token) {
        if (token.revoked)
            remove(token.id);
    });
}

void UnconfirmedSecrets::reload()
{
    const QSet<QString> before = std::exchange(m_tokenIds, m_index.load());
    if (m_tokenIds != before)
        Q_EMIT changed();
}

void UnconfirmedSecrets::note(const QString &tokenId, bool unconfirmed)
{
    m_index.note(tokenId, unconfirmed);
    reload();
}

void UnconfirmedSecrets::removeEnded(const TokenSession &session)
{
    QSet<QString> ended = std::exchange(m_beforeListing, {});
    if (session.error())
        return;
    for (const Token &token : session.tokens()) {
        if (!token.revoked)
            ended.remove(token.id);
    }
    for (const QString &tokenId : std::as_const(ended))
        remove(tokenId);
}

} // namespace tc
