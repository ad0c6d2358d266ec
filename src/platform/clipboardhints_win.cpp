#include "clipboardhints.h"

namespace tc {

QList<std::pair<QString, QByteArray>> clipboardHints()
{
    // https://learn.microsoft.com/windows/win32/dataxchg/clipboard-formats (cloud clipboard and history).
    const auto format = [](const char *name) {
        return QStringLiteral("application/x-qt-windows-mime;value=\"%1\"").arg(QLatin1String(name));
    };
    const QByteArray no(4, '\0'); // a DWORD
    return {{format("ExcludeClipboardContentFromMonitorProcessing"), no},
            {format("CanIncludeInClipboardHistory"), no},
            {format("CanUploadToCloudClipboard"), no}};
}

void addNativeClipboardHints() { }

} // namespace tc
