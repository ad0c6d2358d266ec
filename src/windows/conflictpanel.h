#pragma once

#include <QWidget>

#include <memory>

namespace Ui {
class ConflictPanel;
}

namespace tc {

/// Two versions of one thing side by side, with what was there before both, and buttons to choose.
class ConflictPanel final : public QWidget
{
    Q_OBJECT

public:
    explicit ConflictPanel(QWidget *parent = nullptr);
    ~ConflictPanel() override;

    struct Versions
    {
        QString before;
        QString mine;
        QString theirs;
    };
    /// Shows \a versions, as plain text of one or more lines; *Merge both* only where that can be done.
    void showVersions(const Versions &versions, bool canBeMerged);

Q_SIGNALS:
    void mineChosen();
    void theirsChosen();
    void mergeChosen();

protected:
    void changeEvent(QEvent *event) override;

private:
    std::unique_ptr<Ui::ConflictPanel> m_ui;
};

} // namespace tc
