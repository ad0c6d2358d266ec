#pragma once

#include "tokenarrangement.h"

#include <QAbstractProxyModel>
#include <QFutureWatcher>
#include <QPointer>

namespace tc {

class TokenTableModel;

/// Searches, filters and sorts a TokenTableModel. Equal rows keep the source's order, in both directions.
///
/// A QSortFilterProxyModel would block the window for seconds with 100,000 tokens: it compares on the
/// window's thread, and takes away or adds each run of rows on its own, in time that grows with all rows.
/// Here long lists are arranged on a worker, and what it finds takes one step; until then the rows stay as
/// they were.
class TokenFilterModel final : public QAbstractProxyModel
{
    Q_OBJECT

public:
    /// Lists up to this long are arranged at once.
    static constexpr int inlineRows = 2'000;

    explicit TokenFilterModel(QObject *parent = nullptr);
    ~TokenFilterModel() override;

    /// \a model must be a TokenTableModel.
    void setSourceModel(QAbstractItemModel *model) override;

    /// Keeps tokens whose name, mask or allowed ranges contain \a text (case-insensitively), or, where \a
    /// text is an IPv4 address, one of whose ranges contains that address.
    void setSearch(const QString &text);
    void setStatusFilter(StatusFilter filter);
    [[nodiscard]] QString search() const { return m_search; }
    [[nodiscard]] StatusFilter statusFilter() const { return m_statusFilter; }
    void sort(int column, Qt::SortOrder order = Qt::AscendingOrder) override;

    /// Whether the rows are as they should be; while not, arranged() comes.
    [[nodiscard]] bool isArranged() const { return !m_arranging; }

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] bool hasChildren(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QModelIndex index(int row, int column, const QModelIndex &parent = {}) const override;
    [[nodiscard]] QModelIndex parent(const QModelIndex &child) const override;
    [[nodiscard]] QModelIndex mapToSource(const QModelIndex &proxyIndex) const override;
    [[nodiscard]] QModelIndex mapFromSource(const QModelIndex &sourceIndex) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation,
                                      int role = Qt::DisplayRole) const override;

Q_SIGNALS:
    /// What a worker arranged is shown now.
    void arranged();

private:
    struct Arranged
    {
        QList<int> sorted; ///< all rows of the source
        QList<int> shown;
    };

    void noteInserted(int first, int last);
    void hideRows(int first, int last);
    void noteRemoved(int first, int last);
    void notePermuted(const QList<int> &newRows);
    void noteChanged(const QModelIndex &topLeft, const QModelIndex &bottomRight);
    void noteHeaderChanged();

    [[nodiscard]] TokenArrangement arrangement() const;
    void rearrange();
    void arrange();
    void startWorker();
    void take(const Arranged &arrangement);
    void show(const QList<int> &wanted);
    void reorder(const QList<int> &rows);
    void setRows(const QList<int> &rows);

    QPointer<TokenTableModel> m_source;
    QList<int> m_rows; ///< the source's row of each shown one
    QList<int> m_places; ///< the reverse; -1 for those that are not shown
    QList<int> m_sorted; ///< all rows of the source in order; empty where that is to be found out
    QFutureWatcher<Arranged> m_worker;
    bool m_arranging = false;
    bool m_arrangeLater = false;
    QLocale m_locale;
    int m_column = -1;
    Qt::SortOrder m_order = Qt::AscendingOrder;
    QString m_search;
    StatusFilter m_statusFilter = StatusFilter::All;
};

} // namespace tc
