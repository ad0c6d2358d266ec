#pragma once

#include "tokenidindex.h"

#include <QObject>

namespace tc {

class TokenSession;

/// Tokens made here whose secret nobody confirmed as stored: it may be lost, and then the token is of no use
/// to anyone but a thief. Noted before the secret is shown, so that not even a crash forgets it. Never holds
/// a secret.
class UnconfirmedSecrets final : public QObject
{
    Q_OBJECT

public:
    explicit UnconfirmedSecrets(TokenIdIndex index, QObject *parent = nullptr);

    /// As last read from the index: at the start, at every change, and when a followed session refreshes.
    [[nodiscard]] const QSet<QString> &tokenIds() const { return m_tokenIds; }

    /// The secret of the token \a tokenId is about to be shown.
    void add(const QString &tokenId);
    /// The user has it, or the token is no more.
    void remove(const QString &tokenId);

    /// Removes the tokens that \a session, which is of the same connection, finds revoked, or listed once and
    /// lists no more. It may be of another account, whose list says nothing of the others' tokens.
    void follow(const TokenSession &session);

Q_SIGNALS:
    void changed();

private:
    void reload();
    void note(const QString &tokenId, bool unconfirmed);
    void removeEnded(const TokenSession &session, QSet<QString> &seen);

    TokenIdIndex m_index;
    QSet<QString> m_tokenIds;
    QSet<QString> m_beforeListing; ///< when the refresh began; tokens made later may be missing in its list
};

} // namespace tc
