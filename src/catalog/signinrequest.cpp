#include "signinrequest.h"

#include "requestmaker.h"
#include "requestreader.h"
#include "servicedescription.h"
#include "servicerules.h"

#include <algorithm>

namespace tc {

namespace {

tl::unexpected<ApiError> invalidAnswer(const QString &id)
{
    return invalidField(QLatin1String("/asked/") + id);
}

const Secret *answerTo(const QString &id, const RequestExtras &extras)
{
    const auto answer = extras.answers.find(id);
    return answer == extras.answers.cend() || answer->second.isEmpty() ? nullptr : &answer->second;
}

bool hasControls(QByteArrayView text)
{
    return std::any_of(text.begin(), text.end(),
                       [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7f; });
}

/// `Authorization: Basic …` (RFC 7617), where a user's name holds no colon and neither has control
/// characters.
Result<std::pair<QByteArray, QByteArray>> basicHeader(const SignInRules &rules, const RequestExtras &extras)
{
    const Secret *const user = answerTo(rules.basicUser, extras);
    const Secret *const password = answerTo(rules.basicPassword, extras);
    if (!user || user->reveal([](QByteArrayView text) { return hasControls(text) || text.contains(':'); }))
        return invalidAnswer(rules.basicUser);
    if (!password || password->reveal(hasControls))
        return invalidAnswer(rules.basicPassword);
    QByteArray pair;
    pair.reserve(user->size() + 1 + password->size());
    user->reveal([&](QByteArrayView text) { pair.append(text); });
    pair.append(':');
    password->reveal([&](QByteArrayView text) { pair.append(text); });
    QByteArray encoded = pair.toBase64();
    wipe(pair);
    static constexpr QByteArrayView scheme("Basic ");
    QByteArray value;
    value.reserve(scheme.size() + encoded.size());
    value.append(scheme).append(encoded);
    wipe(encoded);
    return std::pair(QByteArray("Authorization"), std::move(value));
}

} // namespace

Result<SignInRequest> makeSignIn(const ServiceDescription &description, const SignInRules &rules,
                                 const QString &workspace, const RequestExtras &extras)
{
    RequestMaker maker(description, rules.request, workspace);
    const QStringList inPath = rules.request.target.variables();
    for (const AskedRule &asked : rules.request.asks) {
        const Secret *const answer = answerTo(asked.id, extras);
        if (!answer && asked.required)
            return invalidAnswer(asked.id);
        const QString name = askedName(asked.id);
        if (!answer || !inPath.contains(name))
            continue;
        const QString value = answer->reveal([](QByteArrayView text) { return QString::fromUtf8(text); });
        if (!isPathValue(value))
            return invalidAnswer(asked.id);
        maker.with(name, value);
    }
    Result<HttpRequestData> request = maker.make();
    if (request)
        request = withBody(*std::move(request), rules.request, {}, extras);
    if (!request)
        return tl::unexpected(request.error());
    if (std::any_of(inPath.cbegin(), inPath.cend(), isAskedName))
        request->shownTarget = rules.request.target.expand({}, inPath);
    SignInRequest made {*std::move(request), {}};
    if (rules.basicUser.isEmpty())
        return made;
    auto basic = basicHeader(rules, extras);
    if (!basic) {
        wipe(made.request.body);
        return tl::unexpected(basic.error());
    }
    made.credential = *std::move(basic);
    return made;
}

} // namespace tc
