#include "privatefile.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>

#include <windows.h>

namespace tc {

namespace {

// What lies in a user's profile is that user's by the inherited access control list: nothing is narrowed
// here.

class WindowsFileLock final : public FileLock
{
public:
    explicit WindowsFileLock(HANDLE handle)
        : m_handle(handle)
    {
    }
    ~WindowsFileLock() override { CloseHandle(m_handle); }
    WindowsFileLock(const WindowsFileLock &) = delete;
    WindowsFileLock &operator=(const WindowsFileLock &) = delete;

private:
    HANDLE m_handle;
};

} // namespace

bool makePrivateFile(const QString &file)
{
    return QDir().mkpath(QFileInfo(file).absolutePath()) && QFile(file).open(QIODevice::ReadWrite);
}

NewFileOutcome writeNewPrivateFile(const QString &file, QByteArrayView content)
{
    QFile made(file);
    if (!made.open(QIODevice::WriteOnly | QIODevice::NewOnly | QIODevice::Unbuffered))
        return QFileInfo::exists(file) ? NewFileOutcome::Exists : NewFileOutcome::Failed;
    if (made.write(content.data(), content.size()) != content.size()) {
        made.remove();
        return NewFileOutcome::Failed;
    }
    return NewFileOutcome::Written;
}

std::unique_ptr<FileLock> FileLock::tryLock(const QString &file, qint64 *ownerPid)
{
    *ownerPid = 0;
    QDir().mkpath(QFileInfo(file).absolutePath());
    const std::wstring path = QDir::toNativeSeparators(file).toStdWString();
    // No sharing: the handle is the lock, and the system closes it with the process.
    const HANDLE handle = CreateFileW(path.c_str(), GENERIC_READ | GENERIC_WRITE, 0, nullptr, OPEN_ALWAYS,
                                      FILE_ATTRIBUTE_NORMAL, nullptr);
    if (handle == INVALID_HANDLE_VALUE)
        return nullptr;
    return std::make_unique<WindowsFileLock>(handle);
}

} // namespace tc
