#include "serviceload.h"

#include "catalog.h"
#include "servicefiles.h"
#include "untrustedtext.h"

#include <QCoreApplication>
#include <QFile>

namespace tc {

namespace {

struct ServiceLoadText
{
    Q_DECLARE_TR_FUNCTIONS(ServiceLoad)
};

QString problemText(const QString &fileName, const QString &pointer, const QString &reason)
{
    const QString file = escapeUntrusted(fileName);
    const QString why = escapeUntrusted(reason, 400);
    return pointer.isEmpty()
        ? ServiceLoadText::tr("The service description %1 was refused: %2").arg(file, why)
        : ServiceLoadText::tr("The service description %1 was refused at %2: %3")
              .arg(file, escapeUntrusted(pointer), why);
}

QByteArray schemaText()
{
    QFile schema(QStringLiteral(":/services/service.schema.json"));
    return schema.open(QIODevice::ReadOnly) ? schema.readAll() : QByteArray();
}

} // namespace

ServiceLoad loadServices(const QString &dataDirectory, const QString &servicesDirectory)
{
    ServiceLoad load;
    QList<DescriptionFile> files;
    for (ServiceFile &file : collectServiceFiles(dataDirectory, servicesDirectory)) {
        if (file.problem.isEmpty())
            files.append({file.name, std::move(file.bytes),
                          file.shipped ? DescriptionFile::Origin::Shipped : DescriptionFile::Origin::User});
        else
            load.problems.append(problemText(file.name, {}, file.problem));
    }
    const Catalog catalog(files, schemaText());
    load.services = catalog.services();
    for (const DescriptionError &error : catalog.errors())
        load.problems.append(problemText(error.fileName, error.pointer, error.reason));
    return load;
}

QStringList tokenVariables(const QList<std::shared_ptr<const ServiceDescription>> &services)
{
    QStringList names;
    for (const auto &service : services) {
        if (!service->variables.token.isEmpty())
            names.append(service->variables.token);
    }
    return names;
}

} // namespace tc
