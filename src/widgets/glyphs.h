#pragma once

#include <QRectF>
#include <QString>

QT_BEGIN_NAMESPACE
class QColor;
class QPainter;
QT_END_NAMESPACE

namespace tc {

/// The console's line drawings, all on a grid of 24 by 24.
enum class Glyph {
    Create,
    Rename,
    EditRanges,
    Rotate,
    Revoke,
    Verify,
    Refresh,
    Documentation,
    Copy,
    Connect,
    Disconnect,
    Search,
    Remove,
    Key,
    Lock,
    Clock,
    House,
    Flask,
    Offline,
    Information,
    Success,
    Warning,
    Error,
    Question,
};

/// Draws \a glyph in the largest square in the middle of \a rect.
void paintGlyph(QPainter &painter, const QRectF &rect, Glyph glyph, const QColor &color);

/// A name for assistive technology and tests, such as "warning"; not translated.
[[nodiscard]] QString glyphName(Glyph glyph);

} // namespace tc
