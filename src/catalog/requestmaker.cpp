#include "requestmaker.h"

#include "jsonstring.h"
#include "servicedescription.h"

#include <QCoreApplication>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QUuid>

#include <algorithm>
#include <map>

namespace tc {

namespace {

struct RequestMaking
{
    Q_DECLARE_TR_FUNCTIONS(RequestMaking)
};

bool holdsRedaction(const TemplateValue &value)
{
    if (const auto *text = std::get_if<QString>(&value))
        return text->contains(Redactor::replacement());
    const auto *texts = std::get_if<QStringList>(&value);
    return texts && !texts->filter(Redactor::replacement()).isEmpty();
}

/// Whether \a body would write a text back from which a secret was taken when it was read, as if that were
/// the true one.
bool writesRedaction(const BodyTemplate &body, const TemplateValues &values)
{
    const QList<Placeholder> placeholders = body.placeholders();
    return std::any_of(placeholders.cbegin(), placeholders.cend(), [&values](const Placeholder &placeholder) {
        return holdsRedaction(values.value(placeholder.name));
    });
}

tl::unexpected<ApiError> redactedText()
{
    ApiError error;
    error.kind = ErrorKind::InvalidInput;
    error.reason
        = RequestMaking::tr("Where “%1” stands, a secret was left out: the text is not the true one, "
                            "so it is not sent.")
              .arg(Redactor::replacement());
    return tl::unexpected(std::move(error));
}

} // namespace

tl::unexpected<ApiError> invalidField(const QString &pointer, InputField field)
{
    ApiError error;
    error.kind = ErrorKind::InvalidInput;
    error.fields.append({pointer, {}, field});
    return tl::unexpected(std::move(error));
}

tl::unexpected<ApiError> missingWorkspace(const ServiceDescription &description)
{
    auto missing = invalidField(QStringLiteral("/workspace"));
    const LocalizedText &label = description.workspace.label;
    missing.value().reason = label.isEmpty()
        ? RequestMaking::tr("This service needs a workspace in every request, and none is chosen.")
        : RequestMaking::tr("This service needs “%1” in every request, and none is chosen.")
              .arg(label.text());
    missing.value().advice = RequestMaking::tr("Choose it in Connect.");
    return missing;
}

InputField inputFieldOf(const QString &placeholder)
{
    static const QHash<QString, InputField> fields {{QStringLiteral("name"), InputField::Name},
                                                    {QStringLiteral("allowedIps"), InputField::AllowedIps},
                                                    {QStringLiteral("deniedIps"), InputField::DeniedIps},
                                                    {QStringLiteral("expiresAt"), InputField::Expiry},
                                                    {QStringLiteral("scopes"), InputField::Scopes}};
    return fields.value(placeholder, InputField::Other);
}

bool isHeaderValue(QByteArrayView value)
{
    return std::all_of(value.begin(), value.end(), [](char c) { return c >= 0x20 && c < 0x7f; });
}

bool isPathValue(const QString &value)
{
    return !value.isEmpty() && value != u'.' && value != QLatin1String("..") && value.isValidUtf16();
}

Result<HttpRequestData> RequestMaker::make(QByteArray target) const
{
    const WorkspaceUse &use = m_description.workspace;
    if (m_namesWorkspace && m_workspace.isEmpty() && use.isNeeded())
        return missingWorkspace(m_description);
    const bool inPath = m_namesWorkspace && use.kind == WorkspaceUse::Kind::Path;
    UriTemplate::Values variables = m_variables;
    if (inPath)
        variables.insert(QStringLiteral("workspace"), m_workspace);
    for (auto variable = variables.cbegin(); variable != variables.cend(); ++variable) {
        if (!isPathValue(variable.value()))
            return invalidField(u'/' + variable.key());
    }
    if (target.isEmpty())
        target = m_operation.target.expand(variables);
    else if (inPath)
        target = UriTemplate::fillIn(std::move(target), QStringLiteral("workspace"), m_workspace);

    HttpRequestData request;
    request.method = m_operation.method;
    request.target = std::move(target);
    request.idempotent = m_operation.idempotent;
    request.headers = m_description.rules->headers;
    if (use.kind == WorkspaceUse::Kind::Header && !m_workspace.isEmpty()) {
        const QByteArray value = m_workspace.toUtf8();
        if (!isHeaderValue(value))
            return invalidField(QStringLiteral("/workspace"));
        request.headers.append({use.header, value});
    }
    for (const HeaderRule &header : m_operation.headers) {
        if (!header.asked)
            request.headers.append({header.name, header.text});
    }
    return request;
}

Result<HttpRequestData> withBody(HttpRequestData request, const OperationRules &operation,
                                 TemplateValues values, const RequestExtras &extras)
{
    // An answer never enters a JSON value, which would keep a copy of it: a marker holds its place.
    std::map<QByteArray, const Secret *> markers;
    for (const AskedRule &asked : operation.asks) {
        const auto answer = extras.answers.find(asked.id);
        const bool given = answer != extras.answers.cend() && !answer->second.isEmpty();
        if (!given && asked.required)
            return invalidField(QLatin1String("/asked/") + asked.id);
        if (!given)
            continue;
        const QString name = QLatin1String("asked.") + asked.id;
        const QByteArray marker = QUuid::createUuid().toByteArray(QUuid::WithoutBraces);
        markers.emplace(marker, &answer->second);
        request.idempotent = false; // a one-time code works once
        values.insert(name, QString::fromLatin1(marker));
        for (const HeaderRule &header : operation.headers) {
            if (!header.asked || header.asked->name != name)
                continue;
            if (!answer->second.reveal(isHeaderValue))
                return invalidField(QLatin1String("/asked/") + asked.id);
            const QByteArray text
                = answer->second.reveal([](QByteArrayView bytes) { return bytes.toByteArray(); });
            request.headers.append({header.name, text});
        }
    }
    if (!operation.body)
        return request;
    if (writesRedaction(*operation.body, values))
        return redactedText();
    QString failed;
    const std::optional<QJsonValue> body = operation.body->fill(values, extras.now, &failed);
    if (!body)
        return invalidField(u'/' + failed, inputFieldOf(failed));
    request.body = body->isArray() ? QJsonDocument(body->toArray()).toJson(QJsonDocument::Compact)
                                   : QJsonDocument(body->toObject()).toJson(QJsonDocument::Compact);
    for (const auto &[marker, answer] : markers)
        putJsonString(request.body, marker, *answer);
    request.headers.append({"Content-Type", operation.contentType});
    return request;
}

QStringList rangesOf(const IpRanges &ranges, const QStringList &foreign)
{
    return ranges.toStringList() + foreign;
}

TemplateValues valuesOf(const Token &token)
{
    TemplateValues values;
    values.insert(QStringLiteral("name"), token.name);
    values.insert(QStringLiteral("allowedIps"), rangesOf(token.allowedIps, token.foreignRanges));
    values.insert(QStringLiteral("deniedIps"), rangesOf(token.deniedIps, token.foreignDenied));
    values.insert(QStringLiteral("scopes"), token.scopes);
    if (!token.type.isEmpty())
        values.insert(QStringLiteral("type"), token.type);
    // The end that it has, whatever lifetime it was made with: none begins anew.
    if (!token.expiry.isNever())
        values.insert(QStringLiteral("expiresAt"), Expiry::at(token.expiry.instant()));
    return values;
}

} // namespace tc
