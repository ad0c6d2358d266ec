#include "tokenarrangement.h"

#include "tokentablemodel.h"
#include "untrustedtext.h"

#include <QCollator>

#include <algorithm>
#include <limits>
#include <numeric>

namespace tc {

namespace {

qint64 sortableInstant(const QDateTime &instant, qint64 ifNull)
{
    return instant.isValid() ? instant.toMSecsSinceEpoch() : ifNull;
}

/// By number, then by address.
int compareRanges(const Token &left, const Token &right)
{
    const auto count = [](const Token &token) {
        return token.allowedIps.size() + token.foreignRanges.size();
    };
    if (count(left) != count(right))
        return count(left) < count(right) ? -1 : 1;
    const QList<IpRange> &a = left.allowedIps.ranges();
    const QList<IpRange> &b = right.allowedIps.ranges();
    if (std::lexicographical_compare(a.cbegin(), a.cend(), b.cbegin(), b.cend()))
        return -1;
    return std::lexicographical_compare(b.cbegin(), b.cend(), a.cbegin(), a.cend()) ? 1 : 0;
}

template <typename Compare>
void sortRows(QList<int> &rows, Qt::SortOrder order, Compare compare)
{
    if (order == Qt::AscendingOrder)
        std::stable_sort(rows.begin(), rows.end(), [&](int a, int b) { return compare(a, b) < 0; });
    else
        std::stable_sort(rows.begin(), rows.end(), [&](int a, int b) { return compare(a, b) > 0; });
}

} // namespace

QList<int> TokenArrangement::sorted() const
{
    QList<int> rows(tokens.size());
    std::iota(rows.begin(), rows.end(), 0);
    switch (column) {
    case TokenTableModel::Status:
    case TokenTableModel::Created:
    case TokenTableModel::LastUsed:
    case TokenTableModel::Expires:
        sortRows(rows, order, [keys = numbers()](int a, int b) {
            return keys[a] < keys[b] ? -1 : keys[b] < keys[a] ? 1 : 0;
        });
        break;
    case TokenTableModel::AllowedIpRanges:
        sortRows(rows, order, [this](int a, int b) { return compareRanges(tokens[a], tokens[b]); });
        break;
    case TokenTableModel::Name:
    case TokenTableModel::Mask:
    case TokenTableModel::Scopes: {
        QCollator collator(locale);
        collator.setCaseSensitivity(Qt::CaseInsensitive);
        collator.setNumericMode(true);
        sortRows(rows, order,
                 [&collator, keys = texts()](int a, int b) { return collator.compare(keys[a], keys[b]); });
        break;
    }
    default:
        break;
    }
    return rows;
}

QList<qint64> TokenArrangement::numbers() const
{
    constexpr qint64 earliest = std::numeric_limits<qint64>::min();
    QList<qint64> keys;
    keys.reserve(tokens.size());
    for (const Token &token : tokens) {
        if (column == TokenTableModel::Status)
            keys.append(static_cast<int>(token.statusAt(judgedAt)));
        else if (column == TokenTableModel::Created)
            keys.append(sortableInstant(token.createdAt, earliest));
        else if (column == TokenTableModel::LastUsed)
            keys.append(sortableInstant(token.lastUsedAt, earliest));
        else
            keys.append(sortableInstant(token.expiry.instant(), std::numeric_limits<qint64>::max()));
    }
    return keys;
}

QStringList TokenArrangement::texts() const
{
    QStringList keys;
    keys.reserve(tokens.size());
    for (const Token &token : tokens) {
        if (column == TokenTableModel::Name)
            keys.append(token.name.isEmpty() ? token.mask : token.name);
        else if (column == TokenTableModel::Mask)
            keys.append(escapeUntrusted(token.mask));
        else
            keys.append(accessTexts(token, labels).join(QLatin1String(", ")));
    }
    return keys;
}

QList<int> TokenArrangement::filtered(const QList<int> &rows) const
{
    if (search.isEmpty() && statusFilter == StatusFilter::All)
        return rows;
    const auto range = IpRange::parse(search);
    const std::optional<IpRange> sought = range ? std::optional(*range) : std::nullopt;
    QList<int> shown;
    std::copy_if(rows.cbegin(), rows.cend(), std::back_inserter(shown),
                 [&](int row) { return matchesStatus(tokens[row]) && matchesSearch(tokens[row], sought); });
    return shown;
}

bool TokenArrangement::matchesStatus(const Token &token) const
{
    switch (statusFilter) {
    case StatusFilter::All:
        return true;
    case StatusFilter::NeverUsed:
        return !token.lastUsedAt.isValid();
    case StatusFilter::SecretUnconfirmed:
        return unconfirmedIds.contains(token.id);
    default:
        break;
    }
    const TokenStatus status = token.statusAt(judgedAt);
    switch (statusFilter) {
    case StatusFilter::Active:
        return status == TokenStatus::Active || status == TokenStatus::Expiring;
    case StatusFilter::Expiring:
        return status == TokenStatus::Expiring;
    case StatusFilter::Expired:
        return status == TokenStatus::Expired;
    case StatusFilter::Revoked:
        return status == TokenStatus::Revoked;
    default:
        return true;
    }
}

bool TokenArrangement::matchesSearch(const Token &token, const std::optional<IpRange> &sought) const
{
    if (search.isEmpty())
        return true;
    const auto contains = [this](const QString &text) {
        return text.contains(search, Qt::CaseInsensitive);
    };
    if (contains(token.name) || contains(token.mask))
        return true;
    const auto matches = [&](const IpRanges &ranges, const QStringList &foreign) {
        const bool holds = sought
            && (sought->isOneAddress() ? ranges.contain(sought->first())
                                       : ranges.ranges().contains(*sought)); // however it is written
        return holds
            || std::any_of(ranges.ranges().cbegin(), ranges.ranges().cend(),
                           [&](const IpRange &range) { return contains(range.toString()); })
            || std::any_of(foreign.cbegin(), foreign.cend(), contains);
    };
    return matches(token.allowedIps, token.foreignRanges) || matches(token.deniedIps, token.foreignDenied)
        || std::any_of(token.scopes.cbegin(), token.scopes.cend(), [&](const QString &scope) {
               return contains(scope) || contains(labels.scopes.value(scope));
           });
}

} // namespace tc
