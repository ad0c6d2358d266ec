#pragma once

#include "clock.h"
#include "expiry.h"

#include <QList>
#include <QWidget>

QT_BEGIN_NAMESPACE
class QComboBox;
class QDateTimeEdit;
class QLabel;
QT_END_NAMESPACE

namespace tc {

struct Token;
struct TokenFeatures;

/// When a token ends: presets, a date and time of one's own, or never; shown as local time and as the UTC
/// instant.
class ExpiryEdit : public QWidget
{
    Q_OBJECT

public:
    explicit ExpiryEdit(QWidget *parent = nullptr);

    /// What may be chosen, as \a features say: presets in days from now (by \a clock, the server's, which
    /// must outlive the widget), never, and any date where that is free.
    void setChoices(const TokenFeatures &features, const Clock &clock);

    /// Chooses \a expiry: never, the preset that means it (give or take an hour), or its date and time. Where
    /// there are presets only, the first that is no shorter, else the longest.
    void setExpiry(const Expiry &expiry);
    /// The same instant until another choice is made: a preset counts from when it was chosen.
    [[nodiscard]] Expiry expiry() const { return m_expiry; }
    /// Whether it lies in the future (or is never).
    [[nodiscard]] bool isAcceptable() const;

    /// Shows \a message below as an error (the server's word on the expiry) until another choice is made.
    void setErrorMessage(const QString &message);

Q_SIGNALS:
    void expiryChanged();

protected:
    void changeEvent(QEvent *event) override;

private:
    void fillChoices();
    void choose();
    void updateParts();

    static constexpr int never = 0;
    static constexpr int custom = -1;

    const Clock *m_clock = nullptr;
    QList<int> m_presetDays;
    bool m_mayNeverExpire = true;
    bool m_isFree = true; ///< any date may be chosen
    Expiry m_expiry;
    QString m_errorMessage;
    QComboBox *m_choice;
    QDateTimeEdit *m_instant;
    QLabel *m_explanation;
};

/// As long after \a now as \a token's end is after its creation; the first preset of \a features where that
/// is not known.
[[nodiscard]] Expiry expiryLike(const Token &token, const TokenFeatures &features, const QDateTime &now);

} // namespace tc
