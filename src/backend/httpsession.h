#pragma once

#include "connections.h"
#include "httpserver.h"
#include "wipingallocator.h"

#include <boost/asio/ip/tcp.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/core/tcp_stream.hpp>
#include <boost/beast/http/parser.hpp>
#include <boost/beast/http/string_body.hpp>

#include <array>
#include <functional>
#include <memory>
#include <optional>

namespace tc {

/// What all connections of one server share.
struct HttpShared
{
    const Clock &clock;
    HttpServer::Handler handler;
    HttpServer::Limits limits;
    Connections connections {limits.connections, limits.heldBytes};
    bool stopping = false;
    std::function<void()> whenDone = {};

    /// Calls whenDone, once, when the server is to stop and no connection is left.
    void tellWhenDone();
};

/// One connection: reads a request, answers it, and starts over.
class HttpSession final : public Connection, public std::enable_shared_from_this<HttpSession>
{
public:
    /// \a address is the peer's, in host byte order.
    HttpSession(boost::asio::ip::tcp::socket socket, std::uint32_t address,
                std::shared_ptr<HttpShared> shared);
    ~HttpSession() override;
    HttpSession(const HttpSession &) = delete;
    HttpSession &operator=(const HttpSession &) = delete;

    void readHeader();
    void stop() override;
    void shed() override;

private:
    // Requests carry credentials: what they are read into is wiped.
    using Body = boost::beast::http::basic_string_body<char, std::char_traits<char>, WipingAllocator<char>>;
    using Parser = boost::beast::http::request_parser<Body, WipingAllocator<char>>;
    using Buffer = boost::beast::basic_flat_buffer<WipingAllocator<char>>;

    void headerRead();
    void readBody();
    void readFailed(boost::beast::error_code error);
    void answer();
    void refuse(ServerResponse response);
    void send(ServerResponse response, bool keepAlive);
    void sent(boost::beast::error_code error, bool keepAlive);
    void linger();
    void readAway(std::size_t left);

    boost::beast::tcp_stream m_stream;
    std::uint32_t m_address;
    std::shared_ptr<HttpShared> m_shared;
    Buffer m_buffer;
    std::optional<Parser> m_parser;
    ServerResponse m_response;
    QByteArray m_head;
    std::array<char, 4096> m_readAway {};
    bool m_waiting = false; ///< for a request, or for the peer to close
    bool m_bodyLeftOut = false;
};

} // namespace tc
