#pragma once

#include "connectionentry.h"

#include <QAbstractListModel>
#include <QList>

namespace tc {

/// The connections, a row each.
class ConnectionListModel final : public QAbstractListModel
{
    Q_OBJECT

public:
    enum Role {
        HostRole = Qt::UserRole, ///< with the workspace where there is one; escaped
        EnvironmentRole, ///< the badge's text
        BadgeRole, ///< its Badge::Role, as int
        StateRole, ///< in words; "" where it is connected, which needs none
    };

    using QAbstractListModel::QAbstractListModel;

    void setEntries(const QList<ConnectionEntry> &entries);
    [[nodiscard]] const QList<ConnectionEntry> &entries() const { return m_entries; }
    /// Says everything anew, in the current language.
    void refreshTexts();

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override;

private:
    QList<ConnectionEntry> m_entries;
};

} // namespace tc
