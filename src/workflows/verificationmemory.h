#pragma once

#include "apierror.h"
#include "clock.h"
#include "ratelimit.h"
#include "verificationfile.h"

#include <QDateTime>
#include <QDeadlineTimer>
#include <QHash>
#include <QString>

#include <chrono>
#include <optional>

namespace tc {

/// One call that was made to verify a token, and what came of it; it holds no secret.
struct VerificationEvidence
{
    QDateTime at; ///< when the answer arrived, UTC, this machine's time
    ApiError said; ///< the answer's status, code, meaning and fix; or why none arrived
    RateLimit rateLimit = {}; ///< what was left to that token then, as far as the answer says
};

/// What verifications leave behind for the next: which negative controls held, and when the last call was
/// made. Calls are named by TokenVerification.
class VerificationMemory
{
public:
    /// How long a control that held counts.
    static constexpr std::chrono::hours controlLifetime {24};

    /// \a clock must outlive the memory.
    explicit VerificationMemory(const Clock &clock)
        : m_clock(clock)
    {
    }

    /// From now on, what is noted is kept in the file \a path too, and what is there counts: of a console
    /// before, or of another one.
    void keepIn(const QString &path);

    [[nodiscard]] const Clock &clock() const { return m_clock; }

    /// The control of \a call, where it held within its lifetime; of one that was kept, time and status
    /// alone.
    [[nodiscard]] std::optional<VerificationEvidence> control(const QString &call) const;
    void noteControl(const QString &call, const VerificationEvidence &evidence);

    /// From when on \a call may be made again; expired where it may now.
    [[nodiscard]] QDeadlineTimer nextCall(const QString &call) const;
    /// \a call is made now, and not again before \a every has passed.
    void noteCall(const QString &call, std::chrono::seconds every);

private:
    const Clock &m_clock;
    std::optional<VerificationFile> m_file;
    QHash<QString, VerificationEvidence> m_controls;
    QHash<QString, QDeadlineTimer> m_nextCalls; ///< by a clock that nobody can set
};

} // namespace tc
