#include "catalog.h"

#include "descriptionloader.h"

#include <QRegularExpression>

#include <algorithm>

namespace tc {

namespace {

QStringList variablesOf(const ServiceDescription &description)
{
    return {description.variables.token, description.variables.baseUrl, description.variables.environment};
}

} // namespace

bool isTokenVariableName(const QString &name)
{
    static const QRegularExpression rule(QStringLiteral("\\A[A-Z][A-Z0-9_]*_(TOKEN|KEY|SECRET|PAT)\\z"));
    return rule.match(name).hasMatch();
}

Catalog::Catalog(const QList<DescriptionFile> &files, const QByteArray &schema)
{
    using Origin = DescriptionFile::Origin;
    using Check = DescriptionLoader::Check;
    DescriptionLoader loader(schema);
    for (const Origin origin : {Origin::Shipped, Origin::User}) {
        for (const DescriptionFile &file : files) {
            if (file.origin != origin || file.name.endsWith(QLatin1String(".schema.json")))
                continue;
            auto loaded = loader.load(file.json, file.name,
                                      origin == Origin::Shipped ? Check::Meaning : Check::SchemaAndMeaning);
            if (!loaded) {
                m_errors += loaded.error();
                continue;
            }
            const QList<DescriptionError> taken = conflicts(**loaded, file.name);
            if (taken.isEmpty())
                m_services.append(*std::move(loaded));
            m_errors += taken;
        }
        if (origin == Origin::Shipped)
            std::stable_partition(m_services.begin(), m_services.end(),
                                  [](const auto &service) { return service->preferred; });
    }
}

QList<DescriptionError> Catalog::conflicts(const ServiceDescription &description,
                                           const QString &fileName) const
{
    QList<DescriptionError> errors;
    if (service(description.id))
        errors.append(
            {fileName, QStringLiteral("/id"),
             DescriptionError::tr("The id “%1” is taken by another description.").arg(description.id)});
    if (!description.variables.token.isEmpty() && !isTokenVariableName(description.variables.token))
        errors.append({fileName, QStringLiteral("/variables/token"),
                       DescriptionError::tr("The name of a token’s variable ends in _TOKEN, _KEY, _SECRET or "
                                            "_PAT.")});
    QStringList taken;
    for (const auto &other : m_services)
        taken += variablesOf(*other);
    const QStringList pointers {QStringLiteral("/variables/token"), QStringLiteral("/variables/baseUrl"),
                                QStringLiteral("/variables/environment")};
    const QStringList own = variablesOf(description);
    for (int i = 0; i < own.size(); ++i) {
        if (own.at(i).isEmpty())
            continue;
        // What is meant for one service must not reach another.
        if (taken.contains(own.at(i)))
            errors.append({fileName, pointers.at(i),
                           DescriptionError::tr("The variable %1 is another description’s.").arg(own.at(i))});
        taken.append(own.at(i));
    }
    return errors;
}

std::shared_ptr<const ServiceDescription> Catalog::service(QStringView id) const
{
    for (const auto &one : m_services) {
        if (one->id == id)
            return one;
    }
    return nullptr;
}

} // namespace tc
