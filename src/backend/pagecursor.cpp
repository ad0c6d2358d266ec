#include "pagecursor.h"

namespace tc {

namespace {

constexpr auto cursorEncoding = QByteArray::Base64UrlEncoding | QByteArray::OmitTrailingEquals;

} // namespace

QString cursorAfter(const TokenPosition &position)
{
    const QByteArray text = QByteArray::number(position.createdAt) + ' ' + position.id.toLatin1();
    return QString::fromLatin1(text.toBase64(cursorEncoding));
}

std::optional<TokenPosition> positionOf(const QString &cursor)
{
    const auto decoded = QByteArray::fromBase64Encoding(
        cursor.toLatin1(), cursorEncoding | QByteArray::AbortOnBase64DecodingErrors);
    if (!decoded)
        return std::nullopt;
    const QByteArrayList parts = (*decoded).split(' ');
    bool isNumber = false;
    const qint64 createdAt = parts.first().toLongLong(&isNumber);
    constexpr qsizetype uuidLength = 36;
    if (parts.size() != 2 || !isNumber || parts.last().size() != uuidLength)
        return std::nullopt;
    return TokenPosition {createdAt, QString::fromLatin1(parts.last())};
}

} // namespace tc
