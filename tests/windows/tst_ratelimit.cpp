#include "onscreen.h"
#include "ratelimitlabel.h"
#include "verifytokendialog.h"
#include "windowondesk.h"

#include <QJsonObject>
#include <QLabel>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QRegularExpression>
#include <QStatusBar>
#include <QTest>

using namespace tc;
using namespace tc::test;

/// What is left of the requests that a server takes, in the window's status bar.
class RateLimitTest : public QObject, private WindowOnDesk
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(QStringLiteral(".*"))); }
    void cleanup() { closeAll(); }

    void saysWhatIsLeft();
    void verifyingSaysWhatIsLeftToTheToken();
    void isHiddenWhereNothingIsKnown();
    void saysWhatIsKnown_data();
    void saysWhatIsKnown();

private:
    [[nodiscard]] QLabel &label() const { return *part<QLabel>(*m_window, "rateLimitLabel"); }
};

void RateLimitTest::saysWhatIsLeft()
{
    QVERIFY(startSystem(QStringLiteral("optimaite"), {QStringLiteral("--rate-limit"), QStringLiteral("60")}));
    QVERIFY(openWindow(m_desk->store));
    QTRY_VERIFY(label().isVisible());
    QVERIFY(label().window() == m_window.get()
            && label().parentWidget() == part<QStatusBar>(*m_window, "statusBar"));
    // The list and the own token were asked for.
    QTRY_COMPARE(m_session->rateLimit().remaining, std::optional(58));
    const RateLimit limit = m_session->rateLimit();
    QCOMPARE(limit.limit, std::optional(60));
    const QDateTime until = limit.resetsAt.toLocalTime();
    QVERIFY(until > QDateTime::currentDateTime() && until < QDateTime::currentDateTime().addSecs(90));
    QCOMPARE(label().text(), rateLimitText(limit));
    static const QRegularExpression form(QStringLiteral("^Requests left: 58 of 60 until .*[0-9]+:[0-9]{2}"));
    QVERIFY2(form.match(label().text()).hasMatch(), qPrintable(label().text()));
    QVERIFY(label().toolTip().contains(QStringLiteral("UTC")) || label().toolTip().endsWith(u'Z'));

    m_session->refresh();
    QTRY_VERIFY(label().text().startsWith(QLatin1String("Requests left: 57 of 60")));
    // It is this connection's.
    m_window->setSession(nullptr, {});
    QVERIFY(!label().isVisible());
    QVERIFY(label().text().isEmpty());
}

void RateLimitTest::verifyingSaysWhatIsLeftToTheToken()
{
    QVERIFY(startSystem(QStringLiteral("optimaite"), {QStringLiteral("--rate-limit"), QStringLiteral("60")}));
    QVERIFY(openWindow(m_desk->store));
    HttpClient http = m_desk->backend.client();
    const auto made
        = http.send("POST", "/optimaite/api/v1/api-keys", bearer(m_desk->backend.managementSecret()),
                    "{\"name\":\"Shop\",\"scopes\":[\"cases:read\"],\"environment\":\"live\"}");
    QVERIFY(made);
    QCOMPARE(made->status, 201);
    const QString key
        = made->json().value(QLatin1String("data")).toObject().value(QLatin1String("key")).toString();
    QVERIFY(trigger(*m_window, QStringLiteral("Verify token…")));
    auto *dialog = openDialog<VerifyTokenDialog>(*m_window);
    QVERIFY(dialog && QTest::qWaitForWindowExposed(dialog));
    auto *edit = part<QLineEdit>(*dialog, "tokenEdit");
    edit->setText(key);
    QVERIFY(click(*dialog, QStringLiteral("Verify")));
    QTRY_VERIFY(!dialog->isBusy());
    const QString evidence = part<QPlainTextEdit>(*dialog, "evidenceText")->toPlainText();
    // Its own, not the connection's.
    QVERIFY2(evidence.contains(QStringLiteral("\nRequests left: 59 of 60 until ")), qPrintable(evidence));
}

void RateLimitTest::isHiddenWhereNothingIsKnown()
{
    QVERIFY(startDesk(std::make_unique<ClipboardGuard>())); // without limit, the server sends no such header
    QVERIFY(openWindow(m_desk->store));
    QCOMPARE(m_session->rateLimit(), RateLimit());
    QVERIFY(!label().isVisible());
}

void RateLimitTest::saysWhatIsKnown_data()
{
    QTest::addColumn<int>("limit"); // -1 where not known
    QTest::addColumn<int>("remaining");
    QTest::addColumn<QString>("text");
    QTest::newRow("nothing") << -1 << -1 << QString();
    QTest::newRow("the limit alone") << 60 << -1 << QString();
    QTest::newRow("what is left alone") << -1 << 5 << QStringLiteral("Requests left: 5");
    QTest::newRow("both") << 10'000 << 5 << QStringLiteral("Requests left: 5 of 10,000");
    QTest::newRow("none left") << 60 << 0 << QStringLiteral("Requests left: 0 of 60");
}

void RateLimitTest::saysWhatIsKnown()
{
    QFETCH(int, limit);
    QFETCH(int, remaining);
    const auto known = [](int number) {
        return number < 0 ? std::nullopt : std::optional(number);
    };
    QLocale::setDefault(QLocale(QStringLiteral("en_US")));
    QTEST(rateLimitText({known(limit), known(remaining), {}}), "text");
    // In words that hold tomorrow, too.
    if (remaining < 0)
        return;
    const QDateTime tomorrow = QDateTime::currentDateTimeUtc().addDays(1);
    const QString text = rateLimitText({known(limit), known(remaining), tomorrow});
    QVERIFY2(text.contains(QString::number(tomorrow.toLocalTime().date().day())), qPrintable(text));
}

QTEST_MAIN(RateLimitTest)
#include "tst_ratelimit.moc"
