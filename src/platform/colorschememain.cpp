// Prints the desktop's light or dark preference as the portal gives it. A program of its own, without
// secrets, which the portal may look into: see colorschemequery.h.

#include "colorschemequery.h"

#include <QCoreApplication>
#include <QDBusConnection>

#include <cstdio>

int main(int argc, char **argv)
{
    constexpr int patience = 5'000; // milliseconds
    const QCoreApplication application(argc, argv);
    const QDBusMessage reply
        = QDBusConnection::sessionBus().call(tc::colorSchemeQuery(), QDBus::Block, patience);
    const auto preference = tc::colorSchemePreference(reply.arguments().value(0));
    if (reply.type() != QDBusMessage::ReplyMessage || !preference)
        return 1;
    std::printf("%u\n", *preference);
    return 0;
}
