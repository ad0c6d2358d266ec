#include "hardenedprocess.h"

#if defined(NDEBUG)
#include <array>
#include <vector>

#include <windows.h>

#include <aclapi.h>
#endif

namespace tc {

#if defined(NDEBUG)
namespace {

/// Lets programs of the same user wait for this process and end it, and nothing else; the owner, who could
/// otherwise write another list, may only read this one. Untested.
void denyInspection()
{
    HANDLE token = nullptr;
    if (!OpenProcessToken(GetCurrentProcess(), TOKEN_QUERY, &token))
        return;
    DWORD size = 0;
    GetTokenInformation(token, TokenUser, nullptr, 0, &size);
    std::vector<unsigned char> user(size);
    const bool known = GetTokenInformation(token, TokenUser, user.data(), size, &size);
    CloseHandle(token);
    std::array<unsigned char, SECURITY_MAX_SID_SIZE> ownerRights {};
    DWORD ownerSize = static_cast<DWORD>(ownerRights.size());
    if (!known || !CreateWellKnownSid(WinCreatorOwnerRightsSid, nullptr, ownerRights.data(), &ownerSize))
        return;

    PSID userSid = reinterpret_cast<TOKEN_USER *>(user.data())->User.Sid;
    const DWORD listSize = static_cast<DWORD>(sizeof(ACL) + 2 * sizeof(ACCESS_ALLOWED_ACE))
        + GetLengthSid(userSid) + GetLengthSid(ownerRights.data());
    std::vector<unsigned char> bytes(listSize);
    auto *list = reinterpret_cast<ACL *>(bytes.data());
    if (InitializeAcl(list, listSize, ACL_REVISION)
        && AddAccessAllowedAce(list, ACL_REVISION,
                               SYNCHRONIZE | PROCESS_QUERY_LIMITED_INFORMATION | PROCESS_TERMINATE, userSid)
        && AddAccessAllowedAce(list, ACL_REVISION, READ_CONTROL, ownerRights.data()))
        SetSecurityInfo(GetCurrentProcess(), SE_KERNEL_OBJECT, DACL_SECURITY_INFORMATION, nullptr, nullptr,
                        list, nullptr);
}

} // namespace
#endif

void hardenProcess()
{
#if defined(NDEBUG)
    denyInspection();
#endif
}

} // namespace tc
