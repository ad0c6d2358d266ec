#pragma once

#include <QPalette>

/// The palettes that colours must be readable on.
[[nodiscard]] inline QPalette paletteOf(const QColor &window, const QColor &text)
{
    QPalette palette;
    for (const QPalette::ColorRole role : {QPalette::Window, QPalette::Base, QPalette::Button})
        palette.setColor(role, window);
    for (const QPalette::ColorRole role : {QPalette::WindowText, QPalette::Text, QPalette::ButtonText})
        palette.setColor(role, text);
    return palette;
}

[[nodiscard]] inline QPalette lightPalette()
{
    return paletteOf(QColor(0xef, 0xef, 0xef), Qt::black);
}

[[nodiscard]] inline QPalette darkPalette()
{
    return paletteOf(QColor(0x2b, 0x2b, 0x2b), QColor(0xee, 0xee, 0xee));
}

[[nodiscard]] inline QPalette highContrastPalette()
{
    return paletteOf(Qt::black, Qt::white);
}
