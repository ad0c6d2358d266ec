#pragma once

#include "connectionprofile.h"

namespace tc {

/// A connection as the window lists it beside others.
struct ConnectionEntry
{
    enum class State {
        NotConnected,
        Connecting,
        Connected,
        Failed, ///< connected, but what was asked for last was not answered, or refused
        ByHand, ///< nothing is sent: its tokens are managed by hand
    };

    /// Stands for the connection; it is compared, and no more. Two never have the same, nor does the order of
    /// those that stay change.
    const void *id = nullptr;
    ConnectionProfile profile;
    State state = State::NotConnected;
    bool embedded = false; ///< to the embedded backend, wherever that is once it runs
};

} // namespace tc
