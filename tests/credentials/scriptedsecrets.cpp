// A Secret Service that behaves as told (Secret Service API draft 0.2, as far as libsecret asks for it):
//
//   locked     the collection is locked, and every prompt to unlock it is dismissed
//   unasked    the same, and searches find nothing
//   prompting  the same, and the prompt is never answered
//   refusing   every call is answered with an error
//   hanging    no call is answered
//   stalling   says it is open, then answers no more
//   forgetful  takes entries and never has any
//   tardy      takes an entry, but says so only after two seconds, and has it from then on
//   stubborn   has one entry under every name, whatever is written or deleted
//   closed     a KWallet that says its wallet is open and fails to open it
//
// A second argument is the bus name to take instead of org.freedesktop.secrets.

#include <QCoreApplication>
#include <QDBusArgument>
#include <QDBusConnection>
#include <QDBusMessage>
#include <QDBusMetaType>
#include <QDBusObjectPath>
#include <QDBusVariant>
#include <QDBusVirtualObject>
#include <QTimer>

#include <algorithm>
#include <cstdio>

struct WireSecret
{
    QDBusObjectPath session;
    QByteArray parameters;
    QByteArray value;
    QString contentType;
};
Q_DECLARE_METATYPE(WireSecret)
using WireSecrets = QMap<QDBusObjectPath, WireSecret>;

QDBusArgument &operator<<(QDBusArgument &out, const WireSecret &secret)
{
    out.beginStructure();
    out << secret.session << secret.parameters << secret.value << secret.contentType;
    out.endStructure();
    return out;
}

const QDBusArgument &operator>>(const QDBusArgument &in, WireSecret &secret)
{
    in.beginStructure();
    in >> secret.session >> secret.parameters >> secret.value >> secret.contentType;
    in.endStructure();
    return in;
}

namespace {

using Attributes = QMap<QString, QString>;
using Paths = QList<QDBusObjectPath>;

const QDBusObjectPath none(QStringLiteral("/"));
const QDBusObjectPath session(QStringLiteral("/org/freedesktop/secrets/session/s1"));
const QDBusObjectPath collection(QStringLiteral("/org/freedesktop/secrets/collection/c1"));
const QDBusObjectPath item(QStringLiteral("/org/freedesktop/secrets/collection/c1/1"));
const QDBusObjectPath prompt(QStringLiteral("/org/freedesktop/secrets/prompt/p1"));

class Script : public QDBusVirtualObject
{
public:
    explicit Script(QString mode)
        : m_mode(std::move(mode))
    {
    }

    QString introspect(const QString &) const override { return {}; }

    bool handleMessage(const QDBusMessage &message, const QDBusConnection &bus) override
    {
        const QString member = message.member();
        std::fprintf(stderr, "%s %s\n", qPrintable(message.path()), qPrintable(member));
        const bool asksState = member == QLatin1String("ReadAlias")
            || (member == QLatin1String("Get")
                && message.arguments().value(1).toString() == QLatin1String("Locked"));
        if (m_mode == QLatin1String("hanging") || (m_mode == QLatin1String("stalling") && !asksState))
            return true;
        if (m_mode == QLatin1String("refusing"))
            return bus.send(message.createErrorReply(QDBusError::AccessDenied, QStringLiteral("No.")));
        if (m_mode == QLatin1String("tardy") && member == QLatin1String("CreateItem")) {
            QTimer::singleShot(2000, this, [this, message, bus] {
                keep(message);
                bus.send(answer(message, message.member(), bus));
            });
            return true;
        }
        return bus.send(answer(message, member, bus));
    }

private:
    bool isLocked() const
    {
        return m_mode == QLatin1String("locked") || m_mode == QLatin1String("unasked")
            || m_mode == QLatin1String("prompting");
    }

