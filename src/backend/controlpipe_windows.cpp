#include "controlpipe.h"

#include <boost/asio/io_context.hpp>
#include <boost/asio/post.hpp>

#include <array>
#include <thread>

#include <windows.h>

namespace asio = boost::asio;

namespace tc {

namespace {

/// A pipe cannot be waited for here, so a thread of its own reads it. What the thread posts holds its own
/// share of the state, since it may still be reading when the pipe object goes.
class WindowsControlPipe final : public ControlPipe
{
public:
    WindowsControlPipe(asio::io_context &context, LineHandler onLine, EndHandler onEnd)
        : m_state(std::make_shared<State>(State {std::move(onLine), std::move(onEnd), {}, true}))
    {
        std::thread([&context, state = m_state] {
            std::array<char, 256> bytes {};
            DWORD size = 0;
            const HANDLE input = GetStdHandle(STD_INPUT_HANDLE);
            while (ReadFile(input, bytes.data(), static_cast<DWORD>(bytes.size()), &size, nullptr)
                   && size > 0) {
                asio::post(context, [state, text = QByteArray(bytes.data(), static_cast<qsizetype>(size))] {
                    if (state->open && !state->lines.take(text, state->onLine))
                        state->onEnd();
                });
            }
            asio::post(context, [state] {
                if (state->open)
                    state->onEnd();
            });
        }).detach();
    }
    ~WindowsControlPipe() override { m_state->open = false; }
    WindowsControlPipe(const WindowsControlPipe &) = delete;
    WindowsControlPipe &operator=(const WindowsControlPipe &) = delete;

private:
    struct State
    {
        LineHandler onLine;
        EndHandler onEnd;
        LineBuffer lines;
        bool open;
    };
    std::shared_ptr<State> m_state;
};

} // namespace

std::unique_ptr<ControlPipe> ControlPipe::open(asio::io_context &context, LineHandler onLine,
                                               EndHandler onEnd)
{
    return std::make_unique<WindowsControlPipe>(context, std::move(onLine), std::move(onEnd));
}

} // namespace tc
