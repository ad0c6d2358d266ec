#include "workspacefield.h"

#include "untrustedtext.h"

#include <QComboBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>

#include <algorithm>

namespace tc {

namespace {

constexpr int longestName = 60;

} // namespace

WorkspaceField::WorkspaceField(QWidget *parent)
    : QWidget(parent)
    , m_choice(new QComboBox(this))
    , m_fetch(new QPushButton(this))
    , m_hint(new QLabel(this))
{
    m_choice->setObjectName(QStringLiteral("workspaceCombo"));
    m_choice->setEditable(true);
    m_choice->setInsertPolicy(QComboBox::NoInsert);
    m_choice->setCompleter(nullptr); // it would turn a typed 3 into a listed 31
    m_choice->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    m_choice->setMinimumContentsLength(16);
    m_fetch->setObjectName(QStringLiteral("workspaceFetchButton"));
    m_fetch->setAutoDefault(false);
    m_fetch->hide();
    m_hint->setObjectName(QStringLiteral("workspaceHint"));
    m_hint->setTextFormat(Qt::PlainText);
    m_hint->setWordWrap(true);

    auto *row = new QHBoxLayout;
    row->addWidget(m_choice, 1);
    row->addWidget(m_fetch);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins({});
    layout->addLayout(row);
    layout->addWidget(m_hint);
    setFocusProxy(m_choice);

    connect(m_choice, &QComboBox::editTextChanged, this, &WorkspaceField::changed);
    connect(m_fetch, &QPushButton::clicked, this, &WorkspaceField::fetchRequested);
}

void WorkspaceField::setUse(const WorkspaceUse &use, const QStringList &used)
{
    const QString entered = workspace();
    m_use = use;
    m_used = used;
    m_listed.clear();
    fill();
    setWorkspace(entered);
}

void WorkspaceField::offer(const QList<NamedWorkspace> &listed)
{
    const QString entered = workspace();
    m_listed = listed;
    fill();
    setWorkspace(entered);
}

void WorkspaceField::setFetchable(bool fetchable)
{
    m_fetch->setVisible(fetchable);
}

void WorkspaceField::setFetchEnabled(bool enabled)
{
    m_fetch->setEnabled(enabled);
}

QString WorkspaceField::workspace() const
{
    const int chosen = m_choice->findText(m_choice->currentText(), Qt::MatchExactly | Qt::MatchCaseSensitive);
    return chosen >= 0 ? m_choice->itemData(chosen).toString() : m_choice->currentText().trimmed();
}

void WorkspaceField::setWorkspace(const QString &workspace)
{
    const int known = m_choice->findData(workspace);
    m_choice->setCurrentIndex(known);
    if (known < 0)
        m_choice->setEditText(workspace);
}

void WorkspaceField::setName(const QString &name)
{
    m_choice->setAccessibleName(name);
}

void WorkspaceField::fill()
{
    m_choice->clear();
    if (m_use.serverDefault)
        m_choice->addItem(tr("Server default"), QString());
    for (const NamedWorkspace &each : m_listed) {
        const QString name = escapeUntrusted(each.name, longestName);
        const QString id = escapeUntrusted(each.id, longestName);
        m_choice->addItem(name.isEmpty() ? id : tr("%1 (%2)").arg(name, id), each.id);
    }
    for (const QString &each : std::as_const(m_used)) {
        if (m_choice->findData(each) < 0)
            m_choice->addItem(each, each);
    }
}

void WorkspaceField::retranslate()
{
    const QString entered = workspace();
    fill();
    setWorkspace(entered);
    m_fetch->setText(tr("Fetch list"));
    const QString hint = !m_use.help.isEmpty() ? m_use.help.text()
        : m_use.serverDefault ? tr("With the server default none is named, and the server chooses.")
                              : QString();
    m_hint->setText(hint);
    m_hint->setVisible(!hint.isEmpty());
    m_choice->setAccessibleDescription(hint);
}

} // namespace tc
