#pragma once

#include <QByteArray>
#include <QFile>
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QStringList>
#include <QTemporaryDir>
#include <QTest>
#include <QUrl>

/// The real backend on a database of its own, for as long as this lives.
class BackendProcess
{
public:
    explicit BackendProcess(const QStringList &options = {})
    {
        m_process.setProcessChannelMode(QProcess::ForwardedErrorChannel);
        m_process.start(QStringLiteral(TC_BACKEND_PROGRAM),
                        QStringList {QStringLiteral("--listen"), QStringLiteral("127.0.0.1:0"),
                                     QStringLiteral("--database"), file(QStringLiteral("tokens.sqlite")),
                                     QStringLiteral("--issue-management-token"),
                                     file(QStringLiteral("token"))}
                            + options);
        const bool isReady = QTest::qWaitFor(
            [this] { return m_process.canReadLine() || m_process.state() == QProcess::NotRunning; }, 20'000);
        if (!isReady || !m_process.canReadLine())
            return;
        const QJsonObject ready = QJsonDocument::fromJson(m_process.readLine()).object();
        m_url = QUrl(ready.value(u"services").toObject().value(u"optimus").toString());
        QFile token(file(QStringLiteral("token")));
        if (token.open(QIODevice::ReadOnly))
            m_managementToken = token.readAll().trimmed();
    }

    ~BackendProcess()
    {
        m_process.kill();
        m_process.waitForFinished();
    }

    [[nodiscard]] bool isRunning() const { return m_url.isValid() && !m_managementToken.isEmpty(); }
    [[nodiscard]] QUrl optimusUrl() const { return m_url; }
    [[nodiscard]] QByteArray managementToken() const { return m_managementToken; }

private:
    [[nodiscard]] QString file(const QString &name) const { return m_directory.filePath(name); }

    QTemporaryDir m_directory;
    QProcess m_process;
    QUrl m_url;
    QByteArray m_managementToken;
};
