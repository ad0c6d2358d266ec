#pragma once

#include "system.h"

#include <QStringList>

#include <memory>

namespace tc {

/// The ids of the systems that a backend can serve, the default first.
[[nodiscard]] QStringList systemIds();

/// The system called \a id, which must be one of systemIds().
[[nodiscard]] std::unique_ptr<System> makeSystem(const QString &id, const SystemParts &parts);

} // namespace tc
