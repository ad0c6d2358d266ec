#pragma once

#include "inventoryentry.h"
#include "redactor.h"
#include "result.h"

#include <QList>
#include <QString>

#include <functional>

namespace tc {

/// The tokens of one connection as its admin keeps them by hand, in a JSON file (UTF-8) that is readable by
/// the user alone.
///
/// A change is made to what the file holds by then, so two consoles do not undo each other's, and is on disk
/// before it is in entries(): a failure changes neither. Fails with ErrorKind::FileUnavailable and a
/// sentence in `reason` where the file cannot be read or written; a file that cannot be read is never
/// written.
class Inventory
{
public:
    /// \a path is the file, which need not exist; \a redactor knows how tokens begin.
    Inventory(QString path, Redactor redactor);

    [[nodiscard]] const QString &path() const { return m_path; }
    [[nodiscard]] const QList<InventoryEntry> &entries() const { return m_entries; }

    /// Reads the file; where there is none, the inventory is empty.
    [[nodiscard]] Result<Done> load();
    /// Adds \a entry, or replaces the one of its id. ErrorKind::InvalidInput where a text of it holds a whole
    /// token.
    [[nodiscard]] Result<Done> put(const InventoryEntry &entry);
    /// Removes the entry of \a id, if there is one.
    [[nodiscard]] Result<Done> remove(const QString &id);

private:
    [[nodiscard]] Result<Done> change(const std::function<void(QList<InventoryEntry> &)> &edit);
    [[nodiscard]] bool holdsSecret(const InventoryEntry &entry) const;

    QString m_path;
    Redactor m_redactor;
    QList<InventoryEntry> m_entries;
};

} // namespace tc
