#pragma once

#include <QObject>

#include <memory>

namespace tc {

/// Tells when the user's desktop session is locked and unlocked.
///
/// On Linux: `ActiveChanged` of the screen savers of freedesktop.org, GNOME, Cinnamon and MATE on the session
/// bus, and `Lock`, `Unlock` and `LockedHint` of the session at systemd-logind
/// (https://www.freedesktop.org/wiki/Software/systemd/logind/) on the system bus. On Windows: WTS session
/// changes; on macOS: `com.apple.screenIsLocked`.
class SessionLock final : public QObject
{
    Q_OBJECT

public:
    explicit SessionLock(QObject *parent = nullptr);
    ~SessionLock() override;

    /// Begins to listen, without blocking. Where nobody tells, nothing is heard.
    void watch();

Q_SIGNALS:
    /// A desktop may tell it in more than one way, so the same may be heard twice.
    void locked();
    void unlocked();

private:
    class Private;
    std::unique_ptr<Private> d;
};

} // namespace tc
