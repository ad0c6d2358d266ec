#pragma once

#include "connectdialog.h"
#include "phrasing.h"

#include <QPointer>

namespace tc {

/// *Connect* above the window, once at a time.
class ConnectPrompt final : public QObject
{
    Q_OBJECT

public:
    /// \a window and what \a context refers to must outlive the prompt.
    ConnectPrompt(QWidget &window, const ConnectDialog::Context &context);

    /// What the dialog starts with.
    struct Start
    {
        ConnectionProfile profile;
        bool issuesTokens = false; ///< whether the embedded backend can be asked for a new token
        std::shared_ptr<const Secret>
            credential; ///< to go on with at that server; none for one to be entered
        bool isStored = false; ///< the keychain has it
        bool hasTlsFault = false; ///< the server's certificate, or ours, was not accepted
        std::optional<TlsFilesError> certificatesFault; ///< why what is remembered cannot be used
    };
    /// Opens the dialog, or raises the one that is open, and says \a why where there is a reason.
    void show(const Start &start, const Phrasing &why);
    /// Takes the dialog away at once.
    void drop() { delete m_dialog.data(); }

Q_SIGNALS:
    /// As ConnectDialog's.
    void connected(const tc::ConnectionProfile &profile, std::shared_ptr<const tc::Secret> credential,
                   bool stored);
    void guideRequested(const tc::ConnectionProfile &profile);
    /// The user wants the embedded backend to issue a new management token; the dialog has closed.
    void newLocalTokenRequested();

private:
    void make(const Start &start);

    QWidget &m_window;
    const ConnectDialog::Context m_context;
    QPointer<ConnectDialog> m_dialog;
};

} // namespace tc
