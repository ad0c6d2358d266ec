#pragma once

#include <QDateTime>
#include <QHash>
#include <QString>

#include <chrono>
#include <functional>

namespace tc {

/// What verifications leave behind over a restart, by call as TokenVerification names it (service, method,
/// URL, workspace): when, and with which status, a negative control held, and when the last call was made. A
/// JSON file (UTF-8) that is readable by the user alone; nothing that a server or a user wrote is in it, so
/// no secret is.
class VerificationFile
{
public:
    struct Control
    {
        QDateTime at; ///< UTC, this machine's time
        int status = 0; ///< HTTP, of the answer that refused the made-up token
    };
    struct LastCall
    {
        QDateTime at; ///< UTC, this machine's time
        std::chrono::seconds every {0}; ///< the vendor takes one in that time
    };
    struct Content
    {
        QHash<QString, Control> controls;
        QHash<QString, LastCall> calls;
    };

    explicit VerificationFile(QString path);

    /// What the file holds; nothing where there is none, or none that can be read.
    [[nodiscard]] Content read() const;
    /// Changes what the file holds by then, with what other consoles have noted. Without effect where it
    /// cannot be written: then the next start asks once more.
    void change(const std::function<void(Content &)> &edit) const;

private:
    QString m_path;
};

} // namespace tc
