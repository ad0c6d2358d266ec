#pragma once

#include "secret.h"

#include <QWidget>

namespace tc {

/// A read-only field that paints a secret character by character.
///
/// It is no QLineEdit on purpose: a line edit keeps the text in several QStrings of its own, which nobody can
/// wipe, puts what is selected on the PRIMARY selection, and copies and drags by itself. Here the characters
/// never stand together outside of the Secret, unless assistive technology asks for them.
class SecretField final : public QWidget
{
    Q_OBJECT

public:
    explicit SecretField(QWidget *parent = nullptr);

    void setSecret(Secret secret);
    [[nodiscard]] const Secret &secret() const { return m_secret; }

    [[nodiscard]] int characterCount() const { return static_cast<int>(m_starts.size()); }
    /// The character at \a index; a replacement character for what cannot be shown.
    [[nodiscard]] QString characterAt(int index) const;
    /// Where the character at \a index is painted.
    [[nodiscard]] QRect cellOf(int index) const;

    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override;
    [[nodiscard]] bool hasHeightForWidth() const override { return true; }
    [[nodiscard]] int heightForWidth(int width) const override;

Q_SIGNALS:
    void copyRequested();

protected:
    bool event(QEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void paintEvent(QPaintEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;

private:
    [[nodiscard]] QSize cell() const;
    [[nodiscard]] int columnsFor(int width) const;
    void fitHeight();

    Secret m_secret;
    QList<qsizetype> m_starts; ///< where each UTF-8 character begins
};

} // namespace tc
