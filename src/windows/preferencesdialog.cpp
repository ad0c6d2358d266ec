#include "preferencesdialog.h"

#include "clipboardguard.h"
#include "ui_preferencesdialog.h"

#include <QEvent>
#include <QPushButton>

namespace tc {

PreferencesDialog::PreferencesDialog(const Preferences &preferences, QWidget *parent)
    : QDialog(parent)
    , m_ui(std::make_unique<Ui::PreferencesDialog>())
{
    setAttribute(Qt::WA_DeleteOnClose);
    setWindowModality(Qt::WindowModal);
    m_ui->setupUi(this);
    m_ui->clipboardSpin->setRange(static_cast<int>(ClipboardGuard::minimumLifetime.count()),
                                  static_cast<int>(ClipboardGuard::maximumLifetime.count()));
    m_ui->idleSpin->setRange(0, static_cast<int>(maximumIdleLimit.count()));
    m_ui->deadlineSpin->setRange(static_cast<int>(minimumDeadline.count()),
                                 static_cast<int>(maximumDeadline.count()));
    m_ui->clipboardSpin->setValue(static_cast<int>(preferences.clipboardLifetime.count()));
    m_ui->idleSpin->setValue(static_cast<int>(preferences.idleLimit.count()));
    m_ui->deadlineSpin->setValue(static_cast<int>(preferences.deadline.count()));
    connect(m_ui->clipboardSpin, &QSpinBox::valueChanged, this, &PreferencesDialog::showUnits);
    connect(m_ui->idleSpin, &QSpinBox::valueChanged, this, &PreferencesDialog::showUnits);
    connect(m_ui->deadlineSpin, &QSpinBox::valueChanged, this, &PreferencesDialog::showUnits);
    connect(m_ui->buttons, &QDialogButtonBox::accepted, this, &QDialog::accept);
    connect(m_ui->buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    retranslate();
}

PreferencesDialog::~PreferencesDialog() = default;

Preferences PreferencesDialog::preferences() const
{
    return {std::chrono::seconds(m_ui->clipboardSpin->value()), std::chrono::minutes(m_ui->idleSpin->value()),
            std::chrono::seconds(m_ui->deadlineSpin->value())};
}

bool PreferencesDialog::event(QEvent *event)
{
    const bool handled = QDialog::event(event);
    // After the children: a button box gives its standard buttons Qt's own texts when the language changes.
    if (event->type() == QEvent::LanguageChange)
        retranslate();
    return handled;
}

void PreferencesDialog::showUnits()
{
    m_ui->clipboardSpin->setSuffix(u' ' + tr("second(s)", nullptr, m_ui->clipboardSpin->value()));
    m_ui->deadlineSpin->setSuffix(u' ' + tr("second(s)", nullptr, m_ui->deadlineSpin->value()));
    m_ui->idleSpin->setSuffix(u' ' + tr("minute(s)", nullptr, m_ui->idleSpin->value()));
}

void PreferencesDialog::retranslate()
{
    m_ui->retranslateUi(this);
    showUnits();
    m_ui->idleSpin->setSpecialValueText(tr("Never"));
    m_ui->buttons->button(QDialogButtonBox::Ok)->setText(tr("OK"));
    m_ui->buttons->button(QDialogButtonBox::Cancel)->setText(tr("Cancel"));
}

} // namespace tc
