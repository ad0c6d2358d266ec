#include "owncertificates.h"

#include "httptransport.h"
#include "origin.h"
#include "secret.h"

namespace tc {

OwnCertificates::OwnCertificates(HttpTransport &transport, Memory memory)
    : m_transport(transport)
    , m_memory(std::move(memory))
{
}

TlsFiles OwnCertificates::filesAt(const QUrl &baseUrl) const
{
    const Origin origin(baseUrl);
    return origin.isValid() ? m_memory.load(origin) : TlsFiles();
}

bool OwnCertificates::isOpened(const QUrl &baseUrl, const TlsFiles &files) const
{
    const auto inUse = m_inUse.constFind(Origin(baseUrl).toString());
    return inUse != m_inUse.cend() && inUse->files == files;
}

tl::expected<TlsSettings, TlsFilesError> OwnCertificates::load(const QUrl &baseUrl, const TlsFiles &files,
                                                               const Secret &passphrase) const
{
    if (passphrase.isEmpty() && isOpened(baseUrl, files) && needsPassphrase(files))
        return m_inUse.value(Origin(baseUrl).toString()).settings;
    return loadTls(files, passphrase);
}

void OwnCertificates::use(const QUrl &baseUrl, const TlsFiles &files, const TlsSettings &settings)
{
    const Origin origin(baseUrl);
    m_inUse.insert(origin.toString(), {files, settings});
    m_transport.setTls(origin, settings);
    if (m_memory.load(origin) != files)
        m_memory.save(origin, files);
}

tl::expected<void, TlsFilesError> OwnCertificates::useRemembered(const QUrl &baseUrl)
{
    const TlsFiles files = filesAt(baseUrl);
    if (isOpened(baseUrl, files) || files == TlsFiles())
        return {};
    const auto settings = loadTls(files, Secret());
    if (!settings)
        return tl::unexpected(settings.error());
    use(baseUrl, files, *settings);
    return {};
}

void OwnCertificates::letGo(const QUrl &baseUrl)
{
    const Origin origin(baseUrl);
    if (m_inUse.remove(origin.toString()))
        m_transport.setTls(origin, {});
}

void OwnCertificates::forget(const QUrl &baseUrl)
{
    letGo(baseUrl);
    const Origin origin(baseUrl);
    if (origin.isValid() && m_memory.load(origin) != TlsFiles())
        m_memory.save(origin, {});
}

} // namespace tc
