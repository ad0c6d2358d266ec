#include "errortexttable.h"

#include <QHostAddress>
#include <QTcpServer>

namespace tc::test {

namespace {

using Fate = CuttingRelay::Fate;
using Words = ErrorScenes::Words;

const QByteArray json = "Content-Type: application/json\r\n";

MisbehavingServer::Behaviour refusing(const QByteArray &status, const QByteArray &headers = {},
                                      const QByteArray &body = "{}")
{
    return answering(httpReply(status, json + headers, body));
}

/// On loopback, where nobody listens any more.
QUrl closedPort()
{
    QTcpServer server;
    server.listen(QHostAddress(QHostAddress::LocalHost));
    return QUrl(QStringLiteral("http://127.0.0.1:%1/").arg(server.serverPort()));
}

const QByteArray html = httpReply("200 OK", "Content-Type: text/html\r\n", "<p>Sign in</p>");
const QByteArray soon = "Date: Sun, 01 Mar 2026 14:00:00 GMT\r\nRetry-After: 300\r\n";

} // namespace

QList<ErrorTextRow> errorTextTable()
{
    return {
        {ErrorKind::Transport, "refused", [](auto &scenes) { return scenes.listAt(closedPort()); },
         "The server refused the connection.",
         "Check the network connection, the proxy settings and the base URL, then try again.",
         "Der Server hat die Verbindung abgelehnt.",
         "Prüfen Sie die Netzwerkverbindung, die Proxy-Einstellungen und die Basis-URL und versuchen Sie es "
         "erneut."},
        {ErrorKind::Transport, "broken",
         [](auto &scenes) {
             return scenes.list([](QTcpSocket &socket, const QByteArray &) { socket.abort(); });
         },
         "The connection broke before the server answered.",
         "Check the network connection, the proxy settings and the base URL, then try again.",
         "Die Verbindung brach ab, bevor der Server geantwortet hat.",
         "Prüfen Sie die Netzwerkverbindung, die Proxy-Einstellungen und die Basis-URL und versuchen Sie es "
         "erneut."},
        {ErrorKind::Transport, "cut short",
         [](auto &scenes) {
             return scenes.list(
                 answeringThenClosing("HTTP/1.1 200 OK\r\n" + json + "Content-Length: 99\r\n\r\n{"));
         },
         "The server’s answer was cut short.",
         "Check the network connection, the proxy settings and the base URL, then try again.",
         "Die Antwort des Servers brach vorzeitig ab.",
         "Prüfen Sie die Netzwerkverbindung, die Proxy-Einstellungen und die Basis-URL und versuchen Sie es "
         "erneut."},
        {ErrorKind::Transport, "unknown name",
         [](auto &scenes) { return scenes.listAt(QUrl(QStringLiteral("https://vendor.invalid/"))); },
         "The server’s name is not known.",
         "Check the network connection, the proxy settings and the base URL, then try again.",
         "Der Name des Servers ist nicht bekannt.",
         "Prüfen Sie die Netzwerkverbindung, die Proxy-Einstellungen und die Basis-URL und versuchen Sie es "
         "erneut."},
        {ErrorKind::Transport, "over the old list",
         [](auto &scenes) {
             return scenes.listAgain([](QTcpSocket &socket, const QByteArray &) { socket.abort(); });
         },
         "The connection broke before the server answered. The list is the one read before.",
         "Check the network connection, the proxy settings and the base URL, then try again.",
         "Die Verbindung brach ab, bevor der Server geantwortet hat. Angezeigt wird die zuvor gelesene "
         "Liste.",
         "Prüfen Sie die Netzwerkverbindung, die Proxy-Einstellungen und die Basis-URL und versuchen Sie es "
         "erneut."},
        {ErrorKind::Deadline, "silence", [](auto &scenes) { return scenes.late(); },
         "The server did not answer within the time allowed.", "Try again in a moment.",
         "Der Server hat nicht innerhalb der zulässigen Zeit geantwortet.",
         "Versuchen Sie es gleich noch einmal."},
        {ErrorKind::Tls, "self-signed",
         [](auto &scenes) { return scenes.listOverTls(TestCertificates::Kind::SelfSigned); },
         "The server’s certificate is not from an authority that is trusted here.",
         "Check the base URL. If the server’s certificate is from an authority of your own, choose that "
         "under “Certificates” in Connect.",
         "Das Zertifikat des Servers stammt von keiner Zertifizierungsstelle, der hier vertraut wird.",
         "Prüfen Sie die Basis-URL. Stammt das Zertifikat des Servers von einer eigenen "
         "Zertifizierungsstelle, wählen Sie diese unter „Verbinden“ bei „Zertifikate“ aus."},
        {ErrorKind::Tls, "expired",
         [](auto &scenes) { return scenes.listOverTls(TestCertificates::Kind::Expired); },
         "The server’s certificate has expired.",
         "Check this computer’s clock; if it is right, tell the server’s operator.",
         "Das Zertifikat des Servers ist abgelaufen.",
         "Prüfen Sie die Uhr dieses Computers; stimmt sie, benachrichtigen Sie den Betreiber des Servers."},
        {ErrorKind::Tls, "of another host",
         [](auto &scenes) { return scenes.listOverTls(TestCertificates::Kind::OtherHost); },
         "The server’s certificate is for another host name.",
         "Check the base URL; if it is right, tell the server’s operator.",
         "Das Zertifikat des Servers gilt für einen anderen Hostnamen.",
         "Prüfen Sie die Basis-URL; stimmt sie, benachrichtigen Sie den Betreiber des Servers."},
        {ErrorKind::Redirect, "302",
         [](auto &scenes) {
             return scenes.list(refusing("302 Found", "Location: https://elsewhere.invalid/\r\n"));
         },
         "The server pointed to another address. Nothing was sent there.", "Check the base URL.",
         "Der Server hat auf eine andere Adresse verwiesen. Dorthin wurde nichts gesendet.",
         "Prüfen Sie die Basis-URL."},
        {ErrorKind::Protocol, "a page", [](auto &scenes) { return scenes.list(answering(html)); },
         "The answer is not JSON; a proxy or a sign-in page may have sent it.",
         "Check the base URL; if it is right, tell the server’s operator.",
         "Die Antwort ist kein JSON; möglicherweise stammt sie von einem Proxy oder einer Anmeldeseite.",
         "Prüfen Sie die Basis-URL; stimmt sie, benachrichtigen Sie den Betreiber des Servers."},
        {ErrorKind::Protocol, "418", [](auto &scenes) { return scenes.list(refusing("418 No")); },
         "The server’s answer is not what this service answers.",
         "Check the base URL; a proxy or sign-in page may be in between.",
         "Die Antwort des Servers passt nicht zu diesem Dienst.",
         "Prüfen Sie die Basis-URL; möglicherweise liegt ein Proxy oder eine Anmeldeseite dazwischen."},
        {ErrorKind::Unauthorized, "401",
         [](auto &scenes) { return scenes.list(refusing("401 Unauthorized")); },
         "The server does not accept this token.", "Connect with another token.",
         "Der Server akzeptiert diesen Token nicht.", "Verbinden Sie sich mit einem anderen Token."},
        {ErrorKind::Forbidden, "403", [](auto &scenes) { return scenes.list(refusing("403 Forbidden")); },
         "This token is not allowed to do that, or not from this address.",
         "Check the token’s permissions and its allowed IP ranges.",
         "Dieser Token ist dazu nicht oder nicht von dieser Adresse aus berechtigt.",
         "Prüfen Sie die Berechtigungen des Tokens und seine erlaubten IP-Bereiche."},
        {ErrorKind::NotFound, "no such token",
         [](auto &scenes) { return scenes.rename(refusing("404 Not Found")); },
         "The server does not know this token any more.", "Refresh the list.",
         "Der Server kennt diesen Token nicht mehr.", "Aktualisieren Sie die Liste."},
        {ErrorKind::NotFound, "no list", [](auto &scenes) { return scenes.list(refusing("404 Not Found")); },
         "The server has no list of tokens at this address.", "Check the base URL.",
         "Unter dieser Adresse stellt der Server keine Tokenliste bereit.", "Prüfen Sie die Basis-URL."},
        {ErrorKind::Conflict, "409", [](auto &scenes) { return scenes.create(refusing("409 Conflict")); },
         "The request conflicts with what is on the server.", "Refresh the list and try again.",
         "Die Anfrage steht im Konflikt mit dem Stand auf dem Server.",
         "Aktualisieren Sie die Liste und versuchen Sie es erneut."},
        {ErrorKind::Conflict, "revoked by others",
         [](auto &scenes) { return scenes.lostEdit(Fate::Pass, Fate::Pass, QByteArray()); },
         "The token has been revoked and cannot be changed any more.", "Create a new token.",
         "Der Token wurde widerrufen und lässt sich nicht mehr ändern.", "Erstellen Sie einen neuen Token."},
        {ErrorKind::Stale, "412 on Revoke",
         [](auto &scenes) { return scenes.revoke(refusing("412 Precondition Failed")); },
         "The token was changed by someone else in the meantime.",
         "Look at its current state and make the change again.",
         "Der Token wurde inzwischen von jemand anderem geändert.",
         "Sehen Sie sich den aktuellen Stand an und nehmen Sie die Änderung erneut vor."},
        {ErrorKind::Stale, "changed by others",
         [](auto &scenes) {
             return scenes.lostEdit(Fate::Pass, Fate::Pass, R"({"allowedIps":["192.0.2.1"]})");
         },
         "The token was changed by someone else in the meantime.",
         "Compare both versions, choose or change what is to be, and send it.",
         "Der Token wurde inzwischen von jemand anderem geändert.",
         "Vergleichen Sie beide Fassungen, wählen oder ändern Sie, was gelten soll, und senden Sie es."},
        {ErrorKind::Stale, "changed elsewhere",
         [](auto &scenes) { return scenes.lostEdit(Fate::Pass, Fate::Pass, R"({"name":"Store"})"); },
         "The token was changed by someone else in the meantime.",
         "What you want to change is as it was: you can send it again.",
         "Der Token wurde inzwischen von jemand anderem geändert.",
         "Was Sie ändern möchten, ist noch wie zuvor: Sie können Ihre Änderung erneut senden."},
        {ErrorKind::Stale, "not to be read",
         [](auto &scenes) { return scenes.lostEdit(Fate::Pass, Fate::Refused, R"({"name":"Store"})"); },
         "The token was changed by someone else in the meantime. Asking the server failed: Token is "
         "recognized but not allowed to access the resource, or the request is not allowed from the current "
         "IP address.",
         "Check again to see its current state.",
         "Der Token wurde inzwischen von jemand anderem geändert. Die Nachfrage beim Server schlug fehl: Der "
         "Token ist bekannt, darf aber nicht auf die Ressource zugreifen, oder die Anfrage ist von der "
         "aktuellen IP-Adresse aus nicht erlaubt.",
         "Prüfen Sie erneut, um den aktuellen Stand zu sehen."},
        {ErrorKind::InvalidInput, "422", [](auto &scenes) { return scenes.create(refusing("422 No")); },
         "The server refused what was entered.", "Correct it and try again.",
         "Der Server hat die Eingabe abgelehnt.", "Berichtigen Sie die Eingabe und versuchen Sie es erneut."},
        {ErrorKind::InvalidInput, "a field",
         [](auto &scenes) {
             return scenes.create(
                 refusing("422 No", {}, R"({"errors":[{"pointer":"/name","message":"Too short."}]})"));
         },
         "The server refused what was entered: Too short.", "Correct it and try again.",
         "Der Server hat die Eingabe abgelehnt: Too short.",
         "Berichtigen Sie die Eingabe und versuchen Sie es erneut."},
        {ErrorKind::RateLimited, "429", [](auto &scenes) { return scenes.create(refusing("429 No")); },
         "Too many requests in a short time.", "Wait a moment and try again.",
         "Zu viele Anfragen in kurzer Zeit.", "Warten Sie einen Moment und versuchen Sie es erneut."},
        {ErrorKind::RateLimited, "429 with a time",
         [](auto &scenes) { return scenes.create(refusing("429 No", soon)); },
         "Too many requests in a short time.", "Try again at 14:05.", "Zu viele Anfragen in kurzer Zeit.",
         "Versuchen Sie es um 14:05 Uhr erneut."},
        {ErrorKind::RateLimited, "in the service's words",
         [](auto &scenes) { return scenes.create(refusing("429 No", soon), Words::Service); },
         "Too many integration requests in a short period.",
         "Wait until requests are accepted again. Try again at 14:05.", "Zu viele Anfragen in kurzer Zeit.",
         "Warten Sie, bis wieder Anfragen angenommen werden. Versuchen Sie es um 14:05 Uhr erneut."},
        {ErrorKind::Quota, "402",
         [](auto &scenes) { return scenes.create(refusing("402 Payment Required")); },
         "The account’s quota is used up.", "Check the license and quota.",
         "Das Kontingent des Kontos ist aufgebraucht.", "Prüfen Sie Lizenz und Kontingent."},
        {ErrorKind::Server, "500", [](auto &scenes) { return scenes.list(refusing("500 No")); },
         "The server reported an internal error (500).",
         "Try again later; if it stays, tell the server’s operator.",
         "Der Server hat einen internen Fehler gemeldet (500).",
         "Versuchen Sie es später erneut; bleibt der Fehler bestehen, wenden Sie sich an den Betreiber des "
         "Servers."},
        {ErrorKind::OutcomeUnknown, "created",
         [](auto &scenes) { return scenes.lostCreate(Fate::LostAfter); },
         "Your token was created, but its secret was lost.",
         "Without its secret, “Till” (MASK, created WHEN) is of no use to anyone.",
         "Ihr Token wurde erstellt, aber sein Geheimnis ging verloren.",
         "Ohne Geheimnis nützt „Till“ (MASK, erstellt am WHEN) niemandem."},
        {ErrorKind::OutcomeUnknown, "not created",
         [](auto &scenes) { return scenes.lostCreate(Fate::LostBefore); }, "The token was not created.",
         "Nothing you entered is lost. Creating it again is safe: should the first request still arrive, the "
         "server makes no second token.",
         "Der Token wurde nicht erstellt.",
         "Ihre Angaben bleiben erhalten. Sie können ihn gefahrlos erneut erstellen: Kommt die erste Anfrage "
         "doch noch an, legt der Server keinen zweiten Token an."},
        {ErrorKind::OutcomeUnknown, "created or not",
         [](auto &scenes) { return scenes.lostCreate(Fate::LostAfter, Fate::Refused); },
         "It is not known whether the token was created. Asking the server failed: Token is recognized but "
         "not allowed to access the resource, or the request is not allowed from the current IP address.",
         "Check again, or look for it in the list. Creating it again is safe: the server makes no second "
         "token.",
         "Es ist nicht bekannt, ob der Token erstellt wurde. Die Nachfrage beim Server schlug fehl: Der "
         "Token ist bekannt, darf aber nicht auf die Ressource zugreifen, oder die Anfrage ist von der "
         "aktuellen IP-Adresse aus nicht erlaubt.",
         "Prüfen Sie erneut, oder suchen Sie ihn in der Liste. Sie können ihn gefahrlos erneut erstellen: "
         "Der Server legt keinen zweiten Token an."},
        {ErrorKind::OutcomeUnknown, "not changed",
         [](auto &scenes) { return scenes.lostEdit(Fate::LostBefore); }, "The change was not made.",
         "Nothing you entered is lost: you can send it again.", "Die Änderung wurde nicht vorgenommen.",
         "Ihre Angaben bleiben erhalten: Sie können sie erneut senden."},
        {ErrorKind::OutcomeUnknown, "changed or not",
         [](auto &scenes) { return scenes.lostEdit(Fate::LostAfter, Fate::Refused); },
         "It is not known whether the change was made. Asking the server failed: Token is recognized but not "
         "allowed to access the resource, or the request is not allowed from the current IP address.",
         "Check again, or send it again: that changes nothing twice.",
         "Es ist nicht bekannt, ob die Änderung vorgenommen wurde. Die Nachfrage beim Server schlug fehl: "
         "Der Token ist bekannt, darf aber nicht auf die Ressource zugreifen, oder die Anfrage ist von der "
         "aktuellen IP-Adresse aus nicht erlaubt.",
         "Prüfen Sie erneut, oder senden Sie sie noch einmal: Doppelt geändert wird dadurch nichts."},
        {ErrorKind::OutcomeUnknown, "not changed and revoked by others",
         [](auto &scenes) { return scenes.lostEdit(Fate::LostBefore, Fate::Pass, QByteArray()); },
         "The token was revoked or removed meanwhile: it cannot be changed any more.", "Refresh the list.",
         "Der Token wurde inzwischen widerrufen oder entfernt: Er lässt sich nicht mehr ändern.",
         "Aktualisieren Sie die Liste."},
        {ErrorKind::OutcomeUnknown, "not revoked",
         [](auto &scenes) { return scenes.lostRevoke(Fate::LostBefore); },
         "The token was not revoked: it still works.", "You can revoke it again.",
         "Der Token wurde nicht widerrufen: Er gilt weiterhin.", "Sie können ihn erneut widerrufen."},
        {ErrorKind::OutcomeUnknown, "revoked or not",
         [](auto &scenes) { return scenes.lostRevoke(Fate::LostAfter, Fate::Refused); },
         "It is not known whether the token is revoked. Asking the server failed: Token is recognized but "
         "not allowed to access the resource, or the request is not allowed from the current IP address.",
         "Check again, or revoke it again: that does no harm.",
         "Es ist nicht bekannt, ob der Token widerrufen ist. Die Nachfrage beim Server schlug fehl: Der "
         "Token ist bekannt, darf aber nicht auf die Ressource zugreifen, oder die Anfrage ist von der "
         "aktuellen IP-Adresse aus nicht erlaubt.",
         "Prüfen Sie erneut, oder widerrufen Sie ihn noch einmal: Das schadet nicht."},
        {ErrorKind::NoSuchOperation, "405", [](auto &scenes) { return scenes.rename(refusing("405 No")); },
         "This service has no such operation.", "Use the service’s web app.",
         "Dieser Dienst bietet diesen Vorgang nicht an.", "Verwenden Sie die Web-App des Dienstes."},
        {ErrorKind::NoSuchOperation, "undocumented", [](auto &scenes) { return scenes.connectAssumed(); },
         "Optimus documents no API for managing tokens, so nothing was sent.",
         "Manage tokens in the web app; or, if you know that this server serves the API that is assumed "
         "here, say so.",
         "Optimus dokumentiert keine API zum Verwalten von Token; daher wurde nichts gesendet.",
         "Verwalten Sie Token in der Web-App. Wenn Sie wissen, dass dieser Server die hier angenommene API "
         "anbietet, bestätigen Sie es."},
        {ErrorKind::StorageUnavailable, "no keychain", [](auto &scenes) { return scenes.remember(); },
         "The keychain is not available: there is no keychain service in this session.",
         "Check that it is running and unlocked, then try again; or keep the token for this session only.",
         "Der Schlüsselbund ist nicht verfügbar: In dieser Sitzung gibt es keinen Schlüsselbund-Dienst.",
         "Prüfen Sie, ob er läuft und entsperrt ist, und versuchen Sie es dann erneut; oder behalten Sie den "
         "Token nur für diese Sitzung."},
        {ErrorKind::FileUnavailable, "inventory", [](auto &scenes) { return scenes.unreadableInventory(); },
         "The inventory cannot be read.", "Check the file FILE; it stays as it is.",
         "Die Token-Liste kann nicht gelesen werden.", "Prüfen Sie die Datei FILE; sie bleibt unverändert."},
        {ErrorKind::Cancelled, "the list", [](auto &scenes) { return scenes.cancelledList(); },
         "Loading was cancelled.", "Refresh to load the tokens.", "Das Laden wurde abgebrochen.",
         "Aktualisieren Sie, um die Token zu laden."},
        {ErrorKind::Cancelled, "the test of a connection",
         [](auto &scenes) { return scenes.cancelledTest(); }, "Cancelled.", "", "Abgebrochen.", ""},
    };
}

} // namespace tc::test
