#pragma once

#include "errortext.h"

#include <functional>

namespace tc {

/// Makes a text in the console's language; asked again when that changes.
using Phrasing = std::function<ErrorText()>;

/// What describe() says of \a error.
[[nodiscard]] inline Phrasing phrasing(const ApiError &error)
{
    return [error] {
        return describe(error);
    };
}

} // namespace tc
