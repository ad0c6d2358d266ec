#pragma once

#include "../api/misbehavingserver.h"
#include "../api/testcertificates.h"
#include "cuttingrelay.h"
#include "desk.h"
#include "errortext.h"
#include "mainwindow.h"

#include <QDialog>

#include <memory>
#include <optional>

namespace tc::test {

/// Brings servers, the keychain and the user to fail before a window that is open for it, and gives what the
/// window then reads, in the language that is installed. Both texts are empty where nothing was shown.
class ErrorScenes
{
public:
    using Behaviour = MisbehavingServer::Behaviour;
    using Fate = CuttingRelay::Fate;

    /// Whether the service's description has words of its own for its errors.
    enum class Words { Console, Service };

    ErrorScenes();
    ~ErrorScenes();
    [[nodiscard]] bool start();

    /// The list is asked for the first time, and \a fault is the answer: the page in the list's place.
    [[nodiscard]] ErrorText list(const Behaviour &fault);
    /// The same from a server that does not answer in the time allowed.
    [[nodiscard]] ErrorText late();
    /// The same at \a url, which nobody needs to listen at.
    [[nodiscard]] ErrorText listAt(const QUrl &url);
    /// The same over TLS, from a server with a certificate of \a kind.
    [[nodiscard]] ErrorText listOverTls(TestCertificates::Kind kind);
    /// The list was read, is asked for again, and \a fault is the answer: the window's banner.
    [[nodiscard]] ErrorText listAgain(const Behaviour &fault);
    /// The user cancels while the list is read.
    [[nodiscard]] ErrorText cancelledList();
    /// The same while *Connect* tests the connection.
    [[nodiscard]] ErrorText cancelledTest();
    /// *Create Token*, *Rename* and *Revoke*, answered by \a fault.
    [[nodiscard]] ErrorText create(const Behaviour &fault, Words words = Words::Console);
    [[nodiscard]] ErrorText rename(const Behaviour &fault);
    [[nodiscard]] ErrorText revoke(const Behaviour &fault);
    /// *Connect* to the real backend with the token remembered in the keychain.
    [[nodiscard]] ErrorText remember();
    /// *Connect* to a vendor that documents no API.
    [[nodiscard]] ErrorText connectAssumed();
    /// The inventory of such a vendor, in a file (FILE) that holds none.
    [[nodiscard]] ErrorText unreadableInventory();

    /// *Create Token* and *Revoke* on the real backend, whose answer meets \a fate, and \a reading the
    /// question what became of it. In a lost token's text "MASK" and "WHEN" stand for its own.
    [[nodiscard]] ErrorText lostCreate(Fate fate, Fate reading = Fate::Pass);
    [[nodiscard]] ErrorText lostRevoke(Fate fate, Fate reading = Fate::Pass);
    /// The same for *Edit IP ranges*, after someone else's \a change, a JSON merge patch (RFC 7396), or
    /// revocation where it is empty.
    [[nodiscard]] ErrorText lostEdit(Fate fate, Fate reading = Fate::Pass,
                                     const std::optional<QByteArray> &change = {});

private:
    class Open;

    [[nodiscard]] ConnectionProfile profileAt(const QUrl &url, Words words) const;
    /// A window on the service at \a url, whose list has been asked for and has come or failed.
    [[nodiscard]] std::unique_ptr<Open> openedAt(const QUrl &url, Words words = Words::Console);
    /// A window on the real backend through the relay, with a new token.
    [[nodiscard]] std::unique_ptr<Open> openedOnRelay();
    [[nodiscard]] bool changeBeside(const QByteArray &change) const;
    [[nodiscard]] ErrorText connectTo(const ConnectionProfile &profile, CredentialStore &store,
                                      bool remembers, bool cancels);

    std::unique_ptr<Desk> m_desk;
    std::unique_ptr<CuttingRelay> m_relay;
    std::unique_ptr<TestCertificates> m_certificates;
    std::unique_ptr<TrustedAuthority> m_trusted;
    std::shared_ptr<const ServiceDescription> m_wordless; ///< the desk's service without words of its own
    int m_shops = 0; ///< tokens made there so far
    QString m_shopId; ///< of the last of them
};

} // namespace tc::test
