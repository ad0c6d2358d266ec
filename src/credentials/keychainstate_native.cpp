#include "keychainstate.h"

#include "readycall.h"

namespace tc {

CallPtr<KeychainState> queryKeychainState(std::chrono::milliseconds)
{
    return readyCall<KeychainState>(KeychainState::Open);
}

} // namespace tc
