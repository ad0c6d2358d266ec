#include "problem.h"

#include <QJsonArray>
#include <QJsonDocument>

#include <algorithm>
#include <array>

namespace tc {

QLatin1String reasonPhrase(int status)
{
    struct Phrase
    {
        int status;
        const char *text;
    };
    static constexpr std::array<Phrase, 22> phrases {{
        {200, "OK"},
        {201, "Created"},
        {204, "No Content"},
        {400, "Bad Request"},
        {401, "Unauthorized"},
        {402, "Payment Required"},
        {403, "Forbidden"},
        {404, "Not Found"},
        {405, "Method Not Allowed"},
        {408, "Request Timeout"},
        {409, "Conflict"},
        {412, "Precondition Failed"},
        {413, "Content Too Large"},
        {415, "Unsupported Media Type"},
        {417, "Expectation Failed"},
        {422, "Unprocessable Content"},
        {428, "Precondition Required"},
        {429, "Too Many Requests"},
        {431, "Request Header Fields Too Large"},
        {500, "Internal Server Error"},
        {501, "Not Implemented"},
        {503, "Service Unavailable"},
    }};
    const auto *found = std::find_if(phrases.begin(), phrases.end(),
                                     [status](const Phrase &phrase) { return phrase.status == status; });
    return QLatin1String(found == phrases.end() ? "Error" : found->text);
}

ServerResponse problem(int status, QLatin1String code, const QString &detail, const QList<FieldError> &errors,
                       const QJsonObject &members)
{
    QJsonObject object = members;
    object.insert(QStringLiteral("type"), QStringLiteral("about:blank"));
    object.insert(QStringLiteral("title"), reasonPhrase(status));
    object.insert(QStringLiteral("status"), status);
    object.insert(QStringLiteral("detail"), detail);
    object.insert(QStringLiteral("code"), code);
    if (!errors.isEmpty()) {
        QJsonArray list;
        for (const FieldError &error : errors)
            list.append(QJsonObject {{QStringLiteral("pointer"), error.pointer},
                                     {QStringLiteral("message"), error.message}});
        object.insert(QStringLiteral("errors"), list);
    }
    ServerResponse response;
    response.status = status;
    response.body = QJsonDocument(object).toJson(QJsonDocument::Compact);
    response.setHeader("Content-Type", "application/problem+json");
    return response;
}

} // namespace tc
