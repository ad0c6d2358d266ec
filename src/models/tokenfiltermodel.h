#pragma once

#include "token.h"

#include <QSortFilterProxyModel>

namespace tc {

/// Which tokens a table shows.
enum class StatusFilter { All, Active, Expiring, Expired, Revoked, NeverUsed };

/// Searches, filters and sorts a TokenTableModel.
class TokenFilterModel final : public QSortFilterProxyModel
{
    Q_OBJECT

public:
    explicit TokenFilterModel(QObject *parent = nullptr);

    /// Keeps tokens whose name, mask or allowed ranges contain \a text (case-insensitively), or, where \a
    /// text is an IPv4 address, one of whose ranges contains that address.
    void setSearch(const QString &text);
    void setStatusFilter(StatusFilter filter);
    [[nodiscard]] QString search() const { return m_search; }
    [[nodiscard]] StatusFilter statusFilter() const { return m_statusFilter; }

protected:
    [[nodiscard]] bool filterAcceptsRow(int sourceRow, const QModelIndex &sourceParent) const override;
    [[nodiscard]] bool lessThan(const QModelIndex &left, const QModelIndex &right) const override;

private:
    QString m_search;
    StatusFilter m_statusFilter = StatusFilter::All;
};

} // namespace tc
