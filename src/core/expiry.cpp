#include "expiry.h"

namespace tc {

Expiry Expiry::at(const QDateTime &instant)
{
    Expiry expiry;
    expiry.m_instant = instant.toUTC();
    return expiry;
}

Expiry Expiry::after(int days, const QDateTime &now)
{
    const QDateTime start = now.toUTC();
    Expiry expiry = at(start.addDays(days));
    expiry.m_lifetime = start.msecsTo(expiry.m_instant);
    return expiry;
}

bool Expiry::hasPassed(const QDateTime &now) const
{
    return !isNever() && m_instant <= now;
}

bool Expiry::isWithin(int days, const QDateTime &now) const
{
    return !isNever() && !hasPassed(now) && m_instant <= now.addDays(days);
}

} // namespace tc
