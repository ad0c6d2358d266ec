#pragma once

#include "database.h"

#include <QList>
#include <QString>
#include <QStringList>

#include <optional>

namespace tc {

/// Who has data of their own in a system: a workspace, a user or a customer, whatever the system calls it.
struct Tenant
{
    QString id;
    QString name;
    bool active = true; ///< its subscription is paid
};

/// A part of a tenant that people work in.
struct Workspace
{
    qint64 id = 0;
    QString name;
};

/// A user of a tenant.
struct Person
{
    qint64 id = 0;
    QString name;
    QString email;
    QStringList permissions;
    std::optional<qint64> currentWorkspace;
};

/// The tenants of a database, their workspaces and people. What is added and there already stays as it is.
class Directory
{
public:
    /// \a database must outlive this.
    explicit Directory(Database &database)
        : m_database(database)
    {
    }

    [[nodiscard]] StoreResult<std::optional<Tenant>> tenant(const QString &id);
    [[nodiscard]] StoreResult<std::optional<Person>> person(const QString &tenant, qint64 id);
    /// Up to \a limit people whose address contains \a email, by id.
    [[nodiscard]] StoreResult<QList<Person>> people(const QString &tenant, const QString &email, int limit);
    /// The workspaces that \a person is a member of, by id.
    [[nodiscard]] StoreResult<QList<Workspace>> workspacesOf(const QString &tenant, qint64 person);

    [[nodiscard]] StoreResult<bool> add(const Tenant &tenant);
    [[nodiscard]] StoreResult<bool> add(const QString &tenant, const Workspace &workspace);
    /// Adds \a person as a member of \a workspaces.
    [[nodiscard]] StoreResult<bool> add(const QString &tenant, const Person &person,
                                        const QList<qint64> &workspaces);

private:
    Database &m_database;
};

} // namespace tc
