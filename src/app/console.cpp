#include "console.h"

#include "targetresolution.h"

#include <QDir>
#include <QProcessEnvironment>

namespace tc {

Console::Console(ConsoleStart start)
    : m_start(std::move(start))
    , m_settings(m_start.options.dataDirectory)
    , m_clipboard(std::chrono::seconds(m_settings.clipboardSeconds()))
    , m_window(m_clipboard)
    , m_connections({m_window, m_start.services, m_transport, m_store, m_clock,
                     [this](const CredentialKey &key) { return savedTokenIndex(key); },
                     [this](const ConnectionProfile &profile) {
                         remember(profile);
                     }})
{
    m_languages.switchTo(
        LanguageSwitcher::choose(m_start.options.language, m_settings.language(), QLocale::system()));
    m_window.setLanguage(m_languages.language());
    m_window.setReadOnly(m_start.options.readOnly);
    m_window.restoreGeometry(m_settings.windowGeometry());
    m_window.restoreColumnState(m_settings.headerState());

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
    showServiceProblems();
    startConnecting();
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
        m_window.showDisconnected(tr("There is no service called “%1”.").arg(id),
                                  tr("Start the console with another --service."));
    } else if (m_start.options.local) {
        const QDir data(dataDirectory(m_start.options.dataDirectory));
        m_backend = std::make_unique<LocalBackend>(LocalBackend::programBesideConsole(),
                                                   data.filePath(QStringLiteral("backend.sqlite3")));
        m_connections.connectToLocal(service, *m_backend);
    } else {
        connectToRemote(service);
    }
    // Given for this connection, which has its own copy: kept any longer they would outlive it.
    m_start.tokenOption.reset();
    m_start.variables.clear();
}

void Console::connectToRemote(const std::shared_ptr<const ServiceDescription> &service)
{
    const CommandLineOptions &options = m_start.options;
    const Result<ResolvedTarget> target
        = resolveTarget(*service, {std::nullopt, options.baseUrl, options.environmentId},
                        QProcessEnvironment::systemEnvironment());
    if (!target) {
        m_window.showDisconnected(target.error().reason, tr("Correct it and start the console again."));
        return;
    }
    ConnectionProfile profile {service, target->baseUrl, target->environmentId, {}, {}};
    const Secret *option = m_start.tokenOption ? &*m_start.tokenOption : nullptr;
    auto given = givenCredential(*service, false, option, m_start.variables);
    // Where nothing says which server, it is the one of last time, so that a restart finds its way back; but
    // a credential given now was not given for that one.
    if (!given && target->source == TargetSource::Production && options.serviceId.isEmpty())
        profile = rememberedProfile().value_or(profile);
    m_connections.connectTo(profile, std::move(given));
}

std::optional<ConnectionProfile> Console::rememberedProfile() const
{
    const Settings::LastConnection last = m_settings.lastConnection();
    const std::shared_ptr<const ServiceDescription> service = serviceById(last.serviceId);
    if (!service || !last.baseUrl.isValid())
        return std::nullopt;
    const ServiceEnvironment *environment = service->environmentAt(last.baseUrl);
    return ConnectionProfile {
        service, last.baseUrl, environment ? environment->id : QString(), last.workspace, {}};
}

void Console::remember(const ConnectionProfile &profile)
{
    if (!profile.isLocal())
        m_settings.setLastConnection({profile.service->id, profile.baseUrl, profile.workspace});
}

SavedTokenIndex Console::savedTokenIndex(const CredentialKey &key)
{
    const QString connection = key.toString();
    return {[this, connection] { return m_settings.savedTokenIds(connection); },
            [this, connection](const QSet<QString> &ids) {
                m_settings.setSavedTokenIds(connection, ids);
            }};
}

void Console::showServiceProblems()
{
    if (!m_start.serviceProblems.isEmpty())
        m_window.showNotice(MessageBanner::Severity::Warning, m_start.serviceProblems.join(u'\n'),
                            tr("Correct the file and start the console again."));
}

} // namespace tc
