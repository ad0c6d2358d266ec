#include "verificationmemory.h"

namespace tc {

namespace {

using std::chrono::seconds;

/// Whether what was noted \a at counts at \a now for \a time still. One from the future is from a clock that
/// was set since.
bool counts(const QDateTime &at, const QDateTime &now, seconds time)
{
    const seconds age(at.secsTo(now));
    return age >= seconds(0) && age < time;
}

} // namespace

void VerificationMemory::keepIn(const QString &path)
{
    m_file.emplace(path);
}

std::optional<VerificationEvidence> VerificationMemory::control(const QString &call) const
{
    const auto found = m_controls.constFind(call);
    if (found != m_controls.cend() && counts(found->at, m_clock.now(), controlLifetime))
        return *found;
    if (!m_file)
        return std::nullopt;
    const auto kept = m_file->read().controls;
    const auto before = kept.constFind(call);
    if (before == kept.cend() || !counts(before->at, m_clock.now(), controlLifetime))
        return std::nullopt;
    return VerificationEvidence {before->at,
                                 ApiError {.kind = ErrorKind::Unauthorized, .status = before->status}};
}

void VerificationMemory::noteControl(const QString &call, const VerificationEvidence &evidence)
{
    m_controls.insert(call, evidence);
    if (!m_file)
        return;
    m_file->change([&](VerificationFile::Content &content) {
        content.controls.removeIf(
            [this](const auto &other) { return !counts(other.value().at, m_clock.now(), controlLifetime); });
        content.controls.insert(call, {evidence.at, evidence.said.status});
    });
}

QDeadlineTimer VerificationMemory::nextCall(const QString &call) const
{
    const auto own = m_nextCalls.constFind(call);
    if (own != m_nextCalls.cend() && !own->hasExpired())
        return *own;
    if (!m_file)
        return {};
    // Before this start, or by another console.
    const auto kept = m_file->read().calls;
    const auto last = kept.constFind(call);
    if (last == kept.cend() || !counts(last->at, m_clock.now(), last->every))
        return {};
    const std::chrono::milliseconds left(last->at.msecsTo(m_clock.now()));
    return QDeadlineTimer(last->every - left, Qt::PreciseTimer);
}

void VerificationMemory::noteCall(const QString &call, seconds every)
{
    m_nextCalls.insert(call, QDeadlineTimer(every, Qt::PreciseTimer));
    if (!m_file)
        return;
    m_file->change([&](VerificationFile::Content &content) {
        content.calls.removeIf([this](const auto &other) {
            return !counts(other.value().at, m_clock.now(), other.value().every);
        });
        content.calls.insert(call, {m_clock.now(), every});
    });
}

} // namespace tc
