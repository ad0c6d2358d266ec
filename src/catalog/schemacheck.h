#pragma once

#include "descriptionerror.h"

#include <QByteArray>
#include <QJsonObject>
#include <QList>

#include <memory>

namespace tc {

/// A JSON Schema (draft 7) that documents are checked against.
class SchemaCheck
{
public:
    /// Reads \a schema; see isValid().
    explicit SchemaCheck(const QByteArray &schema);
    SchemaCheck(SchemaCheck &&) noexcept;
    SchemaCheck &operator=(SchemaCheck &&) noexcept;
    ~SchemaCheck();

    [[nodiscard]] bool isValid() const { return m_schema != nullptr; }

    /// What is wrong with \a document; file names are left empty.
    [[nodiscard]] QList<DescriptionError> check(const QJsonObject &document) const;

private:
    struct Schema;
    std::unique_ptr<Schema> m_schema;
};

} // namespace tc
