#include "secretfield.h"

#include <QAccessibleWidget>
#include <QFontDatabase>
#include <QFontMetrics>
#include <QKeyEvent>
#include <QPainter>
#include <QResizeEvent>
#include <QStyle>
#include <QStyleOptionFrame>

namespace tc {

namespace {

constexpr int padding = 6;
constexpr int preferredColumns = 56; ///< a prefix of 12 and 40 characters fit in one line
constexpr int minimumColumns = 16;

/// What a read-only line edit tells assistive technology, and nothing while its window is hidden: Qt goes on
/// telling of hidden widgets.
class SecretFieldInterface final : public QAccessibleWidget, public QAccessibleTextInterface
{
public:
    explicit SecretFieldInterface(SecretField *field)
        : QAccessibleWidget(field, QAccessible::EditableText)
    {
    }

    void *interface_cast(QAccessible::InterfaceType type) override
    {
        return type == QAccessible::TextInterface ? static_cast<QAccessibleTextInterface *>(this)
                                                  : QAccessibleWidget::interface_cast(type);
    }
    QString text(QAccessible::Text type) const override
    {
        return type == QAccessible::Value ? text(0, characterCount()) : QAccessibleWidget::text(type);
    }
    QAccessible::State state() const override
    {
        QAccessible::State state = QAccessibleWidget::state();
        state.readOnly = true;
        return state;
    }

    QString text(int startOffset, int endOffset) const override
    {
        QString text;
        for (int i = qMax(0, startOffset); i < qMin(endOffset, characterCount()); ++i)
            text += field()->characterAt(i);
        return text;
    }
    int characterCount() const override { return isShown() ? field()->characterCount() : 0; }
    QRect characterRect(int offset) const override
    {
        const QRect cell = field()->cellOf(offset);
        return {field()->mapToGlobal(cell.topLeft()), cell.size()};
    }
    int offsetAtPoint(const QPoint &point) const override
    {
        for (int i = 0; i < characterCount(); ++i) {
            if (characterRect(i).contains(point))
                return i;
        }
        return -1;
    }
    QString attributes(int, int *startOffset, int *endOffset) const override
    {
        *startOffset = 0;
        *endOffset = characterCount();
        return {};
    }

    // Nothing can be selected, since what is selected goes to the PRIMARY selection.
    void selection(int, int *startOffset, int *endOffset) const override { *startOffset = *endOffset = 0; }
    int selectionCount() const override { return 0; }
    void addSelection(int, int) override { }
    void removeSelection(int) override { }
    void setSelection(int, int, int) override { }
    int cursorPosition() const override { return 0; }
    void setCursorPosition(int) override { }
    void scrollToSubstring(int, int) override { }

private:
    [[nodiscard]] bool isShown() const
    {
        return field()->isVisible() && !field()->window()->testAttribute(Qt::WA_DontShowOnScreen);
    }
    [[nodiscard]] SecretField *field() const { return static_cast<SecretField *>(widget()); }
};

QAccessibleInterface *secretFieldInterface(const QString &className, QObject *object)
{
    return className == QLatin1String("tc::SecretField")
        ? new SecretFieldInterface(static_cast<SecretField *>(object))
        : nullptr;
}

} // namespace

SecretField::SecretField(QWidget *parent)
    : QWidget(parent)
{
    [[maybe_unused]] static const bool installed = [] {
        QAccessible::installFactory(secretFieldInterface);
        return true;
    }();
    setFont(QFontDatabase::systemFont(QFontDatabase::FixedFont));
    setFocusPolicy(Qt::StrongFocus);
    setContextMenuPolicy(Qt::PreventContextMenu);
    setBackgroundRole(QPalette::Base);
    fitHeight();
}

void SecretField::setSecret(Secret secret)
{
    m_secret = std::move(secret);
    m_starts.clear();
    m_secret.reveal([this](QByteArrayView bytes) {
        for (qsizetype i = 0; i < bytes.size(); ++i) {
            if ((static_cast<unsigned char>(bytes[i]) & 0xc0) != 0x80)
                m_starts.append(i);
        }
    });
    fitHeight();
    updateGeometry();
    update();
}

QString SecretField::characterAt(int index) const
{
    if (index < 0 || index >= characterCount())
        return {};
    return m_secret.reveal([this, index](QByteArrayView bytes) {
        const qsizetype start = m_starts[index];
        const qsizetype end = index + 1 < characterCount() ? m_starts[index + 1] : bytes.size();
        const QString character = QString::fromUtf8(bytes.sliced(start, end - start));
        return character.isEmpty() || !character.front().isPrint() ? QString(QChar::ReplacementCharacter)
                                                                   : character;
    });
}

QSize SecretField::cell() const
{
    const QFontMetrics metrics = fontMetrics();
    return {metrics.horizontalAdvance(u'M'), metrics.lineSpacing()};
}

int SecretField::columnsFor(int width) const
{
    return qMax(1, (width - 2 * padding) / cell().width());
}

QRect SecretField::cellOf(int index) const
{
    const int columns = columnsFor(width());
    const QSize size = cell();
    // A secret is read from left to right in every language.
    return {QPoint(padding + index % columns * size.width(), padding + index / columns * size.height()),
            size};
}

QSize SecretField::sizeHint() const
{
    const int width
        = qBound(minimumColumns, characterCount(), preferredColumns) * cell().width() + 2 * padding;
    return {width, heightForWidth(width)};
}

QSize SecretField::minimumSizeHint() const
{
    return {minimumColumns * cell().width() + 2 * padding, cell().height() + 2 * padding};
}

int SecretField::heightForWidth(int width) const
{
    const int columns = columnsFor(width);
    const int rows = qMax(1, (characterCount() + columns - 1) / columns);
    return rows * cell().height() + 2 * padding;
}

void SecretField::fitHeight()
{
    // Layouts of top-level windows do not keep to heightForWidth() alone.
    setFixedHeight(heightForWidth(testAttribute(Qt::WA_Resized) ? width() : sizeHint().width()));
}

bool SecretField::event(QEvent *event)
{
    // Before shortcuts of the window get to see it.
    if (event->type() == QEvent::ShortcutOverride
        && static_cast<QKeyEvent *>(event)->matches(QKeySequence::Copy)) {
        event->accept();
        return true;
    }
    return QWidget::event(event);
}

void SecretField::keyPressEvent(QKeyEvent *event)
{
    if (event->matches(QKeySequence::Copy)) {
        if (!m_secret.isEmpty() && !event->isAutoRepeat())
            Q_EMIT copyRequested();
        return;
    }
    QWidget::keyPressEvent(event);
}

void SecretField::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    if (event->size().width() != event->oldSize().width())
        setFixedHeight(heightForWidth(width()));
}

void SecretField::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    QStyleOptionFrame frame;
    frame.initFrom(this);
    frame.lineWidth = style()->pixelMetric(QStyle::PM_DefaultFrameWidth, &frame, this);
    frame.state |= QStyle::State_Sunken | QStyle::State_ReadOnly;
    style()->drawPrimitive(QStyle::PE_PanelLineEdit, &frame, &painter, this);

    painter.setPen(palette().color(QPalette::Text));
    for (int i = 0; i < characterCount(); ++i)
        painter.drawText(cellOf(i), Qt::AlignCenter, characterAt(i));
}

} // namespace tc
