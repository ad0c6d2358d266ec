#include "systems.h"

#include "optiflowroutes.h"
#include "optimaiteroutes.h"
#include "optimusroutes.h"
#include "optiverseroutes.h"

#include <algorithm>
#include <array>

namespace tc {

namespace {

struct Entry
{
    const char *id;
    std::unique_ptr<System> (*make)(const SystemParts &parts);
};

template <typename Routes>
std::unique_ptr<System> make(const SystemParts &parts)
{
    return std::make_unique<Routes>(parts);
}

constexpr std::array<Entry, 4> systems {{
    {"optimus", &make<OptimusRoutes>},
    {"optimaite", &make<OptimaiteRoutes>},
    {"optiverse", &make<OptiverseRoutes>},
    {"optiflow", &make<OptiflowRoutes>},
}};

} // namespace

QStringList systemIds()
{
    QStringList ids;
    for (const Entry &entry : systems)
        ids.append(QLatin1String(entry.id));
    return ids;
}

std::unique_ptr<System> makeSystem(const QString &id, const SystemParts &parts)
{
    const auto *const entry = std::find_if(systems.begin(), systems.end(),
                                           [&id](const Entry &each) { return QLatin1String(each.id) == id; });
    return entry == systems.end() ? nullptr : entry->make(parts);
}

} // namespace tc
