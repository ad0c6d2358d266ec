#include "namedelegate.h"
#include "statusdelegate.h"
#include "tokentablemodel.h"

#include <QImage>
#include <QPainter>
#include <QRegularExpression>
#include <QTest>

using namespace tc;

namespace {

class FixedClock final : public Clock
{
public:
    [[nodiscard]] QDateTime now() const override { return {QDate(2026, 3, 1), QTime(12, 0), Qt::UTC}; }
};

QImage paintedBy(const QStyledItemDelegate &delegate, const QModelIndex &index)
{
    QImage image(200, 24, QImage::Format_ARGB32);
    image.fill(Qt::white);
    QPainter painter(&image);
    QStyleOptionViewItem option;
    option.rect = image.rect();
    delegate.paint(&painter, option, index);
    return image;
}

} // namespace

class TestTableDelegates : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(QStringLiteral(".*"))); }

    void putAnIconBeforeTheStatus();
    void markNames();
};

void TestTableDelegates::putAnIconBeforeTheStatus()
{
    const FixedClock clock;
    TokenTableModel model(clock);
    Token token;
    token.id = QStringLiteral("a");
    model.setTokens({token});
    const QModelIndex index = model.index(0, TokenTableModel::Status);
    const QImage active = paintedBy(StatusDelegate(), index);
    QVERIFY(active != paintedBy(QStyledItemDelegate(), index));
    QVERIFY(StatusDelegate().sizeHint({}, index).width() > QStyledItemDelegate().sizeHint({}, index).width());
    token.revoked = true;
    model.setToken(token);
    QVERIFY(active != paintedBy(StatusDelegate(), index));
}

void TestTableDelegates::markNames()
{
    const FixedClock clock;
    TokenTableModel model(clock);
    Token token;
    token.id = QStringLiteral("a");
    token.name = QStringLiteral("CI");
    model.setTokens({token});
    const QModelIndex index = model.index(0, TokenTableModel::Name);
    const QImage plain = paintedBy(NameDelegate(), index);
    QCOMPARE(plain, paintedBy(QStyledItemDelegate(), index));
    model.setSavedTokenIds({token.id});
    const QImage saved = paintedBy(NameDelegate(), index);
    QVERIFY(saved != plain);
    model.setSavedTokenIds({});
    model.setUnconfirmedTokenIds({token.id});
    const QImage unconfirmed = paintedBy(NameDelegate(), index);
    QVERIFY(unconfirmed != plain);
    QVERIFY(unconfirmed != saved);
    model.setSavedTokenIds({token.id});
    model.setUnconfirmedTokenIds({});
    model.setOwnTokenId(token.id);
    QVERIFY(saved != paintedBy(NameDelegate(), index));
}

QTEST_MAIN(TestTableDelegates)
#include "tst_tabledelegates.moc"
