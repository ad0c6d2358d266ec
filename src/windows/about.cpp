#include "about.h"

#include <QCoreApplication>
#include <QMessageBox>

namespace tc {

namespace {

struct About
{
    Q_DECLARE_TR_FUNCTIONS(About)
};

} // namespace

void showAbout(QWidget *window)
{
    auto *about = new QMessageBox(QMessageBox::NoIcon, About::tr("About Token Console"),
                                  About::tr("Token Console %1").arg(QStringLiteral(TC_VERSION)),
                                  QMessageBox::NoButton, window);
    about->setAttribute(Qt::WA_DeleteOnClose);
    about->setInformativeText(
        About::tr("A desktop console for API tokens. Made with Qt %1.").arg(QString::fromLatin1(qVersion())));
    about->addButton(About::tr("Close"), QMessageBox::RejectRole);
    about->open();
}

} // namespace tc
