#pragma once

#include "clock.h"
#include "token.h"
#include "tokentexts.h"

#include <QAbstractTableModel>
#include <QHash>
#include <QSet>

namespace tc {

/// The tokens of one connection as a table. Text is for the console's locale and time zone; times come with
/// the UTC instant as tool tip. The model holds values only: whoever changes tokens sets them here.
class TokenTableModel final : public QAbstractTableModel
{
    Q_OBJECT

public:
    enum Column { Name, Mask, Status, Created, LastUsed, Expires, AllowedIpRanges, Scopes, ColumnCount };
    enum Role {
        TokenRole = Qt::UserRole, ///< the tc::Token
        StatusRole, ///< the TokenStatus as int
        SavedRole, ///< whether its secret is saved in the keychain
        UnconfirmedRole, ///< whether nobody confirmed that its secret is stored
        OwnRole, ///< whether it is the token that this connection uses
    };

    /// \a clock says what "expired" means, and must outlive the model. It is asked whenever tokens are set
    /// and by refreshTexts(), so that all rows are judged at one instant.
    explicit TokenTableModel(const Clock &clock, QObject *parent = nullptr);

    /// Shows \a tokens. Rows are matched by id and inserted, removed, moved or changed, never reset, so that
    /// selection and scroll position of a view stay. Of several tokens with one
    /// id the last is shown, but from 2,000 tokens on each must come once.
    void setTokens(const QList<Token> &tokens);
    /// Replaces the token of the same id, or appends \a token.
    void setToken(const Token &token);
    void setOwnTokenId(const QString &id);
    void setSavedTokenIds(const QSet<QString> &ids);
    void setUnconfirmedTokenIds(const QSet<QString> &ids);
    /// What the service calls its types of tokens and its scopes, in the current language.
    void setAccessLabels(const AccessLabels &labels);
    /// Without names the first column has the mask in their place.
    void setHasNames(bool hasNames);
    /// Tells views that every text has changed: after a change of language, or when time has moved statuses
    /// on.
    void refreshTexts();

    [[nodiscard]] const QList<Token> &tokens() const { return m_tokens; }
    /// The instant at which statuses hold.
    [[nodiscard]] QDateTime judgedAt() const { return m_judgedAt; }
    [[nodiscard]] const QSet<QString> &unconfirmedTokenIds() const { return m_unconfirmedTokenIds; }
    [[nodiscard]] const AccessLabels &accessLabels() const { return m_accessLabels; }
    [[nodiscard]] QModelIndex indexOfId(const QString &id) const;
    /// The status of the token in \a row, judged when the tokens were set or refreshTexts() was called.
    [[nodiscard]] TokenStatus statusOf(int row) const;

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

Q_SIGNALS:
    /// Comes with layoutChanged(), just before it: \a newRows has the new row of each old one.
    void rowsPermuted(const QList<int> &newRows);

private:
    [[nodiscard]] bool setSimilarTokens(const QList<Token> &tokens);
    void removeRowsNotIn(const QHash<QString, qsizetype> &positions);
    void reorder(const QHash<QString, qsizetype> &positions);
    void insertMissing(const QList<Token> &wanted, const QHash<QString, qsizetype> &positions);
    void permute(const QList<int> &order);
    void exchangeIds(QSet<QString> &ids, const QSet<QString> &next);
    void emitChanged(const QList<int> &rows);

    [[nodiscard]] QString display(const Token &token, int row, int column) const;
    [[nodiscard]] QString toolTip(const Token &token, int column) const;
    [[nodiscard]] QString accessibleText(const Token &token, int row, int column) const;
    [[nodiscard]] static QString deniedText(const Token &token);
    [[nodiscard]] QString marks(const Token &token) const;

    const Clock &m_clock;
    QDateTime m_judgedAt;
    QList<Token> m_tokens;
    QString m_ownTokenId;
    QSet<QString> m_savedTokenIds;
    QSet<QString> m_unconfirmedTokenIds;
    AccessLabels m_accessLabels;
    bool m_hasNames = true;
};

} // namespace tc
