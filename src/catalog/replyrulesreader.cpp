#include "replyrulesreader.h"

#include "section.h"

#include <QSet>

namespace tc {

namespace {

using L = QLatin1String;

std::optional<ScopesRule> readScopesRule(const Section &token)
{
    const L member("scopes");
    const std::optional<FieldRule> field = token.field(member);
    if (!field)
        return std::nullopt;
    ScopesRule rule {*field, {}, std::nullopt, {}};
    const Section section = token.section(member);
    rule.items = section.pointers(L("items"));
    if (section.has(L("where"))) {
        const Section where = section.section(L("where"));
        rule.where = where.pointer(L("pointer"));
        rule.equals = where.value(L("equals"));
    }
    return rule;
}

void checkTokenRules(const TokenRules &rules, const Section &section)
{
    if (!rules.id)
        section.complain(L("id"),
                         DescriptionError::tr("Without the token’s id nothing can be done with it."));
    if (rules.maskWhole && (rules.maskPrefix || rules.maskLast))
        section.section(L("mask")).complain(DescriptionError::tr("“whole” excludes “prefix” and “last”."));

    const auto checkTime = [&](const std::optional<FieldRule> &rule, L member, bool durations) {
        if (rule && rule->conversion.kind != Conversion::Kind::None
            && (!rule->conversion.isTime() || (rule->conversion.isDuration() && !durations)))
            section.complain(member, DescriptionError::tr("This conversion gives no time."));
    };
    checkTime(rules.createdAt, L("createdAt"), false);
    checkTime(rules.lastUsedAt, L("lastUsedAt"), false);
    checkTime(rules.revokedAt, L("revokedAt"), false);
    checkTime(rules.expiresAt, L("expiresAt"), true);
    const auto checkText = [&](const std::optional<FieldRule> &rule, L member) {
        if (rule && rule->conversion.isTime())
            section.complain(member, DescriptionError::tr("This conversion gives no text."));
    };
    checkText(rules.id, L("id"));
    checkText(rules.name, L("name"));
    checkText(rules.lastUsedAddress, L("lastUsedAddress"));
    checkText(rules.scopes ? std::optional(rules.scopes->field) : std::nullopt, L("scopes"));
    checkText(rules.type, L("type"));
    checkText(rules.workspace, L("workspace"));
    const auto checkRanges = [&](const std::optional<FieldRule> &rule, L member) {
        if (rule && rule->conversion.kind != Conversion::Kind::None)
            section.complain(member, DescriptionError::tr("IP ranges are texts and take no conversion."));
    };
    checkRanges(rules.allowedIps, L("allowedIps"));
    checkRanges(rules.deniedIps, L("deniedIps"));
    if (rules.status) {
        const QStringList words {QStringLiteral("active"), QStringLiteral("revoked"),
                                 QStringLiteral("expired"), QStringLiteral("unknown")};
        bool fits = rules.status->conversion.kind == Conversion::Kind::Enumeration;
        for (const auto &[theirs, ours] : rules.status->conversion.words)
            fits = fits && words.contains(ours);
        if (!fits)
            section.complain(L("status"),
                             DescriptionError::tr("A status is an enumeration of the console’s words active, "
                                                  "revoked, expired and unknown."));
    }
}

} // namespace

TokenRules readTokenRules(const Section &section)
{
    TokenRules rules;
    rules.id = section.field(L("id"));
    rules.name = section.field(L("name"));
    rules.createdAt = section.field(L("createdAt"));
    rules.lastUsedAt = section.field(L("lastUsedAt"));
    rules.lastUsedAddress = section.field(L("lastUsedAddress"));
    rules.expiresAt = section.field(L("expiresAt"));
    rules.revokedAt = section.field(L("revokedAt"));
    rules.allowedIps = section.field(L("allowedIps"));
    rules.deniedIps = section.field(L("deniedIps"));
    rules.scopes = readScopesRule(section);
    rules.type = section.field(L("type"));
    rules.workspace = section.field(L("workspace"));
    rules.status = section.field(L("status"));
    const Section mask = section.section(L("mask"));
    rules.maskPrefix = mask.pointer(L("prefix"));
    rules.maskLast = mask.pointer(L("last"));
    rules.maskWhole = mask.pointer(L("whole"));
    checkTokenRules(rules, section);
    return rules;
}

ErrorCatalogue readErrors(const Section &section)
{
    static const QHash<QString, ErrorKind> kinds {
        {QStringLiteral("unauthorized"), ErrorKind::Unauthorized},
        {QStringLiteral("forbidden"), ErrorKind::Forbidden},
        {QStringLiteral("not-found"), ErrorKind::NotFound},
        {QStringLiteral("conflict"), ErrorKind::Conflict},
        {QStringLiteral("stale"), ErrorKind::Stale},
        {QStringLiteral("invalid-input"), ErrorKind::InvalidInput},
        {QStringLiteral("rate-limited"), ErrorKind::RateLimited},
        {QStringLiteral("quota"), ErrorKind::Quota},
        {QStringLiteral("server"), ErrorKind::Server},
        {QStringLiteral("no-such-operation"), ErrorKind::NoSuchOperation},
    };
    ErrorCatalogue catalogue;
    catalogue.code = section.pointers(L("code"));
    catalogue.retryAfter = section.pointer(L("retryAfter"));
    if (section.has(L("failure"))) {
        const Section failure = section.section(L("failure"));
        catalogue.failurePointer = failure.pointer(L("pointer"));
        catalogue.failureValue = failure.value(L("equals"));
    }
    if (section.has(L("fields"))) {
        const Section fields = section.section(L("fields"));
        catalogue.fields = fields.pointer(L("items"));
        catalogue.fieldPointer = fields.pointer(L("field")).value_or(JsonPointer());
        catalogue.fieldMessage = fields.pointer(L("message")).value_or(JsonPointer());
        catalogue.fieldForm = fields.text(L("form")) == L("dotted") ? ErrorCatalogue::FieldForm::Dotted
                                                                    : ErrorCatalogue::FieldForm::Pointer;
    }
    QSet<QString> seen;
    for (const Section &item : section.sections(L("catalogue"))) {
        ErrorCatalogue::Entry entry;
        entry.status = item.value(L("status")).toInt();
        entry.code = item.text(L("code"));
        entry.operations = item.texts(L("operations"));
        entry.meaning = item.localized(L("meaning"));
        entry.fix = item.localized(L("fix"));
        if (item.has(L("kind"))) {
            const auto kind = kinds.constFind(item.text(L("kind")));
            if (kind == kinds.cend())
                item.complain(L("kind"), DescriptionError::tr("There is no such kind of error."));
            else
                entry.kind = *kind;
        }
        const QString key
            = QString::number(entry.status) + u' ' + entry.code + u' ' + entry.operations.join(u' ');
        if (seen.contains(key))
            item.complain(DescriptionError::tr("This status and code are there twice."));
        seen.insert(key);
        catalogue.entries.append(entry);
    }
    return catalogue;
}

} // namespace tc
