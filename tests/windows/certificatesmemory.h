#pragma once

#include "origin.h"
#include "owncertificates.h"

#include <QHash>

#include <memory>

namespace tc::test {

/// A memory of certificates' paths that is gone with its last copy.
[[nodiscard]] inline OwnCertificates::Memory certificatesMemory()
{
    const auto files = std::make_shared<QHash<QString, TlsFiles>>();
    return {[files](const Origin &origin) { return files->value(origin.toString()); },
            [files](const Origin &origin, const TlsFiles &saved) {
                files->insert(origin.toString(), saved);
            }};
}

} // namespace tc::test
