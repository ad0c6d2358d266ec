#include "requestrules.h"

#include "origin.h"

#include <QCoreApplication>
#include <QList>

#include <algorithm>
#include <array>
#include <cstring>

namespace tc {

namespace {

struct RequestRules
{
    Q_DECLARE_TR_FUNCTIONS(RequestRules)
};

bool isAsciiAlphanumeric(char character)
{
    return (character >= '0' && character <= '9') || (character >= 'A' && character <= 'Z')
        || (character >= 'a' && character <= 'z');
}

bool isOneOf(char character, const char *characters)
{
    return character != '\0' && std::strchr(characters, character) != nullptr;
}

tl::unexpected<ApiError> refused(ErrorKind kind, const QString &reason)
{
    ApiError error;
    error.kind = kind;
    error.reason = reason;
    return tl::unexpected(error);
}

/// RFC 3986 characters of a path and query, so nothing that a parser could read in two ways.
bool isPathAndQuery(QByteArrayView target)
{
    return std::all_of(target.begin(), target.end(), [](char character) {
        return isAsciiAlphanumeric(character) || isOneOf(character, "-._~!$&'()*+,;=:@/?%[]");
    });
}

/// Whether a segment of \a path is `.` or `..`, percent-encoded or not.
bool hasDotSegment(const QByteArray &path)
{
    const QList<QByteArray> segments = path.split('/');
    return std::any_of(segments.begin(), segments.end(), [](const QByteArray &segment) {
        const QByteArray plain = QByteArray::fromPercentEncoding(segment);
        return plain == "." || plain == "..";
    });
}

QByteArray withSlash(QByteArray path)
{
    return path.endsWith('/') ? path : path.append('/');
}

Result<Done> checkBaseUrl(const QUrl &baseUrl)
{
    if (!isAbsoluteHttpUrl(baseUrl))
        return refused(ErrorKind::InvalidInput, RequestRules::tr("The base URL is not an absolute URL."));
    if (!baseUrl.userInfo().isEmpty() || baseUrl.hasQuery() || baseUrl.hasFragment())
        return refused(ErrorKind::InvalidInput,
                       RequestRules::tr("The base URL must hold no user name, query or fragment."));
    if (!mayCarryCredential(baseUrl))
        return refused(ErrorKind::Tls,
                       RequestRules::tr("The base URL is not https, so a token sent there could be read."));
    return Done {};
}

} // namespace

Result<QUrl> requestUrl(const QUrl &baseUrl, const QByteArray &target)
{
    if (const auto checked = checkBaseUrl(baseUrl); !checked)
        return tl::unexpected(checked.error());

    const auto outside = [] {
        return refused(ErrorKind::Protocol,
                       RequestRules::tr("The address lies outside the base URL. Nothing was sent."));
    };
    const QByteArray path = target.split('?').constFirst();
    if (target.startsWith('/') || !isPathAndQuery(target) || hasDotSegment(path))
        return outside();

    const QByteArray basePath = baseUrl.path(QUrl::FullyEncoded).toLatin1();
    if (hasDotSegment(basePath))
        return outside();
    const QByteArray root
        = baseUrl.toEncoded(QUrl::RemovePath | QUrl::RemoveQuery | QUrl::RemoveFragment | QUrl::FullyEncoded);
    const bool isBaseItself = path.isEmpty();
    const QUrl url = QUrl::fromEncoded(root + (isBaseItself ? basePath : withSlash(basePath)) + target,
                                       QUrl::StrictMode);
    if (!url.isValid() || Origin(url) != Origin(baseUrl) || !mayCarryCredential(url) || url.hasFragment())
        return outside();
    const QByteArray finalPath = url.path(QUrl::FullyEncoded).toLatin1();
    if (!isBaseItself && !finalPath.startsWith(withSlash(basePath)))
        return outside();
    return url;
}

bool isCredentialValue(QByteArrayView value)
{
    const qsizetype space = value.indexOf(' ');
    if (space >= 0) {
        if (!isHeaderName(value.first(space)))
            return false;
        value = value.sliced(space + 1);
    }
    while (value.endsWith('='))
        value.chop(1);
    return !value.isEmpty() && std::all_of(value.begin(), value.end(), [](char character) {
        return isAsciiAlphanumeric(character) || isOneOf(character, "-._~+/|");
    });
}

bool areSendable(const HttpHeaders &headers)
{
    static constexpr std::array ownHeaders {
        "host",
        "content-length",
        "transfer-encoding",
        "connection",
        "keep-alive",
        "te",
        "upgrade",
        "trailer",
        "expect",
        "accept-encoding",
        "cookie",
        "user-agent",
        "proxy-authorization",
    };
    return std::all_of(headers.begin(), headers.end(), [](const auto &header) {
        const auto &[name, value] = header;
        const bool isOurs
            = std::any_of(ownHeaders.begin(), ownHeaders.end(), [&name = name](const char *own) {
                  return name.compare(own, Qt::CaseInsensitive) == 0;
              });
        return !isOurs && isHeaderName(name) && std::all_of(value.begin(), value.end(), [](char character) {
            return character >= ' ' && character <= '~';
        });
    });
}

bool isRead(QByteArrayView method)
{
    return method == "GET" || method == "HEAD";
}

bool isHeaderName(QByteArrayView name)
{
    return !name.isEmpty() && std::all_of(name.begin(), name.end(), [](char character) {
        return isAsciiAlphanumeric(character) || isOneOf(character, "!#$%&'*+-.^_`|~");
    });
}

} // namespace tc
