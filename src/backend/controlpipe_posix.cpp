#include "controlpipe.h"

#include <QtGlobal>

#include <boost/asio/buffer.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/posix/stream_descriptor.hpp>

#include <array>
#include <csignal>

#include <unistd.h>

#ifdef Q_OS_LINUX
#include <sys/prctl.h>
#endif

namespace asio = boost::asio;

namespace tc {

namespace {

class PosixControlPipe final : public ControlPipe
{
public:
    PosixControlPipe(asio::io_context &context, LineHandler onLine, EndHandler onEnd)
        : m_input(context, ::dup(STDIN_FILENO))
        , m_onLine(std::move(onLine))
        , m_onEnd(std::move(onEnd))
    {
        read();
    }

private:
    void read()
    {
        m_input.async_read_some(
            asio::buffer(m_bytes), [this](boost::system::error_code error, std::size_t size) {
                if (error == asio::error::operation_aborted)
                    return;
                if (!error
                    && m_lines.take(QByteArrayView(m_bytes.data(), static_cast<qsizetype>(size)), m_onLine))
                    return read();
                // It may destroy this pipe.
                const EndHandler onEnd = std::move(m_onEnd);
                onEnd();
            });
    }

    asio::posix::stream_descriptor m_input;
    LineHandler m_onLine;
    EndHandler m_onEnd;
    LineBuffer m_lines;
    std::array<char, 256> m_bytes {};
};

} // namespace

std::unique_ptr<ControlPipe> ControlPipe::open(asio::io_context &context, LineHandler onLine,
                                               EndHandler onEnd)
{
#ifdef Q_OS_LINUX
    ::prctl(PR_SET_PDEATHSIG, SIGTERM);
#endif
    return std::make_unique<PosixControlPipe>(context, std::move(onLine), std::move(onEnd));
}

} // namespace tc
