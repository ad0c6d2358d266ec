#include "certificates.h"
#include "errortext.h"
#include "httptransport.h"
#include "misbehavingserver.h"
#include "origin.h"
#include "secret.h"
#include "waiting.h"

#include <QHash>
#include <QNetworkAccessManager>
#include <QNetworkProxy>
#include <QNetworkReply>
#include <QRegularExpression>
#include <QScopeGuard>
#include <QSet>
#include <QSslSocket>
#include <QTest>

using namespace tc;

namespace {

const QByteArray done = httpReply("200 OK", "Content-Type: application/json\r\n", "[]");

HttpRequestData request(const QByteArray &method = "GET")
{
    HttpRequestData data;
    data.method = method;
    data.target = "tokens";
    data.idempotent = method == "GET";
    return data;
}

} // namespace

class TestTls : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        QVERIFY(m_authority.issue("named", "DNS:console.test"));
        QVERIFY(m_authority.issue("server", "IP:127.0.0.1"));
        QVERIFY(m_authority.issue("expired", "IP:127.0.0.1", "20200101000000Z", "20210101000000Z"));
        QVERIFY(m_authority.issue("early", "IP:127.0.0.1", "20490101000000Z", "20500101000000Z"));
        QVERIFY(m_authority.issue("elsewhere", "DNS:other.example"));
        QVERIFY(m_authority.issue("client", "email:admin@example.com"));
        QVERIFY(m_authority.run(
            {"rsa", "-in", "client.key", "-aes256", "-passout", "pass:open sesame", "-out", "locked.key"}));
        QVERIFY(m_authority.run({"pkcs12", "-export", "-in", "client.pem", "-inkey", "client.key", "-passout",
                                 "pass:open sesame", "-out", "client.p12"}));
        QVERIFY(m_authority.write("junk", "no certificate"));
        QCOMPARE(QProcess::execute(QStringLiteral("mkfifo"), {m_authority.path("pipe")}), 0);
    }

    void init()
    {
        QTest::failOnWarning(QRegularExpression(QStringLiteral(".*")));
        m_transport = std::make_unique<HttpTransport>();
    }

    void trustsAnOwnAuthorityWhereItIsSet()
    {
        MisbehavingServer server(answering(done));
        server.setTls(m_authority.certificate("server"), m_authority.key("server"));
        MisbehavingServer other(answering(done));
        other.setTls(m_authority.certificate("server"), m_authority.key("server"));

        QCOMPARE(kindOf(outcomeOf(m_transport->send(request(), server.url()))), ErrorKind::Tls);
        trust(server);
        const auto outcome = outcomeOf(m_transport->send(request(), server.url()));
        QVERIFY(outcome && outcome->has_value());
        QCOMPARE(kindOf(outcomeOf(m_transport->send(request(), other.url()))), ErrorKind::Tls);
        QCOMPARE(other.receivedBytes(), 0);

        // Not even over the connection that is there.
        m_transport->setTls(Origin(server.url()), {});
        QCOMPARE(kindOf(outcomeOf(m_transport->send(request(), server.url()))), ErrorKind::Tls);
        QCOMPARE(server.requests().size(), 1);
    }

    void saysWhatIsWrong_data()
    {
        QTest::addColumn<QByteArray>("name");
        QTest::addColumn<bool>("isTrusted");
        QTest::addColumn<QString>("sentence");
        QTest::newRow("not trusted") << QByteArray("server") << false
                                     << QStringLiteral("The server’s certificate is not from an authority "
                                                       "that is trusted here.");
        QTest::newRow("not trusted, and expired")
            << QByteArray("expired") << false
            << QStringLiteral("The server’s certificate is not from an authority that is trusted here.");
        QTest::newRow("expired") << QByteArray("expired") << true
                                 << QStringLiteral("The server’s certificate has expired.");
        QTest::newRow("not yet valid")
            << QByteArray("early") << true << QStringLiteral("The server’s certificate is not valid yet.");
        QTest::newRow("another host") << QByteArray("elsewhere") << true
                                      << QStringLiteral("The server’s certificate is for another host name.");
    }

    void saysWhatIsWrong()
    {
        QFETCH(QByteArray, name);
        QFETCH(bool, isTrusted);
        QFETCH(QString, sentence);
        MisbehavingServer server(answering(done));
        server.setTls(m_authority.certificate(name), m_authority.key(name));
        if (isTrusted)
            trust(server);
        for (const char *method : {"GET", "POST", "DELETE"}) {
            const int before = server.connectionCount();
            const auto outcome = outcomeOf(
                m_transport->send(request(method), server.url(), {"Authorization", "Bearer abc"}));
            QCOMPARE(kindOf(outcome), ErrorKind::Tls);
            const ErrorText text = describe(outcome->error());
            QCOMPARE(text.sentence, sentence);
            QVERIFY(!text.nextStep.isEmpty() && text.nextStep == outcome->error().advice);
            QCOMPARE(server.connectionCount(), before + 1); // it does not help to try again
        }
        QCOMPARE(server.receivedBytes(), 0);
    }

    void offersAClientCertificateToItsServerOnly()
    {
        TlsFiles files {m_authority.path("ca.pem"), m_authority.path("client.p12"), {}};
        const auto settings = loadTls(files, Secret::copyOf("open sesame"));
        QVERIFY(settings.has_value());
        QSet<QByteArray> seen;
        const auto behaviour = [&seen](QTcpSocket &socket, const QByteArray &) {
            const QSslCertificate peer = static_cast<QSslSocket &>(socket).peerCertificate();
            seen.insert(peer.isNull() ? QByteArray("none")
                                      : peer.subjectInfo(QSslCertificate::CommonName).value(0).toLatin1());
            socket.write(done);
        };
        MisbehavingServer server(behaviour);
        MisbehavingServer other(behaviour);
        for (MisbehavingServer *each : {&server, &other}) {
            each->setTls(m_authority.certificate("server"), m_authority.key("server"));
            each->askForCertificate(m_authority.certificate("ca"));
            trust(*each);
        }
        m_transport->setTls(Origin(server.url()), *settings);
        QVERIFY(outcomeOf(m_transport->send(request(), other.url()))->has_value());
        QCOMPARE(seen, QSet<QByteArray> {"none"});
        seen.clear();
        QVERIFY(outcomeOf(m_transport->send(request(), server.url()))->has_value());
        QVERIFY(outcomeOf(m_transport->send(request("POST"), server.url()))->has_value());
        QCOMPARE(seen, QSet<QByteArray> {"client"});
    }

    void readsWhatUsersHave_data()
    {
        QTest::addColumn<QByteArray>("certificate");
        QTest::addColumn<QByteArray>("key");
        QTest::addColumn<bool>("isLocked");
        QTest::newRow("PEM") << QByteArray("client.pem") << QByteArray("client.key") << false;
        QTest::newRow("PEM, locked") << QByteArray("client.pem") << QByteArray("locked.key") << true;
        QTest::newRow("PKCS#12") << QByteArray("client.p12") << QByteArray() << true;
    }

    void readsWhatUsersHave()
    {
        QFETCH(QByteArray, certificate);
        QFETCH(QByteArray, key);
        QFETCH(bool, isLocked);
        const TlsFiles files {
            {}, m_authority.path(certificate), key.isEmpty() ? QString() : m_authority.path(key)};
        expectPkcs12Warnings(key.isEmpty() ? 3 : 0);
        QCOMPARE(needsPassphrase(files), isLocked);
        const auto settings = loadTls(files, isLocked ? Secret::copyOf("open sesame") : Secret());
        QVERIFY(settings.has_value());
        QCOMPARE(settings->clientChain.constFirst(), m_authority.certificate("client"));
        QVERIFY(settings->clientKey == m_authority.key("client"));
        if (!isLocked)
            return;
        for (const char *wrong : {"", "wrong"}) {
            const auto refused = loadTls(files, Secret::copyOf(wrong));
            QVERIFY(!refused);
            QCOMPARE(refused.error().input, TlsInput::Passphrase);
            QVERIFY(!refused.error().text.sentence.isEmpty() && !refused.error().text.nextStep.isEmpty());
            QCOMPARE(refused.error().text.sentence.contains(QLatin1String("protected")), *wrong == 0);
        }
    }

    void refusesWhatDoesNotFit_data()
    {
        QTest::addColumn<QByteArray>("authorities");
        QTest::addColumn<QByteArray>("certificate");
        QTest::addColumn<QByteArray>("key");
        QTest::addColumn<TlsInput>("input");
        const QByteArray none;
        QTest::newRow("no authority") << QByteArray("junk") << none << none << TlsInput::Authorities;
        QTest::newRow("a missing authority")
            << QByteArray("missing") << none << none << TlsInput::Authorities;
        QTest::newRow("a directory") << QByteArray(".") << none << none << TlsInput::Authorities;
        QTest::newRow("a pipe that nobody writes into")
            << QByteArray("pipe") << none << none << TlsInput::Authorities;
        QTest::newRow("no certificate") << none << QByteArray("junk") << none << TlsInput::ClientCertificate;
        QTest::newRow("a missing certificate")
            << none << QByteArray("missing") << QByteArray("client.key") << TlsInput::ClientCertificate;
        QTest::newRow("a key alone") << none << none << QByteArray("client.key")
                                     << TlsInput::ClientCertificate;
        QTest::newRow("a missing key")
            << none << QByteArray("client.pem") << QByteArray("missing") << TlsInput::ClientKey;
        QTest::newRow("no key") << none << QByteArray("client.pem") << none << TlsInput::ClientKey;
        QTest::newRow("another's key")
            << none << QByteArray("client.pem") << QByteArray("server.key") << TlsInput::ClientKey;
        QTest::newRow("another kind of key")
            << none << QByteArray("client.pem") << QByteArray("ca.key") << TlsInput::ClientKey;
    }

    void refusesWhatDoesNotFit()
    {
        QFETCH(QByteArray, authorities);
        QFETCH(QByteArray, certificate);
        QFETCH(QByteArray, key);
        QFETCH(TlsInput, input);
        const auto path = [this](const QByteArray &name) {
            return name.isEmpty() ? QString() : m_authority.path(name);
        };
        const TlsFiles files {path(authorities), path(certificate), path(key)};
        QVERIFY(!needsPassphrase(files));
        const auto settings = loadTls(files, Secret());
        QVERIFY(!settings);
        QCOMPARE(settings.error().input, input);
        const ErrorText &text = settings.error().text;
        QVERIFY(!text.sentence.isEmpty() && !text.nextStep.isEmpty());
    }

    void takesTheCurvesThatTlsHas_data()
    {
        QTest::addColumn<QByteArray>("curve");
        QTest::addColumn<bool>("isUsed");
        QTest::newRow("P-256") << QByteArray("prime256v1") << true;
        QTest::newRow("P-384") << QByteArray("secp384r1") << true;
        QTest::newRow("P-521") << QByteArray("secp521r1") << true;
        QTest::newRow("P-224") << QByteArray("secp224r1") << false;
        QTest::newRow("secp256k1") << QByteArray("secp256k1") << false;
    }

    /// RFC 8446, 4.2.3 has no scheme for the others, and OpenSSL sends their certificates to nobody.
    void takesTheCurvesThatTlsHas()
    {
        QFETCH(QByteArray, curve);
        QFETCH(bool, isUsed);
        QVERIFY(m_authority.run({"req", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:" + curve, "-nodes",
                                 "-subj", "/CN=curved", "-keyout", "curved.key", "-out", "curved.csr"}));
        QVERIFY(m_authority.run({"x509", "-req", "-in", "curved.csr", "-CA", "ca.pem", "-CAkey", "ca.key",
                                 "-CAcreateserial", "-days", "2", "-out", "curved.pem"}));
        const auto loaded = loadTls(
            {m_authority.path("ca.pem"), m_authority.path("curved.pem"), m_authority.path("curved.key")},
            Secret());
        QCOMPARE(loaded.has_value(), isUsed);
        TlsSettings settings;
        if (loaded) {
            settings = *loaded;
        } else {
            QCOMPARE(loaded.error().input, TlsInput::ClientCertificate);
            QVERIFY(loaded.error().text.sentence.contains(QLatin1String("elliptic curve")));
            QVERIFY(loaded.error().text.nextStep.contains(QLatin1String("P-256")));
            QFile file(m_authority.path("curved.key"));
            QVERIFY(file.open(QIODevice::ReadOnly));
            settings.authorities = {m_authority.certificate("ca")};
            settings.clientChain = {m_authority.certificate("curved")};
            settings.clientKey = QSslKey(&file, QSsl::Ec);
            QVERIFY(!settings.clientKey.isNull());
        }
        std::optional<bool> wasShown;
        MisbehavingServer server([&wasShown](QTcpSocket &socket, const QByteArray &) {
            wasShown = !static_cast<QSslSocket &>(socket).peerCertificate().isNull();
            socket.write(done);
        });
        server.setTls(m_authority.certificate("server"), m_authority.key("server"));
        server.askForCertificate(m_authority.certificate("ca"));
        m_transport->setTls(Origin(server.url()), settings);
        QVERIFY(outcomeOf(m_transport->send(request(), server.url()))->has_value());
        QCOMPARE(wasShown, std::optional(isUsed));
    }

    void speaksNoHttp2ToWhoeverOffersIt()
    {
        std::optional<QByteArray> agreed;
        MisbehavingServer server([&agreed](QTcpSocket &socket, const QByteArray &) {
            agreed = static_cast<QSslSocket &>(socket).sslConfiguration().nextNegotiatedProtocol();
            socket.write(done);
        });
        server.setTls(m_authority.certificate("server"), m_authority.key("server"));
        trust(server);
        // Left to itself, Qt takes the offer.
        QSslConfiguration trusting = QSslConfiguration::defaultConfiguration();
        trusting.setCaCertificates({m_authority.certificate("ca")});
        QNetworkRequest plain(server.url());
        plain.setSslConfiguration(trusting);
        QNetworkAccessManager manager;
        QByteArray offered;
        connect(&manager, &QNetworkAccessManager::encrypted, this, [&offered](QNetworkReply *reply) {
            offered = reply->sslConfiguration().nextNegotiatedProtocol();
        });
        const std::unique_ptr<QNetworkReply> taken(manager.get(plain));
        QTRY_COMPARE(offered, QByteArray(QSslConfiguration::ALPNProtocolHTTP2));
        taken->abort();

        for (const char *method : {"GET", "POST"}) {
            agreed.reset();
            const auto outcome = outcomeOf(m_transport->send(request(method), server.url()));
            QVERIFY(outcome && outcome->has_value());
            QVERIFY(agreed && *agreed != QSslConfiguration::ALPNProtocolHTTP2);
            const QByteArray line = server.requests().constLast().split('\r').constFirst();
            QVERIFY2(line.endsWith(" HTTP/1.1"), line.constData());
        }
    }

    void aMissingClientCertificateIsSaid_data()
    {
        QTest::addColumn<QString>("version");
        QTest::newRow("in the handshake") << QStringLiteral("-tls1_2");
        QTest::newRow("after it") << QStringLiteral("-tls1_3");
    }

    /// A server of OpenSSL's, since Qt's sends no alert.
    void aMissingClientCertificateIsSaid()
    {
        QFETCH(QString, version);
        QProcess server;
        server.start(QStringLiteral("openssl"),
                     {QStringLiteral("s_server"), QStringLiteral("-accept"), QStringLiteral("127.0.0.1:0"),
                      QStringLiteral("-cert"), m_authority.path("server.pem"), QStringLiteral("-key"),
                      m_authority.path("server.key"), QStringLiteral("-CAfile"), m_authority.path("ca.pem"),
                      QStringLiteral("-Verify"), QStringLiteral("1"), QStringLiteral("-verify_return_error"),
                      version});
        QByteArray said;
        const QRegularExpression accepting(QStringLiteral("ACCEPT 127\\.0\\.0\\.1:(\\d+)"));
        const auto port = [&] {
            said += server.readAllStandardOutput();
            return accepting.match(QString::fromLatin1(said)).captured(1).toInt();
        };
        QTRY_VERIFY2(port() > 0, said.constData());
        const QUrl url(QStringLiteral("https://127.0.0.1:%1/").arg(port()));
        trust(url);
        const auto outcome = outcomeOf(m_transport->send(request(), url));
        server.kill();
        server.waitForFinished();
        QCOMPARE(kindOf(outcome), ErrorKind::Tls);
        QVERIFY2(outcome->error().advice.contains(QLatin1String("client certificate")),
                 qPrintable(outcome->error().advice));
    }

    void goesThroughAProxy_data()
    {
        QTest::addColumn<bool>("isTheSystems");
        QTest::newRow("of the application") << false;
        QTest::newRow("of the system") << true;
    }

    void goesThroughAProxy()
    {
        QFETCH(bool, isTheSystems);
        MisbehavingServer server(answering(done));
        server.setTls(m_authority.certificate("named"), m_authority.key("named"));
        // Names that only the proxy can resolve.
        const QUrl base(QStringLiteral("https://console.test/api/v1"));
        trust(base);
        // The tunnel's far end is our server, whatever name was asked for.
        MisbehavingServer proxy([&server](QTcpSocket &socket, const QByteArray &) {
            auto *far = new QTcpSocket(&socket);
            socket.disconnect(SIGNAL(readyRead()));
            QObject::connect(far, &QTcpSocket::connected, &socket,
                             [&socket] { socket.write("HTTP/1.1 200 Connection established\r\n\r\n"); });
            QObject::connect(&socket, &QTcpSocket::readyRead, far,
                             [&socket, far] { far->write(socket.readAll()); });
            QObject::connect(far, &QTcpSocket::readyRead, &socket,
                             [&socket, far] { socket.write(far->readAll()); });
            far->connectToHost(QHostAddress(QHostAddress::LocalHost), server.serverPort());
        });
        const QNetworkProxy said(QNetworkProxy::HttpProxy, QStringLiteral("127.0.0.1"), proxy.serverPort());
        // Of what a system may be set to by, the one that a test can set for itself alone.
        QHash<const char *, QByteArray> before;
        for (const char *name : {"https_proxy", "HTTPS_PROXY", "no_proxy", "NO_PROXY"}) {
            if (qEnvironmentVariableIsSet(name))
                before.insert(name, qgetenv(name));
            qunsetenv(name);
        }
        const auto restored = qScopeGuard([&] {
            qunsetenv("https_proxy");
            for (auto variable = before.cbegin(); variable != before.cend(); ++variable)
                qputenv(variable.key(), variable.value());
        });
        if (isTheSystems) {
            qputenv("https_proxy", "http://127.0.0.1:" + QByteArray::number(proxy.serverPort()));
            QNetworkProxyFactory::setUseSystemConfiguration(true);
        } else {
            QNetworkProxy::setApplicationProxy(said);
        }
        const auto outcome = outcomeOf(m_transport->send(request(), base, {"Authorization", "Bearer abc"}));
        const auto untrusted = outcomeOf(m_transport->send(
            request(), QUrl(QStringLiteral("https://other.example/")), {"Authorization", "Bearer abc"}));
        QNetworkProxy::setApplicationProxy(
            QNetworkProxy(QNetworkProxy::NoProxy)); // which ends the system's, too

        QVERIFY(outcome && outcome->has_value());
        QCOMPARE(server.requests().size(), 1);
        QVERIFY(server.requests().constFirst().contains("\r\nAuthorization: Bearer abc\r\n"));
        QVERIFY(server.requests().constFirst().startsWith("GET /api/v1/tokens HTTP/1.1\r\n"));
        QCOMPARE(kindOf(untrusted), ErrorKind::Tls);
        QCOMPARE(proxy.requests().size(), 2);
        for (const QByteArray &sent : proxy.requests())
            QVERIFY2(sent.startsWith("CONNECT ") && !sent.contains("Bearer"), sent.constData());
    }

private:
    /// Where Qt says on the console why it cannot read a PKCS#12 file that is locked.
    static void expectPkcs12Warnings(int count)
    {
        for (int i = 0; i < count; ++i)
            QTest::ignoreMessage(QtWarningMsg, QRegularExpression(QStringLiteral("^Unable to .* PKCS#12")));
    }

    void trust(const MisbehavingServer &server) { trust(server.url()); }
    void trust(const QUrl &url)
    {
        const auto settings = loadTls({m_authority.path("ca.pem"), {}, {}}, Secret());
        QVERIFY(settings.has_value());
        m_transport->setTls(Origin(url), *settings);
    }

    TestAuthority m_authority;
    std::unique_ptr<HttpTransport> m_transport;
};

QTEST_GUILESS_MAIN(TestTls)
#include "tst_tls.moc"
