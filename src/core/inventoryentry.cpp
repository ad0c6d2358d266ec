#include "inventoryentry.h"

#include <QUuid>

namespace tc {

TokenStatus statusOn(const InventoryEntry &entry, const QDate &today)
{
    if (entry.revoked.isValid())
        return TokenStatus::Revoked;
    if (!entry.expires.isValid())
        return TokenStatus::Active;
    if (entry.expires < today)
        return TokenStatus::Expired;
    return today.daysTo(entry.expires) <= expiringDays ? TokenStatus::Expiring : TokenStatus::Active;
}

QString newInventoryId()
{
    return QUuid::createUuid().toString(QUuid::WithoutBraces);
}

} // namespace tc
