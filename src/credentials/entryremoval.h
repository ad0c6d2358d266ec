#pragma once

#include "credentialstore.h"

#include <QList>

namespace tc {

/// Removes \a keys from \a store, which must outlive the call, one after another, and tells \a removed of
/// each; a key that comes twice counts once. The first that cannot be removed is the failure, after which
/// none is tried: begun anew, those that are gone already are no failure.
[[nodiscard]] CallPtr<Done> removeEntries(CredentialStore &store, const QList<CredentialKey> &keys,
                                          std::function<void(const CredentialKey &)> removed);

} // namespace tc
