#include "requestreader.h"

#include <algorithm>

namespace tc {

namespace {

constexpr QLatin1String askedPrefix("asked.");

bool isHeaderText(const QString &text)
{
    return std::all_of(text.cbegin(), text.cend(), [](QChar c) { return c >= u' ' && c <= u'~'; });
}

} // namespace

UriTemplate readPath(const Section &section, const QStringList &known)
{
    const QLatin1String member("path");
    const QString path = section.text(member);
    const auto target = UriTemplate::parse(path);
    if (!target) {
        section.complain(member, target.error());
        return {};
    }
    const QString plain = path.section(u'?', 0, 0);
    const QStringList segments = plain.split(u'/');
    if (path.startsWith(u'/') || plain.contains(QLatin1String("//")) || plain.contains(QLatin1String("://")))
        section.complain(
            member, DescriptionError::tr("A path is relative to the base URL and starts without a slash."));
    if (segments.contains(QLatin1String("..")) || segments.contains(QLatin1String("."))
        || plain.contains(QLatin1String("%2e"), Qt::CaseInsensitive))
        section.complain(member, DescriptionError::tr("A path may not leave the base URL."));
    for (const QString &name : target->variables()) {
        if (!known.contains(name))
            section.complain(member, DescriptionError::tr("“{%1}” has no meaning in this path.").arg(name));
    }
    return *target;
}

std::optional<BodyTemplate> readBody(const Section &section)
{
    const QLatin1String member("body");
    if (!section.has(member))
        return std::nullopt;
    return BodyTemplate(section.value(member), section.at(member), section.errors());
}

QList<AskedRule> readAsks(const Section &section)
{
    QList<AskedRule> asks;
    for (const Section &item : section.sections(QLatin1String("asks"))) {
        const QString id = item.text(QLatin1String("id"));
        if (std::any_of(asks.cbegin(), asks.cend(), [&id](const AskedRule &rule) { return rule.id == id; }))
            item.complain(QLatin1String("id"), DescriptionError::tr("“%1” is there twice.").arg(id));
        asks.append({id, !item.flag(QLatin1String("optional"))});
    }
    return asks;
}

QList<HeaderRule> readHeaders(const Section &section)
{
    QList<HeaderRule> rules;
    const QLatin1String member("headers");
    const QJsonObject headers = section.value(member).toObject();
    for (auto header = headers.begin(); header != headers.end(); ++header) {
        const JsonPointer at = section.at(member).child(header.key());
        const BodyTemplate text(*header, at, section.errors());
        const QList<Placeholder> placeholders = text.placeholders();
        HeaderRule rule {header.key().toLatin1(), header->toString().toLatin1(), std::nullopt};
        if (!placeholders.isEmpty())
            rule.asked = placeholders.first();
        if (!isHeaderText(header->toString()))
            section.errors().append(
                {{}, at.toString(), DescriptionError::tr("A header may hold printable ASCII only.")});
        rules.append(rule);
    }
    return rules;
}

void checkPlaceholders(const Section &section, const OperationRules &rules, const QStringList &known,
                       const QStringList &usedElsewhere)
{
    QStringList used = usedElsewhere;
    for (const HeaderRule &header : rules.headers) {
        if (header.asked)
            used.append(header.asked->name);
    }
    for (const Placeholder &placeholder : rules.body ? rules.body->placeholders() : QList<Placeholder>())
        used.append(placeholder.name);
    QStringList askedNames;
    for (const AskedRule &asked : rules.asks)
        askedNames.append(askedName(asked.id));
    for (const QString &name : std::as_const(used)) {
        if (!known.contains(name) && !askedNames.contains(name))
            section.complain(DescriptionError::tr("“{%1}” has no meaning in this operation.").arg(name));
    }
    for (const QString &name : std::as_const(askedNames)) {
        if (!used.contains(name))
            section.complain(QLatin1String("asks"),
                             DescriptionError::tr("“%1” is asked for and not used.").arg(name));
    }
}

QString askedName(const QString &id)
{
    return askedPrefix + id;
}

bool isAskedName(const QString &placeholder)
{
    return placeholder.startsWith(askedPrefix);
}

} // namespace tc
