#include "call.h"
#include "readycall.h"
#include "secret.h"

#include <QRegularExpression>
#include <QTest>

using namespace tc;

namespace {

ApiError notFound()
{
    ApiError error;
    error.kind = ErrorKind::NotFound;
    return error;
}

/// A call that finishes when told to, and tells of its end.
class ManualCall final : public Call<int>
{
public:
    explicit ManualCall(bool *gone = nullptr)
        : m_gone(gone)
    {
    }
    ~ManualCall() override
    {
        if (m_gone)
            *m_gone = true;
    }
    void finishWith(Result<int> result) { finish(std::move(result)); }

private:
    bool *m_gone;
};

/// Lets everything that is posted or due now run, timers of 0 ms included.
void runEvents()
{
    bool ran = false;
    QTimer::singleShot(0, [&ran] { ran = true; });
    QTRY_VERIFY(ran);
}

} // namespace

class TestCall : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(QStringLiteral(".*"))); }

    void readyFinishesFromTheEventLoop();
    void readyHandsOnErrors();
    void readyHandsOnWhatOnlyMoves();
    void finishesOnce();
    void destroyedBeforeItFinishesNothingHappens();
    void handlerMayDestroyIt();
    void handlerMayReplaceIt();
    void nobodyNeedsToListen();
    void handlerIsLetGoAfterTheOutcome();
    void mappedTurnsValues();
    void mappedTurnsErrors();
    void mappedHandlerMayDestroyIt();
    void mappedDestroyedEndsTheInnerCall();
    void mappedTwice();
};

void TestCall::readyFinishesFromTheEventLoop()
{
    int outcome = 0;
    const CallPtr<int> call = readyCall<int>(7);
    call->onFinished([&outcome](Result<int> result) { outcome = result.value(); });
    QCOMPARE(outcome, 0);
    QTRY_COMPARE(outcome, 7);
}

void TestCall::readyHandsOnErrors()
{
    std::optional<ApiError> seen;
    const CallPtr<int> call = readyCall<int>(tl::unexpected(notFound()));
    call->onFinished([&seen](const Result<int> &result) { seen = result.error(); });
    QTRY_VERIFY(seen);
    QCOMPARE(*seen, notFound());
}

void TestCall::readyHandsOnWhatOnlyMoves()
{
    Secret taken;
    const CallPtr<Secret> call = readyCall<Secret>(Secret::copyOf("canary"));
    call->onFinished([&taken](Result<Secret> result) { taken = std::move(*result); });
    QTRY_COMPARE(taken.size(), 6);
}

void TestCall::finishesOnce()
{
    int count = 0;
    ManualCall call;
    call.onFinished([&count](const Result<int> &) { ++count; });
    call.finishWith(1);
    call.finishWith(2);
    QCOMPARE(count, 1);

    const CallPtr<int> ready = readyCall<int>(1);
    ready->onFinished([&count](const Result<int> &) { ++count; });
    QTRY_COMPARE(count, 2);
    runEvents();
    QCOMPARE(count, 2);
}

void TestCall::destroyedBeforeItFinishesNothingHappens()
{
    int count = 0;
    CallPtr<int> call = readyCall<int>(1);
    call->onFinished([&count](const Result<int> &) { ++count; });
    call.reset();
    runEvents();
    QCOMPARE(count, 0);
}

void TestCall::handlerMayDestroyIt()
{
    int outcome = 0;
    CallPtr<int> call = readyCall<int>(7);
    call->onFinished([&](Result<int> result) {
        call.reset();
        outcome = *result; // the outcome is the handler's, not the call's
    });
    QTRY_COMPARE(outcome, 7);
    QVERIFY(!call);
}

void TestCall::handlerMayReplaceIt()
{
    QList<int> outcomes;
    CallPtr<int> call;
    std::function<void(int)> start = [&](int value) {
        call = readyCall<int>(value);
        call->onFinished([&](Result<int> result) {
            outcomes.append(*result);
            if (*result < 3)
                start(*result + 1);
        });
    };
    start(1);
    QTRY_COMPARE(outcomes, (QList<int> {1, 2, 3}));
}

void TestCall::nobodyNeedsToListen()
{
    const CallPtr<int> call = readyCall<int>(7);
    runEvents();
    int count = 0;
    call->onFinished([&count](const Result<int> &) { ++count; }); // too late: it finished
    runEvents();
    QCOMPARE(count, 0);
}

void TestCall::handlerIsLetGoAfterTheOutcome()
{
    auto held = std::make_shared<int>(1);
    ManualCall call;
    call.onFinished([held](const Result<int> &) {});
    QCOMPARE(held.use_count(), 2);
    call.finishWith(1);
    QCOMPARE(held.use_count(), 1);
}

void TestCall::mappedTurnsValues()
{
    QString outcome;
    const CallPtr<QString> call = mapCall<QString, int>(
        readyCall<int>(7), [](Result<int> result) { return Result<QString>(QString::number(*result)); });
    call->onFinished([&outcome](const Result<QString> &result) { outcome = *result; });
    QVERIFY(outcome.isEmpty());
    QTRY_COMPARE(outcome, QStringLiteral("7"));
}

void TestCall::mappedTurnsErrors()
{
    std::optional<int> outcome;
    const CallPtr<int> call
        = mapCall<int, int>(readyCall<int>(tl::unexpected(notFound())), [](Result<int> result) {
              return result ? result : Result<int>(int(result.error().kind));
          });
    call->onFinished([&outcome](const Result<int> &result) { outcome = *result; });
    QTRY_COMPARE(outcome, int(ErrorKind::NotFound));
}

void TestCall::mappedHandlerMayDestroyIt()
{
    int outcome = 0;
    CallPtr<int> call
        = mapCall<int, int>(readyCall<int>(7), [](Result<int> result) { return Result<int>(*result * 2); });
    call->onFinished([&](Result<int> result) {
        call.reset();
        outcome = *result;
    });
    QTRY_COMPARE(outcome, 14);
    QVERIFY(!call);
}

void TestCall::mappedDestroyedEndsTheInnerCall()
{
    bool gone = false;
    int count = 0;
    CallPtr<int> call = mapCall<int, int>(std::make_unique<ManualCall>(&gone), [&count](Result<int> result) {
        ++count;
        return result;
    });
    call->onFinished([&count](const Result<int> &) { ++count; });
    call.reset();
    QVERIFY(gone);
    QCOMPARE(count, 0);
}

void TestCall::mappedTwice()
{
    int outcome = 0;
    const auto addOne = [](Result<int> result) {
        return Result<int>(*result + 1);
    };
    CallPtr<int> call = mapCall<int, int>(mapCall<int, int>(readyCall<int>(1), addOne), addOne);
    call->onFinished([&](Result<int> result) {
        call.reset();
        outcome = *result;
    });
    QTRY_COMPARE(outcome, 3);
}

QTEST_GUILESS_MAIN(TestCall)
#include "tst_call.moc"
