#include "statepage.h"

#include "actionbutton.h"
#include "announcement.h"
#include "glyphs.h"
#include "icons.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QProgressBar>
#include <QVBoxLayout>

namespace tc {

namespace {

constexpr int pictureSide = 56;

QIcon iconOf(StatePage::Picture picture)
{
    switch (picture) {
    case StatePage::Picture::Empty:
        return icon(Glyph::Key);
    case StatePage::Picture::NoMatch:
        return icon(Glyph::Search);
    case StatePage::Picture::Offline:
        return icon(Glyph::Offline, Tone::Attention);
    case StatePage::Picture::Refused:
        return icon(Glyph::Lock, Tone::Bad);
    case StatePage::Picture::RateLimited:
        return icon(Glyph::Clock, Tone::Attention);
    case StatePage::Picture::Disconnected:
        return icon(Glyph::Disconnect);
    case StatePage::Picture::Locked:
        return icon(Glyph::Lock);
    case StatePage::Picture::Error:
        return icon(Glyph::Error, Tone::Bad);
    }
    Q_UNREACHABLE();
}

QLabel *plainLabel(QWidget *parent)
{
    auto *label = new QLabel(parent);
    label->setTextFormat(Qt::PlainText);
    label->setWordWrap(true);
    label->setAlignment(Qt::AlignCenter);
    return label;
}

} // namespace

class StatePage::Private
{
public:
    explicit Private(StatePage *page)
        : pictureLabel(new QLabel(page))
        , progress(new QProgressBar(page))
        , headline(plainLabel(page))
        , nextStep(plainLabel(page))
        , buttonRow(new QHBoxLayout)
    {
        pictureLabel->setAlignment(Qt::AlignCenter);
        progress->setRange(0, 0);
        progress->setTextVisible(false);
        progress->setFixedWidth(240);
        QFont large = headline->font();
        large.setPointSizeF(large.pointSizeF() * 1.3);
        large.setBold(true);
        headline->setFont(large);
        headline->setMaximumWidth(560);
        nextStep->setMaximumWidth(560);

        // Labels as wide as they may be, in the middle: a wrapped label that is only aligned gets narrow.
        auto *texts = new QVBoxLayout;
        texts->setSpacing(8);
        texts->addWidget(headline);
        texts->addWidget(nextStep);
        auto *middle = new QHBoxLayout;
        middle->addStretch(1);
        middle->addLayout(texts, 100);
        middle->addStretch(1);

        auto *layout = new QVBoxLayout(page);
        layout->setSpacing(12);
        layout->addStretch();
        layout->addWidget(pictureLabel, 0, Qt::AlignHCenter);
        layout->addWidget(progress, 0, Qt::AlignHCenter);
        layout->addLayout(middle);
        layout->addLayout(buttonRow);
        layout->addStretch();
    }

    void drawPicture()
    {
        pictureLabel->setPixmap(
            iconOf(picture).pixmap(QSize(pictureSide, pictureSide), pictureLabel->devicePixelRatio()));
    }

    void setTexts(const QString &headlineText, const QString &nextStepText)
    {
        headline->setText(headlineText);
        nextStep->setText(nextStepText);
        nextStep->setVisible(!nextStepText.isEmpty());
    }

    void fill(StatePage *page, const QString &headlineText, const QString &nextStepText,
              const QList<QAction *> &actions)
    {
        for (QLabel *label : {headline, nextStep})
            label->setAccessibleName({}); // a countdown gave them one
        setTexts(headlineText, nextStepText);
        while (QLayoutItem *item = buttonRow->takeAt(0)) {
            // It may be the button whose click brought us here.
            if (QWidget *button = item->widget()) {
                button->hide();
                button->setParent(nullptr);
                button->deleteLater();
            }
            delete item;
        }
        buttonRow->addStretch();
        for (QAction *action : actions)
            buttonRow->addWidget(new ActionButton(action, page));
        buttonRow->addStretch();
        announce(page, nextStepText.isEmpty() ? headlineText : headlineText + u' ' + nextStepText);
    }

    Picture picture = Picture::Empty;
    QLabel *pictureLabel;
    QProgressBar *progress;
    QLabel *headline;
    QLabel *nextStep;
    QHBoxLayout *buttonRow;
};

StatePage::StatePage(QWidget *parent)
    : QWidget(parent)
    , d(std::make_unique<Private>(this))
{
    d->drawPicture();
    d->progress->hide();
    d->nextStep->hide();
}

StatePage::~StatePage() = default;

void StatePage::showState(Picture picture, const QString &headline, const QString &nextStep,
                          const QList<QAction *> &actions)
{
    d->picture = picture;
    d->drawPicture();
    d->progress->hide();
    d->pictureLabel->show();
    d->fill(this, headline, nextStep, actions);
}

void StatePage::showBusy(const QString &headline, const QList<QAction *> &actions)
{
    d->pictureLabel->hide();
    d->progress->setAccessibleName(headline);
    d->progress->show();
    d->fill(this, headline, {}, actions);
}

void StatePage::count(const QString &headline, const QString &nextStep, bool aloud)
{
    setQuietly(d->headline, headline);
    setQuietly(d->nextStep, nextStep);
    if (!aloud)
        return;
    for (QLabel *label : {d->headline, d->nextStep})
        label->setAccessibleName(label->text());
    announce(this, nextStep.isEmpty() ? headline : headline + u' ' + nextStep);
}

QString StatePage::headline() const
{
    return d->headline->text();
}

QString StatePage::nextStep() const
{
    return d->nextStep->text();
}

void StatePage::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::PaletteChange)
        d->drawPicture();
}

} // namespace tc
