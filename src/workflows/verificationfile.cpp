#include "verificationfile.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QJsonDocument>
#include <QJsonObject>
#include <QLockFile>
#include <QSaveFile>

namespace tc {

namespace {

using L = QLatin1String;

constexpr int formatVersion = 1;
constexpr qint64 largestFile = 1024 * 1024;

QString written(const QDateTime &at)
{
    return at.toUTC().toString(Qt::ISODateWithMs);
}

QDateTime instantOf(const QJsonObject &json)
{
    return QDateTime::fromString(json.value(L("at")).toString(), Qt::ISODateWithMs);
}

} // namespace

VerificationFile::VerificationFile(QString path)
    : m_path(std::move(path))
{
}

VerificationFile::Content VerificationFile::read() const
{
    Content content;
    QFile file(m_path);
    if (file.size() > largestFile || !file.open(QIODevice::ReadOnly))
        return content;
    const QJsonObject json = QJsonDocument::fromJson(file.readAll()).object();
    if (json.value(L("version")).toInt() != formatVersion)
        return content;
    const QJsonObject controls = json.value(L("controls")).toObject();
    for (auto control = controls.begin(); control != controls.end(); ++control) {
        const QJsonObject noted = control->toObject();
        if (const QDateTime at = instantOf(noted); at.isValid())
            content.controls.insert(control.key(), {at, noted.value(L("status")).toInt()});
    }
    const QJsonObject calls = json.value(L("calls")).toObject();
    for (auto call = calls.begin(); call != calls.end(); ++call) {
        const QJsonObject noted = call->toObject();
        const std::chrono::seconds every(noted.value(L("everySeconds")).toInt());
        if (const QDateTime at = instantOf(noted); at.isValid() && every.count() > 0)
            content.calls.insert(call.key(), {at, every});
    }
    return content;
}

void VerificationFile::change(const std::function<void(Content &)> &edit) const
{
    QLockFile lock(m_path + L(".lock"));
    if (!QDir().mkpath(QFileInfo(m_path).path()) || !lock.tryLock(0))
        return;
    Content content = read();
    edit(content);
    QJsonObject controls;
    for (auto control = content.controls.cbegin(); control != content.controls.cend(); ++control)
        controls.insert(control.key(),
                        QJsonObject {{L("at"), written(control->at)}, {L("status"), control->status}});
    QJsonObject calls;
    for (auto call = content.calls.cbegin(); call != content.calls.cend(); ++call)
        calls.insert(call.key(),
                     QJsonObject {{L("at"), written(call->at)},
                                  {L("everySeconds"), static_cast<int>(call->every.count())}});
    QSaveFile file(m_path);
    if (!file.open(QIODevice::WriteOnly)
        || !file.setPermissions(QFileDevice::ReadOwner | QFileDevice::WriteOwner))
        return;
    file.write(QJsonDocument({{L("version"), formatVersion}, {L("controls"), controls}, {L("calls"), calls}})
                   .toJson());
    file.commit();
}

} // namespace tc