    QDBusMessage answer(const QDBusMessage &message, const QString &member, const QDBusConnection &bus)
    {
        if (member == QLatin1String("networkWallet"))
            return message.createReply(QStringLiteral("kdewallet"));
        if (member == QLatin1String("isOpen"))
            return message.createReply(true);
        if (member == QLatin1String("ReadAlias"))
            return message.createReply(QVariant::fromValue(collection));
        if (member == QLatin1String("OpenSession")) {
            if (message.arguments().value(0).toString() != QLatin1String("plain"))
                return message.createErrorReply(QDBusError::NotSupported, QStringLiteral("Only plain."));
            return message.createReply(
                {QVariant::fromValue(QDBusVariant(QString())), QVariant::fromValue(session)});
        }
        if (member == QLatin1String("Get"))
            return message.createReply(QVariant::fromValue(QDBusVariant(isLocked())));
        if (member == QLatin1String("GetAll"))
            return message.createReply(QVariantMap {{QStringLiteral("Locked"), isLocked()},
                                                    {QStringLiteral("Label"), QStringLiteral("Scripted")}});
        if (member == QLatin1String("SearchItems"))
            return message.createReply({QVariant::fromValue(Paths(finds(message), item)),
                                        QVariant::fromValue(Paths(isLocked() && !isUnasked(), item))});
        if (member == QLatin1String("GetSecrets")) {
            const WireSecret secret {session, {}, m_value, QStringLiteral("text/plain")};
            return message.createReply(QVariant::fromValue(WireSecrets {{item, secret}}));
        }
        if (member == QLatin1String("Unlock"))
            return message.createReply({QVariant::fromValue(Paths()), QVariant::fromValue(prompt)});
        if (member == QLatin1String("Prompt")) {
            if (m_mode != QLatin1String("prompting"))
                QTimer::singleShot(0, this, [bus] { dismiss(bus); });
            return message.createReply();
        }
        if (member == QLatin1String("CreateItem")) {
            if (isLocked())
                return message.createErrorReply(QStringLiteral("org.freedesktop.Secret.Error.IsLocked"),
                                                QStringLiteral("Locked."));
            return message.createReply({QVariant::fromValue(item), QVariant::fromValue(none)});
        }
        if (member == QLatin1String("Delete"))
            return message.createReply(QVariant::fromValue(none));
        return message.createErrorReply(QDBusError::UnknownMethod, member);
    }

    void keep(const QDBusMessage &creation)
    {
        const auto properties = qdbus_cast<QVariantMap>(creation.arguments().value(0));
        m_attributes = qdbus_cast<Attributes>(
            properties.value(QStringLiteral("org.freedesktop.Secret.Item.Attributes")));
        m_value = qdbus_cast<WireSecret>(creation.arguments().value(1)).value;
    }

    /// QtKeychain writes into an attribute whether the value is Base64, and asks for either.
    bool finds(const QDBusMessage &search) const
    {
        const auto wanted = qdbus_cast<Attributes>(search.arguments().value(0));
        const auto has = [this](const auto &pair) {
            return m_attributes.value(pair.first) == pair.second;
        };
        return m_mode == QLatin1String("stubborn")
            || std::all_of(wanted.constKeyValueBegin(), wanted.constKeyValueEnd(), has);
    }

    bool isUnasked() const { return m_mode == QLatin1String("unasked"); }

    static void dismiss(const QDBusConnection &bus)
    {
        QDBusMessage completed = QDBusMessage::createSignal(
            prompt.path(), QStringLiteral("org.freedesktop.Secret.Prompt"), QStringLiteral("Completed"));
        completed << true << QVariant::fromValue(QDBusVariant(QVariant::fromValue(Paths())));
        bus.send(completed);
    }

    QString m_mode;
    Attributes m_attributes; ///< of the entry, where one was written
    QByteArray m_value = "b3RoZXI=";
};

} // namespace

int main(int argc, char **argv)
{
    QCoreApplication app(argc, argv);
    qDBusRegisterMetaType<WireSecret>();
    qDBusRegisterMetaType<WireSecrets>();
    qDBusRegisterMetaType<Attributes>();
    Script script(app.arguments().value(1));
    const QString name = app.arguments().value(2, QStringLiteral("org.freedesktop.secrets"));
    QDBusConnection bus = QDBusConnection::sessionBus();
    if (!bus.registerVirtualObject(QStringLiteral("/"), &script, QDBusConnection::SubPath)
        || !bus.registerService(name))
        return 1;
    std::puts("ready");
    std::fflush(stdout);
    return QCoreApplication::exec();
}
