#include "ratelimitlabel.h"

#include "tokensession.h"
#include "tokentexts.h"

#include <QEvent>
#include <QLocale>

namespace tc {

QString rateLimitText(const RateLimit &limit)
{
    if (!limit.remaining)
        return {};
    const QLocale locale;
    const QString left = limit.limit
        ? RateLimitLabel::tr("%1 of %2").arg(locale.toString(*limit.remaining), locale.toString(*limit.limit))
        : locale.toString(*limit.remaining);
    if (!limit.resetsAt.isValid())
        return RateLimitLabel::tr("Requests left: %1").arg(left);
    const QDateTime until = limit.resetsAt.toLocalTime();
    const bool isToday = until.date() == QDate::currentDate();
    return RateLimitLabel::tr("Requests left: %1 until %2")
        .arg(left, isToday ? locale.toString(until.time(), QLocale::ShortFormat) : dateTimeText(until));
}

RateLimitLabel::RateLimitLabel(QWidget *parent)
    : QLabel(parent)
{
    setObjectName(QStringLiteral("rateLimitLabel"));
    setTextFormat(Qt::PlainText);
    hide();
}

void RateLimitLabel::follow(TokenSession *session)
{
    disconnect(m_following);
    m_session = session;
    if (session)
        m_following = connect(session, &TokenSession::rateLimitChanged, this, &RateLimitLabel::showLimit);
    showLimit();
}

void RateLimitLabel::changeEvent(QEvent *event)
{
    QLabel::changeEvent(event);
    if (event->type() == QEvent::LanguageChange || event->type() == QEvent::LocaleChange)
        showLimit();
}

void RateLimitLabel::showLimit()
{
    const RateLimit limit = m_session ? m_session->rateLimit() : RateLimit();
    setText(rateLimitText(limit));
    setToolTip(limit.resetsAt.isValid() ? utcText(limit.resetsAt) : QString());
    setVisible(!text().isEmpty());
}

} // namespace tc
