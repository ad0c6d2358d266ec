#pragma once

#include "conversion.h"
#include "descriptionerror.h"
#include "expiry.h"
#include "jsonpointer.h"

#include <QDateTime>
#include <QHash>
#include <QJsonValue>
#include <QList>
#include <QString>
#include <QStringList>

#include <optional>
#include <variant>

namespace tc {

/// What a placeholder stands for in one request; an expiry is no `never`, which is unset.
using TemplateValue = std::variant<QString, QStringList, Expiry>;
/// By placeholder name; one that is not there is unset.
using TemplateValues = QHash<QString, TemplateValue>;

/// One `{name}`, `{name?}` or `{"$value": "name?", …}` of a body template.
struct Placeholder
{
    enum class Empty { AsIs, Null, Omit };

    QString name;
    bool optional = false; ///< unset, its member is left out; otherwise null is written
    Empty ifEmpty = Empty::AsIs; ///< for lists: what an empty one becomes
    Conversion conversion;
};

/// A request body with named placeholders (resources/services/README.md describes the form).
class BodyTemplate
{
public:
    BodyTemplate() = default;

    /// Reads the template that stands at \a at in a description; complains into \a errors.
    BodyTemplate(const QJsonValue &json, const JsonPointer &at, QList<DescriptionError> &errors);

    [[nodiscard]] QList<Placeholder> placeholders() const;

    /// The name of the placeholder that fills \a pointer of a body, or a part of it; "" where none does.
    [[nodiscard]] QString placeholderAt(const JsonPointer &pointer) const;

    /// The body for \a values; a lifetime counts from when it was chosen, or from \a now. Nothing where a
    /// value does not fit its conversion; \a failed then names the placeholder. An object left without any of
    /// its members is left out, too, but for the body itself.
    [[nodiscard]] std::optional<QJsonValue> fill(const TemplateValues &values, const QDateTime &now,
                                                 QString *failed = nullptr) const;

private:
    struct Node
    {
        enum class Kind { Literal, Value, Object, Array };
        Kind kind = Kind::Literal;
        QJsonValue literal;
        Placeholder placeholder;
        QStringList keys; ///< of an object, parallel to children
        QList<Node> children;
    };
    struct Filling;

    static Node read(const QJsonValue &json, const JsonPointer &at, QList<DescriptionError> &errors);
    static Node readValue(const QJsonObject &json, const JsonPointer &at, QList<DescriptionError> &errors);
    static void collect(const Node &node, QList<Placeholder> &into);
    static std::optional<QJsonValue> fillNode(const Node &node, Filling &filling);

    Node m_root;
};

/// Reads the members that say how a service writes a value (`as`, `words`, …) from \a json.
[[nodiscard]] Conversion readConversion(const QJsonObject &json, const JsonPointer &at,
                                        QList<DescriptionError> &errors);

} // namespace tc
