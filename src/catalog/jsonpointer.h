#pragma once

#include <QJsonValue>
#include <QString>
#include <QStringList>

#include <optional>

namespace tc {

/// A JSON Pointer (RFC 6901).
class JsonPointer
{
public:
    /// The whole document.
    JsonPointer() = default;

    /// Reads the string form ("", "/items/0/name", "/a~1b"); nothing for other text.
    [[nodiscard]] static std::optional<JsonPointer> parse(QStringView text);

    /// What it points to in \a document, undefined where there is nothing.
    [[nodiscard]] QJsonValue in(const QJsonValue &document) const;

    /// This pointer followed by \a token, unescaped.
    [[nodiscard]] JsonPointer child(const QString &token) const;
    /// This pointer followed by all of \a other.
    [[nodiscard]] JsonPointer below(const JsonPointer &other) const;

    [[nodiscard]] const QStringList &tokens() const { return m_tokens; }
    [[nodiscard]] QString toString() const;

    friend bool operator==(const JsonPointer &, const JsonPointer &) = default;

private:
    QStringList m_tokens;
};

} // namespace tc
