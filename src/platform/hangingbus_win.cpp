#include "hangingbus.h"

namespace tc {

void letGoOfHangingBuses(std::chrono::milliseconds)
{
    // Nothing is asked of a session bus here.
}

} // namespace tc
