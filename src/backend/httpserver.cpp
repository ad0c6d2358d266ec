#include "httpserver.h"

#include "problem.h"
#include "wipingallocator.h"

#include <QLocale>
#include <QLoggingCategory>

#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/write.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/core/tcp_stream.hpp>
#include <boost/beast/http/parser.hpp>
#include <boost/beast/http/read.hpp>
#include <boost/beast/http/string_body.hpp>

#include <array>
#include <optional>
#include <unordered_set>
#include <utility>

namespace asio = boost::asio;
namespace beast = boost::beast;
namespace http = boost::beast::http;
using boost::asio::ip::tcp;

namespace tc {

Q_LOGGING_CATEGORY(httpLog, "tc.backend.http")

namespace {

// Requests carry credentials: what they are read into is wiped.
using Body = http::basic_string_body<char, std::char_traits<char>, WipingAllocator<char>>;
using Parser = http::request_parser<Body, WipingAllocator<char>>;
using Buffer = beast::basic_flat_buffer<WipingAllocator<char>>;

/// How much of a refused request is read away, and for how long, so that closing does not tear the answer off
/// the wire.
constexpr std::size_t lingerBytes = 4 * 1024 * 1024;
constexpr std::chrono::seconds lingerTime {2};

QByteArrayView view(beast::string_view text)
{
    return QByteArrayView(text.data(), static_cast<qsizetype>(text.size()));
}

/// The path and query of a target in absolute form (`http://host/path`), which a server has to take too.
QByteArrayView originForm(QByteArrayView target)
{
    constexpr QByteArrayView scheme("http://");
    if (!target.startsWith(scheme))
        return target;
    const qsizetype slash = target.indexOf('/', scheme.size());
    return slash < 0 ? QByteArrayView("/") : target.sliced(slash);
}

QByteArray httpDate(const QDateTime &instant)
{
    static const QLocale english = QLocale::c();
    return english.toString(instant.toUTC(), QStringLiteral("ddd, dd MMM yyyy HH:mm:ss 'GMT'")).toLatin1();
}

/// Status line and headers of \a response.
QByteArray responseHead(const ServerResponse &response, const QDateTime &now, bool keepAlive)
{
    QByteArray head = "HTTP/1.1 " + QByteArray::number(response.status) + ' '
        + QByteArray(reasonPhrase(response.status).data()) + "\r\nDate: " + httpDate(now)
        + "\r\nCache-Control: no-store\r\nX-Content-Type-Options: nosniff\r\n";
    for (const auto &[name, value] : response.headers)
        head += name + ": " + value + "\r\n";
    // A 204 has none (RFC 9110, section 8.6).
    if (response.status != 204)
        head += "Content-Length: " + QByteArray::number(response.body.size()) + "\r\n";
    head += keepAlive ? "Connection: keep-alive\r\n\r\n" : "Connection: close\r\n\r\n";
    return head;
}

ServerResponse malformedRequest()
{
    return problem(400, QLatin1String("MALFORMED_REQUEST"),
                   QStringLiteral("The request is not valid HTTP/1.1."));
}

class Session;

/// What all connections of one listener share.
struct Shared
{
    const Clock &clock;
    HttpServer::Handler handler;
    HttpServer::Limits limits;
    bool stopping = false;
    std::function<void()> whenDone = {};
    std::unordered_set<Session *> sessions = {};

    void tellWhenDone()
    {
        if (stopping && sessions.empty() && whenDone)
            std::exchange(whenDone, {})();
    }
};

/// One connection: reads a request, answers it, and starts over.
class Session : public std::enable_shared_from_this<Session>
{
public:
    Session(tcp::socket socket, std::uint32_t address, std::shared_ptr<Shared> shared)
        : m_stream(std::move(socket))
        , m_address(address)
        , m_shared(std::move(shared))
    {
        m_shared->sessions.insert(this);
    }
    ~Session()
    {
        wipe(m_response.body);
        m_shared->sessions.erase(this);
        m_shared->tellWhenDone();
    }
    Session(const Session &) = delete;
    Session &operator=(const Session &) = delete;

    void readHeader()
    {
        m_bodyLeftOut = false;
        m_parser.emplace();
        m_parser->header_limit(m_shared->limits.headerBytes);
        m_parser->body_limit(m_shared->limits.bodyBytes);
        m_stream.expires_after(m_shared->limits.time);
        m_waiting = true;
        http::async_read_header(m_stream, m_buffer, *m_parser,
                                [self = shared_from_this()](beast::error_code error, std::size_t /*bytes*/) {
                                    self->m_waiting = false;
                                    if (error)
                                        self->readFailed(error);
                                    else
                                        self->headerRead();
                                });
    }

    /// Ends the connection unless a request is being answered.
    void stop()
    {
        if (m_waiting)
            m_stream.close();
    }

private:
    void headerRead()
    {
        const auto &request = m_parser->get();
        if (request.version() >= 11 && request.count(http::field::host) != 1)
            return refuse(malformedRequest());
        const auto expectation = request[http::field::expect];
        if (expectation.empty())
            return readBody();
        if (!beast::iequals(expectation, "100-continue"))
            return refuse(problem(417, QLatin1String("EXPECTATION_FAILED"),
                                  QStringLiteral("This expectation is not supported.")));
        static constexpr char goOn[] = "HTTP/1.1 100 Continue\r\n\r\n";
        asio::async_write(m_stream, asio::buffer(goOn, sizeof(goOn) - 1),
                          [self = shared_from_this()](beast::error_code error, std::size_t /*bytes*/) {
                              if (!error)
                                  self->readBody();
                          });
    }

