#include "secret.h"

#include <QByteArray>
#include <QString>

#include <cstring>

#if defined(Q_OS_WIN)
#include <windows.h>
#elif defined(Q_OS_MACOS)
#define __STDC_WANT_LIB_EXT1__ 1
#include <string.h>
#endif

namespace tc {

void wipeBytes(void *bytes, std::size_t size) noexcept
{
    if (size == 0)
        return;
#if defined(Q_OS_WIN)
    SecureZeroMemory(bytes, size);
#elif defined(Q_OS_MACOS)
    memset_s(bytes, size, 0, size);
#else
    explicit_bzero(bytes, size);
#endif
}

namespace {

/// Overwrites the whole block of \a container, what lies before and behind its content too: content that was
/// cut off or moved stays there. Nothing where the block is shared or not the container's own.
template <typename Container>
void wipeBlock(Container &container)
{
    auto &data = container.data_ptr();
    if (data.needsDetach())
        return;
    wipeBytes(data.data() - data.freeSpaceAtBegin(),
              static_cast<std::size_t>(data.constAllocatedCapacity()) * sizeof(*data.data()));
}

} // namespace

void wipe(QByteArray &bytes)
{
    wipeBlock(bytes);
    bytes.clear();
}

void wipe(QString &text)
{
    wipeBlock(text);
    text.clear();
}

Secret::Secret(Secret &&other) noexcept
    : m_bytes(std::move(other.m_bytes))
    , m_size(std::exchange(other.m_size, 0))
{
}

Secret &Secret::operator=(Secret &&other) noexcept
{
    if (this != &other) {
        wipe();
        m_bytes = std::move(other.m_bytes);
        m_size = std::exchange(other.m_size, 0);
    }
    return *this;
}

Secret::~Secret()
{
    wipe();
}

Secret Secret::take(QByteArray &&source)
{
    Secret secret = copyOf(source);
    tc::wipe(source);
    return secret;
}

Secret Secret::take(QString &&source)
{
    Secret secret = take(source.toUtf8());
    tc::wipe(source);
    return secret;
}

Secret Secret::copyOf(QByteArrayView bytes)
{
    Secret secret;
    if (!bytes.isEmpty()) {
        secret.m_bytes = std::make_unique<char[]>(static_cast<std::size_t>(bytes.size()));
        secret.m_size = bytes.size();
        std::memcpy(secret.m_bytes.get(), bytes.data(), static_cast<std::size_t>(bytes.size()));
    }
    return secret;
}

Secret Secret::duplicate() const
{
    return copyOf(QByteArrayView(m_bytes.get(), m_size));
}

bool Secret::equals(const Secret &other) const
{
    if (m_size != other.m_size)
        return false;
    unsigned char difference = 0;
    for (qsizetype i = 0; i < m_size; ++i)
        difference |= static_cast<unsigned char>(m_bytes[static_cast<std::size_t>(i)]
                                                 ^ other.m_bytes[static_cast<std::size_t>(i)]);
    return difference == 0;
}

void Secret::wipe() noexcept
{
    wipeBytes(m_bytes.get(), static_cast<std::size_t>(m_size));
    m_bytes.reset();
    m_size = 0;
}

} // namespace tc
