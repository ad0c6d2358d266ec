#include "screencapture.h"

namespace tc {

bool canBlockScreenCapture()
{
    return false;
}

void blockScreenCapture(QWindow &) { }

} // namespace tc
