#include "tokentablemodel.h"

#include "freeelsewhere.h"

#include <algorithm>
#include <numeric>

namespace tc {

namespace {

/// Above this many separate runs of rows one reordering of the whole table is cheaper for views and proxies,
/// which spend time in proportion to all rows on every signal.
constexpr qsizetype maximumRuns = 64;

/// From so many rows on, what is changed is not looked for.
constexpr qsizetype quickRows = 2'000;

struct Run
{
    int first = 0;
    int last = 0;
};

/// The runs of neighbours in \a rows, which are ascending.
QList<Run> runsOf(const QList<int> &rows)
{
    QList<Run> runs;
    for (const int row : rows) {
        if (!runs.isEmpty() && runs.last().last + 1 == row)
            runs.last().last = row;
        else
            runs.append({row, row});
    }
    return runs;
}

} // namespace

TokenTableModel::TokenTableModel(const Clock &clock, QObject *parent)
    : QAbstractTableModel(parent)
    , m_clock(clock)
    , m_judgedAt(clock.now())
{
}

void TokenTableModel::setTokens(const QList<Token> &tokens)
{
    if (setSimilarTokens(tokens))
        return;
    QList<Token> wanted;
    wanted.reserve(tokens.size());
    QHash<QString, qsizetype> positions;
    positions.reserve(tokens.size());
    for (const Token &token : tokens) {
        const auto known = positions.constFind(token.id);
        if (known != positions.cend()) {
            wanted[*known] = token;
        } else {
            positions.insert(token.id, wanted.size());
            wanted.append(token);
        }
    }

    const QDateTime judgedBefore = m_judgedAt;
    removeRowsNotIn(positions);
    reorder(positions);
    insertMissing(wanted, positions);

    m_judgedAt = m_clock.now();
    QList<int> changed;
    for (int row = 0; row < m_tokens.size(); ++row) {
        const bool valueChanged = m_tokens[row] != wanted[row];
        if (valueChanged || m_tokens[row].statusAt(judgedBefore) != m_tokens[row].statusAt(m_judgedAt))
            changed.append(row);
        if (valueChanged)
            m_tokens[row] = wanted[row];
    }
    emitChanged(changed);
}

/// The quick way, in time for 100,000: where nothing, or one run of rows, came or went.
bool TokenTableModel::setSimilarTokens(const QList<Token> &tokens)
{
    const qsizetype shorter = std::min(m_tokens.size(), tokens.size());
    if (tokens.size() < quickRows)
        return false;
    const auto sameId = [](const Token &a, const Token &b) {
        return a.id == b.id;
    };
    const auto prefix = static_cast<int>(
        std::mismatch(m_tokens.cbegin(), m_tokens.cbegin() + shorter, tokens.cbegin(), sameId).first
        - m_tokens.cbegin());
    const auto suffix = static_cast<int>(
        std::mismatch(m_tokens.crbegin(), m_tokens.crbegin() + (shorter - prefix), tokens.crbegin(), sameId)
            .first
        - m_tokens.crbegin());
    if (prefix + suffix < shorter)
        return false;
    const auto gone = static_cast<int>(m_tokens.size()) - prefix - suffix;
    const auto added = static_cast<int>(tokens.size()) - prefix - suffix;
    QList<Token> old = tokens;
    if (gone > 0) {
        beginRemoveRows({}, prefix, prefix + gone - 1);
        m_tokens.swap(old);
        endRemoveRows();
    } else if (added > 0) {
        beginInsertRows({}, prefix, prefix + added - 1);
        m_tokens.swap(old);
        endInsertRows();
    } else {
        m_tokens.swap(old);
    }
    freeElsewhere(std::move(old));
    m_judgedAt = m_clock.now();
    // To compare them all would take longer than to look at them again.
    if (prefix + suffix > 0)
        Q_EMIT dataChanged(index(0, 0), index(static_cast<int>(m_tokens.size()) - 1, ColumnCount - 1));
    return true;
}

void TokenTableModel::removeRowsNotIn(const QHash<QString, qsizetype> &positions)
{
    QList<int> doomed;
    for (int row = 0; row < m_tokens.size(); ++row) {
        if (!positions.contains(m_tokens[row].id))
            doomed.append(row);
    }
    QList<Run> runs = runsOf(doomed);
    if (runs.size() > maximumRuns) {
        QList<int> order(m_tokens.size());
        std::iota(order.begin(), order.end(), 0);
        std::stable_partition(order.begin(), order.end(),
                              [&](int row) { return positions.contains(m_tokens[row].id); });
        permute(order);
        const int last = static_cast<int>(m_tokens.size()) - 1;
        runs = {{last - static_cast<int>(doomed.size()) + 1, last}};
    }
    for (auto run = runs.crbegin(); run != runs.crend(); ++run) {
        beginRemoveRows({}, run->first, run->last);
        m_tokens.remove(run->first, run->last - run->first + 1);
        endRemoveRows();
    }
}

void TokenTableModel::reorder(const QHash<QString, qsizetype> &positions)
{
    QList<qsizetype> places;
    places.reserve(m_tokens.size());
    for (const Token &token : std::as_const(m_tokens))
        places.append(positions.value(token.id));
    if (std::is_sorted(places.cbegin(), places.cend()))
        return;
    QList<int> order(m_tokens.size());
    std::iota(order.begin(), order.end(), 0);
    std::sort(order.begin(), order.end(), [&](int a, int b) { return places[a] < places[b]; });
    permute(order);
}

void TokenTableModel::insertMissing(const QList<Token> &wanted, const QHash<QString, qsizetype> &positions)
{
    QList<bool> present(wanted.size(), false);
    for (const Token &token : std::as_const(m_tokens))
        present[positions.value(token.id)] = true;
    QList<int> missing;
    for (int row = 0; row < wanted.size(); ++row) {
        if (!present[row])
            missing.append(row);
    }

    const QList<Run> runs = runsOf(missing);
    if (runs.size() <= maximumRuns) {
        for (const Run &run : runs) {
            beginInsertRows({}, run.first, run.last);
            m_tokens.insert(run.first, run.last - run.first + 1, Token());
            std::copy(wanted.cbegin() + run.first, wanted.cbegin() + run.last + 1,
                      m_tokens.begin() + run.first);
            endInsertRows();
        }
        return;
    }
    const int first = static_cast<int>(m_tokens.size());
    beginInsertRows({}, first, first + static_cast<int>(missing.size()) - 1);
    for (const int row : std::as_const(missing))
        m_tokens.append(wanted[row]);
    endInsertRows();
    reorder(positions);
}

void TokenTableModel::permute(const QList<int> &order)
{
    Q_EMIT layoutAboutToBeChanged({}, QAbstractItemModel::VerticalSortHint);
    QList<Token> permuted;
    permuted.reserve(order.size());
    QList<int> newRows(order.size());
    for (int row = 0; row < order.size(); ++row) {
        permuted.append(std::move(m_tokens[order[row]]));
        newRows[order[row]] = row;
    }
    m_tokens = std::move(permuted);
    const QModelIndexList before = persistentIndexList();
    QModelIndexList after;
    after.reserve(before.size());
    for (const QModelIndex &index : before)
        after.append(createIndex(newRows[index.row()], index.column()));
    changePersistentIndexList(before, after);
    Q_EMIT rowsPermuted(newRows);
    Q_EMIT layoutChanged({}, QAbstractItemModel::VerticalSortHint);
}

void TokenTableModel::emitChanged(const QList<int> &rows)
{
    if (rows.isEmpty())
        return;
    QList<Run> runs = runsOf(rows);
    if (runs.size() > maximumRuns)
        runs = {{rows.first(), rows.last()}};
    for (const Run &run : std::as_const(runs))
        Q_EMIT dataChanged(index(run.first, 0), index(run.last, ColumnCount - 1));
}

void TokenTableModel::setToken(const Token &token)
{
    m_judgedAt = m_clock.now();
    if (const QModelIndex known = indexOfId(token.id); known.isValid()) {
        m_tokens[known.row()] = token;
        emitChanged({known.row()});
        return;
    }
    const int row = static_cast<int>(m_tokens.size());
    beginInsertRows({}, row, row);
    m_tokens.append(token);
    endInsertRows();
}

void TokenTableModel::setOwnTokenId(const QString &id)
{
    if (id == m_ownTokenId)
        return;
    const QString before = std::exchange(m_ownTokenId, id);
    QList<int> changed;
    for (int row = 0; row < m_tokens.size(); ++row) {
        if (m_tokens[row].id == before || m_tokens[row].id == id)
            changed.append(row);
    }
    emitChanged(changed);
}

void TokenTableModel::setSavedTokenIds(const QSet<QString> &ids)
{
    exchangeIds(m_savedTokenIds, ids);
}

void TokenTableModel::setUnconfirmedTokenIds(const QSet<QString> &ids)
{
    exchangeIds(m_unconfirmedTokenIds, ids);
}

void TokenTableModel::exchangeIds(QSet<QString> &ids, const QSet<QString> &next)
{
    const QSet<QString> before = std::exchange(ids, next);
    QList<int> changed;
    for (int row = 0; row < m_tokens.size(); ++row) {
        if (before.contains(m_tokens[row].id) != next.contains(m_tokens[row].id))
            changed.append(row);
    }
    emitChanged(changed);
}

void TokenTableModel::setAccessLabels(const AccessLabels &labels)
{
    if (labels == m_accessLabels)
        return;
    m_accessLabels = labels;
    if (!m_tokens.isEmpty())
        Q_EMIT dataChanged(index(0, Scopes), index(static_cast<int>(m_tokens.size()) - 1, Scopes));
}

void TokenTableModel::setHasNames(bool hasNames)
{
    m_hasNames = hasNames;
    refreshTexts();
}

void TokenTableModel::refreshTexts()
{
    m_judgedAt = m_clock.now();
    Q_EMIT headerDataChanged(Qt::Horizontal, 0, ColumnCount - 1);
    if (!m_tokens.isEmpty())
        Q_EMIT dataChanged(index(0, 0), index(static_cast<int>(m_tokens.size()) - 1, ColumnCount - 1));
}

QModelIndex TokenTableModel::indexOfId(const QString &id) const
{
    const auto found = std::find_if(m_tokens.cbegin(), m_tokens.cend(),
                                    [&id](const Token &token) { return token.id == id; });
    return found == m_tokens.cend() ? QModelIndex()
                                    : index(static_cast<int>(std::distance(m_tokens.cbegin(), found)), 0);
}

TokenStatus TokenTableModel::statusOf(int row) const
{
    return m_tokens.at(row).statusAt(m_judgedAt);
}

int TokenTableModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_tokens.size());
}

int TokenTableModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

} // namespace tc
