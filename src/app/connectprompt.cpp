#include "connectprompt.h"

namespace tc {

ConnectPrompt::ConnectPrompt(QWidget &window, const ConnectDialog::Context &context)
    : m_window(window)
    , m_context(context)
{
}

void ConnectPrompt::show(const Start &start, const Phrasing &why)
{
    if (m_dialog && m_dialog->isVisible()) { // one that was closed may not be gone yet
        m_dialog->raise();
    } else {
        make(start);
        m_dialog->open();
    }
    // A service may have no words for "no token".
    if (const ErrorText reason = why ? why() : ErrorText(); !reason.sentence.isEmpty()) {
        m_dialog->explain(reason.sentence, reason.nextStep);
    }
    if (start.hasTlsFault || start.certificatesFault)
        m_dialog->showCertificates(start.certificatesFault);
}

void ConnectPrompt::make(const Start &start)
{
    ConnectDialog::Context context = m_context;
    context.issuesTokens = start.issuesTokens;
    m_dialog = new ConnectDialog(context, start.profile, &m_window);
    m_dialog->holdCredential(start.credential, start.isStored);
    connect(m_dialog, &ConnectDialog::connected, this, &ConnectPrompt::connected);
    connect(m_dialog, &ConnectDialog::guideRequested, this, &ConnectPrompt::guideRequested);
    connect(m_dialog, &ConnectDialog::newLocalTokenRequested, this, [this] {
        m_dialog->close();
        Q_EMIT newLocalTokenRequested();
    });
}

} // namespace tc
