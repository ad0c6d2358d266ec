#pragma once

#include "rangewords.h"

#include <QWidget>

#include <memory>

namespace tc {

/// IP ranges of a token as chips behind a line edit; allowed IPv4 ranges unless it is told otherwise.
///
/// Enter, a comma or a pasted list adds; Backspace in the empty field takes the last; every chip is a real
/// button ("Remove 203.0.113.0/24"). What cannot be added stays in the field with a sentence that says why,
/// and 0.0.0.0/0 and ::/0 ask before they are added.
class IpRangeEdit : public QWidget
{
    Q_OBJECT

public:
    explicit IpRangeEdit(QWidget *parent = nullptr);
    ~IpRangeEdit() override;

    /// What the ranges are for, and which addresses are taken. Set it before users see the edit.
    void setUse(RangeRole role, IpVersions versions);

    [[nodiscard]] const IpRanges &ranges() const;
    /// Replaces the chips; drops neither the typed text nor emits rangesChanged().
    void setRanges(const IpRanges &ranges);

    /// What is typed and not added yet.
    [[nodiscard]] QString pendingText() const;
    /// Adds what is typed. Returns whether the field is empty afterwards; if not, the reason is shown and has
    /// focus.
    bool commitPending();

    /// Shows \a message below the chips as an error (the server's word on the ranges); "" takes it away.
    void setErrorMessage(const QString &message);

Q_SIGNALS:
    void rangesChanged();

protected:
    void changeEvent(QEvent *event) override;

private:
    class Private;
    std::unique_ptr<Private> d;
};

} // namespace tc
