#pragma once

#include <QWidget>

QT_BEGIN_NAMESPACE
class QLabel;
class QLineEdit;
class QPushButton;
QT_END_NAMESPACE

namespace tc {

/// A path to a file that is read: typed, chosen in a file dialog, or cleared. What is wrong with the file is
/// said below it.
class PathField : public QWidget
{
    Q_OBJECT

public:
    explicit PathField(QWidget *parent = nullptr);

    /// What the field is called: for assistive technology, and as the file dialog's title.
    void setCaption(const QString &caption);
    /// What the file dialog offers, as QFileDialog takes it ("PEM files (*.pem *.crt)").
    void setNameFilters(const QStringList &filters) { m_nameFilters = filters; }

    /// With the separators of Qt, "" for none.
    [[nodiscard]] QString path() const;
    void setPath(const QString &path);

    /// Shows \a message below until the path changes, and has it heard; "" takes it away.
    void setErrorMessage(const QString &message);

Q_SIGNALS:
    /// The user has entered, chosen or cleared it: not with every key.
    void pathEntered();

protected:
    void changeEvent(QEvent *event) override;

private:
    void choose();
    void retranslate();

    QStringList m_nameFilters;
    QLineEdit *m_edit;
    QPushButton *m_chooseButton;
    QPushButton *m_clearButton;
    QLabel *m_error;
};

} // namespace tc
