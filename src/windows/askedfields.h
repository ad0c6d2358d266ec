#pragma once

#include "secret.h"
#include "servicedescription.h"

#include <QObject>

#include <map>

QT_BEGIN_NAMESPACE
class QFormLayout;
class QLabel;
class QLineEdit;
class QWidget;
QT_END_NAMESPACE

namespace tc {

/// One input for each thing that a service asks for along with an operation, as the last rows of a form. What
/// is secret is not shown, and leaves the input as soon as it is used.
class AskedFields final : public QObject
{
    Q_OBJECT

public:
    /// Adds the rows to \a form, whose widget owns it, and puts them behind \a before in the tab order.
    AskedFields(const QList<AskedField> &fields, QFormLayout &form, QWidget &before);

    /// Whether everything is filled in that is required.
    [[nodiscard]] bool isComplete() const;
    /// Whether anything is filled in.
    [[nodiscard]] bool isAnyGiven() const;
    /// What is filled in, by AskedField::id, in UTF-8. The secret inputs are empty afterwards, the others
    /// stay.
    [[nodiscard]] std::map<QString, Secret> take();
    /// Puts the focus where something required is missing, if anything is.
    void focusMissing();
    /// Puts the focus into the first input.
    void focusFirst();
    /// Sets the labels anew in the current language.
    void retranslate();

Q_SIGNALS:
    void changed();

private:
    struct Row
    {
        AskedField field;
        QLabel *label;
        QLineEdit *edit;
    };

    QList<Row> m_rows;
};

} // namespace tc
