#include "connectionactions.h"

#include "icons.h"

#include <QMessageBox>
#include <QPushButton>

namespace tc {

ConnectionActions::ConnectionActions(QWidget *window)
    : QObject(window)
    , m_window(window)
    , m_connect(new QAction(this))
    , m_store(new QAction(this))
    , m_stopAssuming(new QAction(this))
    , m_disconnect(new QAction(this))
    , m_remove(new QAction(this))
{
    m_connect->setIcon(icon(Glyph::Connect));
    m_disconnect->setIcon(icon(Glyph::Disconnect));
    connect(m_connect, &QAction::triggered, this, &ConnectionActions::connectRequested);
    connect(m_store, &QAction::triggered, this, &ConnectionActions::storeRequested);
    connect(m_stopAssuming, &QAction::triggered, this, &ConnectionActions::takeBackRequested);
    connect(m_disconnect, &QAction::triggered, this, &ConnectionActions::askBeforeDisconnecting);
    connect(m_remove, &QAction::triggered, this, &ConnectionActions::removalAsked);
    setState({});
    retranslate();
}

void ConnectionActions::setState(const State &state)
{
    m_state = state;
    m_store->setEnabled(state.isOpen && !state.isStored);
    m_stopAssuming->setVisible(state.usesUndocumented);
    m_disconnect->setEnabled(state.isOpen || state.holdsCredential);
    m_remove->setEnabled(state.mayBeRemoved);
}

void ConnectionActions::askBeforeDisconnecting()
{
    askFirst(tr("Disconnect?"),
             m_state.isStored ? tr("Your token is removed from this computer’s keychain.")
                              : tr("Your token is used for this session only, and forgotten with it."),
             tr("It stays valid: to end it for good, revoke it."), tr("Disconnect"),
             &ConnectionActions::disconnectRequested);
}

void ConnectionActions::askBeforeRemoving(const Removal &removal)
{
    const int saved = removal.savedSecrets;
    QStringList what {tr("The connection is no longer listed.")};
    if (removal.mayHaveToken && !removal.keepsToken)
        what.append(m_state.isStored
                        ? tr("Its token is removed from this computer’s keychain.")
                        : tr("If this computer’s keychain has a token for it, that is removed."));
    else if (removal.mayHaveToken)
        what.append(m_state.isStored
                        ? tr("Its token stays in this computer’s keychain, for another connection that uses "
                             "it.")
                        : tr("If this computer’s keychain has a token for it, that stays, for another "
                             "connection that uses it."));
    if (saved > 0 && removal.keepsSecrets)
        what.append(
            tr("The secrets of %n token(s) of this server stay in the keychain, for another connection "
               "to it.",
               nullptr, saved));
    else if (saved > 0)
        what.append(
            tr("The secrets of %n token(s) that you saved there are removed as well.", nullptr, saved));
    if (!removal.keepsSecrets)
        what.append(tr("What was chosen for this server (certificates, workspaces, its undocumented API) is "
                       "forgotten."));
    if (removal.hasInventory)
        what.append(tr("The inventory that you keep by hand stays in its file."));
    const QString stays = tr("Tokens stay valid: to end one for good, revoke it.");
    askFirst(tr("Remove connection?"), what.join(u'\n'), stays, tr("Remove"),
             &ConnectionActions::removalRequested);
}

void ConnectionActions::askFirst(const QString &title, const QString &what, const QString &whatStays,
                                 const QString &doIt, void (ConnectionActions::*agreed)())
{
    dropQuestion();
    auto *question = new QMessageBox(QMessageBox::Question, title, m_state.name + u'\n' + what,
                                     QMessageBox::NoButton, m_window);
    m_question = question;
    question->setTextFormat(Qt::PlainText);
    question->setAttribute(Qt::WA_DeleteOnClose);
    question->setInformativeText(whatStays);
    QPushButton *agree = question->addButton(doIt, QMessageBox::AcceptRole);
    QPushButton *cancel = question->addButton(tr("Cancel"), QMessageBox::RejectRole);
    question->setDefaultButton(cancel);
    question->setEscapeButton(cancel);
    connect(agree, &QPushButton::clicked, this, agreed);
    question->open();
}

void ConnectionActions::dropQuestion()
{
    delete m_question.data();
}

void ConnectionActions::retranslate()
{
    m_connect->setText(tr("Connect…"));
    m_store->setText(tr("Save token in keychain"));
    m_stopAssuming->setText(tr("Stop using the undocumented API"));
    m_disconnect->setText(tr("Disconnect…"));
    m_remove->setText(tr("Remove connection…"));
}

} // namespace tc
