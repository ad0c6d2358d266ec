#include "pagination.h"

#include <QUrl>
#include <QUrlQuery>

#include <algorithm>
#include <limits>

namespace tc {

namespace {

constexpr qsizetype longestTarget = 8192;

const QStringList &kept()
{
    static const QStringList names {QStringLiteral("workspace")};
    return names;
}

tl::unexpected<ApiError> notAsDescribed()
{
    ApiError error;
    error.kind = ErrorKind::Protocol;
    return tl::unexpected(std::move(error));
}

QByteArray withVariable(const UriTemplate &list, const QString &variable, const QString &value)
{
    return list.expand({{variable, value}}, kept());
}

std::optional<qint64> integer(const QJsonValue &value)
{
    bool ok = value.isDouble();
    const qint64 number = value.isString() ? value.toString().toLongLong(&ok) : value.toInteger(-1);
    return ok && number >= 0 ? std::optional(number) : std::nullopt;
}

QList<QByteArray> pathSegments(const QByteArray &target)
{
    return target.left(target.indexOf('?') < 0 ? target.size() : target.indexOf('?')).split('/');
}

/// The target of the first link in \a field (RFC 8288) whose relation types hold "next".
QByteArray nextLink(const QByteArray &field)
{
    qsizetype at = 0;
    while (true) {
        const qsizetype open = field.indexOf('<', at);
        const qsizetype close = open < 0 ? -1 : field.indexOf('>', open);
        if (close < 0)
            return {};
        qsizetype end = close;
        bool quoted = false;
        while (++end < field.size() && (quoted || field.at(end) != ',')) {
            if (field.at(end) == '"')
                quoted = !quoted;
        }
        for (const QByteArray &parameter : field.mid(close + 1, end - close - 1).split(';')) {
            const qsizetype equals = parameter.indexOf('=');
            if (parameter.left(qMax<qsizetype>(equals, 0)).trimmed().toLower() != "rel")
                continue;
            const QByteArray types = parameter.mid(equals + 1).trimmed().replace('"', "").toLower();
            if (types.split(' ').contains("next"))
                return field.mid(open + 1, close - open - 1);
        }
        at = end;
    }
}

} // namespace

bool isPageOf(const UriTemplate &list, const QByteArray &target)
{
    const bool plain = target.size() <= longestTarget
        && std::all_of(target.cbegin(), target.cend(),
                       [](char c) { return c > 0x20 && c < 0x7f && c != '#'; });
    const QList<QByteArray> own = pathSegments(list.expand({}, kept()));
    const QList<QByteArray> other = pathSegments(target);
    return plain && own.size() == other.size()
        && std::equal(own.cbegin(), own.cend(), other.cbegin(),
                      [](const QByteArray &mine, const QByteArray &theirs) {
                          return mine == theirs
                              || (mine == "{workspace}" && !theirs.isEmpty() && theirs != "."
                                  && theirs != "..");
                      });
}

Result<QByteArray> Pagination::nextTarget(const UriTemplate &list, const HttpReplyData &reply,
                                          const QJsonValue &body, qsizetype count,
                                          const QByteArray &target) const
{
    if (kind == Kind::None)
        return QByteArray();
    if (more && !more->in(body).toBool())
        return QByteArray();
    if (kind == Kind::Link)
        return linked(list, reply, body);
    if (kind != Kind::Cursor)
        return numbered(list, reply, body, count, target);

    QString cursor;
    if (!nextHeader.isEmpty()) {
        cursor = QString::fromLatin1(headerValue(reply.headers, nextHeader));
    } else {
        const QJsonValue value = next ? next->in(body) : QJsonValue();
        if (const std::optional<qint64> number = integer(value); number && value.isDouble())
            cursor = QString::number(*number);
        else if (value.isString())
            cursor = value.toString();
        else if (!value.isNull() && !value.isUndefined())
            return notAsDescribed();
    }
    if (!cursor.isValidUtf16())
        return notAsDescribed();
    if (cursor.isEmpty())
        return QByteArray();
    const QByteArray page = withVariable(list, variable, cursor);
    return page.size() <= longestTarget ? Result<QByteArray>(page) : notAsDescribed();
}

Result<QByteArray> Pagination::numbered(const UriTemplate &list, const HttpReplyData &reply,
                                        const QJsonValue &body, qsizetype count,
                                        const QByteArray &target) const
{
    if (!nextHeader.isEmpty() || next) {
        const QJsonValue value
            = next ? next->in(body) : QJsonValue(QString::fromLatin1(headerValue(reply.headers, nextHeader)));
        const std::optional<qint64> number = integer(value);
        if (number)
            return withVariable(list, variable, QString::number(*number));
        if (value.isNull() || value.isUndefined() || value.toString(QStringLiteral("?")).isEmpty())
            return QByteArray();
        return notAsDescribed();
    }
    if (count == 0)
        return QByteArray();

    std::optional<qint64> here;
    if (current) {
        here = integer(current->in(body));
    } else if (!target.isEmpty()) {
        const QUrlQuery query(QString::fromLatin1(target.mid(target.indexOf('?') + 1)));
        here = query.hasQueryItem(variable) ? integer(query.queryItemValue(variable))
                                            : std::optional(kind == Kind::Page ? first : 0);
    }
    // Without knowing which page this was, the same one would be asked for again and again.
    if (!here || *here > std::numeric_limits<qint64>::max() - qMax<qint64>(count, 1))
        return notAsDescribed();
    const qint64 following = kind == Kind::Page ? *here + 1 : *here + count;
    if (kind == Kind::Page && pages) {
        if (const auto last = integer(pages->in(body)); last && *here >= *last - (1 - first))
            return QByteArray();
    }
    if (kind == Kind::Offset && total) {
        if (const auto all = integer(total->in(body)); all && following >= *all)
            return QByteArray();
    }
    return withVariable(list, variable, QString::number(following));
}

Result<QByteArray> Pagination::linked(const UriTemplate &list, const HttpReplyData &reply,
                                      const QJsonValue &body) const
{
    QByteArray link;
    if (next) {
        const QJsonValue value = next->in(body);
        if (!value.isString() && !value.isNull() && !value.isUndefined())
            return notAsDescribed();
        link = value.toString().toUtf8();
    } else {
        for (const auto &[name, value] : reply.headers) {
            if (link.isEmpty() && name.compare("Link", Qt::CaseInsensitive) == 0)
                link = nextLink(value);
        }
    }
    if (link.isEmpty())
        return QByteArray();
    const QUrl url = QUrl::fromEncoded(link, QUrl::StrictMode);
    if (!url.isValid() || !url.hasQuery())
        return notAsDescribed();

    const QByteArray own = list.expand({}, kept());
    const QByteArray ownPath = own.left(own.indexOf('?') < 0 ? own.size() : own.indexOf('?'));
    const QByteArray path = url.path(QUrl::FullyEncoded).toLatin1();
    if (!path.isEmpty()) {
        const QList<QByteArray> theirs = path.split('/');
        const qsizetype length = ownPath.split('/').size();
        if (theirs.contains("..") || theirs.contains(".") || theirs.size() < length
            || !isPageOf(list, theirs.sliced(theirs.size() - length).join('/')))
            return notAsDescribed();
    }
    const QByteArray page = ownPath + '?' + url.query(QUrl::FullyEncoded).toLatin1();
    return isPageOf(list, page) ? Result<QByteArray>(page) : notAsDescribed();
}

} // namespace tc
