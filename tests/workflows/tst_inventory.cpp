#include "inventory.h"

#include <QDir>
#include <QFile>
#include <QLockFile>
#include <QRegularExpression>
#include <QTemporaryDir>
#include <QTest>

using namespace tc;

namespace {

InventoryEntry entryOf(const QString &name)
{
    InventoryEntry entry;
    entry.id = newInventoryId();
    entry.name = name;
    return entry;
}

QByteArray contentOf(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

bool write(const QString &path, const QByteArray &content)
{
    QFile file(path);
    return file.open(QIODevice::WriteOnly) && file.write(content) == content.size();
}

} // namespace

class TestInventory : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        QTest::failOnWarning(QRegularExpression(QStringLiteral(".*")));
        m_directory = std::make_unique<QTemporaryDir>();
        m_path = m_directory->filePath(QStringLiteral("inventories/a.json"));
    }

    void keepsEverythingThatWasEntered()
    {
        InventoryEntry entry = entryOf(QStringLiteral("Shop „Ä“"));
        entry.mask = QStringLiteral("tok_optimus_abc1…");
        entry.created = QDate(2026, 1, 31);
        entry.lastUsed = QDate(2026, 2, 1);
        entry.expires = QDate(2027, 12, 24);
        entry.revoked = QDate(2026, 3, 1);
        entry.allowedIps.add(*IpRange::parse(u"203.0.113.0/24"));
        entry.allowedIps.add(*IpRange::parse(u"127.0.0.1"));
        entry.scopes = {QStringLiteral("read"), QStringLiteral("write")};
        entry.note = QStringLiteral("Kept by\nthe shop");
        const InventoryEntry bare = entryOf(QStringLiteral("Till"));
        {
            Inventory inventory = opened();
            QVERIFY(inventory.entries().isEmpty());
            QVERIFY(inventory.put(entry));
            QVERIFY(inventory.put(bare));
        }
        Inventory again = opened();
        QCOMPARE(again.entries(), (QList<InventoryEntry> {entry, bare}));
        entry.note.clear();
        QVERIFY(again.put(entry));
        QVERIFY(again.remove(bare.id));
        QVERIFY(again.remove(QStringLiteral("unknown")));
        QCOMPARE(opened().entries(), QList<InventoryEntry> {entry});
    }

    void isReadableByItsUserOnly()
    {
        Inventory inventory = opened();
        QVERIFY(inventory.put(entryOf(QStringLiteral("Shop"))));
        const auto others = QFileDevice::ReadGroup | QFileDevice::WriteGroup | QFileDevice::ReadOther
            | QFileDevice::WriteOther;
        QVERIFY(!(QFile::permissions(m_path) & others));
    }

    void takesNoWholeToken_data()
    {
        QTest::addColumn<int>("field");
        for (int field = 0; field < 5; ++field)
            QTest::addRow("field %d", field) << field;
    }

    void takesNoWholeToken()
    {
        QFETCH(int, field);
        const QString secret = QStringLiteral("tok_optimus_") + QString(30, u'k');
        InventoryEntry entry = entryOf(QStringLiteral("Shop"));
        if (field == 0)
            entry.name = secret;
        else if (field == 1)
            entry.mask = QString(40, u'k'); // a token without a known beginning
        else if (field == 2)
            entry.scopes = {QStringLiteral("read"), secret};
        else if (field == 3)
            entry.note = QStringLiteral("It is ") + secret;
        else
            entry.note = QStringLiteral("It is 7|") + QString(48, u'k');
        Inventory inventory = opened();
        const auto kept = inventory.put(entry);
        QVERIFY(!kept);
        QCOMPARE(errorOf(kept.error()).kind, ErrorKind::InvalidInput);
        const QStringList fields {QStringLiteral("“Token Name”"), QStringLiteral("“Token”"),
                                  QStringLiteral("“Scopes”"), QStringLiteral("“Note”"),
                                  QStringLiteral("“Note”")};
        QVERIFY2(errorOf(kept.error()).reason.startsWith(fields.at(field)),
                 qPrintable(errorOf(kept.error()).reason));
        QVERIFY(!errorOf(kept.error()).reason.isEmpty() && !errorOf(kept.error()).advice.isEmpty());
        QVERIFY(!errorOf(kept.error()).reason.contains(u'k' + QStringLiteral("kkk")));
        QVERIFY(!QFile::exists(m_path));
    }

    void twoConsolesDoNotUndoEachOthers()
    {
        Inventory one = opened();
        Inventory other = opened();
        const InventoryEntry first = entryOf(QStringLiteral("First"));
        const InventoryEntry second = entryOf(QStringLiteral("Second"));
        QVERIFY(one.put(first));
        QVERIFY(other.put(second));
        QCOMPARE(other.entries(), (QList<InventoryEntry> {first, second}));
        QVERIFY(one.remove(first.id));
        QCOMPARE(one.entries(), QList<InventoryEntry> {second});
        QLockFile lock(m_path + QStringLiteral(".lock"));
        QVERIFY(lock.tryLock());
        const auto refused = one.put(first);
        QVERIFY(!refused);
        QCOMPARE(errorOf(refused.error()).kind, ErrorKind::FileUnavailable);
        QCOMPARE(one.entries(), QList<InventoryEntry> {second});
    }

    void neverWritesWhatItCannotRead_data()
    {
        QTest::addColumn<QByteArray>("content");
        QTest::newRow("no JSON") << QByteArray("{\"version\":1,\"entries\":[");
        QTest::newRow("later version") << QByteArray(R"({"version":2,"entries":[]})");
        QTest::newRow("no entries") << QByteArray(R"({"version":1})");
        QTest::newRow("entry without id") << QByteArray(R"({"version":1,"entries":[{"name":"a"}]})");
        QTest::newRow("two of one id") << QByteArray(R"({"version":1,"entries":[{"id":"1"},{"id":"1"}]})");
        QTest::newRow("no date") << QByteArray(R"({"version":1,"entries":[{"id":"1","created":"soon"}]})");
        QTest::newRow("no range") << QByteArray(R"({"version":1,"entries":[{"id":"1","allowedIps":["x"]}]})");
        QTest::newRow("number for a text") << QByteArray(R"({"version":1,"entries":[{"id":"1","note":5}]})");
    }

    void neverWritesWhatItCannotRead()
    {
        QFETCH(QByteArray, content);
        QVERIFY(QDir().mkpath(m_directory->filePath(QStringLiteral("inventories"))));
        QVERIFY(write(m_path, content));
        Inventory inventory(m_path, Redactor());
        const auto loaded = inventory.load();
        QVERIFY(!loaded);
        QCOMPARE(errorOf(loaded.error()).kind, ErrorKind::FileUnavailable);
        QVERIFY(errorOf(loaded.error()).advice.contains(m_path));
        QVERIFY(!inventory.put(entryOf(QStringLiteral("Shop"))));
        QVERIFY(inventory.entries().isEmpty());
        QCOMPARE(contentOf(m_path), content);
    }

    void aFailedWriteChangesNothing()
    {
        Inventory inventory = opened();
        const InventoryEntry entry = entryOf(QStringLiteral("Shop"));
        QVERIFY(inventory.put(entry));
        // Where nobody, not even root, can make a file.
        Inventory nowhere(QStringLiteral("/proc/inventory/a.json"), Redactor());
        QVERIFY(nowhere.load());
        const auto refused = nowhere.put(entry);
        QVERIFY(!refused);
        QCOMPARE(errorOf(refused.error()).kind, ErrorKind::FileUnavailable);
        QVERIFY(nowhere.entries().isEmpty());
        QCOMPARE(opened().entries(), QList<InventoryEntry> {entry});
    }

    void judgesStatuses()
    {
        const QDate today(2026, 11, 28);
        InventoryEntry entry = entryOf(QStringLiteral("Shop"));
        QCOMPARE(statusOn(entry, today), TokenStatus::Active);
        entry.expires = today.addDays(15);
        QCOMPARE(statusOn(entry, today), TokenStatus::Active);
        entry.expires = today.addDays(14);
        QCOMPARE(statusOn(entry, today), TokenStatus::Expiring);
        entry.expires = today;
        QCOMPARE(statusOn(entry, today), TokenStatus::Expiring);
        entry.expires = today.addDays(-1);
        QCOMPARE(statusOn(entry, today), TokenStatus::Expired);
        entry.revoked = today;
        QCOMPARE(statusOn(entry, today), TokenStatus::Revoked);
    }

private:
    [[nodiscard]] Inventory opened() const
    {
        Inventory inventory(m_path, Redactor({QStringLiteral("tok_optimus_")}));
        if (!inventory.load())
            qFatal("the inventory cannot be read");
        return inventory;
    }

    std::unique_ptr<QTemporaryDir> m_directory;
    QString m_path;
};

QTEST_GUILESS_MAIN(TestInventory)
#include "tst_inventory.moc"