    void readBody()
    {
        http::async_read(m_stream, m_buffer, *m_parser,
                         [self = shared_from_this()](beast::error_code error, std::size_t /*bytes*/) {
                             if (error)
                                 self->readFailed(error);
                             else
                                 self->answer();
                         });
    }

    void readFailed(beast::error_code error)
    {
        // A connection that ended, broke or took too long gets no answer.
        if (error == http::error::end_of_stream || error == beast::error::timeout
            || error.category() != http::make_error_code(http::error::end_of_stream).category())
            return;
        if (error == http::error::header_limit)
            return refuse(problem(431, QLatin1String("HEADER_TOO_LARGE"),
                                  QStringLiteral("The request's header is larger than %1 bytes.")
                                      .arg(m_shared->limits.headerBytes)));
        if (error == http::error::body_limit)
            return refuse(problem(413, QLatin1String("BODY_TOO_LARGE"),
                                  QStringLiteral("The request's body is larger than %1 bytes.")
                                      .arg(m_shared->limits.bodyBytes)));
        if (error == http::error::partial_message)
            return;
        refuse(malformedRequest());
    }

    void answer()
    {
        const auto &message = m_parser->get();
        ServerRequest request;
        request.method = view(message.method_string());
        request.target = originForm(view(message.target()));
        for (const auto &field : message)
            request.headers.emplace_back(view(field.name_string()), view(field.value()));
        request.body = QByteArrayView(message.body().data(), static_cast<qsizetype>(message.body().size()));
        request.address = m_address;

        m_bodyLeftOut = message.method() == http::verb::head;
        ServerResponse response;
        try {
            response = m_shared->handler(request);
        } catch (const std::exception &error) {
            qCWarning(httpLog) << "A request could not be handled:" << error.what();
            response = problem(500, QLatin1String("INTERNAL_ERROR"),
                               QStringLiteral("The request could not be handled."));
        }
        const bool keepAlive = message.keep_alive() && !m_shared->stopping;
        m_parser.reset();
        m_buffer.shrink_to_fit(); // gives back, wiped, where the request stood: connections live long
        send(std::move(response), keepAlive);
    }

    void refuse(ServerResponse response) { send(std::move(response), false); }

    void send(ServerResponse response, bool keepAlive)
    {
        m_response = std::move(response);
        m_head = responseHead(m_response, m_shared->clock.now(), keepAlive);
        const std::size_t bodySize = m_bodyLeftOut ? 0 : static_cast<std::size_t>(m_response.body.size());
        const std::array<asio::const_buffer, 2> buffers {
            asio::buffer(m_head.constData(), static_cast<std::size_t>(m_head.size())),
            asio::buffer(m_response.body.constData(), bodySize)};
        m_stream.expires_after(m_shared->limits.time);
        asio::async_write(
            m_stream, buffers,
            [self = shared_from_this(), keepAlive](beast::error_code error, std::size_t /*bytes*/) {
                wipe(self->m_response.body);
                if (error)
                    return;
                if (keepAlive && !self->m_shared->stopping)
                    self->readHeader();
                else
                    self->linger();
            });
    }

    void linger()
    {
        beast::error_code ignored;
        m_stream.socket().shutdown(tcp::socket::shutdown_send, ignored);
        m_waiting = true;
        m_stream.expires_after(lingerTime);
        readAway(lingerBytes);
    }

    void readAway(std::size_t left)
    {
        m_stream.async_read_some(
            asio::buffer(m_readAway),
            [self = shared_from_this(), left](beast::error_code error, std::size_t bytes) {
                wipeBytes(self->m_readAway.data(), bytes);
                if (!error && bytes < left)
                    self->readAway(left - bytes);
            });
    }

    beast::tcp_stream m_stream;
    std::uint32_t m_address;
    std::shared_ptr<Shared> m_shared;
    Buffer m_buffer;
    std::optional<Parser> m_parser;
    ServerResponse m_response;
    QByteArray m_head;
    std::array<char, 4096> m_readAway {};
    bool m_waiting = false; ///< for a request, or for the peer to close
    bool m_bodyLeftOut = false;
};

} // namespace

class HttpServer::Listener : public std::enable_shared_from_this<Listener>
{
public:
    Listener(asio::io_context &context, std::shared_ptr<Shared> shared)
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
        for (Session *session : m_shared->sessions)
            session->stop();
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
        if (m_shared->sessions.size() >= static_cast<std::size_t>(m_shared->limits.connections))
            return turnAway(std::move(socket));
        socket.set_option(tcp::no_delay(true), error);
        std::make_shared<Session>(std::move(socket), peer.address().to_v4().to_uint(), m_shared)
            ->readHeader();
    }

    void turnAway(tcp::socket socket)
    {
        const ServerResponse response = problem(503, QLatin1String("TOO_MANY_CONNECTIONS"),
                                                QStringLiteral("Too many connections are open."));
        const QByteArray text = responseHead(response, m_shared->clock.now(), false) + response.body;
        beast::error_code ignored;
        socket.non_blocking(true, ignored);
        socket.write_some(asio::buffer(text.constData(), static_cast<std::size_t>(text.size())), ignored);
        socket.shutdown(tcp::socket::shutdown_send, ignored);
    }

    tcp::acceptor m_acceptor;
    asio::steady_timer m_retry;
    std::shared_ptr<Shared> m_shared;
};

HttpServer::HttpServer(asio::io_context &context, const Clock &clock, Handler handler, const Limits &limits)
    : m_listener(std::make_shared<Listener>(
        context, std::make_shared<Shared>(Shared {clock, std::move(handler), limits})))
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
