#include "verificationreader.h"

#include "operationreader.h"
#include "replyreader.h"

#include <algorithm>

namespace tc {

namespace {

using L = QLatin1String;

std::optional<TokenVerdict> verdictCalled(const QString &name)
{
    static const QHash<QString, TokenVerdict> verdicts {
        {QStringLiteral("valid"), TokenVerdict::Valid},
        {QStringLiteral("lacking-scope"), TokenVerdict::LackingScope},
        {QStringLiteral("address-refused"), TokenVerdict::AddressRefused},
        {QStringLiteral("expired"), TokenVerdict::Expired},
        {QStringLiteral("unknown"), TokenVerdict::Unknown},
    };
    const auto found = verdicts.constFind(name);
    return found == verdicts.cend() ? std::nullopt : std::optional(*found);
}

/// Whether \a first takes every answer that \a second would.
bool covers(const VerificationAnswerRule &first, const VerificationAnswerRule &second)
{
    const bool samePlace = !first.pointer
        || (second.pointer && *first.pointer == *second.pointer && first.equals == second.equals);
    return first.status == second.status && (first.code.isEmpty() || first.code == second.code) && samePlace;
}

void checkMeaning(const Section &item, const VerificationAnswerRule &rule)
{
    constexpr int unauthorized = 401; // RFC 9110 15.5.2: the credential was not accepted
    constexpr int tooMany = 429;
    if (rule.status >= 500 || rule.status == tooMany)
        item.complain(L("status"),
                      DescriptionError::tr("Status %1 says nothing of a token.").arg(rule.status));
    if (rule.status == unauthorized && rule.means != TokenVerdict::Expired
        && rule.means != TokenVerdict::Unknown)
        item.complain(L("means"), DescriptionError::tr("A token that gets 401 is not accepted."));
}

void readAnswers(const Section &section, VerificationRules &verification)
{
    for (const Section &item : section.sections(L("answers"))) {
        VerificationAnswerRule rule;
        rule.status = item.value(L("status")).toInt();
        rule.code = item.text(L("code"));
        if (item.has(L("where"))) {
            const Section where = item.section(L("where"));
            rule.pointer = where.pointer(L("pointer"));
            rule.equals = where.value(L("equals"));
        }
        const auto means = verdictCalled(item.text(L("means")));
        rule.means = means.value_or(TokenVerdict::CannotTell);
        if (!means)
            item.complain(L("means"), DescriptionError::tr("An answer cannot mean that."));
        checkMeaning(item, rule);
        if (std::any_of(verification.answers.cbegin(), verification.answers.cend(),
                        [&rule](const VerificationAnswerRule &before) { return covers(before, rule); }))
            item.complain(DescriptionError::tr("An answer before this one takes all that this one would."));
        verification.answers.append(rule);
    }
    const auto hasNone = [&verification](TokenVerdict verdict) {
        return std::none_of(verification.answers.cbegin(), verification.answers.cend(),
                            [verdict](const VerificationAnswerRule &rule) { return rule.means == verdict; });
    };
    if (hasNone(TokenVerdict::Valid))
        section.complain(L("answers"), DescriptionError::tr("No answer means that a token is valid."));
    if (hasNone(TokenVerdict::Unknown))
        section.complain(
            L("answers"),
            DescriptionError::tr("No answer means that a token is unknown, so none can be found valid."));
}

/// Success means valid, 401 unknown.
VerificationRules usualVerification(const OperationRules &operation)
{
    VerificationRules verification;
    verification.answers.append({.status = 401, .means = TokenVerdict::Unknown});
    const QList<int> success = operation.success.isEmpty() ? QList<int> {200, 204} : operation.success;
    for (const int status : success) {
        if (status != 401)
            verification.answers.append({.status = status, .means = TokenVerdict::Valid});
    }
    return verification;
}

} // namespace

std::optional<VerificationRules> readVerification(const Section &root, const ServiceRules &rules)
{
    const OperationRules *const trying = rules.operation(Operation::Try);
    if (!root.has(L("verification")))
        return trying ? std::optional(usualVerification(*trying)) : std::nullopt;

    const Section section = root.section(L("verification"));
    VerificationRules verification;
    verification.byCurrent = section.text(L("operation")) == L("current");
    const OperationRules *const operation
        = verification.byCurrent ? rules.operation(Operation::Current) : trying;
    if (!operation)
        section.complain(DescriptionError::tr("Verifying needs the operation “%1”.")
                             .arg(nameOf(verification.byCurrent ? Operation::Current : Operation::Try)));
    const int longest = 24 * 60 * 60;
    verification.oneCallEvery
        = std::chrono::seconds(std::clamp(section.value(L("oneCallEverySeconds")).toInt(), 0, longest));
    if (section.has(L("answers")))
        readAnswers(section, verification);
    else if (operation)
        verification.answers = usualVerification(*operation).answers;
    return verification;
}

VerificationAnswer readVerificationAnswer(const ServiceRules &rules, const VerificationRules &verification,
                                          const HttpReplyData &reply)
{
    const QJsonValue body = parsed(reply.body);
    const QLatin1String operation = nameOf(verification.byCurrent ? Operation::Current : Operation::Try);
    VerificationAnswer answer;
    answer.said = rules.errors.errorOf(reply, body, QString(operation));
    // Of an envelope that says failure, a status that says success means nothing by itself.
    const bool contradicts = reply.status < 300 && rules.errors.saysFailure(body);
    // A page that nobody can read is no answer to a request for JSON, whatever its status says.
    constexpr int noContent = 204;
    const bool isUnreadable = reply.status >= 200 && reply.status < 300 && reply.status != noContent
        && !body.isObject() && !body.isArray();
    if (isUnreadable)
        return answer;
    const auto fits = [&](const VerificationAnswerRule &rule) {
        const bool isTold = !contradicts || !rule.code.isEmpty() || rule.pointer;
        return rule.status == reply.status && isTold
            && (rule.code.isEmpty() || rule.code == answer.said.vendorCode)
            && (!rule.pointer || rule.pointer->in(body) == rule.equals);
    };
    const auto rule = std::find_if(verification.answers.cbegin(), verification.answers.cend(), fits);
    if (rule != verification.answers.cend())
        answer.means = rule->means;
    return answer;
}

} // namespace tc
