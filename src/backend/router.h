#pragma once

#include "servermessage.h"

#include <QList>
#include <QString>
#include <QStringList>

#include <functional>

namespace tc {

/// Finds the handler of a request by method and path. It knows nothing of tokens or services.
class Router
{
public:
    /// \a parameters are the decoded path segments that stood for `{}`, in order.
    using Handler
        = std::function<ServerResponse(const ServerRequest &request, const QStringList &parameters)>;

    /// \a pattern is a path such as `/api/v1/tokens/{}`. A pattern without `{}` wins over one with. HEAD is
    /// answered as GET is; the server leaves the body out.
    void add(const QByteArray &method, const QString &pattern, Handler handler);

    /// Unknown paths get 404, known ones with another method 405 with `Allow`.
    [[nodiscard]] ServerResponse handle(const ServerRequest &request) const;

private:
    struct Route
    {
        QByteArray method;
        QStringList segments;
        Handler handler;
    };
    QList<Route> m_routes;
};

} // namespace tc
