#pragma once

#include <QString>
#include <QStringList>

#include <tl/expected.hpp>

#include <cstdint>
#include <optional>

namespace tc {

/// The program's command line.
struct BackendOptions
{
    std::uint32_t address = 0x7f000001; ///< host byte order; always within 127.0.0.0/8
    std::uint16_t port = 0; ///< 0: any free one
    QString database;
    QString system = QStringLiteral("optimus"); ///< one of systemIds()
    QString owner; ///< for whom management tokens are issued; "": the system's first
    QString managementTokenFile; ///< "": none is issued
    int rateLimit = 0; ///< requests a minute and token, 0: without limit
    int lifetimeMinutes = 0; ///< how long a token lives at most, 0: as long as it says itself
    std::optional<int> quota; ///< VAT ids the account may still resolve; nothing: without limit
    bool attached = false; ///< standard input is the starter's control pipe
};

/// Why the program ends right after reading its options.
struct EarlyEnd
{
    int exitCode = 0; ///< 0 for help and version, 2 for options that cannot be used
    QString text; ///< for standard output where \a exitCode is 0, else for standard error
};

/// Reads \a arguments, the program's name first.
[[nodiscard]] tl::expected<BackendOptions, EarlyEnd> parseBackendOptions(const QStringList &arguments);

} // namespace tc
