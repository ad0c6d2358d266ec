#pragma once

#include "tlssettings.h"

#include <QWidget>

QT_BEGIN_NAMESPACE
class QLabel;
class QLineEdit;
class QToolButton;
QT_END_NAMESPACE

namespace tc {

class PathField;

/// *Certificates*: an authority of the user's own and a client certificate, as files. Folded up until it is
/// needed; the key's passphrase is asked for only where the key has one.
class CertificateFields : public QWidget
{
    Q_OBJECT

public:
    explicit CertificateFields(QWidget *parent = nullptr);

    /// Fills in what is remembered of a server, unless the user has entered something; where there is any, it
    /// unfolds. \a isOpened: the key was opened before, so that its passphrase may be left out.
    void offer(const TlsFiles &files, bool isOpened);
    [[nodiscard]] TlsFiles files() const;
    /// A copy of what was typed, also where it is not asked for; empty for nothing.
    [[nodiscard]] Secret passphrase() const;
    void clearPassphrase();

    void unfold();
    /// Unfolds, and says at the input that \a error is about what is wrong with it.
    void showError(const TlsFilesError &error);
    void clearErrors();

protected:
    void changeEvent(QEvent *event) override;

private:
    void noteEntered();
    void showPassphrase(bool asked);
    void updateFold();
    void retranslate();

    QToolButton *m_fold;
    QWidget *m_body;
    QLabel *m_help;
    QLabel *m_authoritiesLabel;
    PathField *m_authorities;
    QLabel *m_certificateLabel;
    PathField *m_certificate;
    QLabel *m_keyLabel;
    PathField *m_key;
    QLabel *m_passphraseLabel;
    QLineEdit *m_passphrase;
    QLabel *m_passphraseError;
    bool m_wasEntered = false; ///< by the user, since the window opened
    TlsFiles m_opened; ///< whose key was opened before
};

} // namespace tc
