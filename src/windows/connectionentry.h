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

    ConnectionProfile profile;
    State state = State::NotConnected;
    bool embedded = false; ///< to the embedded backend, wherever that is once it runs
};

} // namespace tc
