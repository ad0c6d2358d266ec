#include "descriptionloader.h"

#include "rulesreader.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <QJsonParseError>

namespace tc {

DescriptionLoader::DescriptionLoader(QByteArray schema)
    : m_schemaText(std::move(schema))
{
}

tl::expected<std::shared_ptr<const ServiceDescription>, QList<DescriptionError>>
DescriptionLoader::load(const QByteArray &json, const QString &fileName, Check check)
{
    QList<DescriptionError> errors;
    const auto refuse = [&]() {
        for (DescriptionError &error : errors)
            error.fileName = fileName;
        return tl::unexpected(errors);
    };

    QJsonParseError parseError;
    const QJsonDocument document = QJsonDocument::fromJson(json, &parseError);
    if (parseError.error != QJsonParseError::NoError) {
        errors.append(
            {{},
             {},
             DescriptionError::tr("This is no JSON: the mistake is at byte %1.").arg(parseError.offset)});
        return refuse();
    }
    if (!document.isObject()) {
        errors.append({{}, {}, DescriptionError::tr("A description is a JSON object.")});
        return refuse();
    }
    if (check == Check::SchemaAndMeaning) {
        if (!m_schema)
            m_schema.emplace(m_schemaText);
        if (!m_schema->isValid())
            errors.append({{}, {}, DescriptionError::tr("The schema to check against cannot be read.")});
        else
            errors = m_schema->check(document.object());
        if (!errors.isEmpty())
            return refuse();
    }
    auto description = readDescription(document.object(), errors);
    if (!errors.isEmpty())
        return refuse();
    return description;
}

} // namespace tc
