#include "inventorymodel.h"

#include "tokentexts.h"
#include "untrustedtext.h"

#include <QLocale>

namespace tc {

namespace {

QString dateText(const QDate &date)
{
    return date.isValid() ? QLocale().toString(date, QLocale::ShortFormat) : QString();
}

} // namespace

void InventoryModel::setEntries(const QList<InventoryEntry> &entries, const QDate &today)
{
    beginResetModel();
    m_entries = entries;
    m_today = today;
    endResetModel();
}

QModelIndex InventoryModel::indexOfId(const QString &id) const
{
    for (int row = 0; row < rowCount(); ++row) {
        if (m_entries.at(row).id == id)
            return index(row, Name);
    }
    return {};
}

void InventoryModel::refreshTexts()
{
    if (!m_entries.isEmpty())
        Q_EMIT dataChanged(index(0, 0), index(rowCount() - 1, ColumnCount - 1));
    Q_EMIT headerDataChanged(Qt::Horizontal, 0, ColumnCount - 1);
}

int InventoryModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_entries.size());
}

int InventoryModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant InventoryModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid))
        return {};
    const InventoryEntry &entry = m_entries.at(index.row());
    switch (role) {
    case Qt::DisplayRole:
        return text(entry, index.column());
    case Qt::ToolTipRole:
        return toolTipText(text(entry, index.column()));
    case SortRole:
        switch (index.column()) {
        case Created:
            return entry.created;
        case LastUsed:
            return entry.lastUsed;
        case Expires:
            return entry.expires;
        default:
            return text(entry, index.column());
        }
    default:
        return {};
    }
}

QString InventoryModel::text(const InventoryEntry &entry, int column) const
{
    switch (column) {
    case Name:
        return escapeUntrusted(entry.name);
    case Mask:
        return escapeUntrusted(entry.mask);
    case Status:
        return statusText(statusOn(entry, m_today));
    case Created:
        return dateText(entry.created);
    case LastUsed:
        return dateText(entry.lastUsed);
    case Expires:
        return entry.expires.isValid() ? dateText(entry.expires) : tr("Never");
    case AllowedIpRanges:
        return rangesText(entry.allowedIps, {});
    case Scopes:
        return escapeUntrusted(entry.scopes.join(QStringLiteral(", ")));
    case Note:
        return escapeUntrusted(entry.note.simplified());
    default:
        return {};
    }
}

QVariant InventoryModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    switch (section) {
    case Name:
        return tr("Token Name");
    case Mask:
        return tr("Token");
    case Status:
        return tr("Status");
    case Created:
        return tr("Created");
    case LastUsed:
        return tr("Last used");
    case Expires:
        return tr("Expires");
    case AllowedIpRanges:
        return tr("Allowed IP ranges");
    case Scopes:
        return tr("Scopes");
    case Note:
        return tr("Note");
    default:
        return {};
    }
}

} // namespace tc
