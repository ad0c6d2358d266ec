#include "signinreader.h"

#include "requestreader.h"

#include <QSet>

#include <algorithm>

namespace tc {

namespace {

using L = QLatin1String;

/// The answers that are no secrets, as placeholders: an address is seen and logged on its way.
QStringList openAnswers(const Section &section)
{
    QStringList names;
    for (const Section &item : section.sections(L("asks"))) {
        if (!item.flag(L("secret"), true) && !item.flag(L("optional")))
            names.append(askedName(item.text(L("id"))));
    }
    return names;
}

/// The answer that \a member of `basic` names.
QString readBasicAnswer(const Section &basic, L member, const QList<AskedRule> &asks)
{
    const QString id = basic.text(member);
    const bool isAsked = std::any_of(asks.cbegin(), asks.cend(),
                                     [&id](const AskedRule &rule) { return rule.id == id && rule.required; });
    if (!isAsked)
        basic.complain(member,
                       DescriptionError::tr("This must be the id of something that is always asked for."));
    return id;
}

} // namespace

SignInRules readSignIn(const Section &section, const OperationContext &context)
{
    SignInRules rules;
    OperationRules &request = rules.request;
    request.id = signInName();
    request.method = section.text(L("method")).toLatin1();
    // What is asked for is to travel on a connection of its own, and once: as a write does.
    if (request.method != "POST" && request.method != "PUT")
        section.complain(L("method"), DescriptionError::tr("A sign-in is a POST or a PUT."));
    request.asks = readAsks(section);
    request.headers = readHeaders(section);
    request.body = readBody(section);
    QStringList known = openAnswers(section);
    if (context.workspaceInPath)
        known.append(QStringLiteral("workspace"));
    request.target = readPath(section, known);
    request.contentType = section.text(L("contentType")).toLatin1();
    if (request.contentType.isEmpty())
        request.contentType = "application/json";
    for (const QJsonValue status : section.value(L("success")).toArray())
        request.success.append(status.toInt());
    request.documented = section.flag(L("documented"));

    QStringList used = request.target.variables();
    used.removeAll(QStringLiteral("workspace"));
    if (section.has(L("basic"))) {
        const Section basic = section.section(L("basic"));
        rules.basicUser = readBasicAnswer(basic, L("user"), request.asks);
        rules.basicPassword = readBasicAnswer(basic, L("password"), request.asks);
        used << askedName(rules.basicUser) << askedName(rules.basicPassword);
    }
    if (request.asks.isEmpty())
        section.complain(DescriptionError::tr("A sign-in asks for something."));
    checkPlaceholders(section, request, {}, used);

    if (const auto session = section.pointer(L("session")))
        request.secret.append({*session, {}, false, false});
    else
        section.complain(
            DescriptionError::tr("“session” is missing: it points to the session’s credential."));
    return rules;
}

} // namespace tc
