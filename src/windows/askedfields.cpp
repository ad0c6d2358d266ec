#include "askedfields.h"

#include <QFormLayout>
#include <QLabel>
#include <QLineEdit>

#include <algorithm>

namespace tc {

namespace {

bool isMissing(const AskedField &field, const QLineEdit &edit)
{
    return field.required && edit.text().isEmpty();
}

} // namespace

AskedFields::AskedFields(const QList<AskedField> &fields, QFormLayout &form, QWidget &before)
    : QObject(form.parentWidget())
{
    QWidget *previous = &before;
    for (const AskedField &field : fields) {
        auto *label = new QLabel(form.parentWidget());
        auto *edit = new QLineEdit(form.parentWidget());
        edit->setObjectName(QLatin1String("asked.") + field.id);
        edit->setInputMethodHints(Qt::ImhNoAutoUppercase | Qt::ImhNoPredictiveText);
        if (field.secret) {
            edit->setEchoMode(QLineEdit::Password);
            edit->setInputMethodHints(edit->inputMethodHints() | Qt::ImhHiddenText | Qt::ImhSensitiveData);
        }
        label->setBuddy(edit);
        label->setTextFormat(Qt::PlainText); // it is a file's, which may look like HTML
        form.addRow(label, edit);
        QWidget::setTabOrder(previous, edit);
        previous = edit;
        connect(edit, &QLineEdit::textChanged, this, &AskedFields::changed);
        m_rows.append({field, label, edit});
    }
    retranslate();
}

bool AskedFields::isComplete() const
{
    return std::none_of(m_rows.cbegin(), m_rows.cend(),
                        [](const Row &row) { return isMissing(row.field, *row.edit); });
}

bool AskedFields::isAnyGiven() const
{
    return std::any_of(m_rows.cbegin(), m_rows.cend(),
                       [](const Row &row) { return !row.edit->text().isEmpty(); });
}

std::map<QString, Secret> AskedFields::take()
{
    std::map<QString, Secret> answers;
    for (const Row &row : std::as_const(m_rows)) {
        if (row.edit->text().isEmpty())
            continue;
        answers.emplace(row.field.id, Secret::take(row.edit->text()));
        // clear() would note what it removes, to be undone.
        if (row.field.secret)
            row.edit->setText({});
    }
    return answers;
}

void AskedFields::focusMissing()
{
    const auto missing = std::find_if(m_rows.cbegin(), m_rows.cend(),
                                      [](const Row &row) { return isMissing(row.field, *row.edit); });
    if (missing != m_rows.cend())
        missing->edit->setFocus();
}

void AskedFields::focusFirst()
{
    if (!m_rows.isEmpty())
        m_rows.constFirst().edit->setFocus();
}

void AskedFields::retranslate()
{
    for (const Row &row : std::as_const(m_rows)) {
        const QString name = row.field.label.text();
        const QString text = row.field.required ? name : tr("%1 (optional)").arg(name);
        row.edit->setAccessibleName(text);
        QString escaped = text;
        row.label->setText(escaped.replace(u'&', QLatin1String("&&")));
    }
}

} // namespace tc
