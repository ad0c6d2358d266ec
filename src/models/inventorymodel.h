#pragma once

#include "inventoryentry.h"

#include <QAbstractTableModel>
#include <QDate>
#include <QList>

namespace tc {

/// An inventory kept by hand as a table. Text is for the console's locale.
class InventoryModel final : public QAbstractTableModel
{
    Q_OBJECT

public:
    enum Column {
        Name,
        Mask,
        Status,
        Created,
        LastUsed,
        Expires,
        AllowedIpRanges,
        Scopes,
        Note,
        ColumnCount
    };
    enum Role {
        SortRole = Qt::UserRole, ///< what a column sorts by
    };

    using QAbstractTableModel::QAbstractTableModel;

    /// Shows \a entries, whose statuses are judged on \a today.
    void setEntries(const QList<InventoryEntry> &entries, const QDate &today);
    [[nodiscard]] const QList<InventoryEntry> &entries() const { return m_entries; }
    [[nodiscard]] QModelIndex indexOfId(const QString &id) const;
    /// Tells views that every text has changed: after a change of language.
    void refreshTexts();

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    [[nodiscard]] QString text(const InventoryEntry &entry, int column) const;

    QList<InventoryEntry> m_entries;
    QDate m_today;
};

} // namespace tc
