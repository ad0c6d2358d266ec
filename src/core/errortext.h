#pragma once

#include "apierror.h"

#include <QString>

namespace tc {

/// What a user is told: one sentence of what happened, one of what to do next.
struct ErrorText
{
    QString sentence;
    QString nextStep;
};

/// \a error in the console's language. A meaning and fix from the service's own catalogue win over the
/// reason, and that over the general sentence of its kind.
[[nodiscard]] ErrorText describe(const ApiError &error);

} // namespace tc
