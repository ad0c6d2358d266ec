#pragma once

#include "inventoryentry.h"

#include <QDialog>

#include <functional>
#include <memory>
#include <optional>

namespace Ui {
class InventoryEntryDialog;
}

namespace tc {

struct ApiError;

/// One entry of an inventory, to be filled in or changed. It closes once the entry was kept; what was entered
/// survives every failure to.
class InventoryEntryDialog final : public QDialog
{
    Q_OBJECT

public:
    /// Keeps an entry, or says why it cannot.
    using Keep = std::function<std::optional<ApiError>(const InventoryEntry &)>;

    /// Starts with \a entry, which is new where it has no name. Its ranges may be of \a versions.
    InventoryEntryDialog(const InventoryEntry &entry, IpVersions versions, Keep keep,
                         QWidget *parent = nullptr);
    ~InventoryEntryDialog() override;

    void accept() override;

protected:
    bool event(QEvent *event) override;

private:
    [[nodiscard]] InventoryEntry entered() const;
    void updateParts();
    void retranslate();

    const InventoryEntry m_entry;
    const Keep m_keep;
    std::unique_ptr<Ui::InventoryEntryDialog> m_ui;
};

} // namespace tc
