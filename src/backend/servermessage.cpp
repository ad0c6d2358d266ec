#include "servermessage.h"

#include "iprange.h"

#include <QJsonDocument>
#include <QStringDecoder>

#include <algorithm>

namespace tc {

namespace {

int hexValue(char c)
{
    if (c >= '0' && c <= '9')
        return c - '0';
    if (c >= 'a' && c <= 'f')
        return c - 'a' + 10;
    if (c >= 'A' && c <= 'F')
        return c - 'A' + 10;
    return -1;
}

} // namespace

QByteArrayView ServerRequest::path() const
{
    const qsizetype question = target.indexOf('?');
    return question < 0 ? target : target.first(question);
}

std::optional<QString> ServerRequest::queryValue(QByteArrayView name) const
{
    const qsizetype question = target.indexOf('?');
    QByteArrayView rest = question < 0 ? QByteArrayView() : target.sliced(question + 1);
    while (!rest.isEmpty()) {
        const qsizetype end = rest.indexOf('&');
        const QByteArrayView pair = end < 0 ? rest : rest.first(end);
        rest = end < 0 ? QByteArrayView() : rest.sliced(end + 1);
        const qsizetype equals = pair.indexOf('=');
        if ((equals < 0 ? pair : pair.first(equals)) == name)
            return percentDecoded(equals < 0 ? QByteArrayView() : pair.sliced(equals + 1), true);
    }
    return std::nullopt;
}

std::optional<QByteArrayView> ServerRequest::header(QByteArrayView name) const
{
    const auto found = std::find_if(headers.begin(), headers.end(), [name](const auto &field) {
        return field.first.compare(name, Qt::CaseInsensitive) == 0;
    });
    if (found == headers.end())
        return std::nullopt;
    return found->second;
}

int ServerRequest::countOf(QByteArrayView name) const
{
    return static_cast<int>(std::count_if(headers.begin(), headers.end(), [name](const auto &field) {
        return field.first.compare(name, Qt::CaseInsensitive) == 0;
    }));
}

void ServerResponse::setHeader(QByteArray name, QByteArray value)
{
    headers.emplace_back(std::move(name), std::move(value));
}

ServerResponse jsonResponse(int status, const QJsonObject &object)
{
    ServerResponse response;
    response.status = status;
    response.body = QJsonDocument(object).toJson(QJsonDocument::Compact);
    response.setHeader("Content-Type", "application/json");
    return response;
}

ServerResponse emptyResponse()
{
    ServerResponse response;
    response.status = 204;
    return response;
}

std::optional<QString> percentDecoded(QByteArrayView encoded, bool plusIsBlank)
{
    QByteArray bytes;
    bytes.reserve(encoded.size());
    for (qsizetype i = 0; i < encoded.size(); ++i) {
        const char c = encoded[i];
        if (c != '%') {
            bytes.append(plusIsBlank && c == '+' ? ' ' : c);
            continue;
        }
        if (i + 2 >= encoded.size())
            return std::nullopt;
        const int high = hexValue(encoded[i + 1]);
        const int low = hexValue(encoded[i + 2]);
        if (high < 0 || low < 0)
            return std::nullopt;
        bytes.append(static_cast<char>(high * 16 + low));
        i += 2;
    }
    QStringDecoder decoder(QStringDecoder::Utf8);
    QString text = decoder(bytes);
    if (decoder.hasError())
        return std::nullopt;
    return text;
}

QString addressText(std::uint32_t address)
{
    return IpRange::address(address).toString();
}

} // namespace tc
