#include "httpserver.h"

#include "httpsession.h"

#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/steady_timer.hpp>

#include <utility>

namespace asio = boost::asio;
namespace beast = boost::beast;
using boost::asio::ip::tcp;

namespace tc {

class HttpServer::Listener : public std::enable_shared_from_this<Listener>
{
public:
    Listener(asio::io_context &context, std::shared_ptr<HttpShared> shared)
        : m_acceptor(context)
        , m_retry(context)
        , m_shared(std::move(shared))
    {
    }

    bool listen(std::uint32_t address, std::uint16_t port)
    {
        const tcp::endpoint endpoint(asio::ip::address_v4(address), port);
        beast::error_code error;
        m_acceptor.open(endpoint.protocol(), error);
#ifndef Q_OS_WIN
        // On Windows this would let another process take the port over.
        if (!error)
            m_acceptor.set_option(asio::socket_base::reuse_address(true), error);
#endif
        if (!error)
            m_acceptor.bind(endpoint, error);
        if (!error)
            m_acceptor.listen(asio::socket_base::max_listen_connections, error);
        if (error)
            return false;
        accept();
        return true;
    }

    [[nodiscard]] std::uint16_t port() const
    {
        return m_acceptor.local_endpoint().port();
    }

    void stop(std::function<void()> whenDone)
    {
        m_shared->stopping = true;
        m_shared->whenDone = std::move(whenDone);
        beast::error_code ignored;
        m_acceptor.close(ignored);
        m_retry.cancel();
        m_shared->connections.stopAll();
        m_shared->tellWhenDone();
    }

private:
    void accept()
    {
        m_acceptor.async_accept([self = shared_from_this()](beast::error_code error, tcp::socket socket) {
            if (self->m_shared->stopping)
                return;
            if (error)
                return self->acceptLater();
            self->take(std::move(socket));
            self->accept();
        });
    }

    /// Out of descriptors, most likely: trying again at once would only spin.
    void acceptLater()
    {
        m_retry.expires_after(std::chrono::milliseconds(100));
        m_retry.async_wait([self = shared_from_this()](beast::error_code error) {
            if (!error)
                self->accept();
        });
    }

    void take(tcp::socket socket)
    {
        beast::error_code error;
        const tcp::endpoint peer = socket.remote_endpoint(error);
        if (error || !peer.address().is_v4())
            return;
        socket.set_option(tcp::no_delay(true), error);
        std::make_shared<HttpSession>(std::move(socket), peer.address().to_v4().to_uint(), m_shared)
            ->readHeader();
    }

    tcp::acceptor m_acceptor;
    asio::steady_timer m_retry;
    std::shared_ptr<HttpShared> m_shared;
};

HttpServer::HttpServer(asio::io_context &context, const Clock &clock, Handler handler, const Limits &limits)
    : m_listener(std::make_shared<Listener>(
        context, std::make_shared<HttpShared>(HttpShared {clock, std::move(handler), limits})))
{
}

HttpServer::HttpServer(asio::io_context &context, const Clock &clock, Handler handler)
    : HttpServer(context, clock, std::move(handler), Limits {})
{
}

HttpServer::~HttpServer()
{
    m_listener->stop({});
}

bool HttpServer::listen(std::uint32_t address, std::uint16_t port)
{
    return m_listener->listen(address, port);
}

std::uint16_t HttpServer::port() const
{
    return m_listener->port();
}

void HttpServer::stop(std::function<void()> whenDone)
{
    m_listener->stop(std::move(whenDone));
}

} // namespace tc
