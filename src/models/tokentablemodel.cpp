#include "tokentablemodel.h"

#include "tokentexts.h"
#include "untrustedtext.h"

#include <algorithm>
#include <limits>
#include <numeric>

namespace tc {

namespace {

/// Above this many separate runs of rows one reordering of the whole table is cheaper for views and proxies,
/// which spend time in proportion to all rows on every signal.
constexpr qsizetype maximumRuns = 64;

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

/// Several entries a line where one each would be taller than a screen.
QString inLines(const QStringList &entries)
{
    constexpr qsizetype lines = 25;
    const qsizetype perLine = (entries.size() + lines - 1) / lines;
    QString text;
    for (qsizetype i = 0; i < entries.size(); ++i) {
        if (i > 0)
            text += i % perLine == 0 ? QLatin1String("\n") : QLatin1String(", ");
        text += entries[i];
    }
    return text;
}

qint64 sortableInstant(const QDateTime &instant, qint64 ifNull)
{
    return instant.isValid() ? instant.toMSecsSinceEpoch() : ifNull;
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
    // Pages may overlap when tokens are made while the list is read, so an id can come twice.
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
    const QSet<QString> before = std::exchange(m_savedTokenIds, ids);
    QList<int> changed;
    for (int row = 0; row < m_tokens.size(); ++row) {
        if (before.contains(m_tokens[row].id) != ids.contains(m_tokens[row].id))
            changed.append(row);
    }
    emitChanged(changed);
}

void TokenTableModel::setTypeLabels(const QHash<QString, QString> &labels)
{
    if (labels == m_typeLabels)
        return;
    m_typeLabels = labels;
    if (!m_tokens.isEmpty())
        Q_EMIT dataChanged(index(0, Scopes), index(static_cast<int>(m_tokens.size()) - 1, Scopes));
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

QVariant TokenTableModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid))
        return {};
    const int row = index.row();
    const Token &token = m_tokens.at(row);
    switch (role) {
    case Qt::DisplayRole:
        return display(token, row, index.column());
    case Qt::ToolTipRole:
        return toolTipText(toolTip(token, index.column()));
    case Qt::AccessibleTextRole:
        return accessibleText(token, row, index.column());
    case Qt::AccessibleDescriptionRole:
        return index.column() == Name ? marks(token) : QString();
    case TokenRole:
        return QVariant::fromValue(token);
    case SortRole:
        return sortValue(token, row, index.column());
    case StatusRole:
        return static_cast<int>(statusOf(row));
    case SavedRole:
        return m_savedTokenIds.contains(token.id);
    case OwnRole:
        return !m_ownTokenId.isEmpty() && token.id == m_ownTokenId;
    default:
        return {};
    }
}

QString TokenTableModel::display(const Token &token, int row, int column) const
{
    switch (column) {
    case Name:
        return nameText(token);
    case Mask:
        return escapeUntrusted(token.mask);
    case Status:
        return statusText(statusOf(row));
    case Created:
        return dateTimeText(token.createdAt);
    case LastUsed:
        return lastUsedText(token);
    case Expires:
        // The days left are in the tool tip: here they would make one row wider than all others.
        return token.expiry.isNever() ? expiresText(token, m_judgedAt) : dateTimeText(token.expiry.instant());
    case AllowedIpRanges:
        return rangesText(token.allowedIps, token.foreignRanges);
    case Scopes:
        return scopesText(token, QStringLiteral(", "));
    default:
        return {};
    }
}

QString TokenTableModel::toolTip(const Token &token, int column) const
{
    QStringList lines;
    switch (column) {
    case Name:
        lines = {nameText(token), marks(token)};
        break;
    case Status:
        if (token.revokedAt.isValid())
            lines = {tr("Revoked: %1").arg(dateTimeText(token.revokedAt)), utcText(token.revokedAt)};
        else if (!token.expiry.isNever())
            lines = {tr("Expires: %1").arg(expiresText(token, m_judgedAt)), utcText(token.expiry.instant())};
        break;
    case Created:
        lines = {utcText(token.createdAt)};
        break;
    case LastUsed:
        lines = {utcText(token.lastUsedAt)};
        if (!token.lastUsedAddress.isEmpty())
            lines.append(tr("from %1", "an IP address").arg(escapeUntrusted(token.lastUsedAddress, 60)));
        break;
    case Expires:
        if (!token.expiry.isNever())
            lines = {expiresText(token, m_judgedAt), utcText(token.expiry.instant())};
        break;
    case AllowedIpRanges:
        lines = {inLines(rangeList(token.allowedIps, token.foreignRanges))};
        break;
    case Scopes:
        lines = {scopesText(token, QStringLiteral("\n"))};
        break;
    default:
        break;
    }
    lines.removeAll(QString());
    return lines.join(u'\n');
}

QString TokenTableModel::accessibleText(const Token &token, int row, int column) const
{
    switch (column) {
    case Mask: {
        // Nobody wants to hear "bullet" eight times.
        const qsizetype start = token.mask.indexOf(u'•');
        if (start < 0)
            break;
        const QString prefix = escapeUntrusted(token.mask.first(start));
        const QString end = escapeUntrusted(QStringView(token.mask).sliced(token.mask.lastIndexOf(u'•') + 1));
        return end.isEmpty() ? tr("starts with %1", "a token").arg(prefix)
                             : tr("starts with %1, ends with %2", "a token").arg(prefix, end);
    }
    case Created:
        if (!token.createdAt.isValid())
            return tr("not known", "when a token was created");
        break;
    case LastUsed:
        if (!token.lastUsedAt.isValid())
            return tr("never used");
        break;
    case Expires:
        return token.expiry.isNever() ? tr("never expires") : expiresText(token, m_judgedAt);
    case AllowedIpRanges: {
        const QStringList ranges = rangeList(token.allowedIps, token.foreignRanges);
        if (!ranges.isEmpty())
            return ranges.join(QLatin1String(", "));
        break;
    }
    default:
        break;
    }
    return display(token, row, column);
}

QString TokenTableModel::marks(const Token &token) const
{
    QStringList marks;
    if (!m_ownTokenId.isEmpty() && token.id == m_ownTokenId)
        marks.append(tr("This connection uses this token."));
    if (m_savedTokenIds.contains(token.id))
        marks.append(tr("Saved in the keychain."));
    return marks.join(u' ');
}

QString TokenTableModel::scopesText(const Token &token, const QString &separator) const
{
    QStringList texts;
    if (!token.type.isEmpty())
        texts.append(escapeUntrusted(m_typeLabels.value(token.type, token.type)));
    for (const QString &scope : token.scopes)
        texts.append(escapeUntrusted(scope));
    return texts.join(separator);
}

QVariant TokenTableModel::sortValue(const Token &token, int row, int column) const
{
    switch (column) {
    case Status:
        return static_cast<int>(statusOf(row));
    case Created:
        return sortableInstant(token.createdAt, std::numeric_limits<qint64>::min());
    case LastUsed:
        return sortableInstant(token.lastUsedAt, std::numeric_limits<qint64>::min());
    case Expires:
        return sortableInstant(token.expiry.instant(), std::numeric_limits<qint64>::max());
    case AllowedIpRanges: {
        const auto count = static_cast<quint64>(token.allowedIps.size() + token.foreignRanges.size());
        const quint64 first = token.allowedIps.isEmpty() ? 0 : token.allowedIps.ranges().first().first();
        return (count << 32) | first;
    }
    default:
        return display(token, row, column);
    }
}

QVariant TokenTableModel::headerData(int section, Qt::Orientation orientation, int role) const
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
    default:
        return {};
    }
}

} // namespace tc
