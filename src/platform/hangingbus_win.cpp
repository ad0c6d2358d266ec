#include "hangingbus.h"

namespace tc {

bool letGoOfHangingBuses(std::chrono::milliseconds)
{
    return false; // nothing is asked of a bus here
}

} // namespace tc
