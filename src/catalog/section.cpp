#include "section.h"

namespace tc {

QList<Section> Section::sections(QLatin1String member) const
{
    QList<Section> all;
    const QJsonArray array = value(member).toArray();
    for (qsizetype i = 0; i < array.size(); ++i)
        all.append(Section(array.at(i), at(member).child(QString::number(i)), *m_errors));
    return all;
}

namespace {

LocalizedText localizedOf(const QJsonValue &json)
{
    if (json.isUndefined())
        return {};
    QHash<QString, QString> texts;
    if (json.isString())
        texts.insert(QStringLiteral("en"), json.toString());
    const QJsonObject languages = json.toObject();
    for (auto language = languages.begin(); language != languages.end(); ++language)
        texts.insert(language.key(), language->toString());
    return LocalizedText(std::move(texts));
}

} // namespace

LocalizedText Section::localized(QLatin1String member) const
{
    return localizedOf(value(member));
}

QList<LocalizedText> Section::localizedTexts(QLatin1String member) const
{
    QList<LocalizedText> all;
    for (const QJsonValue text : value(member).toArray())
        all.append(localizedOf(text));
    return all;
}

QStringList Section::texts(QLatin1String member) const
{
    QStringList all;
    for (const QJsonValue text : value(member).toArray())
        all.append(text.toString());
    return all;
}

std::optional<JsonPointer> Section::pointer(QLatin1String member) const
{
    if (!has(member))
        return std::nullopt;
    std::optional<JsonPointer> pointer = JsonPointer::parse(text(member));
    if (!pointer)
        complain(member, DescriptionError::tr("“%1” is no JSON pointer (RFC 6901).").arg(text(member)));
    return pointer;
}

QList<JsonPointer> Section::pointers(QLatin1String member) const
{
    QList<JsonPointer> all;
    for (const QString &item : texts(member)) {
        if (const auto pointer = JsonPointer::parse(item))
            all.append(*pointer);
        else
            complain(member, DescriptionError::tr("“%1” is no JSON pointer (RFC 6901).").arg(item));
    }
    return all;
}

std::optional<FieldRule> Section::field(QLatin1String member) const
{
    if (!has(member))
        return std::nullopt;
    FieldRule rule;
    std::optional<JsonPointer> pointer;
    if (value(member).isString()) {
        pointer = this->pointer(member);
    } else {
        const Section object = section(member);
        pointer = object.pointer(QLatin1String("pointer"));
        rule.conversion = readConversion(object.json(), object.at(), *m_errors);
        rule.optional = object.flag(QLatin1String("optional"));
    }
    rule.pointer = pointer.value_or(JsonPointer());
    return rule;
}

} // namespace tc
