#include "verificationmemory.h"

namespace tc {

std::optional<VerificationEvidence> VerificationMemory::control(const QString &call) const
{
    const auto found = m_controls.constFind(call);
    if (found == m_controls.cend())
        return std::nullopt;
    const std::chrono::seconds age(found->at.secsTo(m_clock.now()));
    // One from the future is from a clock that was set since.
    const bool counts = age >= std::chrono::seconds(0) && age < controlLifetime;
    return counts ? std::optional(*found) : std::nullopt;
}

void VerificationMemory::noteControl(const QString &call, const VerificationEvidence &evidence)
{
    m_controls.insert(call, evidence);
}

QDeadlineTimer VerificationMemory::nextCall(const QString &call) const
{
    return m_nextCalls.value(call, QDeadlineTimer());
}

void VerificationMemory::noteCall(const QString &call, std::chrono::seconds every)
{
    m_nextCalls.insert(call, QDeadlineTimer(every, Qt::PreciseTimer));
}

} // namespace tc
