#pragma once

#include <QFrame>

#include <memory>

QT_BEGIN_NAMESPACE
class QAction;
QT_END_NAMESPACE

namespace tc {

/// A sentence with its next step across the top of a window or dialog: icon, plain text, buttons for actions.
/// It is announced to assistive technology when shown.
class MessageBanner : public QFrame
{
    Q_OBJECT

public:
    enum class Severity { Information, Success, Warning, Error };

    explicit MessageBanner(QWidget *parent = nullptr);
    ~MessageBanner() override;

    /// Shows \a sentence and \a nextStep (which may be empty), both as plain text, and one button per action.
    void showMessage(Severity severity, const QString &sentence, const QString &nextStep = {},
                     const QList<QAction *> &actions = {});
    /// Says what is shown in other words (another language), without announcing it again.
    void rephrase(const QString &sentence, const QString &nextStep);
    /// Shows what a countdown says now. Assistive technology hears of it where it is \a aloud, else nothing,
    /// not even of another name.
    void count(const QString &sentence, const QString &nextStep, bool aloud);
    /// Hides it and forgets its actions (which it does not own).
    void dismiss();

    [[nodiscard]] QString sentence() const;
    [[nodiscard]] QString nextStep() const;

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    class Private;
    std::unique_ptr<Private> d;
};

} // namespace tc
