#pragma once

#include "errortext.h"

#include <functional>

namespace tc {

/// Makes a text in the console's language; asked again when that changes.
using Phrasing = std::function<ErrorText()>;

} // namespace tc
