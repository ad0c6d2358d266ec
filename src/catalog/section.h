#pragma once

#include "bodytemplate.h"
#include "descriptionerror.h"
#include "jsonpointer.h"
#include "localizedtext.h"
#include "servicerules.h"

#include <QJsonArray>
#include <QJsonObject>
#include <QJsonValue>

#include <optional>

namespace tc {

/// An object of a description while it is read: it knows where it stands, so that what is wrong can be named.
class Section
{
public:
    Section(const QJsonValue &json, JsonPointer at, QList<DescriptionError> &errors)
        : m_json(json.toObject())
        , m_at(std::move(at))
        , m_errors(&errors)
    {
    }

    [[nodiscard]] bool has(QLatin1String member) const { return m_json.contains(member); }
    [[nodiscard]] QJsonValue value(QLatin1String member) const { return m_json.value(member); }
    [[nodiscard]] QString text(QLatin1String member) const { return value(member).toString(); }
    [[nodiscard]] bool flag(QLatin1String member, bool otherwise = false) const
    {
        return value(member).toBool(otherwise);
    }
    [[nodiscard]] const QJsonObject &json() const { return m_json; }
    [[nodiscard]] QList<DescriptionError> &errors() const { return *m_errors; }
    [[nodiscard]] const JsonPointer &at() const { return m_at; }
    [[nodiscard]] JsonPointer at(QLatin1String member) const { return m_at.child(member); }

    [[nodiscard]] Section section(QLatin1String member) const
    {
        return Section(value(member), at(member), *m_errors);
    }
    [[nodiscard]] QList<Section> sections(QLatin1String member) const;

    /// A text in several languages; a plain string is the same in all.
    [[nodiscard]] LocalizedText localized(QLatin1String member) const;
    /// An array of such texts.
    [[nodiscard]] QList<LocalizedText> localizedTexts(QLatin1String member) const;
    [[nodiscard]] QStringList texts(QLatin1String member) const;
    [[nodiscard]] std::optional<JsonPointer> pointer(QLatin1String member) const;
    [[nodiscard]] QList<JsonPointer> pointers(QLatin1String member) const;
    /// A pointer, or an object of a pointer and a conversion.
    [[nodiscard]] std::optional<FieldRule> field(QLatin1String member) const;

    void complain(QLatin1String member, const QString &reason) const
    {
        m_errors->append({{}, at(member).toString(), reason});
    }
    void complain(const QString &reason) const { m_errors->append({{}, m_at.toString(), reason}); }

private:
    QJsonObject m_json;
    JsonPointer m_at;
    QList<DescriptionError> *m_errors;
};

} // namespace tc
