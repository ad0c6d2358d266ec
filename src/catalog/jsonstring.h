#pragma once

#include "jsonpointer.h"
#include "secret.h"

#include <QByteArray>

#include <optional>

namespace tc {

/// Takes the string at \a pointer out of the JSON text \a json, and overwrites it there with "" and blanks,
/// so that a JSON parser never sees (and copies) it. It reads what QJsonDocument reads: of duplicate members
/// the last counts (and all are overwritten), escapes that RFC 8259 does not know stand for their character,
/// and a byte order mark is passed over. Nothing where there is no such string, or one with lone surrogates.
[[nodiscard]] std::optional<Secret> takeJsonString(QByteArray &json, const JsonPointer &pointer);

/// Puts \a secret, quoted and escaped, where the JSON text \a json holds the string \a marker.
void putJsonString(QByteArray &json, const QByteArray &marker, const Secret &secret);

} // namespace tc
