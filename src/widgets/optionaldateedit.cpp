#include "optionaldateedit.h"

#include <QCheckBox>
#include <QDateEdit>
#include <QHBoxLayout>

namespace tc {

OptionalDateEdit::OptionalDateEdit(QWidget *parent)
    : QWidget(parent)
    , m_check(new QCheckBox(this))
    , m_edit(new QDateEdit(QDate::currentDate(), this))
{
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins({});
    row->addWidget(m_check);
    row->addWidget(m_edit);
    row->addStretch();
    m_edit->setCalendarPopup(true);
    m_edit->setEnabled(false);
    setFocusProxy(m_check);
    connect(m_check, &QCheckBox::toggled, m_edit, &QWidget::setEnabled);
}

void OptionalDateEdit::setTexts(const QString &check, const QString &name)
{
    m_check->setText(check);
    m_check->setAccessibleName(name);
    m_edit->setAccessibleName(name);
}

void OptionalDateEdit::setDate(const QDate &date)
{
    m_check->setChecked(date.isValid());
    if (date.isValid())
        m_edit->setDate(date);
}

QDate OptionalDateEdit::date() const
{
    return m_check->isChecked() ? m_edit->date() : QDate();
}

} // namespace tc
