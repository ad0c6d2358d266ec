#include "severalsystems.h"

#include "onscreen.h"
#include "outcome.h"
#include "tokentablemodel.h"

#include <QLabel>
#include <QTableView>
#include <QTest>

#include <algorithm>

namespace tc::test {

namespace {

Settings::SavedConnection saved(const ConnectionProfile &profile)
{
    return {profile.service->id, profile.baseUrl, profile.workspace};
}

ServiceEnvironment environmentAt(const System &system, const QString &id, bool production)
{
    ServiceEnvironment environment;
    environment.id = id;
    environment.label = LocalizedText({{QStringLiteral("en"), id}});
    environment.baseUrl = system.relay->through(system.desk.profile().baseUrl);
    environment.production = production;
    return environment;
}

void place(std::initializer_list<System *> systems, const QList<ServiceEnvironment> &environments)
{
    const auto service = std::make_shared<ServiceDescription>(*(*systems.begin())->service);
    service->environments = environments;
    qsizetype next = 0;
    for (System *const system : systems) {
        system->service = service;
        system->environment = environments.at(next++).id;
    }
}

} // namespace

System::System(const QString &id, const QString &itsMark)
    : mark(itsMark)
{
    if (!desk.startSystem(id) || !makeTokens())
        return;
    relay = std::make_unique<CuttingRelay>(quint16(desk.profile().baseUrl.port()));
    service = desk.profile().service;
}

ConnectionProfile System::profile() const
{
    ConnectionProfile through = desk.profile();
    through.service = service;
    through.baseUrl = relay->through(through.baseUrl);
    through.environmentId = environment;
    return through;
}

bool System::makeTokens()
{
    const auto session = desk.managementSession();
    for (int i = 0; i < tokenCount; ++i) {
        TokenDraft draft;
        draft.name = QStringLiteral("%1 %2").arg(mark).arg(i);
        const TokenFeatures &features = session->service().features;
        draft.type = features.defaultType;
        if (!features.scopes.isEmpty())
            draft.scopes = {features.scopes.constFirst().id};
        const auto made = outcomeOf(session->create(draft, newIdempotencyKey()));
        if (!made || !*made)
            return false;
    }
    return true;
}

Systems fourSystems()
{
    Systems systems;
    for (const auto &[id, mark] : {std::pair {"optimus", "alpha"}, std::pair {"optimaite", "beta"},
                                   std::pair {"optiflow", "gamma"}, std::pair {"optimus", "delta"}})
        systems.push_back(std::make_unique<System>(QString::fromLatin1(id), QString::fromLatin1(mark)));
    systems.back()->service = systems.front()->service;
    return systems;
}

void nameEnvironments(const Systems &systems)
{
    System &first = *systems.at(0);
    System &second = *systems.at(1);
    System &last = *systems.at(3);
    place({&first, &last},
          {environmentAt(first, QStringLiteral("prod"), true),
           environmentAt(last, QStringLiteral("test"), false)});
    place({&second}, {environmentAt(second, QStringLiteral("live"), true)});
}

QList<std::shared_ptr<const ServiceDescription>> servicesOf(const Systems &systems)
{
    QList<std::shared_ptr<const ServiceDescription>> services;
    for (const auto &system : systems) {
        if (!services.contains(system->service))
            services.append(system->service);
    }
    return services;
}

Start::Start(const QList<std::shared_ptr<const ServiceDescription>> &services, CredentialStore &store,
             const QString &directory)
    : settings(directory)
    , certificates(transport,
                   {[this](const Origin &origin) { return settings.tlsFiles(origin.toString()); },
                    [this](const Origin &origin, const TlsFiles &files) {
                        settings.setTlsFiles(origin.toString(), files);
                    }})
    , window(clipboard)
    , controller(
          window,
          {services, transport, certificates, store, clock,
           [this](const CredentialKey &key) { return savedTokens(key); },
           [](const CredentialKey &) { return memoryIndex(); },
           [this](const ConnectionProfile &profile) { settings.addConnection(saved(profile)); },
           [](const ConnectionProfile &) { return false; }, [](const ConnectionProfile &, bool) {},
           [directory](const CredentialKey &) { return directory + QStringLiteral("/inventory.json"); },
           [](const ConnectionProfile &) { return QStringList(); },
           [this](const ConnectionProfile &profile) { settings.removeConnection(saved(profile)); },
           [this](const ConnectionProfile &profile) { forgotten.append(profile.serverKey().toString()); },
           [this] {
               return othersSaved;
           }})
{
    window.show();
}

TokenIdIndex Start::savedTokens(const CredentialKey &key)
{
    const QString connection = key.toString();
    return {[=, this] { return settings.tokenIds(Settings::TokenList::Saved, connection); },
            [=, this](const QString &id, bool listed) {
                settings.noteTokenId(Settings::TokenList::Saved, connection, id, listed);
            }};
}

ShownConnections::ShownConnections(MainWindow &window, const Systems &systems)
    : m_window(window)
    , m_systems(systems)
{
}

QListView &ShownConnections::list() const
{
    return *part<QListView>(m_window, "connectionList");
}

bool ShownConnections::choose(int row) const
{
    const QModelIndex index = list().model()->index(row, 0);
    if (!index.isValid())
        return false;
    list().scrollTo(index);
    QTest::mouseClick(list().viewport(), Qt::LeftButton, {}, list().visualRect(index).center());
    return list().currentIndex().row() == row;
}

bool ShownConnections::shows(int row) const
{
    const QStringList shown = names();
    const auto isOwn = [&](const QString &name) {
        return name.startsWith(m_systems.at(size_t(row))->mark);
    };
    return std::count_if(shown.cbegin(), shown.cend(), isOwn) == System::tokenCount;
}

QString ShownConnections::strangerBeside(int row) const
{
    for (const QString &name : names()) {
        for (size_t other = 0; other < m_systems.size(); ++other) {
            if (other != size_t(row) && name.startsWith(m_systems.at(other)->mark))
                return name;
        }
    }
    return {};
}

QString ShownConnections::label() const
{
    return part<QLabel>(m_window, "connectionLabel")->text();
}

QStringList ShownConnections::names() const
{
    return columnTexts(*part<QTableView>(m_window, "table"), TokenTableModel::Name);
}

} // namespace tc::test
