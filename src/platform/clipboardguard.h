#pragma once

#include "secret.h"

#include <QObject>

#include <chrono>
#include <memory>

namespace tc {

class SystemClipboard;

/// Puts secrets on the clipboard, never on the PRIMARY selection, with the hints that keep clipboard managers
/// from recording them, and clears them after a while, at the end, and only where the content is still ours.
///
/// A system may ignore a clear (GNOME on Wayland does without the focus), so it looks again after each, says
/// so if the secret is still there, and tries again every second until it is gone.
class ClipboardGuard : public QObject
{
    Q_OBJECT

public:
    static constexpr std::chrono::seconds minimumLifetime {10};
    static constexpr std::chrono::seconds defaultLifetime {30};
    static constexpr std::chrono::seconds maximumLifetime {120};

    explicit ClipboardGuard(std::chrono::seconds lifetime = defaultLifetime, QObject *parent = nullptr);
    /// With another clipboard than the system's: for systems that cannot be made to misbehave in a test.
    ClipboardGuard(std::unique_ptr<SystemClipboard> clipboard, std::chrono::seconds lifetime,
                   QObject *parent = nullptr);
    ~ClipboardGuard() override;

    /// How long the next copy lives.
    void setLifetime(std::chrono::seconds lifetime);
    /// Copies \a secret and starts the countdown anew.
    void copy(const Secret &secret);
    /// Clears now, if the content is still ours.
    void clearNow();
    /// Seconds until it is cleared, 0 when nothing of ours is there or its time is over.
    [[nodiscard]] int remainingSeconds() const;
    /// Whether a clear was tried and the secret is there all the same.
    [[nodiscard]] bool isStuck() const;

Q_SIGNALS:
    /// Once a second while counting down; 0 when it was cleared or someone else's content took its place.
    void remainingChanged(int seconds);
    /// The secret is still on the clipboard after a clear. remainingChanged(0) follows once it is gone.
    void clearingFailed();

private:
    class Private;
    std::unique_ptr<Private> d;
};

} // namespace tc
