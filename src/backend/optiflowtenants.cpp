#include "optiflowtenants.h"

#include <array>

namespace tc {

namespace {

struct Member
{
    const char *tenant;
    qint64 id;
    const char *name;
    const char *email;
    const char *permissions; ///< "*": all
    qint64 currentWorkspace; ///< 0: none
    QList<qint64> workspaces;
};

} // namespace

const QStringList &optiflowPermissions()
{
    static const QStringList permissions
        = QStringLiteral("invoices:view invoices:create invoices:edit invoices:delete products:view "
                         "products:create contacts:view view_all_locations")
              .split(u' ');
    return permissions;
}

StoreResult<bool> addOptiflowTenants(Directory directory)
{
    const QString acme = QStringLiteral("acme");
    const QString techco = QStringLiteral("techco");
    for (const Tenant &tenant :
         {Tenant {acme, QStringLiteral("Acme"), true}, Tenant {techco, QStringLiteral("TechCo"), true}}) {
        if (auto added = directory.add(tenant); !added)
            return added;
    }
    const std::array<std::pair<QString, Workspace>, 4> workspaces {{
        {acme, {1, QStringLiteral("Santo Domingo")}},
        {acme, {2, QStringLiteral("Santiago")}},
        {acme, {3, QStringLiteral("La Romana")}},
        {techco, {1, QStringLiteral("Norte")}},
    }};
    for (const auto &[tenant, workspace] : workspaces) {
        if (auto added = directory.add(tenant, workspace); !added)
            return added;
    }
    const std::array<Member, 4> members {{
        {"acme", 1, "Ana", "ana@acme.example", "*", 2, {1, 2}},
        {"acme", 2, "Luis", "luis@acme.example", "invoices:view", 0, {1, 2}},
        {"acme", 3, "Marta", "marta@acme.example", "contacts:view products:view", 0, {}},
        {"techco", 1, "Rosa", "rosa@techco.example", "*", 0, {1}},
    }};
    for (const Member &member : members) {
        Person person;
        person.id = member.id;
        person.name = QString::fromLatin1(member.name);
        person.email = QString::fromLatin1(member.email);
        const QString permissions = QString::fromLatin1(member.permissions);
        person.permissions = permissions == u'*' ? optiflowPermissions() : permissions.split(u' ');
        if (member.currentWorkspace > 0)
            person.currentWorkspace = member.currentWorkspace;
        if (auto added = directory.add(QString::fromLatin1(member.tenant), person, member.workspaces); !added)
            return added;
    }
    return true;
}

} // namespace tc
