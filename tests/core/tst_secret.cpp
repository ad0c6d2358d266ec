#include "freewatch.h"
#include "secret.h"

#include <QByteArray>
#include <QDebug>
#include <QRegularExpression>
#include <QString>
#include <QTest>
#include <QVariant>

#include <algorithm>
#include <type_traits>

using namespace tc;

namespace {

template <typename T>
constexpr bool printable = requires(QDebug debug, const T &value)
{
    debug << value;
};
template <typename T>
constexpr bool comparable = requires(const T &a, const T &b)
{
    a == b;
};

constexpr char canary[] = "canary-0123456789-canary";
constexpr qsizetype canarySize = sizeof canary - 1;

Secret secretOfCanary()
{
    return Secret::copyOf(QByteArrayView(canary, canarySize));
}

void startWatch(const Secret &secret)
{
    secret.reveal([](QByteArrayView bytes) { ::startWatch(bytes.data(), bytes.size()); });
}

QByteArray contentOf(const Secret &secret)
{
    return secret.reveal([](QByteArrayView bytes) { return bytes.toByteArray(); });
}

} // namespace

class TestSecret : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void init() { QTest::failOnWarning(QRegularExpression(QStringLiteral(".*"))); }

    void theWatchSeesWhatIsNotWiped();
    void convertsToNothing();
    void emptyIsEmpty();
    void keepsEveryByte();
    void isWipedWhenDestroyed();
    void isWipedWhenReplaced();
    void movedFromIsEmpty();
    void selfMoveKeepsIt();
    void takesBytesAndWipesThem();
    void takesTextAndWipesIt();
    void takingSharedBytesLeavesTheOtherOwner();
    void duplicates();
    void compares();
    void revealReturnsWhatIsReturned();
    void wipesRawBytes();
    void wipesByteArraysAndStrings();
    void wipesWhatWasCutOff();
};

void TestSecret::initTestCase()
{
    QVERIFY(watchFrees());
}

void TestSecret::theWatchSeesWhatIsNotWiped()
{
    {
        const QByteArray bytes(canary);
        ::startWatch(bytes.constData(), bytes.size());
    }
    QVERIFY(watch.freed);
    QVERIFY(!watch.wiped);
}

void TestSecret::convertsToNothing()
{
    static_assert(!std::is_copy_constructible_v<Secret>);
    static_assert(!std::is_copy_assignable_v<Secret>);
    static_assert(std::is_nothrow_move_constructible_v<Secret>);
    static_assert(!std::is_convertible_v<Secret, QString>);
    static_assert(!std::is_convertible_v<Secret, QByteArray>);
    static_assert(!std::is_convertible_v<Secret, QByteArrayView>);
    static_assert(!std::is_convertible_v<Secret, QVariant>);
    static_assert(!std::is_constructible_v<QString, Secret>);
    static_assert(!std::is_constructible_v<QByteArray, Secret>);
    static_assert(!std::is_constructible_v<Secret, QByteArray>);
    QVERIFY(printable<QByteArray> && !printable<Secret>);
    QVERIFY(comparable<QByteArray> && !comparable<Secret>);
}

void TestSecret::emptyIsEmpty()
{
    const Secret secret;
    QVERIFY(secret.isEmpty());
    QCOMPARE(secret.size(), 0);
    QCOMPARE(contentOf(secret), QByteArray());
    QVERIFY(Secret::copyOf({}).isEmpty());
    QVERIFY(Secret::take(QByteArray()).isEmpty());
    QVERIFY(Secret::take(QString()).isEmpty());
    QVERIFY(secret.duplicate().equals(secret));
}

void TestSecret::keepsEveryByte()
{
    const QByteArray bytes("a\0b\xff\n", 5);
    QCOMPARE(contentOf(Secret::copyOf(bytes)), bytes);
}

void TestSecret::isWipedWhenDestroyed()
{
    {
        const Secret secret = secretOfCanary();
        startWatch(secret);
    }
    QVERIFY(watch.freed);
    QVERIFY(watch.wiped);
}

void TestSecret::isWipedWhenReplaced()
{
    Secret secret = secretOfCanary();
    startWatch(secret);
    secret = Secret::copyOf("other");
    QVERIFY(watch.freed);
    QVERIFY(watch.wiped);
    QCOMPARE(contentOf(secret), QByteArray("other"));
}

void TestSecret::movedFromIsEmpty()
{
    Secret first = secretOfCanary();
    const void *place = first.reveal([](QByteArrayView bytes) -> const void * { return bytes.data(); });
    const Secret second = std::move(first);
    QVERIFY(first.isEmpty()); // NOLINT: a moved-from Secret is documented to be empty
    QCOMPARE(contentOf(first), QByteArray());
    QCOMPARE(contentOf(second), QByteArray(canary));
    // The bytes went along: no second copy was left behind.
    QCOMPARE(second.reveal([](QByteArrayView bytes) -> const void * { return bytes.data(); }), place);
}

void TestSecret::selfMoveKeepsIt()
{
    Secret secret = secretOfCanary();
    Secret &same = secret;
    secret = std::move(same);
    QCOMPARE(contentOf(secret), QByteArray(canary));
}

