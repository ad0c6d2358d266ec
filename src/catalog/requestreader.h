#pragma once

#include "section.h"
#include "servicerules.h"
#include "uritemplate.h"

#include <QStringList>

namespace tc {

// What every request of a description is made of. Each complains into its section's errors.

/// The template of \a section's `path`, with no other variables than \a known.
[[nodiscard]] UriTemplate readPath(const Section &section, const QStringList &known);

/// The template of \a section's `body`, where there is one.
[[nodiscard]] std::optional<BodyTemplate> readBody(const Section &section);

/// What \a section `asks` for.
[[nodiscard]] QList<AskedRule> readAsks(const Section &section);

/// The header fields of one request, fixed or asked for.
[[nodiscard]] QList<HeaderRule> readHeaders(const Section &section);

/// Checks that \a rules use what they ask for, and in body and header fields nothing else than that and \a
/// known. \a usedElsewhere are placeholders that stand in other places.
void checkPlaceholders(const Section &section, const OperationRules &rules, const QStringList &known,
                       const QStringList &usedElsewhere = {});

/// The name of the placeholder that stands for the answer to \a id.
[[nodiscard]] QString askedName(const QString &id);
[[nodiscard]] bool isAskedName(const QString &placeholder);

} // namespace tc
