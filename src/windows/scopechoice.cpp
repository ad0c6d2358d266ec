#include "scopechoice.h"

#include "messagebanner.h"

#include <QCheckBox>
#include <QCoreApplication>
#include <QEvent>
#include <QGroupBox>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QScrollArea>
#include <QStyle>
#include <QVBoxLayout>

#include <algorithm>

namespace tc {

namespace {

/// From so many scopes on there is something to search.
constexpr qsizetype searchable = 8;

/// As high as some scopes need with their help; lower where texts around it need more lines.
class Area final : public QScrollArea
{
public:
    using QScrollArea::QScrollArea;

    [[nodiscard]] QSize sizeHint() const override
    {
        return {QScrollArea::sizeHint().width(), fontMetrics().lineSpacing() * 20};
    }
};

QLabel *wrappedLabel(QWidget *parent)
{
    auto *label = new QLabel(parent);
    label->setTextFormat(Qt::PlainText);
    label->setWordWrap(true);
    return label;
}

QString labelOf(const ScopeDescription &scope)
{
    return scope.label.isEmpty() ? scope.id : scope.label.text();
}

/// The id, where the label is another, and the help, where it says more than the label.
QString explanationOf(const ScopeDescription &scope)
{
    QStringList parts;
    if (!scope.label.isEmpty())
        parts.append(scope.id);
    if (const QString help = scope.help.text(); !help.isEmpty() && help != labelOf(scope))
        parts.append(help);
    return parts.join(QStringLiteral(" · "));
}

/// \a text on a button or a title, where "&" would mark a mnemonic.
QString verbatim(QString text)
{
    return text.replace(u'&', QLatin1String("&&"));
}

} // namespace

ScopeChoice::ScopeChoice(QWidget *parent)
    : QWidget(parent)
    , m_search(new QLineEdit(this))
    , m_area(new Area(this))
    , m_list(new QWidget)
    , m_nothingFound(wrappedLabel(m_list))
    , m_count(wrappedLabel(this))
    , m_error(new MessageBanner(this))
{
    m_search->setObjectName(QStringLiteral("scopeSearch"));
    m_search->setClearButtonEnabled(true);
    m_search->installEventFilter(this);
    m_count->setObjectName(QStringLiteral("scopeCount"));
    m_area->setObjectName(QStringLiteral("scopeArea"));
    m_area->setWidgetResizable(true);
    m_area->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_area->setFocusPolicy(Qt::NoFocus);
    m_area->setMinimumHeight(fontMetrics().lineSpacing() * 8);
    (new QVBoxLayout(m_list))->addWidget(m_nothingFound);
    m_area->setWidget(m_list);

    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins({});
    layout->addWidget(m_search);
    layout->addWidget(m_area, 1);
    layout->addWidget(m_count);
    layout->addWidget(m_error);
    m_error->hide();

    connect(m_search, &QLineEdit::textChanged, this, &ScopeChoice::search);
    retranslate();
}

void ScopeChoice::setFeatures(const TokenFeatures &features)
{
    for (const Group &group : std::exchange(m_groups, {}))
        delete group.frame;
    m_needsOne = features.scopesRequired;
    const bool isGrouped = !features.scopeGroups.isEmpty();
    const QList<ScopeGroup> groups = isGrouped ? features.scopeGroups : QList<ScopeGroup> {{}};
    for (const ScopeGroup &group : groups) {
        addGroup(group, isGrouped);
        for (const ScopeDescription &scope : features.scopes) {
            if (scope.group == group.id)
                addRow(m_groups.last(), scope);
        }
    }
    // They were made after all that the form has.
    QWidget *before = m_search;
    for (const Row &row : rows()) {
        setTabOrder(before, row.box);
        before = row.box;
    }
    const bool isLong = features.scopes.size() >= searchable;
    m_search->setVisible(isLong);
    setFocusProxy(isLong || features.scopes.isEmpty() ? static_cast<QWidget *>(m_search)
                                                      : m_groups.constFirst().rows.constFirst().box);
    retranslate();
    search();
}

void ScopeChoice::addGroup(const ScopeGroup &group, bool hasTitle)
{
    auto *frame = hasTitle ? new QGroupBox(m_list) : new QWidget(m_list);
    auto *layout = new QVBoxLayout(frame);
    if (!hasTitle)
        layout->setContentsMargins({});
    QLabel *help = wrappedLabel(frame);
    help->setVisible(!group.help.isEmpty());
    layout->addWidget(help);
    m_list->layout()->addWidget(frame);
    m_groups.append({group, frame, help, {}});
}

void ScopeChoice::addRow(Group &group, const ScopeDescription &scope)
{
    auto *box = new QCheckBox(group.frame);
    box->setObjectName(QStringLiteral("scope ") + scope.id);
    QLabel *help = wrappedLabel(group.frame);
    const int indent = style()->pixelMetric(QStyle::PM_IndicatorWidth, nullptr, box)
        + style()->pixelMetric(QStyle::PM_CheckBoxLabelSpacing, nullptr, box);
    help->setContentsMargins(indent, 0, 0, 0);
    auto *column = new QVBoxLayout;
    column->setSpacing(2);
    column->addWidget(box);
    column->addWidget(help);
    static_cast<QVBoxLayout *>(group.frame->layout())->addLayout(column);
    group.rows.append({scope, box, help});
    connect(box, &QCheckBox::toggled, this, [this] {
        m_error->dismiss();
        showCount();
        Q_EMIT choiceChanged();
    });
}

QList<ScopeChoice::Row> ScopeChoice::rows() const
{
    QList<Row> all;
    for (const Group &group : m_groups)
        all += group.rows;
    return all;
}

QStringList ScopeChoice::chosen() const
{
    QStringList ids;
    for (const Row &row : rows()) {
        if (row.box->isChecked())
            ids.append(row.scope.id);
    }
    return ids;
}

QStringList ScopeChoice::chosenLabels() const
{
    QStringList labels;
    for (const Row &row : rows()) {
        if (row.box->isChecked())
            labels.append(labelOf(row.scope));
    }
    return labels;
}

bool ScopeChoice::isAcceptable() const
{
    return !m_needsOne || !chosen().isEmpty();
}

void ScopeChoice::setErrorMessage(const QString &message)
{
    if (message.isEmpty())
        m_error->dismiss();
    else
        m_error->showMessage(MessageBanner::Severity::Error, message);
}

bool ScopeChoice::matchesSearch(const Group &group, const Row &row) const
{
    const QStringList texts {group.group.label.text(), labelOf(row.scope), row.scope.id,
                             row.scope.help.text()};
    return std::any_of(texts.cbegin(), texts.cend(),
                       [wanted = m_search->text().trimmed()](const QString &text) {
                           return text.contains(wanted, Qt::CaseInsensitive);
                       });
}

void ScopeChoice::search()
{
    bool isAnyFound = false;
    for (const Group &group : std::as_const(m_groups)) {
        bool isAnyShown = false;
        for (const Row &row : group.rows) {
            const bool isFound = matchesSearch(group, row);
            const bool isShown = isFound || row.box->isChecked();
            row.box->setVisible(isShown);
            row.help->setVisible(isShown && !row.help->text().isEmpty());
            isAnyShown = isAnyShown || isShown;
            isAnyFound = isAnyFound || isFound;
        }
        group.frame->setVisible(isAnyShown);
    }
    m_nothingFound->setVisible(!isAnyFound);
}

void ScopeChoice::showCount()
{
    const auto all = static_cast<int>(rows().size());
    const auto count = static_cast<int>(chosen().size());
    if (count == 0 && m_needsOne)
        m_count->setText(tr("None of %n scope(s) chosen: the token needs at least one.", nullptr, all));
    else if (count == 0)
        m_count->setText(tr("None of %n scope(s) chosen.", nullptr, all));
    else if (count == all)
        m_count->setText(
            tr("All of %n scope(s) chosen: leave out what the token is not used for.", nullptr, all));
    else
        m_count->setText(
            tr("%1 of %n scope(s) chosen. Choose no more than the token is used for.", nullptr, all)
                .arg(count));
}

void ScopeChoice::retranslate()
{
    m_search->setPlaceholderText(tr("Search scopes"));
    m_search->setAccessibleName(tr("Search scopes"));
    m_area->setAccessibleName(tr("Scopes"));
    m_nothingFound->setText(tr("No scope matches."));
    for (const Group &group : std::as_const(m_groups)) {
        if (auto *box = qobject_cast<QGroupBox *>(group.frame)) {
            box->setTitle(verbatim(group.group.label.text()));
            box->setAccessibleName(group.group.label.text());
            box->setAccessibleDescription(group.group.help.text());
        }
        group.help->setText(group.group.help.text());
        for (const Row &row : group.rows) {
            const QString explanation = explanationOf(row.scope);
            row.box->setText(verbatim(labelOf(row.scope)));
            row.box->setAccessibleName(labelOf(row.scope));
            row.box->setAccessibleDescription(explanation);
            row.help->setText(explanation);
        }
    }
    showCount();
}

void ScopeChoice::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::LanguageChange) {
        retranslate();
        search();
    }
}

bool ScopeChoice::eventFilter(QObject *watched, QEvent *event)
{
    if (watched != m_search || event->type() != QEvent::KeyPress)
        return QWidget::eventFilter(watched, event);
    const int key = static_cast<QKeyEvent *>(event)->key();
    if (key != Qt::Key_Return && key != Qt::Key_Enter)
        return false;
    focusFirstFound();
    return true;
}

void ScopeChoice::focusFirstFound()
{
    for (const Group &group : std::as_const(m_groups)) {
        for (const Row &row : group.rows) {
            if (!matchesSearch(group, row))
                continue;
            row.box->setFocus(Qt::TabFocusReason);
            // Enter may come before what the search hid is laid out anew, and moves this one.
            QCoreApplication::sendPostedEvents(nullptr, QEvent::LayoutRequest);
            m_area->ensureWidgetVisible(row.box);
            return;
        }
    }
}

} // namespace tc
