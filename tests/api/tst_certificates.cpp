#include "httptransport.h"
#include "misbehavingserver.h"
#include "testcertificates.h"
#include "waiting.h"

#include <QRegularExpression>
#include <QTest>

using namespace tc;

/// Fault 4: a server that its certificate does not prove is sent nothing.
class TestCertificateRules : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        QTest::failOnWarning(QRegularExpression(QStringLiteral(".*")));
        QVERIFY(!m_certificates.authority().isNull());
    }

    void provesTheServer_data()
    {
        using Kind = TestCertificates::Kind;
        QTest::addColumn<Kind>("kind");
        QTest::addColumn<bool>("trusted");
        QTest::addColumn<bool>("accepted");
        QTest::newRow("good") << Kind::Good << true << true;
        QTest::newRow("fault 4: self-signed") << Kind::SelfSigned << true << false;
        QTest::newRow("fault 4: expired") << Kind::Expired << true << false;
        QTest::newRow("fault 4: for another host") << Kind::OtherHost << true << false;
        QTest::newRow("fault 4: of an authority unknown here") << Kind::Good << false << false;
    }

    /// Fault 4.
    void provesTheServer()
    {
        QFETCH(const TestCertificates::Kind, kind);
        QFETCH(const bool, trusted);
        QFETCH(const bool, accepted);
        const TrustedAuthority trust(trusted ? m_certificates.authority() : QSslCertificate());
        const TestCertificates::Identity identity = m_certificates.issue(kind);
        QVERIFY(!identity.certificate.isNull() && !identity.key.isNull());
        MisbehavingServer server(answering(httpReply("200 OK", "Content-Type: application/json\r\n", "[]")));
        server.setTls(identity.certificate, identity.key);

        HttpTransport transport;
        for (const QByteArray method : {"GET", "POST", "DELETE"}) {
            HttpRequestData request;
            request.method = method;
            request.target = "tokens";
            request.body = method == "POST" ? "{}" : "";
            const auto outcome
                = outcomeOf(transport.send(request, server.url(), {"Authorization", "Bearer abc123"}));
            QVERIFY(outcome);
            QCOMPARE(outcome->has_value(), accepted);
            // Nothing was sent, so nothing can have been done: that is no unknown outcome.
            if (!accepted)
                QCOMPARE(kindOf(outcome), ErrorKind::Tls);
        }
        QCOMPARE(server.receivedBytes() > 0, accepted);
    }

private:
    TestCertificates m_certificates;
};

QTEST_GUILESS_MAIN(TestCertificateRules)
#include "tst_certificates.moc"
