#pragma once

#include "inventoryentry.h"
#include "redactor.h"
#include "result.h"

#include <tl/expected.hpp>

#include <QList>
#include <QString>

#include <functional>

namespace tc {

/// Why an inventory was not read or not changed.
struct InventoryProblem
{
    enum class Kind {
        Unreadable,
        Unwritable,
        Busy, ///< another console is changing it
        LongMask, ///< a mask as long as no mask is: it may be a token
        TokenInName, ///< a whole token stands there
        TokenInMask,
        TokenInScopes,
        TokenInNote,
    };

    Kind kind = Kind::Unreadable;
    QString path; ///< of the file
};

/// \a problem in the current language: ErrorKind::FileUnavailable or, of what was entered, InvalidInput.
[[nodiscard]] ApiError errorOf(const InventoryProblem &problem);

/// The tokens of one connection as its admin keeps them by hand, in a JSON file (UTF-8) that is readable by
/// the user alone.
///
/// A change is made to what the file holds by then, so two consoles do not undo each other's, and is on disk
/// before it is in entries(): a failure changes neither. A file that cannot be read is never written.
class Inventory
{
public:
    template <typename T>
    using Outcome = tl::expected<T, InventoryProblem>;

    /// The most characters that a mask may have. No vendor's web app shows as many of a token, and no token
    /// is as short.
    static constexpr qsizetype longestMask = 28;

    /// \a path is the file, which need not exist; \a redactor knows how tokens begin.
    Inventory(QString path, Redactor redactor);

    [[nodiscard]] const QString &path() const { return m_path; }
    [[nodiscard]] const QList<InventoryEntry> &entries() const { return m_entries; }

    /// Reads the file; where there is none, the inventory is empty.
    [[nodiscard]] Outcome<Done> load();
    /// Adds \a entry, or replaces the one of its id; not where a text of it holds a whole token.
    [[nodiscard]] Outcome<Done> put(const InventoryEntry &entry);
    /// Removes the entry of \a id, if there is one.
    [[nodiscard]] Outcome<Done> remove(const QString &id);

private:
    [[nodiscard]] Outcome<Done> change(const std::function<void(QList<InventoryEntry> &)> &edit);
    [[nodiscard]] tl::unexpected<InventoryProblem> failed(InventoryProblem::Kind kind) const;
    [[nodiscard]] bool holdsSecret(const QString &text) const;

    QString m_path;
    Redactor m_redactor;
    QList<InventoryEntry> m_entries;
};

} // namespace tc
