#pragma once

#include "descriptionloader.h"
#include "httpmessage.h"
#include "secret.h"
#include "servicemapping.h"

#include <QByteArray>
#include <QFile>
#include <QString>

/// A file that ships with the console.
inline QByteArray shipped(const QString &name)
{
    QFile file(QStringLiteral(":/services/") + name);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

inline QByteArray serviceSchema()
{
    return shipped(QStringLiteral("service.schema.json"));
}

/// What is wrong with \a json, one line each; "" for a description that loads.
inline QString complaints(const QByteArray &json)
{
    tc::DescriptionLoader loader(serviceSchema());
    const auto loaded = loader.load(json, QStringLiteral("mine.json"));
    QString text;
    if (!loaded) {
        for (const tc::DescriptionError &error : loaded.error())
            text += error.fileName + u' ' + error.pointer + u' ' + error.reason + u'\n';
    }
    return text;
}

/// The mapping of a description that is known to load.
inline tc::ServiceMapping mappingOf(const QByteArray &json)
{
    tc::DescriptionLoader loader(serviceSchema());
    auto loaded = loader.load(json, QStringLiteral("test.json"));
    if (!loaded)
        qFatal("%s", qPrintable(complaints(json)));
    return tc::ServiceMapping(*loaded);
}

inline tc::HttpReplyData reply(int status, const QByteArray &body, tc::HttpHeaders headers = {})
{
    return {status, std::move(headers), body};
}

/// JSON with ' for ", so that it reads well in a test.
inline QByteArray quoted(const char *text)
{
    return QByteArray(text).replace('\'', '"');
}

inline QByteArray revealed(const tc::Secret &secret)
{
    return secret.reveal([](QByteArrayView bytes) { return bytes.toByteArray(); });
}

inline tc::AllowedIps ranges(std::initializer_list<const char *> texts)
{
    tc::AllowedIps all;
    for (const char *text : texts)
        all.add(*tc::IpRange::parse(QString::fromLatin1(text)));
    return all;
}
