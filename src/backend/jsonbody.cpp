#include "jsonbody.h"

#include <QJsonArray>
#include <QJsonDocument>

namespace tc {

namespace {

constexpr int maximumDepth = 16;
constexpr int maximumValues = 5000;

/// How many members the objects of \a body have together; the reason where it is not to be parsed at all.
tl::expected<int, QString> countMembers(QByteArrayView body)
{
    const QString tooMuch = QStringLiteral("The JSON is too deep or has too many values.");
    int depth = 0;
    int values = 0;
    int members = 0;
    bool inString = false;
    for (qsizetype i = 0; i < body.size(); ++i) {
        const char c = body[i];
        if (inString) {
            // QJsonDocument takes them as they are.
            if (static_cast<unsigned char>(c) < ' ')
                return tl::unexpected(
                    QStringLiteral("A string of the JSON has a control character that is not escaped."));
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
                return tl::unexpected(tooMuch);
        } else if (c == ']' || c == '}') {
            --depth;
        } else if (c == ',' && ++values > maximumValues) {
            return tl::unexpected(tooMuch);
        } else if (c == ':') {
            ++members;
        }
    }
    return members;
}

int membersOf(const QJsonValue &value)
{
    int members = 0;
    if (value.isObject()) {
        const QJsonObject object = value.toObject();
        members = static_cast<int>(object.size());
        for (const QJsonValue member : object)
            members += membersOf(member);
    } else if (value.isArray()) {
        for (const QJsonValue entry : value.toArray())
            members += membersOf(entry);
    }
    return members;
}

} // namespace

tl::expected<QJsonObject, JsonBodyError> parseJsonObject(QByteArrayView body)
{
    using Kind = JsonBodyError::Kind;
    const tl::expected<int, QString> members = countMembers(body);
    if (!members)
        return tl::unexpected(JsonBodyError {Kind::Malformed, members.error()});
    QJsonParseError error;
    const QJsonDocument document
        = QJsonDocument::fromJson(QByteArray::fromRawData(body.data(), body.size()), &error);
    if (error.error != QJsonParseError::NoError)
        return tl::unexpected(JsonBodyError {
            Kind::Malformed, QStringLiteral("The body is not valid JSON (at byte %1).").arg(error.offset)});
    if (!document.isObject())
        return tl::unexpected(
            JsonBodyError {Kind::NotAnObject, QStringLiteral("The body must be a JSON object.")});
    // QJsonDocument keeps the last of several members of one name; what others read may be the first.
    if (membersOf(document.object()) != *members)
        return tl::unexpected(
            JsonBodyError {Kind::Malformed, QStringLiteral("The JSON names a member twice.")});
    return document.object();
}

} // namespace tc
