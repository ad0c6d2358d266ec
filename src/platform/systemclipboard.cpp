#include "systemclipboard.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QMimeData>

#include <array>

namespace tc {

namespace {

constexpr std::array modes {QClipboard::Clipboard, QClipboard::Selection, QClipboard::FindBuffer};

bool owns(const QClipboard &clipboard, QClipboard::Mode mode)
{
    switch (mode) {
    case QClipboard::Clipboard:
        return clipboard.ownsClipboard();
    case QClipboard::Selection:
        return clipboard.supportsSelection() && clipboard.ownsSelection();
    case QClipboard::FindBuffer:
        return clipboard.supportsFindBuffer() && clipboard.ownsFindBuffer();
    }
    return false;
}

/// Owning it is not enough, for the user may have copied something else in this application.
bool modeHolds(QClipboard::Mode mode, const QByteArray &marker)
{
    const QClipboard *clipboard = QGuiApplication::clipboard();
    if (!owns(*clipboard, mode))
        return false;
    const QMimeData *content = clipboard->mimeData(mode);
    return content && content->data(SystemClipboard::markerFormat()) == marker;
}

} // namespace

QString SystemClipboard::markerFormat()
{
    return QStringLiteral("application/x-token-console-copy");
}

SystemClipboard::SystemClipboard()
{
    connect(QGuiApplication::clipboard(), &QClipboard::changed, this, &SystemClipboard::changed);
}

void SystemClipboard::put(std::unique_ptr<QMimeData> content)
{
    QGuiApplication::clipboard()->setMimeData(content.release(), QClipboard::Clipboard);
}

void SystemClipboard::clear(const QByteArray &marker)
{
    for (const QClipboard::Mode mode : modes) {
        if (modeHolds(mode, marker))
            QGuiApplication::clipboard()->clear(mode);
    }
}

bool SystemClipboard::holds(const QByteArray &marker) const
{
    for (const QClipboard::Mode mode : modes) {
        if (modeHolds(mode, marker))
            return true;
    }
    return false;
}

} // namespace tc
