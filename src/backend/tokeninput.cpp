#include "tokeninput.h"

#include "iprangetext.h"

#include <QJsonArray>
#include <QRegularExpression>

#include <algorithm>

namespace tc {

namespace {

constexpr int maximumNameLength = 100;
constexpr qsizetype maximumRanges = 200;

const QLatin1String nameMember("name");
const QLatin1String rangesMember("allowedIps");
const QLatin1String expiryMember("expiresAt");
const QLatin1String accessMember("access");

/// Collects errors while the members of a body are read.
class Reader
{
public:
    explicit Reader(const QJsonObject &body)
        : m_body(body)
    {
    }

    [[nodiscard]] bool has(QLatin1String member) const { return m_body.contains(member); }
    [[nodiscard]] QJsonValue value(QLatin1String member) const { return m_body.value(member); }

    void refuse(const QString &pointer, const QString &message) { m_errors.append({pointer, message}); }

    void refuseAllBut(std::initializer_list<QLatin1String> members)
    {
        for (auto entry = m_body.constBegin(); entry != m_body.constEnd(); ++entry) {
            const QString name = entry.key();
            if (std::find(members.begin(), members.end(), name) != members.end())
                continue;
            QString escaped = name;
            escaped.replace(u'~', QLatin1String("~0")).replace(u'/', QLatin1String("~1"));
            refuse(u'/' + escaped, QStringLiteral("This member is unknown here."));
        }
    }

    QString readName()
    {
        const auto name = readTokenName(value(nameMember));
        if (!name)
            refuse(QStringLiteral("/name"), name.error());
        return name.value_or(QString());
    }

    AllowedIps readRanges()
    {
        AllowedIps ranges;
        const QString pointer = QStringLiteral("/allowedIps");
        const QJsonValue given = value(rangesMember);
        if (!given.isArray()) {
            refuse(pointer, QStringLiteral("The allowed IP ranges must be an array of strings."));
            return ranges;
        }
        const QJsonArray entries = given.toArray();
        if (entries.size() > maximumRanges) {
            refuse(pointer, QStringLiteral("There may be at most %1 IP ranges.").arg(maximumRanges));
            return ranges;
        }
        for (qsizetype i = 0; i < entries.size(); ++i) {
            const QString entryPointer = pointer + u'/' + QString::number(i);
            if (!entries[i].isString()) {
                refuse(entryPointer, QStringLiteral("An IP range must be a string."));
                continue;
            }
            const auto range = IpRange::parse(entries[i].toString(), IpVersions::V4);
            if (range)
                ranges.add(*range);
            else
                refuse(entryPointer, explain(range.error()));
        }
        return ranges;
    }

    Expiry readExpiry(const QDateTime &now)
    {
        const auto expiry = readTokenExpiry(value(expiryMember), now);
        if (!expiry)
            refuse(QStringLiteral("/expiresAt"), expiry.error());
        return expiry.value_or(Expiry::never());
    }

    TokenAccess readAccess()
    {
        const QJsonValue given = value(accessMember);
        if (given.isUndefined())
            return TokenAccess::Integration;
        const std::optional<TokenAccess> access
            = given.isString() ? accessNamed(given.toString()) : std::nullopt;
        if (!access)
            refuse(QStringLiteral("/access"),
                   QStringLiteral("The access must be “integration” or “management”."));
        return access.value_or(TokenAccess::Integration);
    }

    [[nodiscard]] const QList<FieldError> &errors() const { return m_errors; }

private:
    const QJsonObject &m_body;
    QList<FieldError> m_errors;
};

} // namespace

tl::expected<QString, QString> readTokenName(const QJsonValue &given)
{
    if (!given.isString())
        return tl::unexpected(QStringLiteral("The name must be a string."));
    QString name = given.toString().trimmed();
    if (name.isNull())
        name = QStringLiteral("");
    if (!name.isValidUtf16())
        return tl::unexpected(QStringLiteral("The name is not valid Unicode."));
    if (std::any_of(name.cbegin(), name.cend(), [](QChar c) {
            return c.category() == QChar::Other_Control || c.category() == QChar::Separator_Line
                || c.category() == QChar::Separator_Paragraph;
        }))
        return tl::unexpected(QStringLiteral("The name must not contain control characters."));
    const qsizetype length = name.toUcs4().size();
    if (length < 1 || length > maximumNameLength)
        return tl::unexpected(
            QStringLiteral("The name must have 1 to %1 characters.").arg(maximumNameLength));
    return name;
}

tl::expected<Expiry, QString> readTokenExpiry(const QJsonValue &given, const QDateTime &now)
{
    if (given.isNull() || given.isUndefined())
        return Expiry::never();
    // QDateTime reads more than RFC 3339 allows: dates alone, times without a zone, 24:00.
    static const QRegularExpression form(
        QStringLiteral("\\A[0-9]{4}-[0-9]{2}-[0-9]{2}[Tt][0-9]{2}:[0-9]{2}:[0-9]{2}(\\.[0-9]{1,9})?([Zz]|[+-]"
                       "[0-9]{2}:[0-9]{2})\\z"));
    const QString text = given.toString().toUpper();
    const QDateTime instant = given.isString() && form.match(text).hasMatch()
        ? QDateTime::fromString(text, Qt::ISODateWithMs).toUTC()
        : QDateTime();
    if (!instant.isValid())
        return tl::unexpected(
            QStringLiteral("The expiry must be null or an RFC 3339 instant with a time zone, such as "
                           "2030-12-31T23:59:59Z."));
    if (instant <= now)
        return tl::unexpected(QStringLiteral("The expiry must lie in the future."));
    return Expiry::at(instant);
}

InputResult<NewToken> readNewToken(const QJsonObject &body, const QDateTime &now)
{
    Reader reader(body);
    NewToken wanted;
    if (reader.has(nameMember))
        wanted.name = reader.readName();
    else
        reader.refuse(QStringLiteral("/name"), QStringLiteral("The name is missing."));
    if (reader.has(rangesMember))
        wanted.allowedIps = reader.readRanges();
    wanted.expiry = reader.readExpiry(now);
    wanted.access = reader.readAccess();
    reader.refuseAllBut({nameMember, rangesMember, expiryMember, accessMember});
    if (!reader.errors().isEmpty())
        return tl::unexpected(reader.errors());
    return wanted;
}

InputResult<TokenChange> readTokenChange(const QJsonObject &body)
{
    Reader reader(body);
    TokenChange change;
    if (reader.has(nameMember))
        change.name = reader.readName();
    if (reader.has(rangesMember))
        change.allowedIps = reader.readRanges();
    reader.refuseAllBut({nameMember, rangesMember});
    if (!reader.errors().isEmpty())
        return tl::unexpected(reader.errors());
    return change;
}

} // namespace tc
