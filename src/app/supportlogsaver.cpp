#include "supportlogsaver.h"

#include "mainwindow.h"
#include "supportlog.h"
#include "untrustedtext.h"

#include <QDateTime>
#include <QDir>
#include <QFileDialog>
#include <QGuiApplication>
#include <QLocale>
#include <QStandardPaths>
#include <QSysInfo>

namespace tc {

SupportLogSaver::SupportLogSaver(const SupportLog &log, MainWindow &window)
    : m_log(log)
    , m_window(window)
{
    connect(&window, &MainWindow::saveSupportLogRequested, this, &SupportLogSaver::ask);
}

QStringList SupportLogSaver::heading()
{
    return {QStringLiteral("Token Console ") + QCoreApplication::applicationVersion(),
            QStringLiteral("Qt %1, %2").arg(QString::fromLatin1(qVersion()), QGuiApplication::platformName()),
            QStringLiteral("%1, %2").arg(QSysInfo::prettyProductName(), QSysInfo::currentCpuArchitecture()),
            QStringLiteral("Language %1, system %2").arg(QLocale().name(), QLocale::system().name()),
            QStringLiteral("Saved ") + QDateTime::currentDateTimeUtc().toString(Qt::ISODate),
            QString()};
}

void SupportLogSaver::ask()
{
    const QString name = QStringLiteral("token-console-%1.log")
                             .arg(QDateTime::currentDateTime().toString(QStringLiteral("yyyy-MM-dd-hhmm")));
    auto *dialog = new QFileDialog(&m_window, tr("Save support log"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setFileMode(QFileDialog::AnyFile);
    dialog->setNameFilter(tr("Log files (*.log)"));
    dialog->setDefaultSuffix(QStringLiteral("log"));
    dialog->setDirectory(QStandardPaths::writableLocation(QStandardPaths::DocumentsLocation));
    dialog->selectFile(name);
    connect(dialog, &QFileDialog::fileSelected, this, &SupportLogSaver::save);
    dialog->open();
}

void SupportLogSaver::save(const QString &path)
{
    const bool saved = m_log.save(path, heading());
    m_window.showNotice(saved ? MessageBanner::Severity::Success : MessageBanner::Severity::Error,
                        [saved, shown = escapeUntrusted(QDir::toNativeSeparators(path))] {
                            if (saved)
                                return ErrorText {
                                    tr("The support log was saved: %1").arg(shown),
                                    tr("Tokens were taken out. Look it through before you send it.")};
                            return ErrorText {tr("The support log could not be saved: %1").arg(shown),
                                              tr("Choose a folder that you may write to and that has room.")};
                        });
}

} // namespace tc
