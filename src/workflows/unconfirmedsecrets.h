#pragma once

#include "savedsecrets.h"

#include <QObject>
#include <QSet>

namespace tc {

/// Tokens made here whose secret nobody confirmed as stored: it may be lost, and then the token is of no use
/// to anyone but a thief. Noted before the secret is shown, so that not even a crash forgets it. Never holds
/// a secret.
class UnconfirmedSecrets final : public QObject
{
    Q_OBJECT

public:
    explicit UnconfirmedSecrets(SavedTokenIndex index, QObject *parent = nullptr);

    [[nodiscard]] const QSet<QString> &tokenIds() const { return m_tokenIds; }

    /// The secret of the token \a tokenId is about to be shown.
    void add(const QString &tokenId);
    /// The user has it, or the token is no more.
    void remove(const QString &tokenId);

Q_SIGNALS:
    void changed();

private:
    SavedTokenIndex m_index;
    QSet<QString> m_tokenIds;
};

} // namespace tc
