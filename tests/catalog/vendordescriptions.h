#pragma once

#include <QByteArray>

// Descriptions of APIs of which none ships with the console.

/// Tokens of a session store that are known by their accessors: a list of ids alone, each read with a POST.
[[nodiscard]] QByteArray accessorDescription();
/// An invented service: tenants in the host, counted offsets, numbers as times, failures in an envelope.
[[nodiscard]] QByteArray offsetDescription();
