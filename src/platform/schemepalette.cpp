#include "schemepalette.h"

namespace tc {

namespace {

struct Colors
{
    QRgb window, base, alternateBase, button, text, placeholder, disabled, highlight, highlightedText, link,
        linkVisited, light, midlight, mid, dark, shadow, brightText;
};

constexpr Colors lightColors {0xffefefef, 0xffffffff, 0xfff7f7f7, 0xffefefef, 0xff1b1b1b, 0xff6b6b6b,
                              0xff9a9a9a, 0xff1f6fc4, 0xffffffff, 0xff0b5cad, 0xff6a3d9a, 0xffffffff,
                              0xfff7f7f7, 0xffb8b8b8, 0xff9f9f9f, 0xff767676, 0xffffffff};
constexpr Colors darkColors {0xff2b2b2b, 0xff1e1e1e, 0xff262626, 0xff353535, 0xfff0f0f0, 0xffa0a0a0,
                             0xff7a7a7a, 0xff1f6fc4, 0xffffffff, 0xff7ab8f5, 0xffc4a7e7, 0xff505050,
                             0xff404040, 0xff262626, 0xff1a1a1a, 0xff101010, 0xffffffff};

} // namespace

QPalette schemePalette(ColorScheme::Scheme scheme)
{
    const Colors &colors = scheme == ColorScheme::Scheme::Dark ? darkColors : lightColors;
    QPalette palette;
    palette.setColor(QPalette::Window, QColor(colors.window));
    palette.setColor(QPalette::Base, QColor(colors.base));
    palette.setColor(QPalette::AlternateBase, QColor(colors.alternateBase));
    palette.setColor(QPalette::ToolTipBase, QColor(colors.base));
    palette.setColor(QPalette::Button, QColor(colors.button));
    for (const QPalette::ColorRole role :
         {QPalette::WindowText, QPalette::Text, QPalette::ButtonText, QPalette::ToolTipText}) {
        palette.setColor(role, QColor(colors.text));
        palette.setColor(QPalette::Disabled, role, QColor(colors.disabled));
    }
    palette.setColor(QPalette::PlaceholderText, QColor(colors.placeholder));
    palette.setColor(QPalette::Highlight, QColor(colors.highlight));
    palette.setColor(QPalette::HighlightedText, QColor(colors.highlightedText));
    palette.setColor(QPalette::Disabled, QPalette::Highlight, QColor(colors.mid));
    palette.setColor(QPalette::Disabled, QPalette::HighlightedText, QColor(colors.disabled));
    palette.setColor(QPalette::Link, QColor(colors.link));
    palette.setColor(QPalette::LinkVisited, QColor(colors.linkVisited));
    palette.setColor(QPalette::Light, QColor(colors.light));
    palette.setColor(QPalette::Midlight, QColor(colors.midlight));
    palette.setColor(QPalette::Mid, QColor(colors.mid));
    palette.setColor(QPalette::Dark, QColor(colors.dark));
    palette.setColor(QPalette::Shadow, QColor(colors.shadow));
    palette.setColor(QPalette::BrightText, QColor(colors.brightText));
    return palette;
}

ColorScheme::Scheme schemeOf(const QPalette &palette)
{
    return palette.color(QPalette::WindowText).lightness() > palette.color(QPalette::Window).lightness()
        ? ColorScheme::Scheme::Dark
        : ColorScheme::Scheme::Light;
}

} // namespace tc
