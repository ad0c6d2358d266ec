#pragma once

#include <QMenu>

QT_BEGIN_NAMESPACE
class QActionGroup;
QT_END_NAMESPACE

namespace tc {

/// *Language*: each by its own name, so that whoever cannot read the current one finds theirs.
class LanguageMenu final : public QMenu
{
    Q_OBJECT

public:
    explicit LanguageMenu(QWidget *parent = nullptr);

    /// Marks the language that is in use, an ISO 639-1 code.
    void setLanguage(const QString &language);

Q_SIGNALS:
    /// ISO 639-1.
    void chosen(const QString &language);

private:
    QActionGroup *m_languages;
};

} // namespace tc
