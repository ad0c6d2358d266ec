#include "connectionlistmodel.h"

#include <QAbstractItemModelTester>
#include <QRegularExpression>
#include <QSignalSpy>
#include <QTest>

using namespace tc;

/// The connections' rows come and go one by one, so that a view keeps its place.
class ConnectionListModelTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        QTest::failOnWarning(QRegularExpression(QStringLiteral(".*")));
        m_service = std::make_shared<ServiceDescription>();
    }

    void theRowThatGoesIsTheOneThatIsRemoved()
    {
        ConnectionListModel model;
        const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        model.setEntries(entries({0, 1, 2, 3}));
        const QPersistentModelIndex second(model.index(1));
        const QPersistentModelIndex last(model.index(3));
        QSignalSpy removed(&model, &ConnectionListModel::rowsRemoved);
        QSignalSpy changed(&model, &ConnectionListModel::dataChanged);
        model.setEntries(entries({0, 2, 3}));
        QCOMPARE(removed.size(), 1);
        QCOMPARE(removed.constFirst().at(1).toInt(), 1);
        QVERIFY(!second.isValid());
        QCOMPARE(last.row(), 2);
        QCOMPARE(hosts(model), QStringList({text(0), text(2), text(3)}));
        QCOMPARE(changed.size(), 3);
    }

    void aNewRowIsWhereItBelongs()
    {
        ConnectionListModel model;
        const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        model.setEntries(entries({0, 3}));
        const QPersistentModelIndex last(model.index(1));
        QSignalSpy inserted(&model, &ConnectionListModel::rowsInserted);
        model.setEntries(entries({0, 1, 3, 2}));
        QCOMPARE(inserted.size(), 2);
        QCOMPARE(inserted.at(0).at(1).toInt(), 1);
        QCOMPARE(inserted.at(1).at(1).toInt(), 3);
        QCOMPARE(last.row(), 2);
        QCOMPARE(hosts(model), QStringList({text(0), text(1), text(3), text(2)}));
        model.setEntries({});
        QCOMPARE(model.rowCount(), 0);
    }

private:
    [[nodiscard]] static QString text(int each) { return QStringLiteral("host%1.example.com").arg(each); }

    [[nodiscard]] QList<ConnectionEntry> entries(const QList<int> &wanted) const
    {
        QList<ConnectionEntry> made;
        for (const int each : wanted) {
            ConnectionEntry entry;
            entry.id = m_ids + each;
            entry.profile.service = m_service;
            entry.profile.baseUrl = QUrl(QStringLiteral("https://%1/").arg(text(each)));
            made.append(entry);
        }
        return made;
    }

    [[nodiscard]] static QStringList hosts(const ConnectionListModel &model)
    {
        QStringList all;
        for (int row = 0; row < model.rowCount(); ++row)
            all.append(model.index(row).data(ConnectionListModel::HostRole).toString());
        return all;
    }

    std::shared_ptr<ServiceDescription> m_service;
    char m_ids[4] {};
};

QTEST_MAIN(ConnectionListModelTest)
#include "tst_connectionlistmodel.moc"
