#pragma once

#include "colorscheme.h"

#include <QPalette>

namespace tc {

/// A palette for Qt's Fusion style: every text on its background has a contrast of at least 4.5:1 (WCAG 2.1
/// 1.4.3), disabled text aside.
[[nodiscard]] QPalette schemePalette(ColorScheme::Scheme scheme);

/// Whether \a palette shows light text on dark windows.
[[nodiscard]] ColorScheme::Scheme schemeOf(const QPalette &palette);

} // namespace tc
