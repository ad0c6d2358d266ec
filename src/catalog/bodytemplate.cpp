#include "bodytemplate.h"

#include <QJsonArray>
#include <QJsonObject>

#include <algorithm>

namespace tc {

namespace {

bool isName(QStringView text)
{
    return !text.isEmpty() && std::all_of(text.begin(), text.end(), [](QChar c) {
        return c.unicode() < 128 && (c.isLetterOrNumber() || c == u'_' || c == u'.');
    });
}

/// `name` or `name?`.
std::optional<Placeholder> parseName(QStringView text)
{
    Placeholder placeholder;
    placeholder.optional = text.endsWith(u'?');
    if (placeholder.optional)
        text.chop(1);
    if (!isName(text))
        return std::nullopt;
    placeholder.name = text.toString();
    return placeholder;
}

std::optional<QJsonValue> written(const Placeholder &placeholder, const TemplateValue &value,
                                  const QDateTime &now)
{
    if (const auto *const text = std::get_if<QString>(&value))
        return placeholder.conversion.writeText(*text);
    if (const auto *const end = std::get_if<Expiry>(&value))
        return placeholder.conversion.writeTime(end->instant(),
                                                end->countedFrom().isValid() ? end->countedFrom() : now);
    QJsonArray array;
    for (const QString &item : std::get<QStringList>(value)) {
        const std::optional<QJsonValue> element = placeholder.conversion.writeText(item);
        if (!element)
            return std::nullopt;
        array.append(*element);
    }
    return array;
}

} // namespace

struct BodyTemplate::Filling
{
    const TemplateValues &values;
    QDateTime now;
    QString failed;
};

Conversion readConversion(const QJsonObject &json, const JsonPointer &at, QList<DescriptionError> &errors)
{
    static const QHash<QString, Conversion::Kind> kinds {
        {QStringLiteral("rfc3339"), Conversion::Kind::Rfc3339},
        {QStringLiteral("date"), Conversion::Kind::Date},
        {QStringLiteral("epoch-s"), Conversion::Kind::EpochSeconds},
        {QStringLiteral("epoch-ms"), Conversion::Kind::EpochMilliseconds},
        {QStringLiteral("duration-s"), Conversion::Kind::DurationSeconds},
        {QStringLiteral("duration-ms"), Conversion::Kind::DurationMilliseconds},
        {QStringLiteral("duration-minutes"), Conversion::Kind::DurationMinutes},
        {QStringLiteral("duration-days"), Conversion::Kind::DurationDays},
        {QStringLiteral("number-as-text"), Conversion::Kind::NumberAsText},
        {QStringLiteral("enumeration"), Conversion::Kind::Enumeration},
    };
    Conversion conversion;
    if (json.contains(u"as")) {
        const auto kind = kinds.constFind(json.value(u"as").toString());
        if (kind == kinds.cend())
            errors.append(
                {{},
                 at.child(QStringLiteral("as")).toString(),
                 DescriptionError::tr("There is no conversion “%1”.").arg(json.value(u"as").toString())});
        else
            conversion.kind = *kind;
    }
    conversion.asText = json.value(u"asText").toBool();
    conversion.endOfDay = json.value(u"endOfDay").toBool();
    conversion.roundToSeconds = json.value(u"roundToSeconds").toInteger();
    for (const QJsonValue word : json.value(u"words").toArray())
        conversion.words.append({word[u"service"], word[u"console"].toString()});

    using Kind = Conversion::Kind;
    const bool number = conversion.isDuration() || conversion.kind == Kind::EpochSeconds
        || conversion.kind == Kind::EpochMilliseconds;
    const auto only = [&](bool fits, QLatin1String member) {
        if (json.contains(member) && !fits)
            errors.append({{},
                           at.child(member).toString(),
                           DescriptionError::tr("“%1” has no meaning with this conversion.").arg(member)});
    };
    only(number, QLatin1String("asText"));
    only(conversion.kind == Kind::Date, QLatin1String("endOfDay"));
    only(conversion.isDuration(), QLatin1String("roundToSeconds"));
    only(conversion.kind == Kind::Enumeration, QLatin1String("words"));
    if (conversion.kind == Kind::Enumeration && conversion.words.isEmpty())
        errors.append({{}, at.toString(), DescriptionError::tr("An enumeration needs its “words”.")});
    return conversion;
}

BodyTemplate::BodyTemplate(const QJsonValue &json, const JsonPointer &at, QList<DescriptionError> &errors)
    : m_root(read(json, at, errors))
{
}

BodyTemplate::Node BodyTemplate::read(const QJsonValue &json, const JsonPointer &at,
                                      QList<DescriptionError> &errors)
{
    Node node;
    node.literal = json;
    if (json.isString()) {
        const QString text = json.toString();
        if (!text.contains(u'{') && !text.contains(u'}'))
            return node;
        std::optional<Placeholder> placeholder;
        if (text.startsWith(u'{') && text.endsWith(u'}'))
            placeholder = parseName(QStringView(text).sliced(1, text.size() - 2));
        if (!placeholder) {
            errors.append({{},
                           at.toString(),
                           DescriptionError::tr("“%1” is no placeholder: a placeholder is the whole string, "
                                                "as in \"{name}\" or \"{name?}\".")
                               .arg(text)});
            return node;
        }
        node.kind = Node::Kind::Value;
        node.placeholder = *std::move(placeholder);
    } else if (json.isObject()) {
        const QJsonObject object = json.toObject();
        if (object.contains(u"$value"))
            return readValue(object, at, errors);
        node.kind = Node::Kind::Object;
        for (auto member = object.begin(); member != object.end(); ++member) {
            node.keys.append(member.key());
            node.children.append(read(*member, at.child(member.key()), errors));
        }
    } else if (json.isArray()) {
        node.kind = Node::Kind::Array;
        const QJsonArray array = json.toArray();
        for (qsizetype i = 0; i < array.size(); ++i)
            node.children.append(read(array.at(i), at.child(QString::number(i)), errors));
    }
    return node;
}

BodyTemplate::Node BodyTemplate::readValue(const QJsonObject &json, const JsonPointer &at,
                                           QList<DescriptionError> &errors)
{
    Node node;
    node.kind = Node::Kind::Value;
    if (auto placeholder = parseName(json.value(u"$value").toString()))
        node.placeholder = *std::move(placeholder);
    else
        errors.append({{},
                       at.child(QStringLiteral("$value")).toString(),
                       DescriptionError::tr("“$value” must be the name of a placeholder.")});
    static const QStringList known {QStringLiteral("$value"),        QStringLiteral("as"),
                                    QStringLiteral("asText"),        QStringLiteral("ifEmpty"),
                                    QStringLiteral("endOfDay"),      QStringLiteral("words"),
                                    QStringLiteral("roundToSeconds")};
    for (auto member = json.begin(); member != json.end(); ++member) {
        if (!known.contains(member.key()))
            errors.append({{},
                           at.child(member.key()).toString(),
                           DescriptionError::tr("A placeholder has no member “%1”.").arg(member.key())});
    }
    const QString ifEmpty = json.value(u"ifEmpty").toString();
    if (ifEmpty == QLatin1String("null"))
        node.placeholder.ifEmpty = Placeholder::Empty::Null;
    else if (ifEmpty == QLatin1String("omit"))
        node.placeholder.ifEmpty = Placeholder::Empty::Omit;
    else if (json.contains(u"ifEmpty"))
        errors.append({{},
                       at.child(QStringLiteral("ifEmpty")).toString(),
                       DescriptionError::tr("“ifEmpty” must be \"null\" or \"omit\".")});
    node.placeholder.conversion = readConversion(json, at, errors);
    return node;
}

void BodyTemplate::collect(const Node &node, QList<Placeholder> &into)
{
    if (node.kind == Node::Kind::Value)
        into.append(node.placeholder);
    for (const Node &child : node.children)
        collect(child, into);
}

QList<Placeholder> BodyTemplate::placeholders() const
{
    QList<Placeholder> all;
    collect(m_root, all);
    return all;
}

QString BodyTemplate::placeholderAt(const JsonPointer &pointer) const
{
    const Node *node = &m_root;
    for (const QString &token : pointer.tokens()) {
        const qsizetype child
            = node->kind == Node::Kind::Array ? token.toLongLong() : node->keys.indexOf(token);
        if (child < 0 || child >= node->children.size())
            break;
        node = &node->children.at(child);
    }
    return node->kind == Node::Kind::Value ? node->placeholder.name : QString();
}

std::optional<QJsonValue> BodyTemplate::fillNode(const Node &node, Filling &filling)
{
    const QJsonValue leftOut(QJsonValue::Undefined);
    switch (node.kind) {
    case Node::Kind::Literal:
        return node.literal;
    case Node::Kind::Value: {
        const auto value = filling.values.constFind(node.placeholder.name);
        if (value == filling.values.cend())
            return node.placeholder.optional ? leftOut : QJsonValue(QJsonValue::Null);
        if (const auto *const list = std::get_if<QStringList>(&*value);
            list && list->isEmpty() && node.placeholder.ifEmpty != Placeholder::Empty::AsIs)
            return node.placeholder.ifEmpty == Placeholder::Empty::Omit ? leftOut
                                                                        : QJsonValue(QJsonValue::Null);
        std::optional<QJsonValue> json = written(node.placeholder, *value, filling.now);
        if (!json)
            filling.failed = node.placeholder.name;
        return json;
    }
    case Node::Kind::Object: {
        QJsonObject object;
        for (qsizetype i = 0; i < node.children.size(); ++i) {
            const std::optional<QJsonValue> child = fillNode(node.children.at(i), filling);
            if (!child)
                return std::nullopt;
            if (!child->isUndefined())
                object.insert(node.keys.at(i), *child);
        }
        return object.isEmpty() && !node.children.isEmpty() ? leftOut : QJsonValue(object);
    }
    case Node::Kind::Array: {
        QJsonArray array;
        for (const Node &item : node.children) {
            const std::optional<QJsonValue> child = fillNode(item, filling);
            if (!child)
                return std::nullopt;
            if (!child->isUndefined())
                array.append(*child);
        }
        return array;
    }
    }
    Q_UNREACHABLE();
}

std::optional<QJsonValue> BodyTemplate::fill(const TemplateValues &values, const QDateTime &now,
                                             QString *failed) const
{
    Filling filling {values, now, {}};
    std::optional<QJsonValue> body = fillNode(m_root, filling);
    if (!body && failed)
        *failed = filling.failed;
    if (body && body->isUndefined())
        body = QJsonObject();
    return body;
}

} // namespace tc
