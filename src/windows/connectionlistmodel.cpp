#include "connectionlistmodel.h"

#include "connectionmark.h"
#include "untrustedtext.h"

#include <QLocale>

#include <algorithm>

namespace tc {

namespace {

/// The backend's port says nothing to anybody.
QString placeOf(const ConnectionEntry &entry)
{
    const ConnectionProfile &profile = entry.profile;
    if (entry.embedded)
        return ConnectionListModel::tr("Embedded backend");
    if (profile.workspace.isEmpty())
        return hostText(profile);
    return ConnectionListModel::tr("%1, %2", "host, workspace")
        .arg(hostText(profile), escapeUntrusted(profile.workspace, 80));
}

EnvironmentMark markOf(const ConnectionEntry &entry)
{
    return entry.embedded ? embeddedMark() : environmentMark(entry.profile);
}

QString stateText(ConnectionEntry::State state)
{
    switch (state) {
    case ConnectionEntry::State::NotConnected:
        return ConnectionListModel::tr("Not connected");
    case ConnectionEntry::State::Connecting:
        return ConnectionListModel::tr("Connecting…");
    case ConnectionEntry::State::Connected:
        return {};
    case ConnectionEntry::State::Failed:
        return ConnectionListModel::tr("Last refresh failed");
    case ConnectionEntry::State::ByHand:
        return ConnectionListModel::tr("By hand");
    }
    Q_UNREACHABLE();
}

/// Everything that the row paints.
QString wholeText(const ConnectionEntry &entry)
{
    QStringList parts {entry.profile.service->name.text(), placeOf(entry), markOf(entry).text};
    if (const QString state = stateText(entry.state); !state.isEmpty())
        parts.append(state);
    return parts.join(QStringLiteral(", "));
}

int rowOf(const void *id, const QList<ConnectionEntry> &entries)
{
    const auto found = std::find_if(entries.cbegin(), entries.cend(),
                                    [id](const ConnectionEntry &entry) { return entry.id == id; });
    return found == entries.cend() ? -1 : static_cast<int>(found - entries.cbegin());
}

} // namespace

void ConnectionListModel::setEntries(const QList<ConnectionEntry> &entries)
{
    // Connections keep their order: rows come and go, and those that stay keep the view's selection.
    for (int row = rowCount() - 1; row >= 0; --row) {
        if (rowOf(m_entries.at(row).id, entries) < 0) {
            beginRemoveRows({}, row, row);
            m_entries.removeAt(row);
            endRemoveRows();
        }
    }
    for (int row = 0; row < static_cast<int>(entries.size()); ++row) {
        if (row < rowCount() && m_entries.at(row).id == entries.at(row).id) {
            m_entries[row] = entries.at(row);
            Q_EMIT dataChanged(index(row), index(row));
        } else {
            beginInsertRows({}, row, row);
            m_entries.insert(row, entries.at(row));
            endInsertRows();
        }
    }
}

void ConnectionListModel::refreshTexts()
{
    if (!m_entries.isEmpty())
        Q_EMIT dataChanged(index(0), index(rowCount() - 1));
}

int ConnectionListModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_entries.size());
}

QVariant ConnectionListModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const ConnectionEntry &entry = m_entries.at(index.row());
    switch (role) {
    case Qt::DisplayRole:
        return entry.profile.service->name.text();
    case Qt::AccessibleTextRole:
    case Qt::ToolTipRole:
        return wholeText(entry);
    case HostRole:
        return placeOf(entry);
    case EnvironmentRole:
        return markOf(entry).text;
    case BadgeRole:
        return static_cast<int>(markOf(entry).role);
    case StateRole:
        return stateText(entry.state);
    default:
        return {};
    }
}

} // namespace tc
