#pragma once

#include <QObject>

#include <memory>

namespace tc {

/// Follows the desktop's light or dark preference: Qt 6.4 does not (org.freedesktop.portal.Settings,
/// org.freedesktop.appearance color-scheme, and its change signal), and applies a fitting palette.
class ColorScheme : public QObject
{
    Q_OBJECT

public:
    enum class Scheme { Light, Dark };

    explicit ColorScheme(QObject *parent = nullptr);
    ~ColorScheme() override;

    /// Asks the desktop without blocking and applies what it answers, now and whenever it changes. Where
    /// nobody answers, the palette stays the platform's.
    void follow();

    /// The scheme of the application's palette as it is now.
    [[nodiscard]] static Scheme current();

Q_SIGNALS:
    void changed();

private:
    class Private;
    std::unique_ptr<Private> d;
};

} // namespace tc
