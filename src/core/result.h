#pragma once

#include "apierror.h"

#include <tl/expected.hpp>

namespace tc {

/// A value or the reason why there is none.
template <typename T>
using Result = tl::expected<T, ApiError>;

/// Success that carries nothing.
struct Done
{
    friend bool operator==(const Done &, const Done &) = default;
};

} // namespace tc
