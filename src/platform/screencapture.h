#pragma once

#include <QtGlobal>

QT_BEGIN_NAMESPACE
class QWindow;
QT_END_NAMESPACE

namespace tc {

/// Whether this system lets a window be kept out of screenshots, recordings and shared screens. Linux does
/// not, neither on X11 nor by any Wayland protocol.
[[nodiscard]] bool canBlockScreenCapture();

/// Keeps \a window, which must be shown, out of them; does nothing where that cannot be. Untested on Windows
/// and macOS.
void blockScreenCapture(QWindow &window);

} // namespace tc
