#include "unconfirmedsecrets.h"

#include "tokensession.h"

#include <memory>
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
    // Of this session: what an account never listed is another one's, not gone.
    const auto seen = std::make_shared<QSet<QString>>();
    connect(&session, &TokenSession::refreshFinished, this,
            [this, &session, seen] { removeEnded(session, *seen); });
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

void UnconfirmedSecrets::removeEnded(const TokenSession &session, QSet<QString> &seen)
{
    const QSet<QString> marked = std::exchange(m_beforeListing, {});
    if (session.error())
        return;
    if (marked.isEmpty())
        return;
    QSet<QString> listed;
    for (const Token &token : session.tokens()) {
        if (!marked.contains(token.id))
            continue;
        listed.insert(token.id);
        if (token.revoked)
            remove(token.id);
    }
    for (const QString &tokenId : marked) {
        if (!listed.contains(tokenId) && seen.contains(tokenId))
            remove(tokenId);
    }
    seen.unite(listed);
}

} // namespace tc
