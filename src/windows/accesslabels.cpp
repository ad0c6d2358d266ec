#include "accesslabels.h"

#include "servicedescription.h"

namespace tc {

AccessLabels accessLabels(const ServiceDescription &service)
{
    AccessLabels labels;
    for (const TokenType &type : service.features.types)
        labels.types.insert(type.id, type.label.text());
    for (const ScopeDescription &scope : service.features.scopes) {
        if (!scope.label.isEmpty())
            labels.scopes.insert(scope.id, scope.label.text());
    }
    return labels;
}

} // namespace tc
