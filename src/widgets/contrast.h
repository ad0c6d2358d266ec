#pragma once

#include <QColor>

QT_BEGIN_NAMESPACE
class QPalette;
QT_END_NAMESPACE

namespace tc {

/// What a colour adds to a text and an icon that say the same.
enum class Tone { Plain, Information, Good, Attention, Bad };

/// The contrast of two opaque colours, 1 to 21 (WCAG 2.1, "contrast ratio").
[[nodiscard]] double contrastRatio(const QColor &a, const QColor &b);

/// \a color, made lighter or darker as far as it takes to reach \a ratio on \a background (WCAG 2.1, 1.4.3).
[[nodiscard]] QColor readableOn(const QColor &background, const QColor &color, double ratio = 4.5);

/// \a share (0 to 1) of \a b in \a a.
[[nodiscard]] QColor mixed(const QColor &a, const QColor &b, double share);

/// The colour of \a tone as text or icon on \a background; Plain is \a palette's own text colour.
[[nodiscard]] QColor toneColor(Tone tone, const QPalette &palette, const QColor &background);

} // namespace tc
