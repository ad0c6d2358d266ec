#include "router.h"

#include "problem.h"

#include <algorithm>
#include <optional>

namespace tc {

namespace {

const QLatin1String placeholder("{}");

/// The decoded segments of \a path; nothing where it is malformed.
std::optional<QStringList> segmentsOf(QByteArrayView path)
{
    if (path.isEmpty() || path.front() != '/')
        return std::nullopt;
    QStringList segments;
    qsizetype start = 1;
    while (true) {
        const qsizetype end = path.indexOf('/', start);
        const QByteArrayView segment = end < 0 ? path.sliced(start) : path.sliced(start, end - start);
        // Decoded after splitting: an encoded slash stays within its segment.
        const std::optional<QString> decoded = percentDecoded(segment);
        if (!decoded)
            return std::nullopt;
        segments.append(*decoded);
        if (end < 0)
            return segments;
        start = end + 1;
    }
}

/// What stood for the placeholders; nothing where the path is another.
std::optional<QStringList> match(const QStringList &pattern, const QStringList &segments)
{
    if (pattern.size() != segments.size())
        return std::nullopt;
    QStringList parameters;
    for (qsizetype i = 0; i < pattern.size(); ++i) {
        if (pattern[i] == placeholder && !segments[i].isEmpty())
            parameters.append(segments[i]);
        else if (pattern[i] != segments[i])
            return std::nullopt;
    }
    return parameters;
}

} // namespace

void Router::add(const QByteArray &method, const QString &pattern, Handler handler)
{
    m_routes.append({method, pattern.sliced(1).split(u'/'), std::move(handler)});
    // Literal patterns first, so that the first match is the right one.
    std::stable_partition(m_routes.begin(), m_routes.end(),
                          [](const Route &route) { return !route.segments.contains(placeholder); });
}

ServerResponse Router::error(int status, QLatin1String code, const QString &detail) const
{
    return m_errorAnswer ? m_errorAnswer(status, detail) : problem(status, code, detail);
}

ServerResponse Router::handle(const ServerRequest &request) const
{
    const std::optional<QStringList> segments = segmentsOf(request.path());
    // A parameter that cannot be read must not pass for one that is missing.
    if (!segments || !percentDecoded(request.target))
        return error(400, QLatin1String("MALFORMED_REQUEST"),
                     QStringLiteral("The request's path or query is malformed."));

    const QByteArrayView method
        = request.method == QByteArrayView("HEAD") ? QByteArrayView("GET") : request.method;
    QStringList matched;
    QByteArrayList allowed;
    for (const Route &route : m_routes) {
        // A literal path is that path's only meaning: `/tokens/current` is no token's id.
        if (!matched.isEmpty() && route.segments != matched)
            continue;
        const std::optional<QStringList> parameters = match(route.segments, *segments);
        if (!parameters)
            continue;
        if (method == route.method)
            return route.handler(request, *parameters);
        matched = route.segments;
        allowed.append(route.method);
        if (route.method == "GET")
            allowed.append("HEAD");
    }
    if (allowed.isEmpty())
        return error(404, QLatin1String("NOT_FOUND"), QStringLiteral("There is nothing at this path."));
    ServerResponse response = error(405, QLatin1String("METHOD_NOT_ALLOWED"),
                                    QStringLiteral("This path does not take this method."));
    response.setHeader("Allow", allowed.join(", "));
    return response;
}

} // namespace tc
