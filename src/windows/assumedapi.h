#pragma once

#include "errortext.h"
#include "servicedescription.h"

#include <QList>
#include <QObject>

#include <memory>

QT_BEGIN_NAMESPACE
class QAction;
QT_END_NAMESPACE

namespace tc {

/// What a user is told and can choose where a vendor documents no API for managing tokens and nothing is sent
/// to the vendor's own hosts unasked.
class AssumedApiChoice final : public QObject
{
    Q_OBJECT

public:
    explicit AssumedApiChoice(QObject *parent = nullptr);

    void setService(std::shared_ptr<const ServiceDescription> service);
    /// Why nothing was sent, in the current language, which the actions get too.
    [[nodiscard]] ErrorText phrase();
    /// *This server serves it*, *Manage by hand*, and the way to the vendor's web app.
    [[nodiscard]] QList<QAction *> actions() const { return {m_serves, m_byHand, m_webApp}; }

Q_SIGNALS:
    /// The user says that this server serves what is assumed.
    void served();
    /// The user wants the vendor's steps, and an inventory.
    void byHand();

private:
    std::shared_ptr<const ServiceDescription> m_service;
    QAction *m_serves;
    QAction *m_byHand;
    QAction *m_webApp;
};

} // namespace tc
