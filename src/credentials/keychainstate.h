#pragma once

#include "call.h"

#include <chrono>

namespace tc {

/// What the session's keychain is ready for.
enum class KeychainState {
    Open, ///< unlocked, or the system itself sees to unlocking (Windows, macOS)
    Locked, ///< the default collection is locked: reading or writing asks the user
    Missing, ///< no D-Bus session, or nobody offers org.freedesktop.secrets on it
    NotAnswering, ///< no answer within the limit
    Refusing, ///< it answers with an error
};

/// Asks for the `Locked` property of the default collection of org.freedesktop.secrets (Secret Service API
/// draft 0.2), or for the network wallet of KWallet in a Plasma 5 session, where QtKeychain prefers that one.
/// It never shows a prompt, never blocks, and never finishes with an error.
[[nodiscard]] CallPtr<KeychainState> queryKeychainState(std::chrono::milliseconds limit
                                                        = std::chrono::seconds(5));

} // namespace tc
