#pragma once

#include <QByteArray>

#include <functional>
#include <memory>

namespace boost::asio {
class io_context;
}

namespace tc {

/// Standard input as the line of orders from the process that started this one.
class ControlPipe
{
public:
    using LineHandler = std::function<void(const QByteArray &line)>;
    using EndHandler = std::function<void()>;

    virtual ~ControlPipe() = default;

    /// Hands on each line, without its end, on the thread that runs \a context, and at last the end: the pipe
    /// was closed, broke, or brought a line of more than 1 KiB. On Linux the system also sends SIGTERM when
    /// the parent has ended, in case a third process holds the pipe open.
    [[nodiscard]] static std::unique_ptr<ControlPipe> open(boost::asio::io_context &context,
                                                           LineHandler onLine, EndHandler onEnd);
};

/// Splits what arrives into lines.
class LineBuffer
{
public:
    /// Appends bytes and hands on the lines that are complete; false once one is too long.
    [[nodiscard]] bool take(QByteArrayView bytes, const ControlPipe::LineHandler &onLine)
    {
        constexpr qsizetype maximumLine = 1024;
        m_bytes.append(bytes);
        for (qsizetype end = m_bytes.indexOf('\n'); end >= 0; end = m_bytes.indexOf('\n')) {
            const QByteArray line = m_bytes.first(end).trimmed();
            m_bytes.remove(0, end + 1);
            onLine(line);
        }
        return m_bytes.size() <= maximumLine;
    }

private:
    QByteArray m_bytes;
};

} // namespace tc
