#include "messagebanner.h"

#include "actionbutton.h"
#include "announcement.h"
#include "contrast.h"
#include "glyphs.h"

#include <QAccessibleWidget>
#include <QHBoxLayout>
#include <QLabel>
#include <QPainter>
#include <QStyle>
#include <QVBoxLayout>

namespace tc {

namespace {

Glyph glyphOf(MessageBanner::Severity severity)
{
    switch (severity) {
    case MessageBanner::Severity::Information:
        return Glyph::Information;
    case MessageBanner::Severity::Success:
        return Glyph::Success;
    case MessageBanner::Severity::Warning:
        return Glyph::Warning;
    case MessageBanner::Severity::Error:
        return Glyph::Error;
    }
    Q_UNREACHABLE();
}

Tone toneOf(MessageBanner::Severity severity)
{
    switch (severity) {
    case MessageBanner::Severity::Information:
        return Tone::Information;
    case MessageBanner::Severity::Success:
        return Tone::Good;
    case MessageBanner::Severity::Warning:
        return Tone::Attention;
    case MessageBanner::Severity::Error:
        return Tone::Bad;
    }
    Q_UNREACHABLE();
}

QLabel *plainLabel(QWidget *parent)
{
    auto *label = new QLabel(parent);
    label->setTextFormat(Qt::PlainText);
    label->setWordWrap(true);
    label->setTextInteractionFlags(Qt::TextSelectableByMouse);
    // A layout reckons with the height at the least width, and a window would become as high as that.
    label->setMinimumHeight(1);
    return label;
}

QAccessibleInterface *bannerInterface(const QString &className, QObject *object)
{
    if (className != QLatin1String("tc::MessageBanner"))
        return nullptr;
    return new QAccessibleWidget(static_cast<QWidget *>(object), QAccessible::AlertMessage);
}

constexpr int margin = 8;
constexpr int glyphSide = 20;

} // namespace

class MessageBanner::Private
{
public:
    explicit Private(MessageBanner *banner)
        : sentence(plainLabel(banner))
        , nextStep(plainLabel(banner))
        , buttonRow(new QHBoxLayout)
    {
        auto *texts = new QVBoxLayout(banner);
        texts->setContentsMargins(2 * margin + glyphSide, margin, margin, margin);
        texts->setSpacing(4);
        texts->addWidget(sentence);
        texts->addWidget(nextStep);
        texts->addLayout(buttonRow);
    }

    void replaceButtons(MessageBanner *banner, const QList<QAction *> &actions)
    {
        while (QLayoutItem *item = buttonRow->takeAt(0)) {
            // It may be the button whose click brought us here.
            if (QWidget *button = item->widget()) {
                button->hide();
                button->setParent(nullptr);
                button->deleteLater();
            }
            delete item;
        }
        for (QAction *action : actions)
            buttonRow->addWidget(new ActionButton(action, banner));
        buttonRow->addStretch();
    }

    /// Gives the labels no other names than their texts, as they have before a countdown.
    void nameByText()
    {
        for (QLabel *label : {sentence, nextStep})
            label->setAccessibleName({});
    }

    Severity severity = Severity::Information;
    QLabel *sentence;
    QLabel *nextStep;
    QHBoxLayout *buttonRow;
};

MessageBanner::MessageBanner(QWidget *parent)
    : QFrame(parent)
    , d(std::make_unique<Private>(this))
{
    [[maybe_unused]] static const bool installed = [] {
        QAccessible::installFactory(bannerInterface);
        return true;
    }();
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Maximum);
    hide();
}

MessageBanner::~MessageBanner() = default;

void MessageBanner::showMessage(Severity severity, const QString &sentence, const QString &nextStep,
                                const QList<QAction *> &actions)
{
    d->severity = severity;
    d->nameByText();
    d->sentence->setText(sentence);
    d->nextStep->setText(nextStep);
    d->nextStep->setVisible(!nextStep.isEmpty());
    d->replaceButtons(this, actions);
    show();
    update();
    announce(this, nextStep.isEmpty() ? sentence : sentence + u' ' + nextStep);
}

void MessageBanner::count(const QString &sentence, const QString &nextStep, bool aloud)
{
    setQuietly(d->sentence, sentence);
    setQuietly(d->nextStep, nextStep);
    if (!aloud)
        return;
    for (QLabel *label : {d->sentence, d->nextStep})
        label->setAccessibleName(label->text());
    announce(this, nextStep.isEmpty() ? sentence : sentence + u' ' + nextStep);
}

void MessageBanner::rephrase(const QString &sentence, const QString &nextStep)
{
    d->nameByText();
    d->sentence->setText(sentence);
    d->nextStep->setText(nextStep);
    d->nextStep->setVisible(!nextStep.isEmpty());
    setAccessibleName(nextStep.isEmpty() ? sentence : sentence + u' ' + nextStep);
}

void MessageBanner::dismiss()
{
    hide();
    d->replaceButtons(this, {});
    d->sentence->clear();
    d->nextStep->clear();
    setAccessibleName({});
}

QString MessageBanner::sentence() const
{
    return d->sentence->text();
}

QString MessageBanner::nextStep() const
{
    return d->nextStep->text();
}

void MessageBanner::paintEvent(QPaintEvent *)
{
    const QColor window = palette().color(QPalette::Window);
    const QColor tone = toneColor(toneOf(d->severity), palette(), window);
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(tone);
    painter.setBrush(mixed(window, tone, 0.08));
    painter.drawRoundedRect(QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5), 4, 4);

    const int side = glyphSide;
    const int firstLine = d->sentence->y() + fontMetrics().height() / 2;
    const QRect glyphRect
        = QStyle::visualRect(layoutDirection(), rect(), QRect(margin, firstLine - side / 2, side, side));
    paintGlyph(painter, glyphRect, glyphOf(d->severity), tone);
}

} // namespace tc
