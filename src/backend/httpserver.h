#pragma once

#include "clock.h"
#include "servermessage.h"

#include <QString>

#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>

namespace boost::asio {
class io_context;
}

namespace tc {

/// A small HTTP/1.1 server over Boost.Beast, single-threaded, with limits on everything a caller controls.
class HttpServer
{
public:
    using Handler = std::function<ServerResponse(const ServerRequest &)>;

    struct Limits
    {
        std::uint32_t headerBytes = 16 * 1024; ///< past it 431
        std::uint64_t bodyBytes = 1024 * 1024; ///< past it 413
        int connections = 256; ///< with more, others are shed as Connections says
        std::uint64_t heldBytes = 8 * 1024 * 1024; ///< bodies being read and answers being sent, all together
        /// For one whole request from the first waiting for it, and for sending one response.
        std::chrono::seconds time {10};
    };

    /// \a handler answers each request, on the thread that runs \a context. \a clock (for `Date`) and \a
    /// context must outlive this.
    HttpServer(boost::asio::io_context &context, const Clock &clock, Handler handler, const Limits &limits);
    /// With the standard limits.
    HttpServer(boost::asio::io_context &context, const Clock &clock, Handler handler);
    ~HttpServer();
    HttpServer(const HttpServer &) = delete;
    HttpServer &operator=(const HttpServer &) = delete;

    /// Listens on an IPv4 address in host byte order; port 0 takes any free one. False where it cannot be
    /// had.
    [[nodiscard]] bool listen(std::uint32_t address, std::uint16_t port);
    [[nodiscard]] std::uint16_t port() const;

    /// Takes no more connections and requests; answers in the making are still sent. \a whenDone is called,
    /// on the thread that runs the context, when the last connection has ended.
    void stop(std::function<void()> whenDone);

private:
    class Listener;
    std::shared_ptr<Listener> m_listener;
};

} // namespace tc
