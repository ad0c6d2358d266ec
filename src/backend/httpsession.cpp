#include "httpsession.h"

#include "problem.h"

#include <QLocale>
#include <QLoggingCategory>

#include <boost/asio/write.hpp>
#include <boost/beast/http/read.hpp>

#include <algorithm>
#include <utility>

namespace asio = boost::asio;
namespace beast = boost::beast;
namespace http = boost::beast::http;
using boost::asio::ip::tcp;

namespace tc {

Q_LOGGING_CATEGORY(httpLog, "tc.backend.http")

namespace {

/// What is read of a request at a time, pipelined ones included; past the header's limit.
constexpr std::size_t bufferBytes = 32 * 1024;
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

/// Whether it is beyond doubt where the request ends (RFC 9112, section 6). The parser passes over transfer
/// codings it does not know and lengths said twice; a proxy in front may see another end then, and what
/// follows it would be a request of the sender's making.
template <typename Header>
bool endsForCertain(const Header &header)
{
    const auto lengths = header.count(http::field::content_length);
    const auto codings = header.count(http::field::transfer_encoding);
    if (codings > 0)
        return codings == 1 && lengths == 0 && header.version() >= 11
            && beast::iequals(header[http::field::transfer_encoding], "chunked");
    const beast::string_view length = header[http::field::content_length];
    return lengths == 0 || (lengths == 1 && std::all_of(length.begin(), length.end(), [](char c) {
                                return c >= '0' && c <= '9';
                            }));
}

} // namespace

void HttpShared::tellWhenDone()
{
    if (stopping && connections.isEmpty() && whenDone)
        std::exchange(whenDone, {})();
}

HttpSession::HttpSession(tcp::socket socket, std::uint32_t address, std::shared_ptr<HttpShared> shared)
    : m_stream(std::move(socket))
    , m_address(address)
    , m_shared(std::move(shared))
    , m_buffer(bufferBytes)
{
    m_shared->connections.add(*this);
}

HttpSession::~HttpSession()
{
    wipe(m_response.body);
    m_shared->connections.remove(*this);
    m_shared->tellWhenDone();
}

void HttpSession::readHeader()
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

void HttpSession::stop()
{
    if (m_waiting)
        m_stream.close();
}

void HttpSession::shed()
{
    m_stream.close();
}

void HttpSession::headerRead()
{
    const auto &request = m_parser->get();
    if (!endsForCertain(request) || (request.version() >= 11 && request.count(http::field::host) != 1))
        return refuse(malformedRequest());
    const std::uint64_t mostChunks = m_parser->chunked() ? m_shared->limits.bodyBytes : 0;
    m_shared->connections.hold(*this, m_parser->content_length().value_or(mostChunks));
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

void HttpSession::readBody()
{
    http::async_read(m_stream, m_buffer, *m_parser,
                     [self = shared_from_this()](beast::error_code error, std::size_t /*bytes*/) {
                         if (error)
                             self->readFailed(error);
                         else if (self->m_stream.socket().is_open()) // not shed since it was read
                             self->answer();
                     });
}

void HttpSession::readFailed(beast::error_code error)
{
    // A connection that ended, broke or took too long gets no answer.
    if (error == http::error::end_of_stream || error == beast::error::timeout
        || error.category() != http::make_error_code(http::error::end_of_stream).category())
        return;
    if (error == http::error::header_limit || error == http::error::buffer_overflow)
        return refuse(problem(431, QLatin1String("HEADER_TOO_LARGE"),
                              QStringLiteral("The request's header is larger than %1 bytes.")
                                  .arg(m_shared->limits.headerBytes)));
    if (error == http::error::body_limit)
        return refuse(problem(
            413, QLatin1String("BODY_TOO_LARGE"),
            QStringLiteral("The request's body is larger than %1 bytes.").arg(m_shared->limits.bodyBytes)));
    if (error == http::error::partial_message)
        return;
    refuse(malformedRequest());
}

void HttpSession::answer()
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
    constexpr int firstError = 400;
    m_shared->connections.progressed(*this, response.status < firstError);
    m_parser.reset();
    m_buffer.shrink_to_fit(); // gives back, wiped, where the request stood: connections live long
    send(std::move(response), keepAlive);
}

void HttpSession::refuse(ServerResponse response)
{
    m_parser.reset();
    m_buffer.clear();
    m_buffer.shrink_to_fit();
    send(std::move(response), false);
}

void HttpSession::send(ServerResponse response, bool keepAlive)
{
    m_response = std::move(response);
    m_head = responseHead(m_response, m_shared->clock.now(), keepAlive);
    m_shared->connections.hold(*this, static_cast<std::uint64_t>(m_response.body.capacity()));
    const std::size_t bodySize = m_bodyLeftOut ? 0 : static_cast<std::size_t>(m_response.body.size());
    const std::array<asio::const_buffer, 2> buffers {
        asio::buffer(m_head.constData(), static_cast<std::size_t>(m_head.size())),
        asio::buffer(m_response.body.constData(), bodySize)};
    m_stream.expires_after(m_shared->limits.time);
    asio::async_write(m_stream, buffers,
                      [self = shared_from_this(), keepAlive](beast::error_code error, std::size_t /*bytes*/) {
                          self->sent(error, keepAlive);
                      });
}

void HttpSession::sent(beast::error_code error, bool keepAlive)
{
    wipe(m_response.body);
    m_response = {};
    m_shared->connections.hold(*this, 0);
    if (error || !m_stream.socket().is_open())
        return;
    m_shared->connections.progressed(*this, false);
    if (keepAlive && !m_shared->stopping)
        readHeader();
    else
        linger();
}

void HttpSession::linger()
{
    beast::error_code ignored;
    m_stream.socket().shutdown(tcp::socket::shutdown_send, ignored);
    m_waiting = true;
    m_stream.expires_after(lingerTime);
    readAway(lingerBytes);
}

void HttpSession::readAway(std::size_t left)
{
    m_stream.async_read_some(asio::buffer(m_readAway),
                             [self = shared_from_this(), left](beast::error_code error, std::size_t bytes) {
                                 wipeBytes(self->m_readAway.data(), bytes);
                                 if (!error && bytes < left)
                                     self->readAway(left - bytes);
                             });
}

} // namespace tc
