#include "pathfield.h"

#include "announcement.h"

#include <QDir>
#include <QEvent>
#include <QFileDialog>
#include <QFileInfo>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QVBoxLayout>

namespace tc {

PathField::PathField(QWidget *parent)
    : QWidget(parent)
    , m_edit(new QLineEdit(this))
    , m_chooseButton(new QPushButton(this))
    , m_clearButton(new QPushButton(this))
    , m_error(new QLabel(this))
{
    m_error->setTextFormat(Qt::PlainText);
    m_error->setWordWrap(true);
    m_error->hide();
    // Enter in the path is the dialog's, not theirs.
    for (QPushButton *button : {m_chooseButton, m_clearButton})
        button->setAutoDefault(false);

    auto *row = new QHBoxLayout;
    row->addWidget(m_edit, 1);
    row->addWidget(m_chooseButton);
    row->addWidget(m_clearButton);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins({});
    layout->setSpacing(4);
    layout->addLayout(row);
    layout->addWidget(m_error);
    setFocusProxy(m_edit);
    m_clearButton->setEnabled(false);
    retranslate();

    connect(m_edit, &QLineEdit::textChanged, this, [this](const QString &text) {
        m_clearButton->setEnabled(!text.isEmpty());
        m_error->hide();
    });
    connect(m_edit, &QLineEdit::editingFinished, this, [this] {
        if (m_edit->isModified()) {
            m_edit->setModified(false);
            Q_EMIT pathEntered();
        }
    });
    connect(m_chooseButton, &QPushButton::clicked, this, &PathField::choose);
    connect(m_clearButton, &QPushButton::clicked, this, [this] {
        m_edit->clear();
        m_edit->setFocus();
        Q_EMIT pathEntered();
    });
}

void PathField::setCaption(const QString &caption)
{
    m_edit->setAccessibleName(caption);
    // The buttons read alike in every field.
    m_chooseButton->setAccessibleDescription(caption);
    m_clearButton->setAccessibleDescription(caption);
}

QString PathField::path() const
{
    return QDir::fromNativeSeparators(m_edit->text().trimmed());
}

void PathField::setPath(const QString &path)
{
    m_edit->setText(QDir::toNativeSeparators(path));
}

void PathField::setErrorMessage(const QString &message)
{
    m_error->setText(message);
    m_error->setVisible(!message.isEmpty());
    if (!message.isEmpty())
        announceText(m_error);
}

void PathField::choose()
{
    auto *dialog = new QFileDialog(this, m_edit->accessibleName());
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::ExistingFile);
    dialog->setNameFilters(m_nameFilters);
    dialog->setDirectory(path().isEmpty() ? QDir::homePath() : QFileInfo(path()).absolutePath());
    connect(dialog, &QFileDialog::fileSelected, this, [this](const QString &chosen) {
        setPath(chosen);
        Q_EMIT pathEntered();
    });
    dialog->open();
}

void PathField::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::LanguageChange)
        retranslate();
}

void PathField::retranslate()
{
    m_chooseButton->setText(tr("Choose…"));
    m_clearButton->setText(tr("Clear"));
}

} // namespace tc
