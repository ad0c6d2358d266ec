#include "catalog.h"

#include "descriptionloader.h"

namespace tc {

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
            } else if (service((*loaded)->id)) {
                m_errors.append({file.name, QStringLiteral("/id"),
                                 DescriptionError::tr("The id “%1” is taken by another description.")
                                     .arg((*loaded)->id)});
            } else {
                m_services.append(*std::move(loaded));
            }
        }
    }
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
