#include "secretview.h"

#include "secretfield.h"

#include <QEvent>
#include <QVBoxLayout>

namespace tc {

class SecretView::Private
{
public:
    explicit Private(SecretView *view)
        : field(new SecretField(view))
    {
    }

    void retranslate() { field->setAccessibleName(SecretView::tr("Token secret")); }

    SecretField *field;
};

SecretView::SecretView(QWidget *parent)
    : QWidget(parent)
    , d(std::make_unique<Private>(this))
{
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(d->field);
    setFocusProxy(d->field);
    d->retranslate();
    connect(d->field, &SecretField::copyRequested, this, &SecretView::copyRequested);
}

SecretView::~SecretView() = default;

void SecretView::setSecret(Secret secret)
{
    d->field->setSecret(std::move(secret));
}

void SecretView::clear()
{
    d->field->setSecret({});
}

const Secret &SecretView::secret() const
{
    return d->field->secret();
}

void SecretView::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::LanguageChange)
        d->retranslate();
}

} // namespace tc
