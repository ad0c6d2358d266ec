#pragma once

#include <QString>

namespace tc {

/// A workspace as a service lists it.
struct NamedWorkspace
{
    QString id; ///< what requests name it by
    QString name; ///< the server's word for it, hostile until escaped; "" where it has none

    friend bool operator==(const NamedWorkspace &, const NamedWorkspace &) = default;
};

} // namespace tc
