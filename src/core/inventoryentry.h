#pragma once

#include "allowedips.h"
#include "token.h"

#include <QDate>
#include <QString>
#include <QStringList>

namespace tc {

/// What an admin notes down about one token that a vendor's API does not list. Never the token itself.
struct InventoryEntry
{
    QString id; ///< ours, unique in its inventory
    QString name;
    QString mask; ///< what the vendor's web app shows of the token
    QDate created; ///< null where not known, as the other dates
    QDate lastUsed;
    QDate expires; ///< null for never
    QDate revoked; ///< null where it is not
    AllowedIps allowedIps; ///< empty for any address
    QStringList scopes;
    QString note;

    friend bool operator==(const InventoryEntry &, const InventoryEntry &) = default;
};

/// Whether \a entry's token works on \a today, as far as its dates tell.
[[nodiscard]] TokenStatus statusOn(const InventoryEntry &entry, const QDate &today);

/// A fresh InventoryEntry::id (a UUID).
[[nodiscard]] QString newInventoryId();

} // namespace tc
