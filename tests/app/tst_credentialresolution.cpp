#include "credentialresolution.h"

#include <QRegularExpression>
#include <QTest>

using namespace tc;

namespace {

ServiceDescription optimus()
{
    ServiceDescription description;
    description.id = QStringLiteral("optimus");
    description.variables.token = QStringLiteral("OPTIMUS_TOKEN");
    return description;
}

QByteArray bytes(const Secret &secret)
{
    return secret.reveal([](QByteArrayView view) { return view.toByteArray(); });
}

VariableSecrets optimusVariable(QByteArrayView value)
{
    VariableSecrets variables;
    variables.emplace(QStringLiteral("OPTIMUS_TOKEN"), Secret::copyOf(value));
    return variables;
}

} // namespace

class CredentialResolutionTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(QStringLiteral(".*"))); }

    void order_data();
    void order();
    void variablesReachNoOtherService();
};

void CredentialResolutionTest::order_data()
{
    QTest::addColumn<bool>("local");
    QTest::addColumn<bool>("hasOption");
    QTest::addColumn<QByteArray>("option");
    QTest::addColumn<QByteArray>("variable");
    QTest::addColumn<bool>("found");
    QTest::addColumn<QByteArray>("secret");
    QTest::addColumn<CredentialSource>("source");

    using Source = CredentialSource;
    const QByteArray a("a-token");
    const QByteArray b("b-token");
    const QByteArray empty;
    QTest::newRow("1 --token beats the variable") << false << true << a << b << true << a << Source::Option;
    QTest::newRow("1 --token alone") << false << true << a << empty << true << a << Source::Option;
    QTest::newRow("2 the variable") << false << false << empty << b << true << b << Source::Variable;
    QTest::newRow("2 --token is empty") << false << true << empty << b << true << b << Source::Variable;
    QTest::newRow("3 neither: the keychain is asked")
        << false << false << empty << empty << false << empty << Source();
    const QByteArray blank(" \r\n");
    QTest::newRow("blanks around --token")
        << false << true << QByteArray(" a-token\n") << b << true << a << Source::Option;
    QTest::newRow("--token is blank") << false << true << blank << b << true << b << Source::Variable;
    QTest::newRow("blanks around the variable")
        << false << false << empty << QByteArray("\tb-token\r\n") << true << b << Source::Variable;
    QTest::newRow("the variable is blank") << false << false << empty << blank << false << empty << Source();
    QTest::newRow("--local takes --token") << true << true << a << b << true << a << Source::Option;
    QTest::newRow("--local takes no variable") << true << false << empty << b << false << empty << Source();
}

void CredentialResolutionTest::order()
{
    QFETCH(bool, local);
    QFETCH(bool, hasOption);
    QFETCH(QByteArray, option);
    QFETCH(QByteArray, variable);

    const Secret optionSecret = Secret::copyOf(option);
    const auto credential
        = givenCredential(optimus(), local, hasOption ? &optionSecret : nullptr, optimusVariable(variable));
    QTEST(credential.has_value(), "found");
    if (credential) {
        QTEST(bytes(credential->secret), "secret");
        QTEST(credential->source, "source");
    }
}

void CredentialResolutionTest::variablesReachNoOtherService()
{
    ServiceDescription other = optimus();
    other.variables.token = QStringLiteral("OTHER_TOKEN");
    QVERIFY(!givenCredential(other, false, nullptr, optimusVariable("b-token")));
    other.variables.token.clear();
    QVERIFY(!givenCredential(other, false, nullptr, optimusVariable("b-token")));
}

QTEST_GUILESS_MAIN(CredentialResolutionTest)
#include "tst_credentialresolution.moc"
