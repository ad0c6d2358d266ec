#include "errortexttable.h"
#include "languageswitcher.h"

#include <QRegularExpression>
#include <QTest>

#include <algorithm>

using namespace tc;
using namespace tc::test;

Q_DECLARE_METATYPE(tc::test::ErrorTextRow)

namespace {

/// The kind's name. A new kind does not compile here until it has one, and fails everyKindIsInTheTable()
/// until it has a row.
constexpr const char *nameOf(ErrorKind kind)
{
    switch (kind) {
    case ErrorKind::Transport:
        return "Transport";
    case ErrorKind::Deadline:
        return "Deadline";
    case ErrorKind::Tls:
        return "Tls";
    case ErrorKind::Redirect:
        return "Redirect";
    case ErrorKind::Protocol:
        return "Protocol";
    case ErrorKind::Unauthorized:
        return "Unauthorized";
    case ErrorKind::Forbidden:
        return "Forbidden";
    case ErrorKind::NotFound:
        return "NotFound";
    case ErrorKind::Conflict:
        return "Conflict";
    case ErrorKind::Stale:
        return "Stale";
    case ErrorKind::InvalidInput:
        return "InvalidInput";
    case ErrorKind::RateLimited:
        return "RateLimited";
    case ErrorKind::Quota:
        return "Quota";
    case ErrorKind::Server:
        return "Server";
    case ErrorKind::OutcomeUnknown:
        return "OutcomeUnknown";
    case ErrorKind::NoSuchOperation:
        return "NoSuchOperation";
    case ErrorKind::StorageUnavailable:
        return "StorageUnavailable";
    case ErrorKind::FileUnavailable:
        return "FileUnavailable";
    case ErrorKind::Cancelled:
        return "Cancelled";
    }
    return nullptr;
}

} // namespace

/// What a user reads of every kind of failure, in both languages.
class ErrorTextsTest : public QObject
{
    Q_OBJECT

public:
    /// Runs before anything connects to the session's bus, which is for life: there is no keychain.
    static void initMain()
    {
        qputenv("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nonexistent");
        qputenv("TZ", "UTC");
    }

private Q_SLOTS:
    void initTestCase() { QVERIFY(m_scenes.start()); }
    void init() { QTest::failOnWarning(QRegularExpression(QStringLiteral(".*"))); }

    void everyKindIsInTheTable_data();
    void everyKindIsInTheTable();
    void readsInBothLanguages_data();
    void readsInBothLanguages();

private:
    ErrorScenes m_scenes;
    LanguageSwitcher m_switcher {QLocale(QStringLiteral("en_GB"))};
};

void ErrorTextsTest::everyKindIsInTheTable_data()
{
    QTest::addColumn<ErrorKind>("kind");
    for (int kind = 0; nameOf(ErrorKind(kind)); ++kind)
        QTest::newRow(nameOf(ErrorKind(kind))) << ErrorKind(kind);
}

void ErrorTextsTest::everyKindIsInTheTable()
{
    QFETCH(const ErrorKind, kind);
    const QList<ErrorTextRow> table = errorTextTable();
    QVERIFY(std::any_of(table.cbegin(), table.cend(),
                        [kind](const ErrorTextRow &row) { return row.kind == kind; }));
}

void ErrorTextsTest::readsInBothLanguages_data()
{
    QTest::addColumn<ErrorTextRow>("row");
    for (const ErrorTextRow &row : errorTextTable())
        QTest::addRow("%s: %s", nameOf(row.kind), row.name) << row;
}

void ErrorTextsTest::readsInBothLanguages()
{
    QFETCH(const ErrorTextRow, row);
    m_switcher.switchTo(QStringLiteral("en"));
    const ErrorText english = row.provoke(m_scenes);
    m_switcher.switchTo(QStringLiteral("de"));
    const ErrorText german = row.provoke(m_scenes);
    QCOMPARE(english.sentence, QString::fromUtf8(row.english));
    QCOMPARE(english.nextStep, QString::fromUtf8(row.englishStep));
    QCOMPARE(german.sentence, QString::fromUtf8(row.german));
    QCOMPARE(german.nextStep, QString::fromUtf8(row.germanStep));
}

QTEST_MAIN(ErrorTextsTest)
#include "tst_errortexts.moc"
