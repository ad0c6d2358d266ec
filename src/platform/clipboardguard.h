#pragma once

#include "secret.h"

#include <QObject>

#include <chrono>
#include <memory>

namespace tc {

/// Puts secrets on the clipboard, never on the PRIMARY selection, with the hints that keep clipboard managers
/// from recording them, and clears them after a while, at the end, and only where the content is still ours.
class ClipboardGuard : public QObject
{
    Q_OBJECT

public:
    explicit ClipboardGuard(std::chrono::seconds lifetime = std::chrono::seconds(30),
                            QObject *parent = nullptr);
    ~ClipboardGuard() override;

    /// Copies \a secret and starts the countdown anew.
    void copy(const Secret &secret);
    /// Clears now, if the content is still ours.
    void clearNow();
    /// Seconds until it is cleared, 0 when nothing of ours is there.
    [[nodiscard]] int remainingSeconds() const;

Q_SIGNALS:
    /// Once a second while counting down; 0 when it was cleared or someone else's content took its place.
    void remainingChanged(int seconds);

private:
    class Private;
    std::unique_ptr<Private> d;
};

} // namespace tc
