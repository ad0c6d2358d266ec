#include "progressline.h"

#include "announcement.h"

#include <QAction>
#include <QLabel>
#include <QLocale>
#include <QProgressBar>
#include <QStatusBar>
#include <QToolButton>

#include <chrono>

namespace tc {

namespace {

constexpr std::chrono::milliseconds messageLifetime {5'000};

} // namespace

ProgressLine::ProgressLine(QStatusBar &bar, QAction *cancel)
    : m_bar(bar)
    , m_text(new QLabel(&bar))
    , m_progress(new QProgressBar(&bar))
{
    m_progress->setRange(0, 0);
    m_progress->setTextVisible(false);
    m_progress->setMaximumWidth(160);
    auto *button = new QToolButton(&bar);
    button->setDefaultAction(cancel);
    button->setToolButtonStyle(Qt::ToolButtonTextOnly);
    m_text->setTextFormat(Qt::PlainText);
    bar.addWidget(m_text);
    bar.addPermanentWidget(m_progress);
    bar.addPermanentWidget(button);
    m_progress->hide();
    connect(cancel, &QAction::changed, button, [cancel, button] { button->setVisible(cancel->isEnabled()); });
    button->setVisible(cancel->isEnabled());
    connect(&bar, &QStatusBar::messageChanged, this, [this](const QString &message) {
        if (message.isEmpty())
            m_bar.setAccessibleName({});
    });
    retranslate();
}

void ProgressLine::setText(const QString &text)
{
    m_text->setText(text);
}

void ProgressLine::setUpdated(const QDateTime &updated)
{
    setText(updated.isValid()
                ? tr("Updated %1").arg(QLocale().toString(updated.toLocalTime().time(), QLocale::ShortFormat))
                : QString());
}

void ProgressLine::setBusy(bool busy)
{
    m_progress->setVisible(busy);
}

void ProgressLine::announce(const QString &text)
{
    m_bar.showMessage(text, static_cast<int>(messageLifetime.count()));
    tc::announce(&m_bar, text);
}

void ProgressLine::retranslate()
{
    m_progress->setAccessibleName(tr("Loading"));
}

} // namespace tc
