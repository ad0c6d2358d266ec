#pragma once

#include "contrast.h"
#include "glyphs.h"
#include "token.h"

#include <QIcon>

namespace tc {

/// \a glyph as an icon that follows the application's palette: it is drawn, never stored, so that a change
/// between light, dark and high contrast needs nothing else. Its QIcon::name() is glyphName().
[[nodiscard]] QIcon icon(Glyph glyph, Tone tone = Tone::Plain);
/// Several glyphs in a row, each as wide as the icon is high.
[[nodiscard]] QIcon iconRow(const QList<Glyph> &glyphs);

/// The shape and the tone that stand for \a status beside its text.
[[nodiscard]] QIcon statusIcon(TokenStatus status);

/// The console's own icon, for windows.
[[nodiscard]] QIcon applicationIcon();

} // namespace tc
