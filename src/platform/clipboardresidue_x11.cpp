#include "clipboardresidue.h"

#include <QGuiApplication>

#include <xcb/xcb.h>

namespace tc {

namespace {

/// libxcb gathers requests in one buffer for as long as the connection lives (XCB_QUEUE_BUFFER_SIZE, 16 KiB
/// as Debian builds it), and starts at its beginning after each flush; a no-operation takes four bytes there.
constexpr int bufferSize = 16 * 1024;
constexpr int noOperationSize = 4;

} // namespace

void wipeClipboardResidue()
{
    const auto *x11 = qGuiApp->nativeInterface<QNativeInterface::QX11Application>();
    if (!x11)
        return; // Wayland
    xcb_connection_t *connection = x11->connection();
    xcb_flush(connection);
    for (int i = 0; i < bufferSize / noOperationSize; ++i)
        xcb_no_operation(connection);
    xcb_flush(connection);
}

} // namespace tc
