#pragma once

#include "token.h"

#include <QCollator>
#include <QPointer>
#include <QSortFilterProxyModel>

#include <optional>

namespace tc {

class TokenTableModel;

/// Which tokens a table shows. Active includes those that expire soon, since they work; NeverUsed is about
/// use and SecretUnconfirmed about TokenTableModel::UnconfirmedRole, whatever the status.
enum class StatusFilter { All, Active, Expiring, Expired, Revoked, NeverUsed, SecretUnconfirmed };

/// Searches, filters and sorts a TokenTableModel. Equal rows keep the source's order, in both directions.
class TokenFilterModel final : public QSortFilterProxyModel
{
    Q_OBJECT

public:
    explicit TokenFilterModel(QObject *parent = nullptr);

    /// \a model must be a TokenTableModel.
    void setSourceModel(QAbstractItemModel *model) override;

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
    [[nodiscard]] bool matchesSearch(const Token &token) const;
    [[nodiscard]] bool matchesStatus(int sourceRow) const;
    [[nodiscard]] int compare(int leftRow, int rightRow, int column) const;
    void followLocale();

    QPointer<TokenTableModel> m_source;
    QMetaObject::Connection m_localeConnection;
    QCollator m_collator;
    QString m_search;
    std::optional<std::uint32_t> m_searchedAddress;
    StatusFilter m_statusFilter = StatusFilter::All;
};

} // namespace tc
