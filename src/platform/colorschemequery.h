#pragma once

#include <QDBusMessage>
#include <QVariant>

#include <optional>

namespace tc {

/// The question for the desktop's light or dark preference, as it goes to the session bus
/// (https://flatpak.github.io/xdg-desktop-portal/docs/doc-org.freedesktop.portal.Settings.html).
[[nodiscard]] QDBusMessage colorSchemeQuery();

/// The preference in the reply's or change signal's \a value: 1 dark, 2 light, 0 and everything else none;
/// nothing where it is no number.
[[nodiscard]] std::optional<uint> colorSchemePreference(QVariant value);

/// The program beside the console that asks, and prints the number. xdg-desktop-portal answers no program
/// that it cannot look into (flatpak/xdg-desktop-portal#785), and into a hardened one it cannot.
inline constexpr char colorSchemeProgram[] = "token-console-colorscheme";

} // namespace tc
