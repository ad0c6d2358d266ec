#pragma once

#include "inventory.h"

#include <QDialog>

#include <functional>
#include <memory>
#include <optional>

namespace Ui {
class InventoryEntryDialog;
}

namespace tc {

/// One entry of an inventory, to be filled in or changed. It closes once the entry was kept; what was entered
/// survives every failure to.
class InventoryEntryDialog final : public QDialog
{
    Q_OBJECT

public:
    /// Keeps an entry, or says why it cannot.
    using Keep = std::function<std::optional<InventoryProblem>(const InventoryEntry &)>;

    /// Starts with \a entry, which is new where it has no name. Its ranges may be of \a versions.
    InventoryEntryDialog(const InventoryEntry &entry, IpVersions versions, Keep keep,
                         QWidget *parent = nullptr);
    ~InventoryEntryDialog() override;

    void accept() override;

protected:
    bool event(QEvent *event) override;

private:
    [[nodiscard]] InventoryEntry entered() const;
    /// The field that \a problem is about, nullptr where it is about the file.
    [[nodiscard]] QWidget *fieldOf(const InventoryProblem &problem) const;
    void updateParts();
    void retranslate();

    const InventoryEntry m_entry;
    const Keep m_keep;
    std::optional<InventoryProblem> m_problem; ///< what the banner says
    std::unique_ptr<Ui::InventoryEntryDialog> m_ui;
};

} // namespace tc
