#include "contrast.h"

#include <QPalette>

#include <algorithm>
#include <cmath>

namespace tc {

namespace {

double relativeLuminance(const QColor &color)
{
    const auto linear = [](double channel) {
        return channel <= 0.04045 ? channel / 12.92 : std::pow((channel + 0.055) / 1.055, 2.4);
    };
    return 0.2126 * linear(color.redF()) + 0.7152 * linear(color.greenF()) + 0.0722 * linear(color.blueF());
}

} // namespace

double contrastRatio(const QColor &a, const QColor &b)
{
    // With braces: std::minmax() of two temporaries returns references to them.
    const auto [darker, lighter] = std::minmax({relativeLuminance(a), relativeLuminance(b)});
    return (lighter + 0.05) / (darker + 0.05);
}

QColor readableOn(const QColor &background, const QColor &color, double ratio)
{
    const QColor end = contrastRatio(Qt::black, background) > contrastRatio(Qt::white, background)
        ? QColor(Qt::black)
        : QColor(Qt::white);
    for (int step = 0; step < 20; ++step) {
        const QColor candidate = mixed(color, end, step / 20.0);
        if (contrastRatio(candidate, background) >= ratio)
            return candidate;
    }
    return end;
}

QColor mixed(const QColor &a, const QColor &b, double share)
{
    const auto channel = [share](int from, int to) {
        return static_cast<int>(std::lround(from + (to - from) * share));
    };
    return QColor(channel(a.red(), b.red()), channel(a.green(), b.green()), channel(a.blue(), b.blue()));
}

QColor toneColor(Tone tone, const QPalette &palette, const QColor &background)
{
    switch (tone) {
    case Tone::Plain:
        return palette.color(QPalette::WindowText);
    case Tone::Information:
        return readableOn(background, QColor(0x00, 0x66, 0xa6));
    case Tone::Good:
        return readableOn(background, QColor(0x1b, 0x80, 0x3c));
    case Tone::Attention:
        return readableOn(background, QColor(0xa8, 0x5d, 0x00));
    case Tone::Bad:
        return readableOn(background, QColor(0xc0, 0x1c, 0x28));
    }
    Q_UNREACHABLE();
}

} // namespace tc
