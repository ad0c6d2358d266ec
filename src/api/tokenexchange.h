#pragma once

#include "apilog.h"
#include "call.h"
#include "clock.h"
#include "credentialecho.h"
#include "errorcatalogue.h"
#include "httptransport.h"
#include "readycall.h"
#include "secret.h"
#include "servicemapping.h"
#include "tokenapi.h"

#include <QFutureWatcher>
#include <QObject>
#include <QPromise>
#include <QThreadPool>

#include <functional>
#include <memory>
#include <optional>

namespace tc {

/// What every request of a TokenApi needs. A value, since calls may outlive the api.
struct ExchangeContext
{
    ServiceMapping mapping;
    QUrl baseUrl;
    QString workspace;
    std::shared_ptr<const Secret> credential; ///< null for none
    HttpTransport *transport;
    ServerClock *clock;
    RateLimitHandler rates = {}; ///< told of every reply that says something; null for nobody

    [[nodiscard]] CallPtr<HttpReplyData> send(const HttpRequestData &request, RefusalReader meaning) const
    {
        CredentialHeader header;
        if (credential && !credential->isEmpty())
            header = mapping.credentialHeader(*credential);
        return transport->send(request, baseUrl, std::move(header), std::move(meaning));
    }

    [[nodiscard]] CredentialEcho echo() const { return {mapping, credential}; }

    void tellRates(const HttpReplyData &reply) const
    {
        const RateLimit told = rates ? mapping.rateLimit(reply) : RateLimit();
        if (told != RateLimit())
            rates(told);
    }
};

/// One request and its reply read into a T: replies above inlineBytes on a worker thread, so that the window
/// stays alive.
template <typename T>
class TokenExchange final : public Call<T>
{
public:
    /// Reads a reply, on any thread: it may touch nothing but what it captured by value.
    using Reader = std::function<Result<T>(HttpReplyData &&)>;

    static constexpr qsizetype inlineBytes = 256 * 1024;

    TokenExchange(const ExchangeContext &context, const HttpRequestData &request, Reader reader)
        : m_context(context)
        , m_reader([read = std::move(reader), echo = context.echo()](HttpReplyData &&reply) {
            Result<T> result = read(std::move(reply));
            echo.clean(result);
            return result;
        })
        , m_request(
              context.send(request, [this](const HttpReplyData &refusal) { return meaningOf(refusal); }))
    {
        m_request->onFinished([this](Result<HttpReplyData> reply) { onReply(std::move(reply)); });
    }

    void onWaiting(ServerWaitHandler handler) override { m_request->onWaiting(std::move(handler)); }

private:
    [[nodiscard]] ApiError meaningOf(const HttpReplyData &refusal) const
    {
        m_context.tellRates(refusal);
        if (refusal.body.size() <= inlineBytes) {
            if (Result<T> meaning = m_reader(HttpReplyData(refusal)); !meaning)
                return std::move(meaning).error();
        }
        return {.kind = kindOfStatus(refusal.status), .status = refusal.status};
    }

    void onReply(Result<HttpReplyData> reply)
    {
        if (!reply) {
            this->finish(tl::unexpected(std::move(reply.error())));
            return;
        }
        m_context.clock->learn(ServiceMapping::serverTime(*reply));
        m_context.tellRates(*reply);
        if (reply->body.size() <= inlineBytes)
            conclude(m_reader(std::move(*reply)));
        else
            readOnWorker(std::move(*reply));
    }

    void conclude(Result<T> result)
    {
        if (!result)
            logRefusal(result.error());
        this->finish(std::move(result));
    }

    // The outcome travels beside the future, since QFuture cannot hand on what only moves. Destroying the
    // watcher with the call lets the worker finish for nobody.
    void readOnWorker(HttpReplyData &&reply)
    {
        const auto promise = std::make_shared<QPromise<void>>();
        const auto outcome = std::make_shared<std::optional<Result<T>>>();
        const auto held = std::make_shared<HttpReplyData>(std::move(reply));
        QObject::connect(&m_worker, &QFutureWatcher<void>::finished, &m_worker,
                         [this, outcome] { conclude(*std::move(*outcome)); });
        promise->start();
        m_worker.setFuture(promise->future());
        QThreadPool::globalInstance()->start([promise, outcome, held, reader = m_reader] {
            outcome->emplace(reader(std::move(*held)));
            promise->finish();
        });
    }

    ExchangeContext m_context;
    Reader m_reader;
    CallPtr<HttpReplyData> m_request;
    QFutureWatcher<void> m_worker;
};

/// Overwrites what \a request may hold of what the user was asked for. What the transport took is wiped with
/// the call, as far as Qt lets go of it.
inline void wipeAnswers(HttpRequestData &request)
{
    wipe(request.body);
    for (auto &[name, value] : request.headers)
        wipe(value);
}

/// Starts \a request, or fails with why it could not be made.
template <typename T>
[[nodiscard]] CallPtr<T> startExchange(const ExchangeContext &context, const Result<HttpRequestData> &request,
                                       typename TokenExchange<T>::Reader reader)
{
    if (!request)
        return readyCall<T>(tl::unexpected(request.error()));
    return std::make_unique<TokenExchange<T>>(context, *request, std::move(reader));
}

} // namespace tc
