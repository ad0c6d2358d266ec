#pragma once

#include "descriptionerror.h"
#include "schemacheck.h"
#include "servicedescription.h"

#include <QByteArray>
#include <QList>
#include <QString>

#include <tl/expected.hpp>

#include <memory>
#include <optional>

namespace tc {

/// Makes service descriptions out of JSON files. Pure: bytes in, values out.
class DescriptionLoader
{
public:
    /// \a schema is the text of service.schema.json; it is read when it is first needed.
    explicit DescriptionLoader(QByteArray schema);

    /// Whether a file is checked against the schema before its meaning is. Files from outside always are;
    /// what ships with the console is, in its tests, and need not be again at every start.
    enum class Check { SchemaAndMeaning, Meaning };

    /// The description in \a json, or everything that is wrong with it; \a fileName is for the errors.
    [[nodiscard]] tl::expected<std::shared_ptr<const ServiceDescription>, QList<DescriptionError>>
    load(const QByteArray &json, const QString &fileName, Check check = Check::SchemaAndMeaning);

private:
    QByteArray m_schemaText;
    std::optional<SchemaCheck> m_schema;
};

} // namespace tc
