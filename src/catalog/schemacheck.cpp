// The only file that sees valijson: its headers convert char pointers to QString, which the build allows here
// alone.
#include "schemacheck.h"

#include "jsonpointer.h"

#include <QJsonDocument>

#include <valijson/adapters/qtjson_adapter.hpp>
#include <valijson/schema.hpp>
#include <valijson/schema_parser.hpp>
#include <valijson/validation_results.hpp>
#include <valijson/validator.hpp>

#include <exception>

namespace tc {

namespace {

constexpr qsizetype mostErrors = 20;

/// valijson's "<root>", "[environments]", "[0]" as a pointer.
QString pointerOf(const std::vector<std::string> &context)
{
    JsonPointer pointer;
    for (const std::string &step : context) {
        const QString text = QString::fromStdString(step);
        if (text.startsWith(u'[') && text.endsWith(u']'))
            pointer = pointer.child(text.mid(1, text.size() - 2));
    }
    return pointer.toString();
}

} // namespace

struct SchemaCheck::Schema
{
    valijson::Schema schema;
};

SchemaCheck::SchemaCheck(const QByteArray &schema)
{
    const QJsonDocument document = QJsonDocument::fromJson(schema);
    if (!document.isObject())
        return;
    auto parsed = std::make_unique<Schema>();
    const QJsonValue root = document.object();
    try {
        valijson::SchemaParser(valijson::SchemaParser::kDraft7)
            .populateSchema(valijson::adapters::QtJsonAdapter(root), parsed->schema);
        m_schema = std::move(parsed);
    } catch (const std::exception &) {
        m_schema.reset(); // isValid() tells
    }
}

SchemaCheck::SchemaCheck(SchemaCheck &&) noexcept = default;
SchemaCheck &SchemaCheck::operator=(SchemaCheck &&) noexcept = default;
SchemaCheck::~SchemaCheck() = default;

QList<DescriptionError> SchemaCheck::check(const QJsonObject &document) const
{
    QList<DescriptionError> errors;
    const QJsonValue root = document;
    valijson::ValidationResults results;
    valijson::Validator validator;
    if (!m_schema || validator.validate(m_schema->schema, valijson::adapters::QtJsonAdapter(root), &results))
        return errors;
    valijson::ValidationResults::Error error;
    while (results.popError(error)) {
        DescriptionError reported {{},
                                   pointerOf(error.context),
                                   DescriptionError::tr("This does not fit the schema: %1")
                                       .arg(QString::fromStdString(error.description))};
        // A member that fails makes everything around it fail, too: name the innermost alone.
        bool around = false;
        for (const DescriptionError &known : errors)
            around = around || (known.pointer + u'/').startsWith(reported.pointer + u'/');
        if (!around && errors.size() < mostErrors)
            errors.append(std::move(reported));
    }
    return errors;
}

} // namespace tc