void TestSecret::takesBytesAndWipesThem()
{
    QByteArray bytes(canary);
    ::startWatch(bytes.constData(), bytes.size());
    const Secret secret = Secret::take(std::move(bytes));
    QVERIFY(watch.freed);
    QVERIFY(watch.wiped);
    QVERIFY(bytes.isEmpty()); // NOLINT: taken by reference, and cleared
    QCOMPARE(contentOf(secret), QByteArray(canary));
}

void TestSecret::takesTextAndWipesIt()
{
    QString text = QString::fromLatin1(canary) + u'ü';
    ::startWatch(text.constData(), text.size() * qsizetype(sizeof(QChar)));
    const Secret secret = Secret::take(std::move(text));
    QVERIFY(watch.freed);
    QVERIFY(watch.wiped);
    QVERIFY(text.isEmpty()); // NOLINT: taken by reference, and cleared
    QCOMPARE(contentOf(secret), QByteArray(canary) + "\xc3\xbc");
}

void TestSecret::takingSharedBytesLeavesTheOtherOwner()
{
    const QByteArray kept(canary);
    QByteArray shared = kept;
    const Secret secret = Secret::take(std::move(shared));
    QCOMPARE(kept, QByteArray(canary));
    QCOMPARE(contentOf(secret), QByteArray(canary));
}

void TestSecret::duplicates()
{
    Secret first = secretOfCanary();
    const Secret second = first.duplicate();
    first = Secret();
    QCOMPARE(contentOf(second), QByteArray(canary));
}

void TestSecret::compares()
{
    const Secret secret = secretOfCanary();
    QVERIFY(secret.equals(secret));
    QVERIFY(secret.equals(secretOfCanary()));
    QVERIFY(!secret.equals(Secret()));
    QVERIFY(!secret.equals(Secret::copyOf("canary-0123456789-canarx")));
    QVERIFY(!secret.equals(Secret::copyOf("xanary-0123456789-canary")));
    QVERIFY(!secret.equals(Secret::copyOf("canary")));
    QVERIFY(Secret().equals(Secret()));
}

void TestSecret::revealReturnsWhatIsReturned()
{
    const Secret secret = secretOfCanary();
    QCOMPARE(secret.reveal([](QByteArrayView bytes) { return bytes.size(); }), canarySize);
    bool called = false;
    secret.reveal([&called](QByteArrayView) { called = true; });
    QVERIFY(called);
}

void TestSecret::wipesRawBytes()
{
    char bytes[8] = {1, 2, 3, 4, 5, 6, 7, 8};
    wipeBytes(bytes, 6);
    QVERIFY(std::all_of(bytes, bytes + 6, [](char byte) { return byte == 0; }));
    QCOMPARE(bytes[6], char {7});
    wipeBytes(nullptr, 0);
}

void TestSecret::wipesByteArraysAndStrings()
{
    QByteArray bytes(canary);
    ::startWatch(bytes.constData(), bytes.size());
    wipe(bytes);
    QVERIFY(watch.freed && watch.wiped);
    QVERIFY(bytes.isEmpty());

    QString text = QString::fromLatin1(canary);
    ::startWatch(text.constData(), text.size() * qsizetype(sizeof(QChar)));
    wipe(text);
    QVERIFY(watch.freed && watch.wiped);
    QVERIFY(text.isEmpty());

    const QByteArray kept(canary);
    QByteArray shared = kept;
    wipe(shared);
    QVERIFY(shared.isEmpty());
    QCOMPARE(kept, QByteArray(canary));

    QByteArray none;
    wipe(none);
    QVERIFY(none.isEmpty());
}

void TestSecret::wipesWhatWasCutOff()
{
    QByteArray bytes(canary);
    ::startWatch(bytes.constData(), canarySize);
    bytes.truncate(3);
    wipe(bytes);
    QVERIFY(watch.freed && watch.wiped);

    bytes = canary;
    ::startWatch(bytes.constData(), canarySize);
    bytes.remove(0, 7); // Qt leaves what comes before where it is
    wipe(bytes);
    QVERIFY(watch.freed && watch.wiped);

    QString text = QString::fromLatin1(canary);
    ::startWatch(text.constData(), canarySize * qsizetype(sizeof(QChar)));
    text.resize(1);
    wipe(text);
    QVERIFY(watch.freed && watch.wiped);

    text = QString::fromLatin1(canary);
    ::startWatch(text.constData(), canarySize * qsizetype(sizeof(QChar)));
    text.remove(0, 7);
    const Secret secret = Secret::take(std::move(text));
    QVERIFY(watch.freed && watch.wiped);
    QCOMPARE(contentOf(secret), QByteArray(canary).sliced(7));

    // The text of a literal is the program's own and cannot be written.
    QByteArray literal = QByteArrayLiteral("canary");
    wipe(literal);
    QVERIFY(literal.isEmpty());
}

QTEST_GUILESS_MAIN(TestSecret)
#include "tst_secret.moc"
