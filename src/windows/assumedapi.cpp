#include "assumedapi.h"

#include <QAction>
#include <QDesktopServices>

namespace tc {

AssumedApiChoice::AssumedApiChoice(QObject *parent)
    : QObject(parent)
    , m_serves(new QAction(this))
    , m_byHand(new QAction(this))
    , m_webApp(new QAction(this))
{
    connect(m_serves, &QAction::triggered, this, &AssumedApiChoice::served);
    connect(m_byHand, &QAction::triggered, this, &AssumedApiChoice::byHand);
    connect(m_webApp, &QAction::triggered, this, [this] { QDesktopServices::openUrl(m_service->webAppUrl); });
}

void AssumedApiChoice::setService(std::shared_ptr<const ServiceDescription> service)
{
    m_service = std::move(service);
    m_webApp->setEnabled(m_service->webAppUrl.isValid());
}

ErrorText AssumedApiChoice::phrase()
{
    m_serves->setText(tr("This server serves it"));
    m_byHand->setText(tr("Manage by hand"));
    m_webApp->setText(tr("Open the web app"));
    return {
        tr("%1 documents no API for managing tokens, so nothing was sent.").arg(m_service->name.text()),
        tr("Manage tokens in the web app; or, if you know that this server serves the API that is assumed "
           "here, say so.")};
}

} // namespace tc
