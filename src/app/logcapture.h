#pragma once

#include <QtGlobal>

namespace tc {

class SupportLog;

/// Takes Qt's messages (qInfo(), qWarning(), … and Qt's own) for as long as it lives: each goes, redacted, to
/// the support log and to the standard error; what the console itself tells (categories `tc.…` up to info)
/// goes to the log alone. There is one at a time.
class LogCapture final
{
public:
    /// \a log must outlive the capture.
    explicit LogCapture(SupportLog &log);
    ~LogCapture();
    Q_DISABLE_COPY_MOVE(LogCapture)

private:
    QtMessageHandler m_before;
};

} // namespace tc
