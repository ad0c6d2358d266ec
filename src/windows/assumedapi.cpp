#include "assumedapi.h"

#include "untrustedtext.h"

#include <QAction>
#include <QCoreApplication>
#include <QDesktopServices>
#include <QMessageBox>
#include <QPushButton>

namespace tc {

namespace {

struct AssumedApiText
{
    Q_DECLARE_TR_FUNCTIONS(AssumedApi)
};

} // namespace

QString servesAssumedText()
{
    return AssumedApiText::tr("This server serves the API…");
}

void askBeforeAssuming(const ConnectionProfile &profile, QWidget &parent, std::function<void()> confirmed)
{
    const QString host = escapeUntrusted(profile.baseUrl.host(), 80);
    auto *question = new QMessageBox(
        QMessageBox::Warning, AssumedApiText::tr("Use an Undocumented API?"),
        AssumedApiText::tr("Your token is then sent to %1, to operations that %2 does not document.")
            .arg(host, profile.service->name.text()),
        QMessageBox::NoButton, &parent);
    question->setTextFormat(Qt::PlainText);
    question->setInformativeText(
        AssumedApiText::tr("The console lists, creates, changes and revokes tokens there as the service’s "
                           "description assumes. Go on only if whoever runs %1 has told you that it serves "
                           "this API. You can take it back in the menu “Connection”.")
            .arg(host));
    QPushButton *goOn
        = question->addButton(AssumedApiText::tr("Send it there"), QMessageBox::DestructiveRole);
    QPushButton *cancel = question->addButton(AssumedApiText::tr("Cancel"), QMessageBox::RejectRole);
    question->setDefaultButton(cancel);
    question->setEscapeButton(cancel);
    question->setAttribute(Qt::WA_DeleteOnClose);
    question->setWindowModality(Qt::WindowModal);
    QObject::connect(goOn, &QPushButton::clicked, &parent, std::move(confirmed));
    question->open();
}

AssumedApiChoice::AssumedApiChoice(QWidget &window)
    : QObject(&window)
    , m_serves(new QAction(this))
    , m_byHand(new QAction(this))
    , m_webApp(new QAction(this))
{
    connect(m_serves, &QAction::triggered, this, [this, &window] {
        askBeforeAssuming(*m_profile, window, [this, profile = *m_profile] { Q_EMIT served(profile); });
    });
    connect(m_byHand, &QAction::triggered, this, [this] {
        const ConnectionProfile profile = *m_profile; // of which the dialog forgets that it asked
        Q_EMIT byHand(profile);
    });
    connect(m_webApp, &QAction::triggered, this,
            [this] { QDesktopServices::openUrl(m_profile->service->webAppUrl); });
}

void AssumedApiChoice::setProfile(const ConnectionProfile &profile)
{
    m_profile = profile;
    m_webApp->setEnabled(profile.service->webAppUrl.isValid());
}

ErrorText AssumedApiChoice::phrase()
{
    m_serves->setText(servesAssumedText());
    m_byHand->setText(tr("Manage by hand"));
    m_webApp->setText(tr("Open the web app"));
    return {
        tr("%1 documents no API for managing tokens, so nothing was sent.")
            .arg(m_profile->service->name.text()),
        tr("Manage tokens in the web app; or, if you know that this server serves the API that is assumed "
           "here, say so.")};
}

} // namespace tc
