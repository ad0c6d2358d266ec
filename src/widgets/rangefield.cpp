#include "rangefield.h"

#include <QKeyEvent>

#include <algorithm>

namespace tc {

namespace {

/// More than 10,000 ranges; QLineEdit cuts what is longer and says so by inputRejected().
constexpr int longestText = 200'000;

qsizetype insertedCharacters(const QString &before, const QString &after)
{
    const qsizetype shorter = qMin(before.size(), after.size());
    const auto prefix
        = std::mismatch(before.cbegin(), before.cbegin() + shorter, after.cbegin()).first - before.cbegin();
    qsizetype suffix = 0;
    while (suffix < shorter - prefix
           && before[before.size() - 1 - suffix] == after[after.size() - 1 - suffix])
        ++suffix;
    return after.size() - prefix - suffix;
}

bool isListSeparator(QChar c)
{
    return c == u',' || c == u';' || c == u'\n' || c == u'\r' || c == u'\t' || c == QChar::LineSeparator
        || c == QChar::ParagraphSeparator;
}

} // namespace

RangeField::RangeField(QWidget *parent)
    : QLineEdit(parent)
{
    setMaxLength(longestText);
    connect(this, &QLineEdit::textEdited, this, &RangeField::take);
    // It comes after textEdited, and with an outdated argument where a slot of that has set another text.
    connect(this, &QLineEdit::textChanged, this, [this] { m_before = text(); });
}

void RangeField::take(const QString &text)
{
    const bool pasted = insertedCharacters(m_before, text) > 1;
    const bool isList = std::any_of(text.cbegin(), text.cend(), isListSeparator)
        || (pasted && std::any_of(text.cbegin(), text.cend(), [](QChar c) { return c.isSpace(); }));
    if (isList)
        Q_EMIT entered();
    else
        Q_EMIT typed();
}

void RangeField::keyPressEvent(QKeyEvent *event)
{
    switch (event->key()) {
    case Qt::Key_Return:
    case Qt::Key_Enter:
        if (text().isEmpty() && !event->isAutoRepeat())
            break;
        if (!event->isAutoRepeat())
            Q_EMIT entered();
        event->accept();
        return;
    case Qt::Key_Backspace:
        if (!text().isEmpty())
            break;
        if (!event->isAutoRepeat())
            Q_EMIT backspacedWhileEmpty();
        event->accept();
        return;
    case Qt::Key_Left:
    case Qt::Key_Right: {
        const bool back = (event->key() == Qt::Key_Left) == (layoutDirection() == Qt::LeftToRight);
        if (!back || cursorPosition() > 0 || hasSelectedText() || event->modifiers() & Qt::ShiftModifier)
            break;
        Q_EMIT leftAtStart();
        event->accept();
        return;
    }
    default:
        break;
    }
    QLineEdit::keyPressEvent(event);
}

} // namespace tc
