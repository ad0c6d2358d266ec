#pragma once

#include <QByteArrayView>
#include <QString>

#include <memory>

namespace tc {

/// Makes \a file, empty and readable by its owner alone (mode 0600), and its directory (0700), where they are
/// missing; narrows the mode of a file that is there. False where that fails.
[[nodiscard]] bool makePrivateFile(const QString &file);

enum class NewFileOutcome { Written, Exists, Failed };

/// Writes \a content to a new file of mode 0600. A file, or a link, that is there already is never touched
/// (`O_EXCL`).
[[nodiscard]] NewFileOutcome writeNewPrivateFile(const QString &file, QByteArrayView content);

/// An exclusive lock on a file that the system releases when the process ends, however it ends.
class FileLock
{
public:
    virtual ~FileLock() = default;

    /// Locks \a file (made where missing); null where another process holds it. \a ownerPid then says which,
    /// or 0 where the system does not tell.
    [[nodiscard]] static std::unique_ptr<FileLock> tryLock(const QString &file, qint64 *ownerPid);
};

} // namespace tc
