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

    /// Says in the system's own shape that there is no such path (404), that it does not take the method
    /// (405), or that path or query are malformed (400).
    using ErrorAnswer = std::function<ServerResponse(int status, const QString &detail)>;

    void setErrorAnswer(ErrorAnswer answer) { m_errorAnswer = std::move(answer); }

    /// \a pattern is a path such as `/api/v1/tokens/{}`. A pattern without `{}` wins over one with. HEAD is
    /// answered as GET is; the server leaves the body out.
    void add(const QByteArray &method, const QString &pattern, Handler handler);

    /// Unknown paths get 404, known ones with another method 405 with `Allow`; as problem details where no
    /// other answer was set.
    [[nodiscard]] ServerResponse handle(const ServerRequest &request) const;

private:
    struct Route
    {
        QByteArray method;
        QStringList segments;
        Handler handler;
    };
    [[nodiscard]] ServerResponse error(int status, QLatin1String code, const QString &detail) const;

    QList<Route> m_routes;
    ErrorAnswer m_errorAnswer;
};

} // namespace tc
