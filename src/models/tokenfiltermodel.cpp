#include "tokenfiltermodel.h"

#include "tokentablemodel.h"

#include <QPromise>
#include <QThreadPool>

#include <algorithm>
#include <memory>

namespace tc {

TokenFilterModel::TokenFilterModel(QObject *parent)
    : QAbstractProxyModel(parent)
    , m_locale(QLocale().collation())
{
    connect(&m_worker, &QFutureWatcher<Arranged>::finished, this, [this] {
        if (m_worker.isCanceled())
            return;
        take(m_worker.result());
        Q_EMIT arranged();
    });
}

TokenFilterModel::~TokenFilterModel()
{
    m_worker.cancel();
}

void TokenFilterModel::setSourceModel(QAbstractItemModel *model)
{
    beginResetModel();
    if (m_source)
        m_source->disconnect(this);
    m_source = qobject_cast<TokenTableModel *>(model);
    QAbstractProxyModel::setSourceModel(model);
    m_rows.clear();
    m_places = QList<int>(m_source ? m_source->rowCount() : 0, -1);
    m_sorted.clear();
    endResetModel();
    if (m_source) {
        connect(m_source, &QAbstractItemModel::rowsInserted, this,
                [this](const QModelIndex &, int first, int last) { noteInserted(first, last); });
        connect(m_source, &QAbstractItemModel::rowsAboutToBeRemoved, this,
                [this](const QModelIndex &, int first, int last) { hideRows(first, last); });
        connect(m_source, &QAbstractItemModel::rowsRemoved, this,
                [this](const QModelIndex &, int first, int last) { noteRemoved(first, last); });
        connect(m_source, &TokenTableModel::rowsPermuted, this, &TokenFilterModel::notePermuted);
        connect(m_source, &QAbstractItemModel::dataChanged, this, &TokenFilterModel::noteChanged);
        connect(m_source, &QAbstractItemModel::headerDataChanged, this, &TokenFilterModel::noteHeaderChanged);
    }
    rearrange();
}

void TokenFilterModel::setSearch(const QString &text)
{
    const QString search = text.trimmed();
    if (search == m_search)
        return;
    m_search = search;
    arrange();
}

void TokenFilterModel::setStatusFilter(StatusFilter filter)
{
    if (filter == m_statusFilter)
        return;
    m_statusFilter = filter;
    arrange();
}

void TokenFilterModel::sort(int column, Qt::SortOrder order)
{
    m_column = column;
    m_order = order;
    rearrange();
}

void TokenFilterModel::noteInserted(int first, int last)
{
    const int count = last - first + 1;
    for (int &row : m_rows) {
        if (row >= first)
            row += count;
    }
    m_places.insert(first, count, -1);
    rearrange();
}

void TokenFilterModel::hideRows(int first, int last)
{
    QList<int> kept;
    std::copy_if(m_rows.cbegin(), m_rows.cend(), std::back_inserter(kept),
                 [&](int row) { return row < first || row > last; });
    show(kept);
}

void TokenFilterModel::noteRemoved(int first, int last)
{
    const int count = last - first + 1;
    for (int &row : m_rows) {
        if (row > last)
            row -= count;
    }
    m_places.remove(first, count);
    rearrange();
}

void TokenFilterModel::notePermuted(const QList<int> &newRows)
{
    QList<int> rows = m_rows;
    for (int &row : rows)
        row = newRows[row];
    setRows(rows);
    rearrange();
}

void TokenFilterModel::noteChanged(const QModelIndex &topLeft, const QModelIndex &bottomRight)
{
    const bool isSingle = topLeft.row() == bottomRight.row();
    const int first = isSingle ? m_places[topLeft.row()] : 0;
    const int last = isSingle ? first : rowCount() - 1;
    if (first >= 0 && last >= first)
        Q_EMIT dataChanged(index(first, topLeft.column()), index(last, bottomRight.column()));
    rearrange();
}

void TokenFilterModel::noteHeaderChanged()
{
    Q_EMIT headerDataChanged(Qt::Horizontal, 0, columnCount() - 1);
    // New labels mean a new language, and with it another alphabet.
    if (m_locale == QLocale().collation())
        return;
    m_locale = QLocale().collation();
    rearrange();
}

TokenArrangement TokenFilterModel::arrangement() const
{
    return {m_source->tokens(),
            m_source->judgedAt(),
            m_source->unconfirmedTokenIds(),
            m_source->accessLabels(),
            m_column,
            m_order,
            m_locale,
            m_search,
            m_statusFilter};
}

/// Sorts, too.
void TokenFilterModel::rearrange()
{
    m_sorted.clear();
    arrange();
}

void TokenFilterModel::arrange()
{
    m_worker.cancel();
    m_worker.setFuture({});
    m_arranging = false;
    if (!m_source || m_source->rowCount() == 0)
        return;
    if (m_source->rowCount() <= inlineRows) {
        const TokenArrangement wanted = arrangement();
        if (m_sorted.isEmpty())
            m_sorted = wanted.sorted();
        show(wanted.filtered(m_sorted));
        return;
    }
    m_arranging = true;
    if (m_arrangeLater)
        return;
    // One change of the list comes as several signals.
    m_arrangeLater = true;
    QMetaObject::invokeMethod(this, &TokenFilterModel::startWorker, Qt::QueuedConnection);
}

void TokenFilterModel::startWorker()
{
    m_arrangeLater = false;
    if (!m_arranging || !m_source)
        return;
    const auto promise = std::make_shared<QPromise<Arranged>>();
    promise->start();
    m_worker.setFuture(promise->future());
    QThreadPool::globalInstance()->start([promise, wanted = arrangement(), known = m_sorted] {
        if (!promise->isCanceled()) {
            const QList<int> sorted = known.isEmpty() ? wanted.sorted() : known;
            if (!promise->isCanceled())
                promise->addResult(Arranged {sorted, wanted.filtered(sorted)});
        }
        promise->finish();
    });
}

void TokenFilterModel::take(const Arranged &arrangement)
{
    m_arranging = false;
    m_sorted = arrangement.sorted;
    show(arrangement.shown);
}

/// In at most four steps, whatever there was before: each takes a view as long as it has rows.
void TokenFilterModel::show(const QList<int> &wanted)
{
    QList<bool> isWanted(m_places.size(), false);
    for (const int row : wanted)
        isWanted[row] = true;
    QList<int> rows = m_rows;
    const auto gone = std::stable_partition(rows.begin(), rows.end(), [&](int row) { return isWanted[row]; });
    const auto kept = static_cast<int>(gone - rows.begin());
    if (kept < rows.size()) {
        if (rows != m_rows)
            reorder(rows);
        rows.resize(kept);
        beginRemoveRows({}, kept, rowCount() - 1);
        setRows(rows);
        endRemoveRows();
    }
    if (kept < wanted.size()) {
        std::copy_if(wanted.cbegin(), wanted.cend(), std::back_inserter(rows),
                     [this](int row) { return m_places[row] < 0; });
        beginInsertRows({}, kept, static_cast<int>(rows.size()) - 1);
        setRows(rows);
        endInsertRows();
    }
    // QList's own comparison hands null to memcmp() where both are empty.
    if (!std::equal(m_rows.cbegin(), m_rows.cend(), wanted.cbegin(), wanted.cend()))
        reorder(wanted);
}

void TokenFilterModel::reorder(const QList<int> &rows)
{
    Q_EMIT layoutAboutToBeChanged({}, QAbstractItemModel::VerticalSortHint);
    const QModelIndexList before = persistentIndexList();
    QList<int> sourceRows;
    for (const QModelIndex &index : before)
        sourceRows.append(m_rows[index.row()]);
    setRows(rows);
    QModelIndexList after;
    after.reserve(before.size());
    for (qsizetype i = 0; i < before.size(); ++i)
        after.append(createIndex(m_places[sourceRows[i]], before[i].column()));
    changePersistentIndexList(before, after);
    Q_EMIT layoutChanged({}, QAbstractItemModel::VerticalSortHint);
}

void TokenFilterModel::setRows(const QList<int> &rows)
{
    m_rows = rows;
    m_places.fill(-1);
    for (int place = 0; place < m_rows.size(); ++place)
        m_places[m_rows[place]] = place;
}

int TokenFilterModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
}

int TokenFilterModel::columnCount(const QModelIndex &parent) const
{
    return m_source && !parent.isValid() ? m_source->columnCount() : 0;
}

bool TokenFilterModel::hasChildren(const QModelIndex &parent) const
{
    return rowCount(parent) > 0;
}

QModelIndex TokenFilterModel::index(int row, int column, const QModelIndex &parent) const
{
    return hasIndex(row, column, parent) ? createIndex(row, column) : QModelIndex();
}

QModelIndex TokenFilterModel::parent(const QModelIndex &) const
{
    return {};
}

QModelIndex TokenFilterModel::mapToSource(const QModelIndex &proxyIndex) const
{
    return m_source && proxyIndex.isValid() ? m_source->index(m_rows[proxyIndex.row()], proxyIndex.column())
                                            : QModelIndex();
}

QModelIndex TokenFilterModel::mapFromSource(const QModelIndex &sourceIndex) const
{
    const int place = sourceIndex.isValid() ? m_places[sourceIndex.row()] : -1;
    return place < 0 ? QModelIndex() : index(place, sourceIndex.column());
}

QVariant TokenFilterModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    return m_source ? m_source->headerData(section, orientation, role) : QVariant();
}

} // namespace tc
