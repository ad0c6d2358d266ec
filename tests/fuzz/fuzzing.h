#pragma once

#include <QByteArray>
#include <QByteArrayView>
#include <QString>
#include <QStringView>

#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <cstring>

/// What has to hold for every input; the fuzzer keeps the input for which it does not.
#define FUZZ_CHECK(condition)                                                                                \
    do {                                                                                                     \
        if (!(condition))                                                                                    \
            fuzzFailed(#condition, __FILE__, __LINE__);                                                      \
    } while (false)

[[noreturn]] inline void fuzzFailed(const char *condition, const char *file, int line)
{
    std::fprintf(stderr, "%s:%d: does not hold: %s\n", file, line, condition);
    std::abort();
}

/// Takes an input apart from its front, so that kept inputs stay readable.
class FuzzInput
{
public:
    FuzzInput(const std::uint8_t *data, std::size_t size)
        : m_rest(reinterpret_cast<const char *>(data), static_cast<qsizetype>(size))
    {
    }

    /// The next byte, 0 after the last. Letters and digits are as good as any other byte.
    std::uint8_t byte()
    {
        if (m_rest.isEmpty())
            return 0;
        const auto first = static_cast<std::uint8_t>(m_rest.front());
        m_rest = m_rest.sliced(1);
        return first;
    }

    /// The next eight bytes, in the machine's order; zeros after the last.
    template <typename Number>
    Number number()
    {
        static_assert(sizeof(Number) == 8);
        char bytes[8] = {};
        for (char &target : bytes)
            target = static_cast<char>(byte());
        Number value;
        std::memcpy(&value, bytes, sizeof value);
        return value;
    }

    /// Up to the next line end, which is left out.
    QByteArray line()
    {
        const qsizetype end = m_rest.indexOf('\n');
        const QByteArrayView taken = end < 0 ? m_rest : m_rest.first(end);
        m_rest = end < 0 ? QByteArrayView() : m_rest.sliced(end + 1);
        return taken.toByteArray();
    }

    [[nodiscard]] bool atEnd() const { return m_rest.isEmpty(); }
    [[nodiscard]] QByteArray rest() const { return m_rest.toByteArray(); }

    /// What is left as text: UTF-8, or after a byte FF (no UTF-8) as UTF-16, where lone surrogates can be.
    [[nodiscard]] QString text() const
    {
        if (m_rest.isEmpty() || m_rest.front() != '\xFF')
            return QString::fromUtf8(m_rest);
        QString units((m_rest.size() - 1) / 2, Qt::Uninitialized);
        std::memcpy(units.data(), m_rest.data() + 1, static_cast<std::size_t>(units.size()) * 2);
        return units;
    }

private:
    QByteArrayView m_rest;
};

/// Whether \a text can be shown as it is: nothing in it hides, or turns its direction.
inline bool isShowable(QStringView text)
{
    for (const QChar c : text) {
        const auto category = c.category();
        if (category == QChar::Other_Control || category == QChar::Separator_Line
            || category == QChar::Separator_Paragraph || (c.unicode() >= 0x202A && c.unicode() <= 0x202E)
            || (c.unicode() >= 0x2066 && c.unicode() <= 0x2069))
            return false;
    }
    return true;
}
