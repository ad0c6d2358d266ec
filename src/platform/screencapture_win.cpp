#include "screencapture.h"

#include <QOperatingSystemVersion>
#include <QWindow>

#include <windows.h>

#if !defined(WDA_EXCLUDEFROMCAPTURE)
#define WDA_EXCLUDEFROMCAPTURE 0x00000011
#endif

namespace tc {

bool canBlockScreenCapture()
{
    // Windows 10, version 2004.
    return QOperatingSystemVersion::current()
        >= QOperatingSystemVersion(QOperatingSystemVersion::Windows, 10, 0, 19041);
}

void blockScreenCapture(QWindow &window)
{
    if (canBlockScreenCapture())
        SetWindowDisplayAffinity(reinterpret_cast<HWND>(window.winId()), WDA_EXCLUDEFROMCAPTURE);
}

} // namespace tc
