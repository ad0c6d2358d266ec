#include "logcapture.h"

#include "supportlog.h"

#include <QDateTime>

#include <atomic>
#include <cstdio>
#include <string_view>

namespace tc {

namespace {

/// A message handler is a plain function, so it has to find its log here.
std::atomic<SupportLog *> currentLog = nullptr;

QString levelName(QtMsgType type)
{
    switch (type) {
    case QtDebugMsg:
        return QStringLiteral("debug");
    case QtInfoMsg:
        return QStringLiteral("info");
    case QtWarningMsg:
        return QStringLiteral("warning");
    case QtCriticalMsg:
        return QStringLiteral("critical");
    case QtFatalMsg:
        return QStringLiteral("fatal");
    }
    return {};
}

bool isOwn(std::string_view category)
{
    return category.starts_with("tc.");
}

bool isInformation(QtMsgType type)
{
    return type == QtDebugMsg || type == QtInfoMsg;
}

void takeMessage(QtMsgType type, const QMessageLogContext &context, const QString &message)
{
    SupportLog *log = currentLog.load();
    // Whatever redacting logs itself would come back here for ever.
    static thread_local bool inside = false;
    if (!log || inside)
        return;
    inside = true;
    const char *category = context.category ? context.category : "default";
    log->append(QDateTime::currentDateTimeUtc().toString(Qt::ISODateWithMs) + u' ' + levelName(type) + u' '
                    + QString::fromUtf8(category) + u' ' + message,
                isOwn(category) ? SupportLog::Source::Console : SupportLog::Source::Others);
    if (!isOwn(category) || !isInformation(type)) {
        const QByteArray line = log->redacted(qFormatLogMessage(type, context, message)).toLocal8Bit() + '\n';
        std::fputs(line.constData(), stderr);
    }
    inside = false;
}

} // namespace

LogCapture::LogCapture(SupportLog &log)
{
    currentLog = &log;
    m_before = qInstallMessageHandler(takeMessage);
}

LogCapture::~LogCapture()
{
    qInstallMessageHandler(m_before);
    currentLog = nullptr;
}

} // namespace tc
