#pragma once

#include "secret.h"

#include <QWidget>

#include <memory>

namespace tc {

/// Shows a secret once: a read-only field in a fixed-width font, hidden again by clear(). The field takes
/// neither drags nor undo, offers no context menu, and never puts its text on the PRIMARY selection.
class SecretView : public QWidget
{
    Q_OBJECT

public:
    explicit SecretView(QWidget *parent = nullptr);
    ~SecretView() override;

    /// Takes \a secret and shows it.
    void setSecret(Secret secret);
    /// Wipes the secret and empties the field.
    void clear();
    [[nodiscard]] const Secret &secret() const;

Q_SIGNALS:
    /// The user pressed Ctrl+C in the field: whoever owns the clipboard guard copies.
    void copyRequested();

protected:
    void changeEvent(QEvent *event) override;

private:
    class Private;
    std::unique_ptr<Private> d;
};

} // namespace tc
