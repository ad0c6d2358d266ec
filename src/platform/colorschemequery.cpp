#include "colorschemequery.h"

#include <QDBusVariant>

namespace tc {

QDBusMessage colorSchemeQuery()
{
    QDBusMessage message = QDBusMessage::createMethodCall(
        QStringLiteral("org.freedesktop.portal.Desktop"), QStringLiteral("/org/freedesktop/portal/desktop"),
        QStringLiteral("org.freedesktop.portal.Settings"), QStringLiteral("Read"));
    message << QStringLiteral("org.freedesktop.appearance") << QStringLiteral("color-scheme");
    return message;
}

std::optional<uint> colorSchemePreference(QVariant value)
{
    // Read() wraps its answer in one more variant than SettingChanged does.
    while (value.metaType() == QMetaType::fromType<QDBusVariant>())
        value = value.value<QDBusVariant>().variant();
    bool isNumber = false;
    const uint preference = value.toUInt(&isNumber);
    return isNumber ? std::optional(preference) : std::nullopt;
}

} // namespace tc
