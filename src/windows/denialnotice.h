#pragma once

#include "denial.h"

namespace tc {

class MessageBanner;

/// Shows in \a banner what denied ranges do, or hides it where there is nothing to say. What it says already
/// is not announced again.
void showDenial(MessageBanner &banner, const DenialText &text);

} // namespace tc
