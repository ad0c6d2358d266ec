#pragma once

#include <QHash>
#include <QList>
#include <QString>
#include <QStringList>

#include <tl/expected.hpp>

namespace tc {

/// A URI Template (RFC 6570) of simple, path-segment, query and query-continuation expressions: `{id}`,
/// `{/a,b}`, `{?a,b}`, `{&a}`. Every value is percent-encoded down to unreserved characters; `{+a}`, `{#a}`
/// and the other expressions that let a value change the meaning of the rest are refused, as are modifiers.
class UriTemplate
{
public:
    using Values = QHash<QString, QString>;

    UriTemplate() = default;

    /// Reads \a text; the error is a sentence for the author of a description.
    [[nodiscard]] static tl::expected<UriTemplate, QString> parse(QStringView text);

    /// The names in the order they appear.
    [[nodiscard]] QStringList variables() const;
    /// Those of them that stand before the query.
    [[nodiscard]] QStringList pathVariables() const;

    /// The expansion; a variable without a value is undefined and drops out. Variables in \a kept are left as
    /// `{name}`, to be filled in later by fillIn().
    [[nodiscard]] QByteArray expand(const Values &values, const QStringList &kept = {}) const;

    /// The template as a reader knows it: what it was read from.
    [[nodiscard]] QString text() const { return m_text; }

    /// \a target with `{name}` replaced by the encoded \a value.
    [[nodiscard]] static QByteArray fillIn(QByteArray target, const QString &name, const QString &value);
    /// Percent-encodes everything but unreserved characters (RFC 3986 2.3).
    [[nodiscard]] static QByteArray encoded(const QString &value);

private:
    struct Part
    {
        QString literal; ///< already fit for a URL; with no variables
        char16_t kind = 0; ///< 0, '/', '?' or '&'
        QStringList variables;
    };

    QString m_text;
    QList<Part> m_parts;
};

} // namespace tc
