#include "mergepatch.h"

#include <QJsonObject>

namespace tc {

QJsonValue mergePatch(const QJsonValue &target, const QJsonValue &patch)
{
    if (!patch.isObject())
        return patch;
    QJsonObject result = target.toObject();
    const QJsonObject changes = patch.toObject();
    for (auto change = changes.begin(); change != changes.end(); ++change) {
        if (change->isNull())
            result.remove(change.key());
        else
            result.insert(change.key(), mergePatch(result.value(change.key()), *change));
    }
    return result;
}

} // namespace tc
