#include "signin.h"

#include "requestrules.h"
#include "servicedescription.h"
#include "tokenexchange.h"

#include <QCoreApplication>

#include <algorithm>

namespace tc {

namespace {

struct SignInText
{
    Q_DECLARE_TR_FUNCTIONS(SignIn)
};

/// A shorter one stands in too many texts by chance.
constexpr qsizetype shortestAnswer = 4;

class SignInCall final : public Call<Secret>
{
public:
    SignInCall(ServiceMapping mapping, std::map<QString, Secret> answers, CallPtr<HttpReplyData> request,
               ServerClock &clock)
        : m_mapping(std::move(mapping))
        , m_answers(std::move(answers))
        , m_clock(clock)
        , m_request(std::move(request))
    {
        m_request->onFinished([this](Result<HttpReplyData> reply) { onReply(std::move(reply)); });
    }

private:
    void onReply(Result<HttpReplyData> reply)
    {
        if (reply)
            m_clock.learn(ServiceMapping::serverTime(*reply));
        Result<Secret> session
            = reply ? accepted(*std::move(reply)) : tl::unexpected(std::move(reply.error()));
        if (!session)
            takeOutAnswers(session.error());
        m_answers.clear();
        finish(std::move(session));
    }

    [[nodiscard]] Result<Secret> accepted(HttpReplyData &&reply) const
    {
        const int status = reply.status;
        Result<Secret> session = m_mapping.readSession(std::move(reply));
        if (session && !session->reveal(isCredentialValue)) {
            ApiError error;
            error.kind = ErrorKind::Protocol;
            error.status = status;
            error.reason
                = SignInText::tr("The server’s answer holds a credential that cannot be sent again.");
            session = tl::unexpected(std::move(error));
        }
        if (!session)
            logRefusal(session.error());
        return session;
    }

    /// A server may say back what it was sent.
    void takeOutAnswers(ApiError &error) const
    {
        for (const AskedField &field : m_mapping.description().signInAsks) {
            const auto answer = m_answers.find(field.id);
            if (!field.secret || answer == m_answers.cend() || answer->second.size() < shortestAnswer)
                continue;
            const qsizetype shortest = std::min(answer->second.size(), shortestEcho);
            const auto clean = [&](QString &text) {
                answer->second.reveal(
                    [&](QByteArrayView bytes) { text = withoutEcho(text, bytes, shortest); });
            };
            clean(error.vendorCode);
            for (FieldError &fieldError : error.fields) {
                clean(fieldError.pointer);
                clean(fieldError.message);
            }
        }
    }

    ServiceMapping m_mapping;
    std::map<QString, Secret> m_answers;
    ServerClock &m_clock;
    CallPtr<HttpReplyData> m_request;
};

} // namespace

CallPtr<Secret> signIn(const ServiceMapping &mapping, const QUrl &baseUrl, const QString &workspace,
                       std::map<QString, Secret> answers, HttpTransport &transport, ServerClock &clock)
{
    RequestExtras extras {clock.now(), std::move(answers)};
    Result<SignInRequest> made = mapping.signInRequest(workspace, extras);
    if (!made)
        return readyCall<Secret>(tl::unexpected(made.error()));
    CallPtr<HttpReplyData> request = transport.send(made->request, baseUrl, std::move(made->credential));
    wipeAnswers(made->request);
    return std::make_unique<SignInCall>(mapping, std::move(extras.answers), std::move(request), clock);
}

} // namespace tc
