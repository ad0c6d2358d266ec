#include "glyphs.h"

#include <QColor>
#include <QPainter>
#include <QPainterPath>

namespace tc {

namespace {

constexpr double grid = 24;

void line(QPainterPath &path, double x1, double y1, double x2, double y2)
{
    path.moveTo(x1, y1);
    path.lineTo(x2, y2);
}

void polygon(QPainterPath &path, std::initializer_list<QPointF> points)
{
    path.addPolygon(QPolygonF(QList<QPointF>(points)));
    path.closeSubpath();
}

void circle(QPainterPath &path, double x, double y, double radius)
{
    path.addEllipse(QPointF(x, y), radius, radius);
}

void arc(QPainterPath &path, double x, double y, double radius, double from, double sweep)
{
    const QRectF rect(x - radius, y - radius, 2 * radius, 2 * radius);
    path.arcMoveTo(rect, from);
    path.arcTo(rect, from, sweep);
}

/// A stroke as short as its width: a dot.
void dot(QPainterPath &path, double x, double y)
{
    line(path, x, y, x + 0.01, y);
}

void plug(QPainterPath &path)
{
    line(path, 9, 3, 9, 8);
    line(path, 15, 3, 15, 8);
    path.moveTo(6, 8);
    path.lineTo(18, 8);
    path.lineTo(18, 11);
    path.arcTo(QRectF(6, 5, 12, 12), 0, -180);
    path.closeSubpath();
    line(path, 12, 17, 12, 21);
}

QPainterPath pathOf(Glyph glyph)
{
    QPainterPath path;
    switch (glyph) {
    case Glyph::Create:
        line(path, 12, 5, 12, 19);
        line(path, 5, 12, 19, 12);
        break;
    case Glyph::Rename:
        polygon(path, {{4, 20}, {5, 15.5}, {16, 4.5}, {19.5, 8}, {8.5, 19}});
        line(path, 13.5, 7, 17, 10.5);
        break;
    case Glyph::EditRanges:
        path.addRoundedRect(QRectF(3, 4, 18, 6.5), 3.2, 3.2);
        path.addRoundedRect(QRectF(3, 13.5, 10, 6.5), 3.2, 3.2);
        line(path, 18.5, 14, 18.5, 20);
        line(path, 15.5, 17, 21.5, 17);
        break;
    case Glyph::Rotate:
        arc(path, 12, 12, 7.5, 20, 140);
        path.moveTo(20.5, 4.5);
        path.lineTo(19.2, 9.4);
        path.lineTo(14.4, 8.6);
        arc(path, 12, 12, 7.5, 200, 140);
        path.moveTo(3.5, 19.5);
        path.lineTo(4.8, 14.6);
        path.lineTo(9.6, 15.4);
        break;
    case Glyph::Revoke:
        circle(path, 12, 12, 8.5);
        line(path, 6.2, 6.2, 17.8, 17.8);
        break;
    case Glyph::Verify:
        polygon(path,
                {{12, 3}, {19.5, 6}, {19.5, 12}, {16.5, 17.5}, {12, 21}, {7.5, 17.5}, {4.5, 12}, {4.5, 6}});
        path.moveTo(8.5, 11.8);
        path.lineTo(11.2, 14.5);
        path.lineTo(15.5, 9.5);
        break;
    case Glyph::Refresh:
        arc(path, 12, 12, 7.5, 20, 300);
        path.moveTo(20.5, 4.5);
        path.lineTo(19.2, 9.4);
        path.lineTo(14.4, 8.6);
        break;
    case Glyph::Documentation:
        polygon(path, {{5, 3}, {14, 3}, {19, 8}, {19, 21}, {5, 21}});
        line(path, 9, 12, 15, 12);
        line(path, 9, 16, 15, 16);
        break;
    case Glyph::Copy:
        path.addRoundedRect(QRectF(8, 8, 12.5, 12.5), 2, 2);
        path.moveTo(16, 4);
        path.lineTo(5.5, 4);
        path.quadTo(4, 4, 4, 5.5);
        path.lineTo(4, 16);
        break;
    case Glyph::Connect:
        plug(path);
        break;
    case Glyph::Disconnect:
        plug(path);
        line(path, 3, 3, 21, 21);
        break;
    case Glyph::Search:
        circle(path, 10.5, 10.5, 6.5);
        line(path, 15.5, 15.5, 20.5, 20.5);
        break;
    case Glyph::Remove:
        line(path, 6, 6, 18, 18);
        line(path, 18, 6, 6, 18);
        break;
    case Glyph::Key:
        circle(path, 7.5, 16.5, 4.5);
        line(path, 10.8, 13.2, 20, 4);
        line(path, 17, 7, 20, 10);
        line(path, 13.5, 10.5, 16, 13);
        break;
    case Glyph::Lock:
        path.addRoundedRect(QRectF(5, 11, 14, 10), 2, 2);
        path.moveTo(8, 11);
        path.lineTo(8, 8);
        path.arcTo(QRectF(8, 4, 8, 8), 180, -180);
        path.lineTo(16, 11);
        dot(path, 12, 16);
        break;
    case Glyph::Clock:
        circle(path, 12, 12, 8.5);
        line(path, 12, 7, 12, 12);
        line(path, 12, 12, 15.5, 14);
        break;
    case Glyph::House:
        polygon(path, {{4, 11}, {12, 4}, {20, 11}, {20, 20}, {4, 20}});
        path.moveTo(10, 20);
        path.lineTo(10, 14);
        path.lineTo(14, 14);
        path.lineTo(14, 20);
        break;
    case Glyph::Flask:
        polygon(path, {{10, 4}, {10, 10}, {4.5, 20}, {19.5, 20}, {14, 10}, {14, 4}});
        line(path, 8, 4, 16, 4);
        line(path, 8, 15, 16, 15);
        break;
    case Glyph::Offline:
        arc(path, 12, 18, 12, 50, 80);
        arc(path, 12, 18, 7, 50, 80);
        dot(path, 12, 18);
        line(path, 4, 4, 20, 20);
        break;
    case Glyph::Information:
        circle(path, 12, 12, 8.5);
        line(path, 12, 11.5, 12, 16);
        dot(path, 12, 8);
        break;
    case Glyph::Success:
        circle(path, 12, 12, 8.5);
        path.moveTo(8, 12.3);
        path.lineTo(11, 15.2);
        path.lineTo(16, 9.3);
        break;
    case Glyph::Warning:
        polygon(path, {{12, 3.5}, {21.5, 20}, {2.5, 20}});
        line(path, 12, 10, 12, 14);
        dot(path, 12, 17);
        break;
    case Glyph::Error:
        circle(path, 12, 12, 8.5);
        line(path, 9, 9, 15, 15);
        line(path, 15, 9, 9, 15);
        break;
    case Glyph::Question:
        circle(path, 12, 12, 8.5);
        path.moveTo(9.6, 9.8);
        path.cubicTo(9.6, 6.6, 14.6, 6.6, 14.6, 9.8);
        path.cubicTo(14.6, 11.6, 12, 11.6, 12, 13.6);
        dot(path, 12, 16.4);
        break;
    }
    return path;
}

} // namespace

void paintGlyph(QPainter &painter, const QRectF &rect, Glyph glyph, const QColor &color)
{
    const double side = qMin(rect.width(), rect.height());
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.translate(rect.center() - QPointF(side / 2, side / 2));
    painter.scale(side / grid, side / grid);
    painter.setBrush(Qt::NoBrush);
    painter.setPen(QPen(color, 2, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
    painter.drawPath(pathOf(glyph));
    painter.restore();
}

QString glyphName(Glyph glyph)
{
    switch (glyph) {
    case Glyph::Create:
        return QStringLiteral("create");
    case Glyph::Rename:
        return QStringLiteral("rename");
    case Glyph::EditRanges:
        return QStringLiteral("edit-ranges");
    case Glyph::Rotate:
        return QStringLiteral("rotate");
    case Glyph::Revoke:
        return QStringLiteral("revoke");
    case Glyph::Verify:
        return QStringLiteral("verify");
    case Glyph::Refresh:
        return QStringLiteral("refresh");
    case Glyph::Documentation:
        return QStringLiteral("documentation");
    case Glyph::Copy:
        return QStringLiteral("copy");
    case Glyph::Connect:
        return QStringLiteral("connect");
    case Glyph::Disconnect:
        return QStringLiteral("disconnect");
    case Glyph::Search:
        return QStringLiteral("search");
    case Glyph::Remove:
        return QStringLiteral("remove");
    case Glyph::Key:
        return QStringLiteral("key");
    case Glyph::Lock:
        return QStringLiteral("lock");
    case Glyph::Clock:
        return QStringLiteral("clock");
    case Glyph::House:
        return QStringLiteral("house");
    case Glyph::Flask:
        return QStringLiteral("flask");
    case Glyph::Offline:
        return QStringLiteral("offline");
    case Glyph::Information:
        return QStringLiteral("information");
    case Glyph::Success:
        return QStringLiteral("success");
    case Glyph::Warning:
        return QStringLiteral("warning");
    case Glyph::Error:
        return QStringLiteral("error");
    case Glyph::Question:
        return QStringLiteral("question");
    }
    Q_UNREACHABLE();
}

} // namespace tc
