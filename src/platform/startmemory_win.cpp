#include "startmemory.h"

#include <windows.h>

#include <cwchar>
#include <string>

namespace tc {

void overwriteInCommandLine(const char *text)
{
    // argv is a copy there; what other programs and QCoreApplication see is the process's own wide text.
    const int size = MultiByteToWideChar(CP_ACP, 0, text, -1, nullptr, 0);
    if (size <= 1)
        return;
    std::wstring wide(static_cast<std::size_t>(size), L'\0');
    MultiByteToWideChar(CP_ACP, 0, text, -1, wide.data(), size);
    wide.resize(static_cast<std::size_t>(size) - 1);
    for (wchar_t *found = GetCommandLineW(); (found = std::wcsstr(found, wide.c_str()));)
        std::wmemset(found, L'x', wide.size());
    SecureZeroMemory(wide.data(), wide.size() * sizeof(wchar_t));
}

void overwriteInEnvironment(const char *name)
{
    // Setting a value of the same length overwrites it where it stands in the environment block.
    const DWORD size = GetEnvironmentVariableA(name, nullptr, 0);
    if (size > 1)
        SetEnvironmentVariableA(name, std::string(size - 1, 'x').c_str());
}

} // namespace tc
