#include "unconfirmedsecrets.h"

#include <QSignalSpy>
#include <QTest>

using namespace tc;

class UnconfirmedSecretsTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void remembersUntilRemoved()
    {
        QSet<QString> kept {QStringLiteral("old")};
        int stores = 0;
        const SavedTokenIndex index {[&kept] { return kept; },
                                     [&](const QSet<QString> &ids) {
                                         kept = ids;
                                         ++stores;
                                     }};
        UnconfirmedSecrets unconfirmed(index);
        QSignalSpy changed(&unconfirmed, &UnconfirmedSecrets::changed);
        QCOMPARE(unconfirmed.tokenIds(), QSet<QString> {QStringLiteral("old")});

        unconfirmed.add(QStringLiteral("new"));
        unconfirmed.add(QStringLiteral("new"));
        QCOMPARE(kept, QSet<QString>({QStringLiteral("old"), QStringLiteral("new")}));
        QCOMPARE(stores, 1);

        unconfirmed.remove(QStringLiteral("old"));
        unconfirmed.remove(QStringLiteral("unknown"));
        QCOMPARE(kept, QSet<QString> {QStringLiteral("new")});
        QCOMPARE(stores, 2);
        QCOMPARE(changed.size(), 2);
        QCOMPARE(UnconfirmedSecrets(index).tokenIds(), kept);
    }
};

QTEST_GUILESS_MAIN(UnconfirmedSecretsTest)
#include "tst_unconfirmedsecrets.moc"
