#pragma once

#include <QObject>
#include <QString>

#include <memory>

QT_BEGIN_NAMESPACE
class QMimeData;
QT_END_NAMESPACE

namespace tc {

/// The system's clipboard with all its modes (X11's PRIMARY selection and macOS's find buffer too), as far as
/// ClipboardGuard needs it: what it put there is known by a marker.
class SystemClipboard : public QObject
{
    Q_OBJECT

public:
    /// The format that carries a copy's marker.
    [[nodiscard]] static QString markerFormat();

    SystemClipboard();

    /// Puts \a content on the clipboard proper, and on no other mode.
    virtual void put(std::unique_ptr<QMimeData> content);
    /// Clears every mode that holds the copy with \a marker, and no other. A system may ignore it.
    virtual void clear(const QByteArray &marker);
    /// Whether any mode holds the copy with \a marker. Only where this application owns a mode is its content
    /// looked at: reading another's would wait for that one.
    [[nodiscard]] virtual bool holds(const QByteArray &marker) const;

Q_SIGNALS:
    void changed();
};

} // namespace tc
