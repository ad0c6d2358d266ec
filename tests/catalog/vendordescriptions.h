#pragma once

#include <QByteArray>

// Descriptions of services as their public documentation and source show them, to prove that each can be
// expressed. Kept apart from the tests, since moc loses its way in raw strings.
[[nodiscard]] QByteArray cloudflareDescription();
[[nodiscard]] QByteArray verdaccioDescription();
[[nodiscard]] QByteArray gitlabDescription();
[[nodiscard]] QByteArray pterodactylDescription();
[[nodiscard]] QByteArray strapiDescription();
[[nodiscard]] QByteArray giteaDescription();
/// A service of counted offsets, by host, with an envelope.
[[nodiscard]] QByteArray offsetDescription();
