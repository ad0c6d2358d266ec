#pragma once

#include "connectionprofile.h"
#include "phrasing.h"

#include <QWidget>

#include <memory>
#include <optional>

QT_BEGIN_NAMESPACE
class QAction;
class QSortFilterProxyModel;
QT_END_NAMESPACE

namespace Ui {
class GuidedView;
}

namespace tc {

class Inventory;
class InventoryModel;
struct InventoryEntry;
struct InventoryProblem;

/// A vendor that documents no API for tokens: the vendor's own steps, and the inventory that the user keeps
/// by hand. It sends nothing to anybody.
class GuidedView final : public QWidget
{
    Q_OBJECT

public:
    explicit GuidedView(QWidget *parent = nullptr);
    ~GuidedView() override;

    /// Shows the steps of \a profile's vendor and \a inventory, which is read anew and must stay until
    /// another is shown, or leave() is called.
    void showGuide(const ConnectionProfile &profile, Inventory &inventory);
    void leave();
    void setReadOnly(bool readOnly);
    /// Offers \a action, which verifies a token, beside the view's own. It is not owned.
    void setVerifyAction(QAction *action);

Q_SIGNALS:
    /// The user says, and has confirmed, that this server serves the API that is assumed.
    void served();

protected:
    void changeEvent(QEvent *event) override;

private:
    void takeEntries();
    void showSteps();
    void showProblem(const InventoryProblem &problem);
    void updateParts();
    void edit(const InventoryEntry &entry);
    void askBeforeRemoving();
    void closeDialogs();
    /// The chosen entry, nullptr where there is none.
    [[nodiscard]] const InventoryEntry *chosen() const;
    void retranslate();

    std::unique_ptr<Ui::GuidedView> m_ui;
    std::optional<ConnectionProfile> m_profile; ///< while it is shown
    Phrasing m_problem; ///< what the banner says
    Inventory *m_inventory = nullptr;
    bool m_readOnly = false;
    bool m_isReadable = false; ///< an inventory that cannot be read is not written either
    InventoryModel *m_model;
    QSortFilterProxyModel *m_sorted;
    QAction *m_add;
    QAction *m_edit;
    QAction *m_remove;
    QAction *m_afterVerifying; ///< the separator behind the action that verifies
    QAction *m_serves;
    QAction *m_webApp;
    QAction *m_documentation;
    QAction *m_readAgain;
};

} // namespace tc
