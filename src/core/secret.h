#pragma once

#include <QByteArrayView>
#include <QtGlobal>

#include <cstddef>
#include <memory>
#include <utility>

QT_BEGIN_NAMESPACE
class QByteArray;
class QString;
QT_END_NAMESPACE

namespace tc {

/// Secret bytes (UTF-8): move-only, wiped when destroyed, moved from or replaced.
///
/// It converts to nothing: no QString, QVariant, QDebug or comparison operator takes it. The one way out is
/// reveal(), so that every place where secret bytes leave can be found by that name.
class Secret
{
public:
    Secret() = default;
    Secret(Secret &&other) noexcept;
    Secret &operator=(Secret &&other) noexcept;
    Secret(const Secret &) = delete;
    Secret &operator=(const Secret &) = delete;
    ~Secret();

    /// Takes over the bytes of \a source and wipes them there. Only an unshared QByteArray can be wiped: move
    /// it in.
    [[nodiscard]] static Secret take(QByteArray &&source);
    /// The same for text, encoded as UTF-8.
    [[nodiscard]] static Secret take(QString &&source);
    /// Copies \a bytes, which stay the caller's to wipe.
    [[nodiscard]] static Secret copyOf(QByteArrayView bytes);

    /// A second copy, asked for by name since copies are what one wants few of.
    [[nodiscard]] Secret duplicate() const;

    [[nodiscard]] bool isEmpty() const { return m_size == 0; }
    [[nodiscard]] qsizetype size() const { return m_size; }
    /// Compares in constant time for equal sizes.
    [[nodiscard]] bool equals(const Secret &other) const;

    /// Hands the bytes to \a use for as long as it runs; \a use must not keep them without wiping.
    template <typename Use>
    decltype(auto) reveal(Use &&use) const
    {
        return std::forward<Use>(use)(QByteArrayView(m_bytes.get(), m_size));
    }

private:
    void wipe() noexcept;

    std::unique_ptr<char[]> m_bytes;
    qsizetype m_size = 0;
};

/// Overwrites \a size bytes at \a bytes in a way the compiler does not remove.
void wipeBytes(void *bytes, std::size_t size) noexcept;
/// Overwrites and clears; does nothing for bytes shared with another owner than to let go of them.
void wipe(QByteArray &bytes);
void wipe(QString &text);

} // namespace tc
