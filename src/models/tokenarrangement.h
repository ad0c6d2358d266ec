#pragma once

#include "token.h"
#include "tokentexts.h"

#include <QLocale>
#include <QSet>

#include <optional>

namespace tc {

/// Which tokens a table shows. Active includes those that expire soon, since they work; NeverUsed is about
/// use and SecretUnconfirmed about unconfirmed secrets, whatever the status.
enum class StatusFilter { All, Active, Expiring, Expired, Revoked, NeverUsed, SecretUnconfirmed };

/// How a list of tokens is sorted and filtered: everything that it takes, as values, since for a long list a
/// worker does it.
struct TokenArrangement
{
    QList<Token> tokens;
    QDateTime judgedAt; ///< the instant at which statuses hold
    QSet<QString> unconfirmedIds;
    AccessLabels labels; ///< see TokenTableModel::setAccessLabels()
    int column = -1; ///< a TokenTableModel::Column; none keeps the order
    Qt::SortOrder order = Qt::AscendingOrder;
    QLocale locale; ///< whose alphabet
    QString search;
    StatusFilter statusFilter = StatusFilter::All;

    /// All rows in order. Equal ones keep theirs, in both directions.
    [[nodiscard]] QList<int> sorted() const;
    /// Those of \a rows that are to be shown.
    [[nodiscard]] QList<int> filtered(const QList<int> &rows) const;

private:
    [[nodiscard]] QList<qint64> numbers() const;
    [[nodiscard]] QStringList texts() const;
    [[nodiscard]] bool matchesStatus(const Token &token) const;
    [[nodiscard]] bool matchesSearch(const Token &token, const std::optional<IpRange> &sought) const;
};

} // namespace tc
