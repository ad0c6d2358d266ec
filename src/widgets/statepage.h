#pragma once

#include <QWidget>

#include <memory>

QT_BEGIN_NAMESPACE
class QAction;
QT_END_NAMESPACE

namespace tc {

/// Stands where a list would: empty, loading, offline, refused. An icon, a headline, a next step and its
/// buttons; while busy a progress bar instead of the icon.
class StatePage : public QWidget
{
    Q_OBJECT

public:
    enum class Picture { Empty, NoMatch, Offline, Refused, RateLimited, Disconnected, Locked, Error };

    explicit StatePage(QWidget *parent = nullptr);
    ~StatePage() override;

    void showState(Picture picture, const QString &headline, const QString &nextStep,
                   const QList<QAction *> &actions = {});
    void showBusy(const QString &headline, const QList<QAction *> &actions = {});

    /// Shows what a countdown says now; the buttons stay. Assistive technology hears of it where it is
    /// \a aloud, else nothing.
    void count(const QString &headline, const QString &nextStep, bool aloud);

    [[nodiscard]] QString headline() const;
    [[nodiscard]] QString nextStep() const;

protected:
    void changeEvent(QEvent *event) override;

private:
    class Private;
    std::unique_ptr<Private> d;
};

} // namespace tc
