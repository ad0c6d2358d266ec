#include "icons.h"

#include <QGuiApplication>
#include <QIconEngine>
#include <QPainter>
#include <QPalette>
#include <QPixmap>

namespace tc {

namespace {

/// What is the same for every icon that is drawn when asked for.
class DrawnIconEngine : public QIconEngine
{
public:
    QPixmap pixmap(const QSize &size, QIcon::Mode mode, QIcon::State state) override
    {
        QPixmap pixmap(size);
        pixmap.fill(Qt::transparent);
        QPainter painter(&pixmap);
        paint(&painter, QRect(QPoint(), size), mode, state);
        return pixmap;
    }
    bool isNull() override { return false; }
};

class GlyphIconEngine final : public DrawnIconEngine
{
public:
    GlyphIconEngine(QList<Glyph> glyphs, Tone tone)
        : m_glyphs(std::move(glyphs))
        , m_tone(tone)
    {
    }

    void paint(QPainter *painter, const QRect &rect, QIcon::Mode mode, QIcon::State) override
    {
        const double width = double(rect.width()) / m_glyphs.size();
        for (qsizetype i = 0; i < m_glyphs.size(); ++i)
            paintGlyph(*painter, QRectF(rect.x() + i * width, rect.y(), width, rect.height()), m_glyphs[i],
                       colorFor(mode));
    }
    QIconEngine *clone() const override { return new GlyphIconEngine(*this); }
    QString key() const override { return QStringLiteral("tc-glyph"); }
    QString iconName() override { return glyphName(m_glyphs.first()); }

private:
    [[nodiscard]] QColor colorFor(QIcon::Mode mode) const
    {
        const QPalette palette = QGuiApplication::palette();
        switch (mode) {
        case QIcon::Disabled:
            return palette.color(QPalette::Disabled, QPalette::WindowText);
        case QIcon::Selected:
            return palette.color(QPalette::HighlightedText);
        default:
            return toneColor(m_tone, palette, palette.color(QPalette::Base));
        }
    }

    QList<Glyph> m_glyphs;
    Tone m_tone;
};

class ApplicationIconEngine final : public DrawnIconEngine
{
public:
    void paint(QPainter *painter, const QRect &rect, QIcon::Mode, QIcon::State) override
    {
        const double side = qMin(rect.width(), rect.height());
        const QRectF square(rect.center().x() + 0.5 - side / 2, rect.center().y() + 0.5 - side / 2, side,
                            side);
        painter->save();
        painter->setRenderHint(QPainter::Antialiasing);
        painter->setPen(Qt::NoPen);
        painter->setBrush(QColor(0x12, 0x4f, 0x7c));
        painter->drawRoundedRect(square, side * 0.2, side * 0.2);
        painter->restore();
        const double margin = side * 0.14;
        paintGlyph(*painter, square.adjusted(margin, margin, -margin, -margin), Glyph::Key, Qt::white);
    }
    QIconEngine *clone() const override { return new ApplicationIconEngine(*this); }
    QString key() const override { return QStringLiteral("tc-application"); }
    QString iconName() override { return QStringLiteral("token-console"); }
    // Window systems ask for the sizes there are before they ask for one.
    QList<QSize> availableSizes(QIcon::Mode, QIcon::State) override
    {
        return {{16, 16}, {24, 24}, {32, 32}, {48, 48}, {64, 64}, {128, 128}, {256, 256}};
    }
};

} // namespace

QIcon icon(Glyph glyph, Tone tone)
{
    return QIcon(new GlyphIconEngine({glyph}, tone));
}

QIcon iconRow(const QList<Glyph> &glyphs)
{
    return glyphs.isEmpty() ? QIcon() : QIcon(new GlyphIconEngine(glyphs, Tone::Plain));
}

QIcon statusIcon(TokenStatus status)
{
    switch (status) {
    case TokenStatus::Active:
        return icon(Glyph::Success, Tone::Good);
    case TokenStatus::Expiring:
        return icon(Glyph::Clock, Tone::Attention);
    case TokenStatus::Expired:
        return icon(Glyph::Error, Tone::Bad);
    case TokenStatus::Revoked:
        return icon(Glyph::Revoke, Tone::Bad);
    case TokenStatus::Unknown:
        return icon(Glyph::Question);
    }
    Q_UNREACHABLE();
}

QIcon applicationIcon()
{
    return QIcon(new ApplicationIconEngine);
}

} // namespace tc
