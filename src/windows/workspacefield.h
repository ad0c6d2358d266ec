#pragma once

#include "namedworkspace.h"
#include "servicedescription.h"

#include <QList>
#include <QStringList>
#include <QWidget>

QT_BEGIN_NAMESPACE
class QComboBox;
class QLabel;
class QPushButton;
QT_END_NAMESPACE

namespace tc {

/// Which workspace (tenant, user, project) requests name: the server's default where there is one, one of
/// those that the service lists or that were used before, or any that is typed. Below it, what the server
/// does with it.
class WorkspaceField final : public QWidget
{
    Q_OBJECT

public:
    explicit WorkspaceField(QWidget *parent = nullptr);

    /// How the service tells workspaces apart, and those \a used there before, the latest first. What is
    /// entered stays; a list that was offered before goes.
    void setUse(const WorkspaceUse &use, const QStringList &used);
    /// Adds the workspaces that the service lists.
    void offer(const QList<NamedWorkspace> &listed);
    /// Whether *Fetch list* is there.
    void setFetchable(bool fetchable);
    /// Whether it can be clicked.
    void setFetchEnabled(bool enabled);

    /// As requests name it; "" for the server's default, or for none.
    [[nodiscard]] QString workspace() const;
    void setWorkspace(const QString &workspace);

    /// What it is called (to assistive technology).
    void setName(const QString &name);
    void retranslate();

Q_SIGNALS:
    /// workspace() may be another.
    void changed();
    /// The user wants the service's list.
    void fetchRequested();

private:
    void fill();

    WorkspaceUse m_use;
    QStringList m_used;
    QList<NamedWorkspace> m_listed;
    QComboBox *m_choice;
    QPushButton *m_fetch;
    QLabel *m_hint;
};

} // namespace tc
