#include "screencapture.h"

#include <QWindow>

#import <AppKit/AppKit.h>

namespace tc {

bool canBlockScreenCapture()
{
    return true;
}

void blockScreenCapture(QWindow &window)
{
    auto *view = reinterpret_cast<NSView *>(window.winId());
    view.window.sharingType = NSWindowSharingNone;
}

} // namespace tc
