#pragma once

#include <QDate>
#include <QWidget>

QT_BEGIN_NAMESPACE
class QCheckBox;
class QDateEdit;
QT_END_NAMESPACE

namespace tc {

/// A date, or none: a check box that says what having one means, and the date beside it.
class OptionalDateEdit final : public QWidget
{
    Q_OBJECT

public:
    explicit OptionalDateEdit(QWidget *parent = nullptr);

    /// What the check box says ("on"), and what the date is (to assistive technology).
    void setTexts(const QString &check, const QString &name);
    /// Null for none.
    void setDate(const QDate &date);
    [[nodiscard]] QDate date() const;

private:
    QCheckBox *m_check;
    QDateEdit *m_edit;
};

} // namespace tc
