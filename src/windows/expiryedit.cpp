#include "expiryedit.h"

#include "servicedescription.h"
#include "token.h"
#include "tokentexts.h"

#include <QComboBox>
#include <QDateTimeEdit>
#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QVBoxLayout>

#include <algorithm>
#include <utility>

namespace tc {

ExpiryEdit::ExpiryEdit(QWidget *parent)
    : QWidget(parent)
    , m_choice(new QComboBox(this))
    , m_instant(new QDateTimeEdit(this))
    , m_explanation(new QLabel(this))
{
    m_choice->setObjectName(QStringLiteral("expiryChoice"));
    m_instant->setObjectName(QStringLiteral("expiryInstant"));
    m_instant->setCalendarPopup(true);
    m_explanation->setTextFormat(Qt::PlainText);
    m_explanation->setWordWrap(true);

    auto *row = new QHBoxLayout;
    row->addWidget(m_choice);
    row->addWidget(m_instant, 1);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins({});
    layout->addLayout(row);
    layout->addWidget(m_explanation);
    setFocusProxy(m_choice);

    connect(m_choice, &QComboBox::currentIndexChanged, this, &ExpiryEdit::choose);
    connect(m_instant, &QDateTimeEdit::dateTimeChanged, this, &ExpiryEdit::choose);
}

void ExpiryEdit::setChoices(const TokenFeatures &features, const Clock &clock)
{
    m_clock = &clock;
    m_presetDays = features.expiryPresetDays;
    m_mayNeverExpire = features.neverExpires;
    m_isFree = features.freeExpiry;
    const int firstPreset = m_presetDays.value(0, 30);
    m_instant->setDateTime(clock.now().toLocalTime().addDays(firstPreset));
    fillChoices();
    choose();
}

void ExpiryEdit::setExpiry(const Expiry &expiry)
{
    constexpr int anHour = 3600;
    int choice = expiry.isNever() ? never : custom;
    // The presets need not be in order.
    QList<int> days = expiry.isNever() ? QList<int>() : m_presetDays;
    std::sort(days.begin(), days.end());
    for (const int preset : std::as_const(days)) {
        const qint64 later = expiry.instant().secsTo(Expiry::after(preset, m_clock->now()).instant());
        if (qAbs(later) <= anHour || (!m_isFree && later >= -anHour)) {
            choice = preset;
            break;
        }
    }
    if (choice == custom && !m_isFree && !days.isEmpty())
        choice = days.constLast();
    const int index = m_choice->findData(choice);
    if (index < 0)
        return;
    if (choice == custom)
        m_instant->setDateTime(expiry.instant().toLocalTime());
    m_choice->setCurrentIndex(index);
}

void ExpiryEdit::setErrorMessage(const QString &message)
{
    m_errorMessage = message;
    updateParts();
}

void ExpiryEdit::choose()
{
    const int days = m_choice->currentData().toInt();
    if (!m_clock || days == never)
        m_expiry = Expiry::never();
    else if (days == custom)
        m_expiry = Expiry::at(m_instant->dateTime());
    else
        m_expiry = Expiry::after(days, m_clock->now());
    m_errorMessage.clear();
    updateParts();
    Q_EMIT expiryChanged();
}

bool ExpiryEdit::isAcceptable() const
{
    return m_clock && !expiry().hasPassed(m_clock->now());
}

void ExpiryEdit::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::LanguageChange || event->type() == QEvent::LocaleChange)
        fillChoices();
}

void ExpiryEdit::fillChoices()
{
    const int chosen = m_choice->currentIndex();
    const QSignalBlocker blocker(m_choice);
    m_choice->clear();
    if (m_mayNeverExpire)
        m_choice->addItem(tr("Never"), never);
    for (const int days : m_presetDays)
        m_choice->addItem(tr("In %n day(s)", nullptr, days), days);
    if (m_isFree)
        m_choice->addItem(tr("On a date…"), custom);
    m_choice->setCurrentIndex(qMax(0, chosen));
    m_choice->setAccessibleName(tr("Expires"));
    m_instant->setAccessibleName(tr("Expiry date and time"));
    m_instant->setLocale(QLocale());
    m_instant->setDisplayFormat(QLocale().dateTimeFormat(QLocale::ShortFormat));
    updateParts();
}

void ExpiryEdit::updateParts()
{
    m_instant->setVisible(m_choice->currentData().toInt() == custom);
    const Expiry chosen = expiry();
    if (!m_errorMessage.isEmpty())
        m_explanation->setText(m_errorMessage);
    else if (chosen.isNever())
        m_explanation->setText(tr("The token works until it is revoked."));
    else if (!isAcceptable())
        m_explanation->setText(tr("This instant has passed already; choose a later one."));
    else
        m_explanation->setText(
            tr("%1 local time, %2 UTC").arg(dateTimeText(chosen.instant()), utcText(chosen.instant())));
}

Expiry expiryLike(const Token &token, const TokenFeatures &features, const QDateTime &now)
{
    if (token.expiry.isNever())
        return Expiry::never();
    const qint64 lifetime = token.createdAt.isValid() ? token.createdAt.secsTo(token.expiry.instant()) : 0;
    // Never by default would be weaker than what it replaces.
    return lifetime > 0 ? Expiry::at(now.addSecs(lifetime))
                        : Expiry::after(features.expiryPresetDays.value(0, 30), now);
}

} // namespace tc
