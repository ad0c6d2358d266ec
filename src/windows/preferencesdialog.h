#pragma once

#include <QDialog>

#include <chrono>
#include <memory>

namespace Ui {
class PreferencesDialog;
}

namespace tc {

/// What the user may adjust. Kept by the application, not by the dialog.
struct Preferences
{
    std::chrono::seconds clipboardLifetime {30}; ///< see ClipboardGuard for the limits
    std::chrono::minutes idleLimit {5}; ///< the console locks after it; 0: never
    std::chrono::seconds deadline {30}; ///< for a server's answer

    friend bool operator==(const Preferences &, const Preferences &) = default;
};

/// *Settings*.
class PreferencesDialog final : public QDialog
{
    Q_OBJECT

public:
    static constexpr std::chrono::minutes maximumIdleLimit {120};
    static constexpr std::chrono::seconds minimumDeadline {5};
    static constexpr std::chrono::seconds maximumDeadline {300};

    explicit PreferencesDialog(const Preferences &preferences, QWidget *parent = nullptr);
    ~PreferencesDialog() override;

    [[nodiscard]] Preferences preferences() const;

protected:
    bool event(QEvent *event) override;

private:
    /// Seconds and minutes have plurals.
    void showUnits();
    void retranslate();

    std::unique_ptr<Ui::PreferencesDialog> m_ui;
};

} // namespace tc
