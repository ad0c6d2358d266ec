#pragma once

namespace tc {

class SavedSecrets;
class UnconfirmedSecrets;

/// What is known of where the secrets of a session's tokens are. Neither is owned; both are there where there
/// is a session.
struct SecretRecords
{
    SavedSecrets *saved = nullptr;
    UnconfirmedSecrets *unconfirmed = nullptr;
};

} // namespace tc
