#pragma once

#include "descriptionerror.h"
#include "servicedescription.h"

#include <QByteArray>
#include <QList>
#include <QString>

#include <memory>

namespace tc {

/// A description file as its reader found it.
struct DescriptionFile
{
    enum class Origin { Shipped, User };

    QString name; ///< for error messages; names that end in ".schema.json" are passed over
    QByteArray json;
    Origin origin = Origin::User;
};

/// Whether a variable called \a name may hold a service's token. Its value is taken out of the environment at
/// the start, so it cannot be one that other programs live on (PATH): it ends in _TOKEN, _KEY, _SECRET or
/// _PAT.
[[nodiscard]] bool isTokenVariableName(const QString &name);

/// All services that this console knows, by what their descriptions say.
class Catalog
{
public:
    Catalog() = default;

    /// Loads \a files; one that is wrong is refused and reported, and the others load. Shipped files come
    /// first whatever their place, so no user's file can take the id or a variable of one; nor can two share
    /// any.
    /// \a schema is the text of service.schema.json, which users' files are checked against.
    Catalog(const QList<DescriptionFile> &files, const QByteArray &schema);

    /// In the order of the files, shipped ones first, and first of all those that are preferred.
    [[nodiscard]] const QList<std::shared_ptr<const ServiceDescription>> &services() const
    {
        return m_services;
    }
    /// The service called \a id, null where there is none.
    [[nodiscard]] std::shared_ptr<const ServiceDescription> service(QStringView id) const;
    [[nodiscard]] const QList<DescriptionError> &errors() const { return m_errors; }

private:
    [[nodiscard]] QList<DescriptionError> conflicts(const ServiceDescription &description,
                                                    const QString &fileName) const;

    QList<std::shared_ptr<const ServiceDescription>> m_services;
    QList<DescriptionError> m_errors;
};

} // namespace tc
