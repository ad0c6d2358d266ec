#include "tokenfiltermodel.h"

#include "tokentablemodel.h"

#include <algorithm>

namespace tc {

TokenFilterModel::TokenFilterModel(QObject *parent)
    : QSortFilterProxyModel(parent)
{
    setDynamicSortFilter(true);
    setSortRole(TokenTableModel::SortRole);
    followLocale();
}

void TokenFilterModel::setSourceModel(QAbstractItemModel *model)
{
    disconnect(m_localeConnection);
    m_source = qobject_cast<TokenTableModel *>(model);
    QSortFilterProxyModel::setSourceModel(model);
    // New labels mean a new language, and with it another alphabet.
    if (model) {
        m_localeConnection = connect(model, &QAbstractItemModel::headerDataChanged, this, [this] {
            if (m_collator.locale() == QLocale().collation())
                return;
            followLocale();
            invalidate();
        });
    }
}

void TokenFilterModel::followLocale()
{
    m_collator = QCollator(QLocale().collation());
    m_collator.setCaseSensitivity(Qt::CaseInsensitive);
    m_collator.setNumericMode(true);
}

void TokenFilterModel::setSearch(const QString &text)
{
    const QString search = text.trimmed();
    if (search == m_search)
        return;
    m_search = search;
    const auto range = IpRange::parse(search);
    m_searchedAddress
        = range && range->size() == 1 ? std::optional<std::uint32_t>(range->first()) : std::nullopt;
    invalidateRowsFilter();
}

void TokenFilterModel::setStatusFilter(StatusFilter filter)
{
    if (filter == m_statusFilter)
        return;
    m_statusFilter = filter;
    invalidateRowsFilter();
}

bool TokenFilterModel::filterAcceptsRow(int sourceRow, const QModelIndex &sourceParent) const
{
    if (!m_source || sourceParent.isValid())
        return QSortFilterProxyModel::filterAcceptsRow(sourceRow, sourceParent);
    return matchesStatus(sourceRow) && matchesSearch(m_source->tokens().at(sourceRow));
}

bool TokenFilterModel::matchesStatus(int sourceRow) const
{
    switch (m_statusFilter) {
    case StatusFilter::All:
        return true;
    case StatusFilter::NeverUsed:
        return !m_source->tokens().at(sourceRow).lastUsedAt.isValid();
    case StatusFilter::SecretUnconfirmed:
        return m_source->index(sourceRow, 0).data(TokenTableModel::UnconfirmedRole).toBool();
    default:
        break;
    }
    const TokenStatus status = m_source->statusOf(sourceRow);
    switch (m_statusFilter) {
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

bool TokenFilterModel::matchesSearch(const Token &token) const
{
    if (m_search.isEmpty())
        return true;
    const auto contains = [this](const QString &text) {
        return text.contains(m_search, Qt::CaseInsensitive);
    };
    if (contains(token.name) || contains(token.mask))
        return true;
    const QList<IpRange> &ranges = token.allowedIps.ranges();
    return std::any_of(ranges.cbegin(), ranges.cend(),
                       [&](const IpRange &range) {
                           return (m_searchedAddress && range.contains(*m_searchedAddress))
                               || contains(range.toString());
                       })
        || std::any_of(token.foreignRanges.cbegin(), token.foreignRanges.cend(), contains);
}

bool TokenFilterModel::lessThan(const QModelIndex &left, const QModelIndex &right) const
{
    if (!m_source)
        return QSortFilterProxyModel::lessThan(left, right);
    const int order = compare(left.row(), right.row(), left.column());
    if (order != 0)
        return order < 0;
    return sortOrder() == Qt::AscendingOrder ? left.row() < right.row() : left.row() > right.row();
}

int TokenFilterModel::compare(int leftRow, int rightRow, int column) const
{
    const auto value = [this, column](int row) {
        return m_source->data(m_source->index(row, column), TokenTableModel::SortRole);
    };
    const auto threeWay = [](const auto &a, const auto &b) {
        return a < b ? -1 : b < a ? 1 : 0;
    };
    const Token &left = m_source->tokens().at(leftRow);
    const Token &right = m_source->tokens().at(rightRow);
    switch (column) {
    case TokenTableModel::Name:
        return m_collator.compare(left.name, right.name);
    case TokenTableModel::Status:
        return threeWay(value(leftRow).toInt(), value(rightRow).toInt());
    case TokenTableModel::Created:
    case TokenTableModel::LastUsed:
    case TokenTableModel::Expires:
        return threeWay(value(leftRow).toLongLong(), value(rightRow).toLongLong());
    case TokenTableModel::AllowedIpRanges: {
        if (const int byCount = threeWay(value(leftRow).toULongLong(), value(rightRow).toULongLong()))
            return byCount;
        const QList<IpRange> &a = left.allowedIps.ranges();
        const QList<IpRange> &b = right.allowedIps.ranges();
        const auto earlier = [](const IpRange &x, const IpRange &y) {
            return x.first() != y.first() ? x.first() < y.first() : x.prefixLength() < y.prefixLength();
        };
        if (std::lexicographical_compare(a.cbegin(), a.cend(), b.cbegin(), b.cend(), earlier))
            return -1;
        return std::lexicographical_compare(b.cbegin(), b.cend(), a.cbegin(), a.cend(), earlier) ? 1 : 0;
    }
    default:
        return m_collator.compare(value(leftRow).toString(), value(rightRow).toString());
    }
}

} // namespace tc
