#pragma once

#include <chrono>

namespace tc {

/// Makes this process go without the D-Bus session or system bus where that one takes connections but greets
/// nobody within \a limit. Returns whether it let go of the session bus.
///
/// Qt's accessibility opens the session bus in the window's thread, where libdbus would wait 25 seconds for
/// the greeting; and while another thread waits for either bus, Qt lets nobody open the other. Call it before
/// the application object is made; a bus that answers takes a millisecond. Does nothing for a bus that is not
/// there or is not reached through a Unix socket.
bool letGoOfHangingBuses(std::chrono::milliseconds limit = std::chrono::seconds(1));

} // namespace tc
