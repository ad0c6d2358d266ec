#include "clipboardhints.h"

namespace tc {

QList<std::pair<QString, QByteArray>> clipboardHints()
{
    // KDE's convention, kept by Klipper, CopyQ, GPaste and others on X11 and Wayland.
    return {{QStringLiteral("x-kde-passwordManagerHint"), QByteArrayLiteral("secret")}};
}

void addNativeClipboardHints() { }

} // namespace tc
