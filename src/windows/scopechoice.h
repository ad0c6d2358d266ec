#pragma once

#include "servicedescription.h"

#include <QWidget>

QT_BEGIN_NAMESPACE
class QCheckBox;
class QLabel;
class QLineEdit;
class QScrollArea;
QT_END_NAMESPACE

namespace tc {

class MessageBanner;

/// The scopes of a service to choose from, each with its help, under the groups of the description with what
/// suffices for what. None is chosen at first. Long lists can be searched; chosen ones then stay in sight.
class ScopeChoice final : public QWidget
{
    Q_OBJECT

public:
    explicit ScopeChoice(QWidget *parent = nullptr);

    /// Offers the scopes of \a features, none chosen.
    void setFeatures(const TokenFeatures &features);

    /// The ids of the chosen ones, as they are shown.
    [[nodiscard]] QStringList chosen() const;
    /// What they are called, in the console's language.
    [[nodiscard]] QStringList chosenLabels() const;
    /// Whether enough are chosen for a token.
    [[nodiscard]] bool isAcceptable() const;

    /// Shows \a message as an error (the server's word on the scopes) until the choice changes.
    void setErrorMessage(const QString &message);

Q_SIGNALS:
    void choiceChanged();

protected:
    void changeEvent(QEvent *event) override;
    /// Enter in the search goes to what was found, and does not reach the dialog's default button.
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    struct Row
    {
        ScopeDescription scope;
        QCheckBox *box;
        QLabel *help;
    };
    struct Group
    {
        ScopeGroup group;
        QWidget *frame;
        QLabel *help;
        QList<Row> rows;
    };

    void addGroup(const ScopeGroup &group, bool hasTitle);
    void addRow(Group &group, const ScopeDescription &scope);
    [[nodiscard]] bool matchesSearch(const Group &group, const Row &row) const;
    void search();
    void focusFirstFound();
    void showCount();
    void retranslate();
    [[nodiscard]] QList<Row> rows() const;

    bool m_needsOne = false;
    QList<Group> m_groups;
    QLineEdit *m_search;
    QScrollArea *m_area;
    QWidget *m_list;
    QLabel *m_nothingFound;
    QLabel *m_count;
    MessageBanner *m_error;
};

} // namespace tc
