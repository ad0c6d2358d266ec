#include "listanswersdialog.h"

#include "askedfields.h"
#include "listrefresh.h"
#include "tokensession.h"
#include "ui_listanswersdialog.h"

#include <QLocale>
#include <QPushButton>

namespace tc {

namespace {

/// \a fields as they are asked for here, where an only one is the reason to ask.
QList<AskedField> fieldsHere(QList<AskedField> fields)
{
    if (fields.size() == 1)
        fields.first().required = true;
    return fields;
}

/// \a label as it reads within a sentence: English writes it small, unless it is an abbreviation.
QString withinSentence(QString label)
{
    const QLocale::Language language = QLocale().language();
    const bool isSmall = language == QLocale::English || language == QLocale::C;
    if (isSmall && label.size() > 1 && label.at(1).isLower())
        label.front() = label.front().toLower();
    return label;
}

} // namespace

ListAnswersDialog::ListAnswersDialog(TokenSession &session, QWidget *parent)
    : ActionDialog(parent)
    , m_session(session)
    , m_ui(std::make_unique<Ui::ListAnswersDialog>())
{
    m_ui->setupUi(this);
    setParts({m_ui->inputs, m_ui->banner, m_ui->busyBar, m_ui->buttons});
    m_fields = new AskedFields(fieldsHere(session.service().listAsks), *m_ui->inputsLayout, *m_ui->banner);
    m_refreshButton = m_ui->buttons->addButton(QString(), QDialogButtonBox::AcceptRole);
    m_refreshButton->setDefault(true);
    retranslate();
    m_fields->focusFirst();

    connect(m_refreshButton, &QPushButton::clicked, this, &ListAnswersDialog::submit);
    connect(m_fields, &AskedFields::changed, this, &ListAnswersDialog::updateParts);
}

ListAnswersDialog::~ListAnswersDialog() = default;

QString ListAnswersDialog::actionText(const ServiceDescription &service)
{
    return service.listAsks.size() == 1
        ? tr("Give %1…").arg(withinSentence(service.listAsks.constFirst().label.text()))
        : tr("Give what the list asks for…");
}

void ListAnswersDialog::submit()
{
    if (isBusy() || !m_fields->isAnyGiven())
        return;
    run<Done>(std::make_unique<ListRefresh>(m_session, m_fields->take()), [this](Done) { accept(); });
}

void ListAnswersDialog::showError(const ApiError &error)
{
    ActionDialog::showError(error);
    m_fields->focusFirst();
}

void ListAnswersDialog::updateParts()
{
    m_refreshButton->setEnabled(!isBusy() && m_fields->isAnyGiven());
}

void ListAnswersDialog::retranslate()
{
    m_ui->retranslateUi(this);
    m_fields->retranslate();
    m_ui->explanationLabel->setText(
        tr("What you enter travels to %1 with the next refresh only and is not stored.")
            .arg(m_session.profile().baseUrl.toString(QUrl::RemovePath | QUrl::FullyEncoded)));
    m_refreshButton->setText(tr("Refresh"));
    m_ui->buttons->button(QDialogButtonBox::Cancel)->setText(tr("Cancel"));
    updateParts();
}

} // namespace tc
