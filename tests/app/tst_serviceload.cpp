#include "serviceload.h"

#include <QRegularExpression>
#include <QTemporaryDir>
#include <QTest>

using namespace tc;

/// The services that the console has without anybody's files.
class ServiceLoadTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(QStringLiteral(".*"))); }

    void shippedOnesLoadAndTheDefaultIsFirst()
    {
        const QTemporaryDir data;
        const ServiceLoad load = loadServices(data.path(), {});
        QVERIFY2(load.problems.isEmpty(), qPrintable(load.problems.phrase().join(u'\n')));
        QStringList ids;
        for (const auto &service : load.services)
            ids.append(service->id);
        QCOMPARE(ids.value(0), QStringLiteral("optimus"));
        for (const char *id : {"optimaite", "optiverse", "optiflow"})
            QVERIFY2(ids.contains(QString::fromLatin1(id)), id);
        QVERIFY(secretPrefixes(load.services).contains(QStringLiteral("opt_live_")));
    }
};

QTEST_GUILESS_MAIN(ServiceLoadTest)
#include "tst_serviceload.moc"
