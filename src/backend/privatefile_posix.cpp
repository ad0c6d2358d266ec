#include "privatefile.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>

#include <cerrno>
#include <utility>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

namespace tc {

namespace {

/// A file descriptor that is closed when it goes.
class Descriptor
{
public:
    explicit Descriptor(int descriptor)
        : m_descriptor(descriptor)
    {
    }
    Descriptor(Descriptor &&other) noexcept
        : m_descriptor(std::exchange(other.m_descriptor, -1))
    {
    }
    Descriptor &operator=(Descriptor &&) = delete;
    Descriptor(const Descriptor &) = delete;
    Descriptor &operator=(const Descriptor &) = delete;
    ~Descriptor()
    {
        if (m_descriptor >= 0)
            ::close(m_descriptor);
    }

    [[nodiscard]] int get() const { return m_descriptor; }
    [[nodiscard]] bool isOpen() const { return m_descriptor >= 0; }

private:
    int m_descriptor;
};

bool makeDirectoryOf(const QString &file)
{
    // Every directory made on the way is the owner's alone too.
    const mode_t before = ::umask(077);
    const bool made = QDir().mkpath(QFileInfo(file).absolutePath());
    ::umask(before);
    return made;
}

struct flock wholeFile(short type)
{
    struct flock lock
    {
    };
    lock.l_type = type;
    lock.l_whence = SEEK_SET;
    return lock;
}

class PosixFileLock final : public FileLock
{
public:
    explicit PosixFileLock(Descriptor descriptor)
        : m_descriptor(std::move(descriptor))
    {
    }

private:
    Descriptor m_descriptor;
};

} // namespace

bool makePrivateFile(const QString &file)
{
    if (!makeDirectoryOf(file))
        return false;
    const Descriptor made(::open(QFile::encodeName(file).constData(), O_RDWR | O_CREAT | O_CLOEXEC, 0600));
    return made.isOpen() && ::fchmod(made.get(), 0600) == 0;
}

NewFileOutcome writeNewPrivateFile(const QString &file, QByteArrayView content)
{
    const QByteArray path = QFile::encodeName(file);
    const Descriptor made(
        ::open(path.constData(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0600));
    if (!made.isOpen())
        return errno == EEXIST ? NewFileOutcome::Exists : NewFileOutcome::Failed;
    qsizetype written = 0;
    while (written < content.size()) {
        const ssize_t count = ::write(made.get(), content.data() + written,
                                      static_cast<std::size_t>(content.size() - written));
        if (count <= 0) {
            ::unlink(path.constData());
            return NewFileOutcome::Failed;
        }
        written += count;
    }
    if (::fchmod(made.get(), 0600) != 0 || ::fsync(made.get()) != 0) {
        ::unlink(path.constData());
        return NewFileOutcome::Failed;
    }
    return NewFileOutcome::Written;
}

std::unique_ptr<FileLock> FileLock::tryLock(const QString &file, qint64 *ownerPid)
{
    *ownerPid = 0;
    if (!makeDirectoryOf(file))
        return nullptr;
    Descriptor descriptor(::open(QFile::encodeName(file).constData(), O_RDWR | O_CREAT | O_CLOEXEC, 0600));
    if (!descriptor.isOpen())
        return nullptr;
    struct flock lock = wholeFile(F_WRLCK);
    if (::fcntl(descriptor.get(), F_SETLK, &lock) == 0)
        return std::make_unique<PosixFileLock>(std::move(descriptor));
    struct flock owner = wholeFile(F_WRLCK);
    if (::fcntl(descriptor.get(), F_GETLK, &owner) == 0 && owner.l_type != F_UNLCK)
        *ownerPid = owner.l_pid;
    return nullptr;
}

} // namespace tc
