#pragma once

#include "result.h"
#include "servicemapping.h"
#include "servicerules.h"

#include <QByteArray>
#include <QString>

namespace tc {

struct ServiceDescription;

/// ErrorKind::InvalidInput for the value at \a pointer.
[[nodiscard]] tl::unexpected<ApiError> invalidField(const QString &pointer,
                                                    InputField field = InputField::Other);

/// The same where a request needs a workspace and there is none, with a sentence that says so.
[[nodiscard]] tl::unexpected<ApiError> missingWorkspace(const ServiceDescription &description);

/// The input that a body template's \a placeholder stands for.
[[nodiscard]] InputField inputFieldOf(const QString &placeholder);

/// What RFC 9110 5.5 lets a field value be, in ASCII: nothing that could end the field.
[[nodiscard]] bool isHeaderValue(QByteArrayView value);

/// Whether \a value can be a whole segment of a path: it must not vanish or climb, and one that is no UTF-16
/// would become another.
[[nodiscard]] bool isPathValue(const QString &value);

/// A request of one operation while it is put together.
class RequestMaker
{
public:
    RequestMaker(const ServiceDescription &description, const OperationRules &operation,
                 const QString &workspace)
        : m_description(description)
        , m_operation(operation)
        , m_workspace(workspace)
    {
    }

    RequestMaker &with(const QString &variable, const QString &value)
    {
        m_variables.insert(variable, value);
        return *this;
    }

    /// For the request that asks which workspaces there are.
    RequestMaker &withoutWorkspace()
    {
        m_namesWorkspace = false;
        return *this;
    }

    /// \a target replaces the operation's own.
    [[nodiscard]] Result<HttpRequestData> make(QByteArray target = {}) const;

private:
    const ServiceDescription &m_description;
    const OperationRules &m_operation;
    QString m_workspace;
    bool m_namesWorkspace = true;
    UriTemplate::Values m_variables;
};

/// Fills \a request's body (and what the user was asked for) in.
[[nodiscard]] Result<HttpRequestData> withBody(HttpRequestData request, const OperationRules &operation,
                                               TemplateValues values, const RequestExtras &extras);

/// The ranges as they go back: with those this console cannot read, so that no edit drops them unseen.
[[nodiscard]] QStringList rangesOf(const IpRanges &ranges, const QStringList &foreign);

/// What \a token is now, as an edit that sends everything needs it.
[[nodiscard]] TemplateValues valuesOf(const Token &token);

} // namespace tc
