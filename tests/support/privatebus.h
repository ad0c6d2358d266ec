#pragma once

#include <QFile>
#include <QProcess>
#include <QProcessEnvironment>
#include <QTemporaryDir>

namespace tc::test {

/// A D-Bus session bus of the test's own that starts no services, so that only what the test puts on it is
/// there. It ends with the object.
class PrivateBus
{
public:
    PrivateBus()
    {
        QFile config(m_dir.filePath(QStringLiteral("bus.conf")));
        if (!config.open(QIODevice::WriteOnly))
            return;
        config.write("<!DOCTYPE busconfig PUBLIC \"-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN\" "
                     "\"http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd\"><busconfig>"
                     "<type>session</type><listen>unix:dir="
                     + m_dir.path().toUtf8()
                     + "</listen><policy context=\"default\"><allow send_destination=\"*\"/>"
                       "<allow receive_sender=\"*\"/><allow own=\"*\"/></policy></busconfig>");
        config.close();
        m_daemon.setProcessChannelMode(QProcess::SeparateChannels);
        m_daemon.start(QStringLiteral("dbus-daemon"),
                       {QStringLiteral("--config-file=") + config.fileName(), QStringLiteral("--nofork"),
                        QStringLiteral("--print-address")});
        while (!m_daemon.canReadLine() && m_daemon.waitForReadyRead(10000)) { }
        m_address = QString::fromUtf8(m_daemon.readLine().trimmed());
    }

    ~PrivateBus()
    {
        m_daemon.kill();
        m_daemon.waitForFinished();
    }

    [[nodiscard]] bool isRunning() const { return !m_address.isEmpty(); }
    [[nodiscard]] QString address() const { return m_address; }

    /// This process's environment with \a address as its session bus.
    [[nodiscard]] static QProcessEnvironment environmentFor(const QString &address)
    {
        QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
        environment.insert(QStringLiteral("DBUS_SESSION_BUS_ADDRESS"), address);
        return environment;
    }

private:
    QTemporaryDir m_dir;
    QProcess m_daemon;
    QString m_address;
};

/// A helper program of the test's that prints a line when it is ready.
class ReadyProcess
{
public:
    ReadyProcess(const QString &program, const QStringList &arguments, const QProcessEnvironment &environment)
    {
        m_process.setProcessEnvironment(environment);
        m_process.start(program, arguments);
        while (!m_process.canReadLine() && m_process.waitForReadyRead(10000)) { }
        m_ready = m_process.readLine() == "ready\n";
    }

    ~ReadyProcess()
    {
        m_process.kill();
        m_process.waitForFinished();
    }

    [[nodiscard]] bool isReady() const { return m_ready; }
    [[nodiscard]] QProcess &process() { return m_process; }

private:
    QProcess m_process;
    bool m_ready = false;
};

} // namespace tc::test
