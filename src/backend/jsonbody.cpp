#include "jsonbody.h"

#include <QJsonDocument>

namespace tc {

namespace {

constexpr int maximumDepth = 16;
constexpr int maximumValues = 5000;

/// Whether the body stays within depth and number of values; strings are skipped.
bool isWithinLimits(QByteArrayView body)
{
    int depth = 0;
    int values = 0;
    bool inString = false;
    for (qsizetype i = 0; i < body.size(); ++i) {
        const char c = body[i];
        if (inString) {
            if (c == '\\')
                ++i;
            else if (c == '"')
                inString = false;
            continue;
        }
        if (c == '"') {
            inString = true;
        } else if (c == '[' || c == '{') {
            if (++depth > maximumDepth || ++values > maximumValues)
                return false;
        } else if (c == ']' || c == '}') {
            --depth;
        } else if (c == ',' && ++values > maximumValues) {
            return false;
        }
    }
    return true;
}

} // namespace

tl::expected<QJsonObject, JsonBodyError> parseJsonObject(QByteArrayView body)
{
    using Kind = JsonBodyError::Kind;
    if (!isWithinLimits(body))
        return tl::unexpected(
            JsonBodyError {Kind::Malformed, QStringLiteral("The JSON is too deep or has too many values.")});
    QJsonParseError error;
    const QJsonDocument document
        = QJsonDocument::fromJson(QByteArray::fromRawData(body.data(), body.size()), &error);
    if (error.error != QJsonParseError::NoError)
        return tl::unexpected(JsonBodyError {
            Kind::Malformed, QStringLiteral("The body is not valid JSON (at byte %1).").arg(error.offset)});
    if (!document.isObject())
        return tl::unexpected(
            JsonBodyError {Kind::NotAnObject, QStringLiteral("The body must be a JSON object.")});
    return document.object();
}

} // namespace tc
