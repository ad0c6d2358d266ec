#include "directory.h"

namespace tc {

namespace {

Person readPerson(const Rows &rows)
{
    Person person;
    person.id = rows.value(0).toLongLong();
    person.name = rows.value(1).toString();
    person.email = rows.value(2).toString();
    person.permissions = rows.value(3).toString().split(u' ', Qt::SkipEmptyParts);
    if (!rows.value(4).isNull())
        person.currentWorkspace = rows.value(4).toLongLong();
    return person;
}

} // namespace

StoreResult<std::optional<Tenant>> Directory::tenant(const QString &id)
{
    auto rows = m_database.run(QStringLiteral("SELECT id, name, active FROM tenant WHERE id = ?"), {id});
    if (!rows)
        return tl::unexpected(rows.error());
    if (!rows->next())
        return std::optional<Tenant>();
    return std::optional<Tenant>(
        {rows->value(0).toString(), rows->value(1).toString(), rows->value(2).toBool()});
}

StoreResult<std::optional<Person>> Directory::person(const QString &tenant, qint64 id)
{
    auto rows = m_database.run(QStringLiteral("SELECT id, name, email, permissions, current_workspace"
                                              " FROM person WHERE tenant = ? AND id = ?"),
                               {tenant, id});
    if (!rows)
        return tl::unexpected(rows.error());
    return rows->next() ? std::optional(readPerson(*rows)) : std::nullopt;
}

StoreResult<QList<Person>> Directory::people(const QString &tenant, const QString &email, int limit)
{
    auto rows = m_database.run(
        QStringLiteral("SELECT id, name, email, permissions, current_workspace FROM person"
                       " WHERE tenant = ? AND instr(lower(email), lower(?)) > 0 ORDER BY id LIMIT ?"),
        {tenant, email, limit});
    if (!rows)
        return tl::unexpected(rows.error());
    QList<Person> people;
    while (rows->next())
        people.append(readPerson(*rows));
    return people;
}

StoreResult<QList<Workspace>> Directory::workspacesOf(const QString &tenant, qint64 person)
{
    auto rows = m_database.run(
        QStringLiteral("SELECT workspace.id, workspace.name FROM member JOIN workspace"
                       " ON workspace.tenant = member.tenant AND workspace.id = member.workspace"
                       " WHERE member.tenant = ? AND member.person = ? ORDER BY workspace.id"),
        {tenant, person});
    if (!rows)
        return tl::unexpected(rows.error());
    QList<Workspace> workspaces;
    while (rows->next())
        workspaces.append({rows->value(0).toLongLong(), rows->value(1).toString()});
    return workspaces;
}

StoreResult<bool> Directory::add(const Tenant &tenant)
{
    auto added
        = m_database.run(QStringLiteral("INSERT OR IGNORE INTO tenant (id, name, active) VALUES (?, ?, ?)"),
                         {tenant.id, tenant.name, tenant.active ? 1 : 0});
    if (!added)
        return tl::unexpected(added.error());
    return true;
}

StoreResult<bool> Directory::add(const QString &tenant, const Workspace &workspace)
{
    auto added = m_database.run(
        QStringLiteral("INSERT OR IGNORE INTO workspace (tenant, id, name) VALUES (?, ?, ?)"),
        {tenant, workspace.id, workspace.name});
    if (!added)
        return tl::unexpected(added.error());
    return true;
}

StoreResult<bool> Directory::add(const QString &tenant, const Person &person, const QList<qint64> &workspaces)
{
    return m_database.inTransaction([&]() -> StoreResult<bool> {
        auto added
            = m_database.run(QStringLiteral("INSERT OR IGNORE INTO person"
                                            " (tenant, id, name, email, permissions, current_workspace)"
                                            " VALUES (?, ?, ?, ?, ?, ?)"),
                             {tenant, person.id, person.name, person.email, person.permissions.join(u' '),
                              person.currentWorkspace ? QVariant(*person.currentWorkspace) : QVariant()});
        if (!added)
            return tl::unexpected(added.error());
        if (added->changed() == 0)
            return true;
        for (const qint64 workspace : workspaces) {
            auto joined = m_database.run(
                QStringLiteral("INSERT INTO member (tenant, person, workspace) VALUES (?, ?, ?)"),
                {tenant, person.id, workspace});
            if (!joined)
                return tl::unexpected(joined.error());
        }
        return true;
    });
}

} // namespace tc
