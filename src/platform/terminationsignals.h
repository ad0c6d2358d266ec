#pragma once

#include <QObject>

#include <memory>

namespace tc {

/// Turns the system's wish that this process ends (SIGTERM, SIGINT, SIGHUP) into a signal in the event loop,
/// so that it ends in order. There is one at a time. On Windows, where there is no such wish to a program
/// with windows, it never tells.
class TerminationSignals final : public QObject
{
    Q_OBJECT

public:
    explicit TerminationSignals(QObject *parent = nullptr);
    /// Gives the system's own handling back.
    ~TerminationSignals() override;

Q_SIGNALS:
    void requested();

private:
    class Private;
    std::unique_ptr<Private> d;
};

} // namespace tc
