#include "languagemenu.h"

#include <QActionGroup>

namespace tc {

LanguageMenu::LanguageMenu(QWidget *parent)
    : QMenu(parent)
    , m_languages(new QActionGroup(this))
{
    const QList<std::pair<QString, QString>> languages {{QStringLiteral("en"), QStringLiteral("English")},
                                                        {QStringLiteral("de"), QStringLiteral("Deutsch")}};
    for (const auto &[code, name] : languages) {
        QAction *action = m_languages->addAction(name);
        action->setCheckable(true);
        action->setData(code);
        addAction(action);
    }
    connect(m_languages, &QActionGroup::triggered, this,
            [this](QAction *action) { Q_EMIT chosen(action->data().toString()); });
}

void LanguageMenu::setLanguage(const QString &language)
{
    for (QAction *action : m_languages->actions())
        action->setChecked(action->data().toString() == language);
}

} // namespace tc
