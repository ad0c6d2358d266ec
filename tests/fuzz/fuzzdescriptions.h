#pragma once

#include <QByteArray>
#include <QList>

/// The service description that ships and those of the vendors in tests/catalog, as JSON. The kept inputs
/// choose one by its place in this list: add new ones at the end.
[[nodiscard]] const QList<QByteArray> &fuzzDescriptions();

/// service.schema.json.
[[nodiscard]] QByteArray fuzzSchema();
