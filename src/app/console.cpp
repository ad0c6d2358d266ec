#include "console.h"

#include "origin.h"
#include "targetresolution.h"
#include "untrustedtext.h"

#include <QCoreApplication>
#include <QCryptographicHash>
#include <QDir>
#include <QProcessEnvironment>

#include <algorithm>

namespace tc {

namespace {

/// Where a connection to \a service goes if nobody says otherwise; without a server where it has no such one.
ConnectionProfile productionProfile(const std::shared_ptr<const ServiceDescription> &service)
{
    ConnectionProfile profile;
    profile.service = service;
    const auto &all = service->environments;
    const auto found
        = std::find_if(all.cbegin(), all.cend(), [](const auto &each) { return each.production; });
    if (found != all.cend()) {
        profile.baseUrl = found->baseUrl;
        profile.environmentId = found->id;
    }
    return profile;
}

Settings::SavedConnection savedConnection(const ConnectionProfile &profile)
{
    return {profile.service->id, profile.baseUrl, profile.workspace, profile.environmentId};
}

} // namespace

Console::Console(ConsoleStart start, const SupportLog &log)
    : m_start(std::move(start))
    , m_settings(m_start.options.dataDirectory)
    , m_certificates(m_transport,
                     {[this](const Origin &origin) { return m_settings.tlsFiles(origin.toString()); },
                      [this](const Origin &origin, const TlsFiles &files) {
                          m_settings.setTlsFiles(origin.toString(), files);
                      }})
    , m_clipboard(m_settings.preferences().clipboardLifetime)
    , m_window(m_clipboard)
    , m_lock(m_window, m_clipboard, m_settings.preferences().idleLimit)
    , m_logSaver(log, m_window)
    , m_sessionEnd(m_window)
    , m_connections(
          m_window,
          {m_start.services, m_transport, m_certificates, m_store, m_clock,
           [this](const CredentialKey &key) { return tokenIdIndex(Settings::TokenList::Saved, key); },
           [this](const CredentialKey &key) { return tokenIdIndex(Settings::TokenList::Unconfirmed, key); },
           [this](const ConnectionProfile &profile) { remember(profile); },
           [this](const ConnectionProfile &profile) {
               return m_settings.servesAssumed(profile.serverKey().toString());
           },
           [this](const ConnectionProfile &profile, bool serves) {
               m_settings.setServesAssumed(profile.serverKey().toString(), serves);
           },
           [this](const CredentialKey &key) { return inventoryPath(key); },
           [this](const ConnectionProfile &profile) {
               return m_settings.workspaces(profile.serverKey().toString());
           },
           [this](const ConnectionProfile &profile) { forget(profile); },
           [this](const ConnectionProfile &profile) {
               m_settings.setServesAssumed(profile.serverKey().toString(), false);
               m_settings.forgetWorkspaces(profile.serverKey().toString());
           },
           [this] {
               return savedProfiles();
           }})
{
    m_languages.switchTo(
        LanguageSwitcher::choose(m_start.options.language, m_settings.language(), QLocale::system()));
    m_window.setLanguage(m_languages.language());
    m_transport.setDeadline(m_settings.preferences().deadline);
    m_window.setServices(m_start.services);
    m_window.keepVerificationsIn(
        QDir(dataDirectory(m_start.options.dataDirectory)).filePath(QStringLiteral("verifications.json")));
    m_window.setReadOnly(m_start.options.readOnly);
    m_window.restoreGeometry(m_settings.windowGeometry());
    m_window.restoreColumnState(m_settings.headerState());

    connect(&m_window, &MainWindow::preferencesRequested, this, &Console::showPreferences);
    // Not quit(), which would ask the windows, and one with an unconfirmed secret asks its user. The system
    // does not wait for that; the token stays marked.
    connect(&m_termination, &TerminationSignals::requested, qApp, [] { QCoreApplication::exit(0); });
    connect(&m_window, &MainWindow::languageChosen, this, [this](const QString &language) {
        m_languages.switchTo(language);
        m_settings.setLanguage(language);
    });
}

Console::~Console()
{
    m_settings.setWindowGeometry(m_window.saveGeometry());
    m_settings.setHeaderState(m_window.columnState());
}

void Console::show()
{
    m_window.show();
    m_colorScheme.follow();
    m_lock.watchDesktop();
    showServiceProblems();
    showHangingBus();
    startConnecting();
    // Whoever connects has its copy; what nobody took is not kept for as long as the window is open.
    m_start.tokenOption.reset();
    m_start.variables.clear();
}

std::shared_ptr<const ServiceDescription> Console::serviceById(const QString &id) const
{
    for (const auto &service : m_start.services) {
        if (service->id == id)
            return service;
    }
    return nullptr;
}

void Console::startConnecting()
{
    const QString defaultId = m_start.services.isEmpty() ? QString() : m_start.services.constFirst()->id;
    const QString id = m_start.options.serviceId.isEmpty() ? defaultId : m_start.options.serviceId;
    const std::shared_ptr<const ServiceDescription> service = serviceById(id);
    if (!service) {
        const auto why = [id] {
            return ErrorText {tr("There is no service called “%1”.").arg(escapeUntrusted(id)),
                              tr("Start the console with another --service.")};
        };
        if (m_start.services.isEmpty())
            m_window.showDisconnected(why);
        else
            m_connections.startWith(productionProfile(m_start.services.constFirst()), why);
    } else if (m_start.options.local) {
        connectToLocal(service);
    } else {
        listConnections();
        connectToRemote(service);
    }
    // Given for this connection, which has its own copy: kept any longer they would outlive it.
    m_start.tokenOption.reset();
    m_start.variables.clear();
}

std::optional<ResolvedCredential> Console::given(const ServiceDescription &service) const
{
    const Secret *option = m_start.tokenOption ? &*m_start.tokenOption : nullptr;
    return givenCredential(service, m_start.options.local, option, m_start.variables);
}

void Console::connectToLocal(const std::shared_ptr<const ServiceDescription> &service)
{
    // The others are there to choose from; nothing of them runs before.
    for (const auto &each : m_start.services) {
        if (each == service)
            m_connections.connectToLocal(each, backendFor(each), given(*each));
        else if (each->embedded)
            m_connections.listLocal(each, backendFor(each));
    }
}

LocalBackend &Console::backendFor(const std::shared_ptr<const ServiceDescription> &service)
{
    const QDir data(dataDirectory(m_start.options.dataDirectory));
    // Each service has a database of its own; the default one's keeps the name that it always had.
    const bool isDefault = service == m_start.services.constFirst();
    const QString file = isDefault ? QStringLiteral("backend.sqlite3")
                                   : QStringLiteral("backend-%1.sqlite3").arg(service->id);
    m_backends.push_back(std::make_unique<LocalBackend>(LocalBackend::programBesideConsole(),
                                                        data.filePath(file), LocalBackend::defaultDeadline,
                                                        isDefault ? QString() : service->id));
    return *m_backends.back();
}

void Console::connectToRemote(const std::shared_ptr<const ServiceDescription> &service)
{
    const CommandLineOptions &options = m_start.options;
    const auto resolve = [service, given = GivenTarget {options.baseUrl, options.environmentId}] {
        return resolveTarget(*service, given, QProcessEnvironment::systemEnvironment());
    };
    const Result<ResolvedTarget> target = resolve();
    if (!target) {
        m_connections.startWith(productionProfile(service), [resolve] {
            return ErrorText {resolve().error().reason, tr("Correct it and start the console again.")};
        });
        return;
    }
    ConnectionProfile profile {service, target->baseUrl, target->environmentId, {}, {}};
    // A base URL given by hand says that the server there is the one that is meant.
    profile.servesAssumed
        = target->source == TargetSource::BaseUrlOption || target->source == TargetSource::BaseUrlVariable;
    auto credential = given(*service);
    // Where nothing says which server, it is the one of last time, so that a restart finds its way back; but
    // a credential given now was not given for that one.
    if (!credential && target->source == TargetSource::Production && options.serviceId.isEmpty())
        profile = profileOf(m_settings.lastConnection()).value_or(profile);
    m_connections.connectTo(profile, std::move(credential));
}

std::optional<ConnectionProfile> Console::profileOf(const Settings::SavedConnection &connection) const
{
    const std::shared_ptr<const ServiceDescription> service = serviceById(connection.serviceId);
    if (!service || !connection.baseUrl.isValid())
        return std::nullopt;
    const ServiceEnvironment *environment = service->environment(connection.environmentId);
    if (!environment || !environment->runsAt(connection.baseUrl))
        environment = service->environmentAt(connection.baseUrl);
    return ConnectionProfile {
        service, connection.baseUrl, environment ? environment->id : QString(), connection.workspace, {}};
}

void Console::listConnections()
{
    for (const ConnectionProfile &profile : savedProfiles())
        m_connections.list(profile);
}

QList<ConnectionProfile> Console::savedProfiles()
{
    QList<ConnectionProfile> profiles;
    for (const Settings::SavedConnection &connection : m_settings.connections()) {
        if (const auto profile = profileOf(connection))
            profiles.append(*profile);
    }
    return profiles;
}

void Console::remember(const ConnectionProfile &profile)
{
    if (profile.isLocal())
        return;
    m_settings.setLastConnection(savedConnection(profile));
    m_settings.addConnection(savedConnection(profile));
    if (!profile.workspace.isEmpty())
        m_settings.noteWorkspace(profile.serverKey().toString(), profile.workspace);
}

void Console::forget(const ConnectionProfile &profile)
{
    // It may have been written in other words: without its environment, or another slash.
    const auto isIt = [this, &profile](const Settings::SavedConnection &connection) {
        const auto saved = profileOf(connection);
        return saved && saved->isSameConnectionAs(profile);
    };
    for (const Settings::SavedConnection &connection : m_settings.connections()) {
        if (isIt(connection))
            m_settings.removeConnection(connection);
    }
    if (isIt(m_settings.lastConnection()))
        m_settings.setLastConnection({});
}

TokenIdIndex Console::tokenIdIndex(Settings::TokenList list, const CredentialKey &key)
{
    const QString connection = key.toString();
    return {[this, list, connection] { return m_settings.tokenIds(list, connection); },
            [this, list, connection](const QString &tokenId, bool listed) {
                m_settings.noteTokenId(list, connection, tokenId, listed);
            }};
}

QString Console::inventoryPath(const CredentialKey &key) const
{
    // A connection's own words may be no file name.
    const QByteArray name
        = QCryptographicHash::hash(key.toString().toUtf8(), QCryptographicHash::Sha256).toHex().first(32);
    return QDir(dataDirectory(m_start.options.dataDirectory))
        .filePath(QStringLiteral("inventories/%1.json").arg(QString::fromLatin1(name)));
}

void Console::showHangingBus()
{
    if (!m_start.sessionBusHangs)
        return;
    m_window.showNotice(MessageBanner::Severity::Warning, [] {
        return ErrorText {tr("The desktop’s session bus does not answer, so the keychain cannot be reached."),
                          tr("Keep the token for this session only, or sign in to the desktop again.")};
    });
}

void Console::showPreferences()
{
    auto *dialog = new PreferencesDialog(m_settings.preferences(), &m_window);
    connect(dialog, &QDialog::accepted, this, [this, dialog] {
        const Preferences preferences = dialog->preferences();
        m_settings.setPreferences(preferences);
        m_clipboard.setLifetime(preferences.clipboardLifetime);
        m_lock.setIdleLimit(preferences.idleLimit);
        m_transport.setDeadline(preferences.deadline);
    });
    dialog->open();
}

void Console::showServiceProblems()
{
    if (!m_start.serviceProblems.isEmpty())
        m_window.showNotice(MessageBanner::Severity::Warning, [this] {
            return ErrorText {m_start.serviceProblems.phrase().join(u'\n'),
                              tr("Correct the file and start the console again.")};
        });
}

} // namespace tc
