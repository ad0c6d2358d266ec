#include "iprangeedit.h"

#include "announcement.h"
#include "chiparea.h"
#include "messagebanner.h"
#include "rangefield.h"
#include "rangeintake.h"

#include <QAction>
#include <QEvent>
#include <QLabel>
#include <QLocale>
#include <QVBoxLayout>

#include <vector>

namespace tc {

namespace {

/// "Did you mean" buttons for a pasted list: more would be a wall.
constexpr qsizetype suggestionsShown = 3;

} // namespace

class IpRangeEdit::Private
{
public:
    explicit Private(IpRangeEdit *edit);

    void commit(EveryAddress everyAddress = EveryAddress::Ask);
    void removeAt(int index);
    void acceptSuggestion(const QString &entry, const IpRange &suggestion);
    void declineEveryAddress();
    void typed();

    void showIntake();
    void dismissIntake();
    void showHelp();
    void showState(const QString &event = {});
    void retranslate();

    IpRangeEdit *q;
    RangeRole role = RangeRole::Allowed;
    IpVersions versions = IpVersions::V4;
    IpRanges ranges;
    RangeIntake intake; ///< what the message shown is about
    RangeField *field;
    ChipArea *chips;
    MessageBanner *message;
    MessageBanner *serverMessage;
    QLabel *help;
    std::vector<std::unique_ptr<QAction>> actions; ///< of the message shown

private:
    [[nodiscard]] QStringList everyAddressAsked() const;
    QAction *addAction(const QString &text);
};

IpRangeEdit::Private::Private(IpRangeEdit *edit)
    : q(edit)
    , field(new RangeField(edit))
    , chips(new ChipArea(field, edit))
    , message(new MessageBanner(edit))
    , serverMessage(new MessageBanner(edit))
    , help(new QLabel(edit))
{
    help->setTextFormat(Qt::PlainText);
    help->setWordWrap(true);

    auto *layout = new QVBoxLayout(edit);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(6);
    layout->addWidget(chips);
    layout->addWidget(field);
    layout->addWidget(help);
    layout->addWidget(message);
    layout->addWidget(serverMessage);
    layout->addStretch();

    connect(field, &RangeField::entered, edit, [this] { commit(); });
    connect(field, &RangeField::typed, edit, [this] { typed(); });
    connect(field, &RangeField::backspacedWhileEmpty, edit, [this] {
        if (!ranges.isEmpty())
            removeAt(chips->count() - 1);
    });
    connect(field, &RangeField::leftAtStart, edit,
            [this] { chips->focusChip(chips->count() - 1, Qt::BacktabFocusReason); });
    connect(field, &QLineEdit::inputRejected, edit, [this] {
        message->showMessage(MessageBanner::Severity::Error,
                             IpRangeEdit::tr("The text is too long: the end of it was left out."));
    });
    connect(chips, &ChipArea::removeRequested, edit, [this](int index) { removeAt(index); });
    retranslate();
}

void IpRangeEdit::Private::commit(EveryAddress everyAddress)
{
    intake = takeIn(splitPastedRanges(field->text()), ranges, everyAddress, versions);
    field->setText(intake.remaining.join(u' '));
    chips->append(intake.added);
    showIntake();

    if (intake.added.isEmpty())
        showState();
    else if (intake.added.size() == 1)
        showState(IpRangeEdit::tr("Added: %1.").arg(intake.added.first().toString()));
    else
        showState(IpRangeEdit::tr("Ranges added: %1.").arg(QLocale().toString(intake.added.size())));
    if (!intake.added.isEmpty())
        Q_EMIT q->rangesChanged();
}

void IpRangeEdit::Private::removeAt(int index)
{
    const QString removed = ranges.ranges().at(index).toString();
    ranges.removeAt(index);
    chips->removeAt(index);
    if (field->text().isEmpty())
        dismissIntake();
    showState(IpRangeEdit::tr("Removed: %1.").arg(removed));
    Q_EMIT q->rangesChanged();
}

void IpRangeEdit::Private::acceptSuggestion(const QString &entry, const IpRange &suggestion)
{
    // The field may have been edited since: replace the entry where it still is.
    QStringList entries = splitPastedRanges(field->text());
    const qsizetype index = entries.indexOf(entry);
    if (index >= 0)
        entries[index] = suggestion.toString();
    else
        entries.append(suggestion.toString());
    field->setText(entries.join(u' '));
    field->setFocus();
    commit();
}

void IpRangeEdit::Private::declineEveryAddress()
{
    QStringList entries = splitPastedRanges(field->text());
    for (const QString &entry : std::as_const(intake.everyAddress))
        entries.removeAll(entry);
    intake.everyAddress.clear();
    field->setText(entries.join(u' '));
    field->setFocus();
    showIntake();
    showHelp();
}

void IpRangeEdit::Private::typed()
{
    // The reasons for a whole list stay until it is dealt with; those for one entry are outdated now.
    if (intake.refused.size() < 2 || field->text().isEmpty())
        dismissIntake();
    showHelp();
}

QAction *IpRangeEdit::Private::addAction(const QString &text)
{
    actions.push_back(std::make_unique<QAction>(text));
    return actions.back().get();
}

void IpRangeEdit::Private::showIntake()
{
    // Buttons of the former message go before the actions that they follow.
    message->dismiss();
    // The action may be the one whose signal brought us here.
    for (std::unique_ptr<QAction> &action : actions)
        action.release()->deleteLater();
    actions.clear();

    QList<QAction *> offered;
    QStringList sentences;
    MessageBanner::Severity severity = MessageBanner::Severity::Information;
    if (!intake.everyAddress.isEmpty()) {
        severity = MessageBanner::Severity::Warning;
        for (const QString &entry : everyAddressAsked())
            sentences.append(everyAddressQuestion(entry, role, versions));
        offered.append(addAction(everyAddressYes(role)));
        connect(offered.last(), &QAction::triggered, q, [this] {
            field->setFocus();
            commit(EveryAddress::Allow);
        });
        offered.append(addAction(IpRangeEdit::tr("Cancel")));
        connect(offered.last(), &QAction::triggered, q, [this] { declineEveryAddress(); });
    }
    if (!intake.refused.isEmpty()) {
        if (intake.everyAddress.isEmpty())
            severity = MessageBanner::Severity::Error;
        if (intake.refused.size() > 1 || !intake.added.isEmpty())
            sentences.append(
                IpRangeEdit::tr("Added: %1. Not added and left in the field: %2.")
                    .arg(QLocale().toString(intake.added.size()), QLocale().toString(intake.refused.size())));
        sentences.append(refusals(intake));
        for (const IpRangeError &error : std::as_const(intake.refused)) {
            if (!error.suggestion || offered.size() >= suggestionsShown)
                continue;
            offered.append(addAction(IpRangeEdit::tr("Use %1").arg(error.suggestion->toString())));
            connect(offered.last(), &QAction::triggered, q,
                    [this, entry = error.entry, suggestion = *error.suggestion] {
                        acceptSuggestion(entry, suggestion);
                    });
        }
    }
    sentences.append(remarks(intake));
    if (!sentences.isEmpty()) {
        const QString first = sentences.takeFirst();
        message->showMessage(severity, first, sentences.join(u'\n'), offered);
    }
}

/// Of what waits for a yes, one entry of each family.
QStringList IpRangeEdit::Private::everyAddressAsked() const
{
    QStringList asked;
    for (const bool v6 : {false, true}) {
        for (const QString &entry : intake.everyAddress) {
            if (entry.contains(u':') == v6) {
                asked.append(entry);
                break;
            }
        }
    }
    return asked;
}

void IpRangeEdit::Private::dismissIntake()
{
    intake = {};
    showIntake();
}

/// What the text would do, while it is being typed.
void IpRangeEdit::Private::showHelp()
{
    const QString text = liveHelp(field->text(), ranges, versions);
    if (text.isEmpty()) {
        showState();
        return;
    }
    help->setText(text);
    help->setAccessibleName(text);
    field->setAccessibleDescription(text);
}

/// What the ranges mean now, after \a event where something just happened.
void IpRangeEdit::Private::showState(const QString &event)
{
    QString text = meaningOf(ranges, role, versions);
    if (!event.isEmpty())
        text = event + u' ' + text;
    help->setText(text);
    field->setAccessibleDescription(text);
    if (event.isEmpty())
        help->setAccessibleName(text);
    else
        announce(help, text);
}

void IpRangeEdit::Private::retranslate()
{
    field->setAccessibleName(rangeFieldName(role));
    field->setPlaceholderText(rangeExample(versions));
    chips->retranslate(role);
    showIntake();
    showHelp();
}

IpRangeEdit::IpRangeEdit(QWidget *parent)
    : QWidget(parent)
    , d(std::make_unique<Private>(this))
{
    setFocusProxy(d->field);
}

IpRangeEdit::~IpRangeEdit() = default;

void IpRangeEdit::setUse(RangeRole role, IpVersions versions)
{
    d->role = role;
    d->versions = versions;
    d->retranslate();
}

const IpRanges &IpRangeEdit::ranges() const
{
    return d->ranges;
}

void IpRangeEdit::setRanges(const IpRanges &ranges)
{
    d->ranges = ranges;
    d->chips->clear();
    d->chips->append(ranges.ranges());
    if (d->field->text().isEmpty())
        d->dismissIntake();
    d->showHelp();
}

QString IpRangeEdit::pendingText() const
{
    return d->field->text();
}

bool IpRangeEdit::commitPending()
{
    if (d->field->text().isEmpty())
        return true;
    d->commit();
    if (d->field->text().isEmpty())
        return true;
    d->field->setFocus();
    return false;
}

void IpRangeEdit::setErrorMessage(const QString &message)
{
    if (message.isEmpty())
        d->serverMessage->dismiss();
    else
        d->serverMessage->showMessage(MessageBanner::Severity::Error, message);
}

void IpRangeEdit::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::LanguageChange)
        d->retranslate();
}

} // namespace tc
