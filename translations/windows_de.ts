<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="de_DE" sourcelanguage="en">
<context>
    <name>About</name>
    <message>
        <source>About Token Console</source>
        <translation>Über Token Console</translation>
    </message>
    <message>
        <source>Token Console %1</source>
        <translation>Token Console %1</translation>
    </message>
    <message>
        <source>A desktop console for API tokens. Made with Qt %1.</source>
        <translation>Eine Desktop-Konsole für API-Token. Erstellt mit Qt %1.</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
</context>
<context>
    <name>AssumedApi</name>
    <message>
        <source>This server serves the API…</source>
        <translation>Dieser Server bietet die API an…</translation>
    </message>
    <message>
        <source>Use an Undocumented API?</source>
        <translation>Undokumentierte API verwenden?</translation>
    </message>
    <message>
        <source>Your token is then sent to %1, to operations that %2 does not document.</source>
        <translation>Ihr Token wird dann an %1 gesendet, und zwar an Vorgänge, die %2 nicht dokumentiert.</translation>
    </message>
    <message>
        <source>The console lists, creates, changes and revokes tokens there as the service’s description assumes. Go on only if whoever runs %1 has told you that it serves this API. You can take it back in the menu “Connection”.</source>
        <translation>Die Konsole liest, erstellt, ändert und widerruft Token dort so, wie es die Dienstbeschreibung annimmt. Fahren Sie nur fort, wenn Ihnen der Betreiber von %1 gesagt hat, dass der Server diese API anbietet. Zurücknehmen können Sie es im Menü „Verbindung“.</translation>
    </message>
    <message>
        <source>Send it there</source>
        <translation>Dorthin senden</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
</context>
<context>
    <name>ConflictPanel</name>
    <message>
        <source>Originally</source>
        <translation>Ursprünglich</translation>
    </message>
    <message>
        <source>Yours</source>
        <translation>Ihre Fassung</translation>
    </message>
    <message>
        <source>On the server now</source>
        <translation>Jetzt auf dem Server</translation>
    </message>
    <message>
        <source>Use yours</source>
        <translation>Ihre übernehmen</translation>
    </message>
    <message>
        <source>Merge both</source>
        <translation>Beide zusammenführen</translation>
    </message>
    <message>
        <source>Use the server’s</source>
        <translation>Die des Servers übernehmen</translation>
    </message>
</context>
<context>
    <name>ConnectDialog</name>
    <message>
        <source>Connect</source>
        <translation>Verbinden</translation>
    </message>
    <message>
        <source>&amp;Service</source>
        <translation>&amp;Dienst</translation>
    </message>
    <message>
        <source>Service</source>
        <translation>Dienst</translation>
    </message>
    <message>
        <source>&amp;Environment</source>
        <translation>&amp;Umgebung</translation>
    </message>
    <message>
        <source>Environment</source>
        <translation>Umgebung</translation>
    </message>
    <message>
        <source>&amp;Base URL</source>
        <translation>&amp;Basis-URL</translation>
    </message>
    <message>
        <source>Base URL</source>
        <translation>Basis-URL</translation>
    </message>
    <message>
        <source>Token</source>
        <translation>Token</translation>
    </message>
    <message>
        <source>Store the token in the &amp;keychain</source>
        <translation>Token im Schlüssel&amp;bund sichern</translation>
    </message>
    <message>
        <source>Toke&amp;n</source>
        <translation>Toke&amp;n</translation>
    </message>
    <message>
        <source>S&amp;ign in…</source>
        <translation>An&amp;melden…</translation>
    </message>
</context>
<context>
    <name>ConnectionMark</name>
    <message>
        <source>This computer</source>
        <translation>Dieser Computer</translation>
    </message>
    <message>
        <source>Other server</source>
        <translation>Anderer Server</translation>
    </message>
    <message>
        <source>%1 at %2</source>
        <translation>%1 auf %2</translation>
    </message>
</context>
<context>
    <name>CreateTokenDialog</name>
    <message>
        <source>Create Token</source>
        <translation>Token erstellen</translation>
    </message>
    <message>
        <source>Token Name</source>
        <translation>Token-Name</translation>
    </message>
    <message>
        <source>Allowed &amp;IP ranges</source>
        <translation>Erlaubte &amp;IP-Bereiche</translation>
    </message>
    <message>
        <source>&amp;Access</source>
        <translation>&amp;Zugriff</translation>
    </message>
    <message>
        <source>Access</source>
        <translation>Zugriff</translation>
    </message>
    <message>
        <source>S&amp;copes</source>
        <translation>Be&amp;rechtigungen</translation>
    </message>
    <message>
        <source>&amp;Expires</source>
        <translation>&amp;Läuft ab</translation>
    </message>
    <message>
        <source>Token &amp;Name</source>
        <translation>Token-&amp;Name</translation>
    </message>
    <message>
        <source>&amp;Denied IP ranges</source>
        <translation>&amp;Gesperrte IP-Bereiche</translation>
    </message>
</context>
<context>
    <name>EditIpRangesDialog</name>
    <message>
        <source>Edit IP ranges</source>
        <translation>IP-Bereiche bearbeiten</translation>
    </message>
    <message>
        <source>Allowed &amp;IP ranges</source>
        <translation>Erlaubte &amp;IP-Bereiche</translation>
    </message>
    <message>
        <source>Before</source>
        <translation>Vorher</translation>
    </message>
    <message>
        <source>After</source>
        <translation>Nachher</translation>
    </message>
    <message>
        <source>&amp;Denied IP ranges</source>
        <translation>&amp;Gesperrte IP-Bereiche</translation>
    </message>
</context>
<context>
    <name>GuidedView</name>
    <message>
        <source>Inventory</source>
        <translation>Token-Liste</translation>
    </message>
    <message>
        <source>Steps in the web app</source>
        <translation>Schritte in der Web-App</translation>
    </message>
</context>
<context>
    <name>InventoryEntryDialog</name>
    <message>
        <source>Never enter the token itself: this list is kept in a file that is not encrypted.</source>
        <translation>Geben Sie nie den Token selbst ein: Diese Liste liegt unverschlüsselt in einer Datei.</translation>
    </message>
    <message>
        <source>Token &amp;Name</source>
        <translation>Token-&amp;Name</translation>
    </message>
    <message>
        <source>Token Name</source>
        <translation>Token-Name</translation>
    </message>
    <message>
        <source>&amp;Token</source>
        <translation>&amp;Token</translation>
    </message>
    <message>
        <source>Token</source>
        <translation>Token</translation>
    </message>
    <message>
        <source>First characters, as the web app shows them</source>
        <translation>Erste Zeichen, wie die Web-App sie anzeigt</translation>
    </message>
    <message>
        <source>C&amp;reated</source>
        <translation>&amp;Erstellt</translation>
    </message>
    <message>
        <source>&amp;Last used</source>
        <translation>&amp;Zuletzt verwendet</translation>
    </message>
    <message>
        <source>&amp;Expires</source>
        <translation>&amp;Läuft ab</translation>
    </message>
    <message>
        <source>Re&amp;voked</source>
        <translation>&amp;Widerrufen</translation>
    </message>
    <message>
        <source>Allowed &amp;IP ranges</source>
        <translation>Erlaubte &amp;IP-Bereiche</translation>
    </message>
    <message>
        <source>S&amp;copes</source>
        <translation>&amp;Berechtigungen</translation>
    </message>
    <message>
        <source>Scopes</source>
        <translation>Berechtigungen</translation>
    </message>
    <message>
        <source>Separated by commas</source>
        <translation>Durch Kommas getrennt</translation>
    </message>
    <message>
        <source>N&amp;ote</source>
        <translation>N&amp;otiz</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>Notiz</translation>
    </message>
</context>
<context>
    <name>ListAnswersDialog</name>
    <message>
        <source>Refresh the list</source>
        <translation>Liste aktualisieren</translation>
    </message>
</context>
<context>
    <name>MainWindow</name>
    <message>
        <source>API Interface</source>
        <translation>API-Schnittstelle</translation>
    </message>
    <message>
        <source>API Tokens</source>
        <translation>API-Token</translation>
    </message>
    <message>
        <source>&amp;Connection</source>
        <translation>&amp;Verbindung</translation>
    </message>
    <message>
        <source>&amp;Token</source>
        <translation>&amp;Token</translation>
    </message>
    <message>
        <source>&amp;View</source>
        <translation>&amp;Ansicht</translation>
    </message>
    <message>
        <source>&amp;Help</source>
        <translation>&amp;Hilfe</translation>
    </message>
</context>
<context>
    <name>OutcomeTexts</name>
    <message>
        <source>More than one token called “%1” could be it.</source>
        <translation>Mehr als ein Token namens „%1“ kommt in Frage.</translation>
    </message>
    <message>
        <source>There is a new token called “%1”, but not with what you entered.</source>
        <translation>Es gibt einen neuen Token namens „%1“, aber nicht mit Ihren Angaben.</translation>
    </message>
    <message>
        <source>The server knows the request already, but does not list the token.</source>
        <translation>Der Server kennt die Anfrage bereits, führt den Token aber nicht in der Liste.</translation>
    </message>
    <message>
        <source>The check was cancelled.</source>
        <translation>Die Prüfung wurde abgebrochen.</translation>
    </message>
    <message>
        <source>The token was not revoked: it still works.</source>
        <translation>Der Token wurde nicht widerrufen: Er gilt weiterhin.</translation>
    </message>
    <message>
        <source>You can revoke it again.</source>
        <translation>Sie können ihn erneut widerrufen.</translation>
    </message>
    <message>
        <source>It is not known whether the token is revoked.</source>
        <translation>Es ist nicht bekannt, ob der Token widerrufen ist.</translation>
    </message>
    <message>
        <source>Check again, or revoke it again: that does no harm.</source>
        <translation>Prüfen Sie erneut, oder widerrufen Sie ihn noch einmal: Das schadet nicht.</translation>
    </message>
    <message>
        <source>Asking the server failed: %1</source>
        <translation>Die Nachfrage beim Server schlug fehl: %1</translation>
    </message>
    <message>
        <source>The tokens were not revoked: some still work.</source>
        <translation>Die Token wurden nicht widerrufen: Einige gelten weiterhin.</translation>
    </message>
    <message>
        <source>You can revoke them again.</source>
        <translation>Sie können sie erneut widerrufen.</translation>
    </message>
    <message>
        <source>It is not known whether the tokens are revoked.</source>
        <translation>Es ist nicht bekannt, ob die Token widerrufen sind.</translation>
    </message>
    <message>
        <source>Check again, or revoke them again: that does no harm.</source>
        <translation>Prüfen Sie erneut, oder widerrufen Sie sie noch einmal: Das schadet nicht.</translation>
    </message>
    <message>
        <source>The token “%1” is listed, and the list does not tell which secret it has.</source>
        <translation>Der Token „%1“ ist aufgeführt, und die Liste sagt nicht, welches Token-Geheimnis er hat.</translation>
    </message>
</context>
<context>
    <name>PreferencesDialog</name>
    <message>
        <source>Settings</source>
        <translation>Einstellungen</translation>
    </message>
    <message>
        <source>Clear a copied secret after</source>
        <translation>Kopiertes Geheimnis löschen nach</translation>
    </message>
    <message>
        <source>Lock when unused for</source>
        <translation>Sperren bei Nichtbenutzung nach</translation>
    </message>
    <message>
        <source>Locking hides the tokens from glances and clears the clipboard. It keeps out nobody who can use this computer. The console also locks together with the desktop.</source>
        <translation>Die Sperre verbirgt die Token vor Blicken und leert die Zwischenablage. Wer diesen Computer benutzen kann, wird dadurch nicht abgehalten. Mit dem Desktop sperrt sich auch die Konsole.</translation>
    </message>
    <message>
        <source>Give up without an answer after</source>
        <translation>Ohne Antwort aufgeben nach</translation>
    </message>
</context>
<context>
    <name>RecognitionTexts</name>
    <message>
        <source>%1 (%2)</source>
        <translation>%1 (%2)</translation>
    </message>
    <message>
        <source>Looks like a token for %1.</source>
        <translation>Sieht nach einem Token für %1 aus.</translation>
    </message>
    <message>
        <source> or </source>
        <translation> oder </translation>
    </message>
    <message>
        <source>Its checksum does not fit: it may be mistyped or cut off.</source>
        <translation>Die Prüfsumme passt nicht: Vielleicht ist er vertippt oder abgeschnitten.</translation>
    </message>
    <message>
        <source>This looks like a token for %1, but the connection is to %2.</source>
        <translation>Das sieht nach einem Token für %1 aus, die Verbindung geht aber zu %2.</translation>
    </message>
    <message>
        <source>Nothing was sent. Use it there all the same?</source>
        <translation>Es wurde nichts gesendet. Dort trotzdem verwenden?</translation>
    </message>
    <message>
        <source>This token is for “%1”, but the connection is to “%2”.</source>
        <translation>Dieser Token ist für „%1“, die Verbindung geht aber zu „%2“.</translation>
    </message>
    <message>
        <source>Its form does not tell which service the token is for.</source>
        <translation>Dem Token ist nicht anzusehen, für welchen Dienst er ist.</translation>
    </message>
</context>
<context>
    <name>RefreshNotice</name>
    <message>
        <source>The list is the one read before.</source>
        <translation>Angezeigt wird die zuvor gelesene Liste.</translation>
    </message>
    <message numerus="yes">
        <source>The list is incomplete: %Ln token(s) could be read, the rest could not.</source>
        <translation>
            <numerusform>Die Liste ist unvollständig: %Ln Token konnte gelesen werden, der Rest nicht.</numerusform>
            <numerusform>Die Liste ist unvollständig: %Ln Token konnten gelesen werden, der Rest nicht.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>RenameDialog</name>
    <message>
        <source>Rename</source>
        <translation>Umbenennen</translation>
    </message>
    <message>
        <source>Token Name</source>
        <translation>Token-Name</translation>
    </message>
    <message>
        <source>Token &amp;Name</source>
        <translation>Token-&amp;Name</translation>
    </message>
</context>
<context>
    <name>RevokeAllDialog</name>
    <message>
        <source>Revoke all tokens</source>
        <translation>Alle Token widerrufen</translation>
    </message>
</context>
<context>
    <name>RevokeDialog</name>
    <message>
        <source>Revoke</source>
        <translation>Widerrufen</translation>
    </message>
    <message>
        <source>Token</source>
        <translation>Token</translation>
    </message>
    <message>
        <source>Last used</source>
        <translation>Zuletzt verwendet</translation>
    </message>
    <message>
        <source>Verify new token…</source>
        <translation>Neuen Token prüfen…</translation>
    </message>
    <message>
        <source>Refresh last use</source>
        <translation>Letzte Verwendung aktualisieren</translation>
    </message>
</context>
<context>
    <name>RotateDialog</name>
    <message>
        <source>Rotate</source>
        <translation>Erneuern</translation>
    </message>
    <message>
        <source>New token’s &amp;name</source>
        <translation>&amp;Name des neuen Tokens</translation>
    </message>
    <message>
        <source>New token’s name</source>
        <translation>Name des neuen Tokens</translation>
    </message>
    <message>
        <source>Allowed IP ranges</source>
        <translation>Erlaubte IP-Bereiche</translation>
    </message>
    <message>
        <source>Expires</source>
        <translation>Läuft ab</translation>
    </message>
</context>
<context>
    <name>SecretRotationDialog</name>
    <message>
        <source>Rotate</source>
        <translation>Erneuern</translation>
    </message>
    <message>
        <source>Token</source>
        <translation>Token</translation>
    </message>
    <message>
        <source>Last used</source>
        <translation>Zuletzt verwendet</translation>
    </message>
    <message>
        <source>Expires</source>
        <translation>Läuft ab</translation>
    </message>
</context>
<context>
    <name>SignInDialog</name>
    <message>
        <source>Sign in</source>
        <translation>Anmelden</translation>
    </message>
</context>
<context>
    <name>TokenDetailPane</name>
    <message>
        <source>Details</source>
        <translation>Details</translation>
    </message>
    <message>
        <source>Select a token to see its details.</source>
        <translation>Wählen Sie einen Token, um seine Details zu sehen.</translation>
    </message>
    <message>
        <source>Token Name</source>
        <translation>Token-Name</translation>
    </message>
    <message>
        <source>Token</source>
        <translation>Token</translation>
    </message>
    <message>
        <source>Status</source>
        <translation>Status</translation>
    </message>
    <message>
        <source>Access</source>
        <translation>Zugriff</translation>
    </message>
    <message>
        <source>Created</source>
        <translation>Erstellt</translation>
    </message>
    <message>
        <source>Last used</source>
        <translation>Zuletzt verwendet</translation>
    </message>
    <message>
        <source>Expires</source>
        <translation>Läuft ab</translation>
    </message>
    <message>
        <source>Allowed IP ranges</source>
        <translation>Erlaubte IP-Bereiche</translation>
    </message>
    <message>
        <source>Secret</source>
        <translation>Geheimnis</translation>
    </message>
    <message>
        <source>Scopes</source>
        <translation>Berechtigungen</translation>
    </message>
</context>
<context>
    <name>TokenListView</name>
    <message>
        <source>Search name, token or IP address</source>
        <translation>Name, Token oder IP-Adresse suchen</translation>
    </message>
    <message>
        <source>Search</source>
        <translation>Suchen</translation>
    </message>
    <message>
        <source>S&amp;tatus</source>
        <translation>S&amp;tatus</translation>
    </message>
    <message>
        <source>Status</source>
        <translation>Status</translation>
    </message>
    <message>
        <source>API Tokens</source>
        <translation>API-Token</translation>
    </message>
</context>
<context>
    <name>TokenSecretDialog</name>
    <message>
        <source>Token secret</source>
        <translation>Token-Geheimnis</translation>
    </message>
    <message>
        <source>&amp;Copy</source>
        <translation>&amp;Kopieren</translation>
    </message>
    <message>
        <source>Use it without writing it down</source>
        <translation>Verwenden, ohne es aufzuschreiben</translation>
    </message>
    <message>
        <source>&amp;For</source>
        <translation>&amp;Für</translation>
    </message>
    <message>
        <source>For</source>
        <translation>Für</translation>
    </message>
    <message>
        <source>Copy &amp;line</source>
        <translation>&amp;Zeile kopieren</translation>
    </message>
    <message>
        <source>Line</source>
        <translation>Zeile</translation>
    </message>
    <message>
        <source>Save in &amp;keychain</source>
        <translation>Im &amp;Schlüsselbund sichern</translation>
    </message>
    <message>
        <source>I have &amp;stored this token</source>
        <translation>Ich habe den Token &amp;gesichert</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
</context>
<context>
    <name>VerificationTexts</name>
    <message>
        <source>HTTP status %1 does not tell.</source>
        <translation>Der HTTP-Status %1 lässt keinen Schluss zu.</translation>
    </message>
    <message>
        <source>Check the base URL.</source>
        <translation>Prüfen Sie die Basis-URL.</translation>
    </message>
    <message>
        <source>Whether this token works cannot be told.</source>
        <translation>Ob dieser Token gilt, lässt sich nicht sagen.</translation>
    </message>
    <message>
        <source>The token was not sent.</source>
        <translation>Der Token wurde nicht gesendet.</translation>
    </message>
    <message>
        <source>The server accepts a made-up token, too, so its answer proves nothing.</source>
        <translation>Der Server nimmt auch einen erfundenen Token an, seine Antwort beweist also nichts.</translation>
    </message>
    <message>
        <source>The server did not refuse a made-up token as it should: %1</source>
        <translation>Der Server hat einen erfundenen Token nicht abgelehnt, wie er es müsste: %1</translation>
    </message>
    <message>
        <source>This token is valid.</source>
        <translation>Dieser Token ist gültig.</translation>
    </message>
    <message>
        <source>This token is valid, but it lacks the permission for this call.</source>
        <translation>Dieser Token ist gültig, aber ihm fehlt die Berechtigung für diesen Aufruf.</translation>
    </message>
    <message>
        <source>This token is genuine, but refused from this IP address.</source>
        <translation>Dieser Token ist echt, wird aber von dieser IP-Adresse aus abgelehnt.</translation>
    </message>
    <message>
        <source>This token has expired.</source>
        <translation>Dieser Token ist abgelaufen.</translation>
    </message>
    <message>
        <source>This token is revoked or unknown.</source>
        <translation>Dieser Token ist widerrufen oder unbekannt.</translation>
    </message>
    <message>
        <source>HTTP status %1</source>
        <translation>HTTP-Status %1</translation>
    </message>
    <message>
        <source>%1, at %2 (%3)</source>
        <translation>%1, am %2 (%3)</translation>
    </message>
    <message>
        <source>Verdict: %1</source>
        <translation>Ergebnis: %1</translation>
    </message>
    <message>
        <source>Service: %1</source>
        <translation>Dienst: %1</translation>
    </message>
    <message>
        <source>%1 (%2)</source>
        <translation>%1 (%2)</translation>
    </message>
    <message>
        <source>Asked: %1 %2</source>
        <translation>Aufruf: %1 %2</translation>
    </message>
    <message>
        <source>Answer to the token: %1</source>
        <translation>Antwort auf den Token: %1</translation>
    </message>
    <message>
        <source>Negative control (a made-up token), remembered: %1</source>
        <translation>Negativkontrolle (ein erfundener Token), von einer früheren Prüfung: %1</translation>
    </message>
    <message>
        <source>Negative control (a made-up token): %1</source>
        <translation>Negativkontrolle (ein erfundener Token): %1</translation>
    </message>
    <message>
        <source>Meaning: %1</source>
        <translation>Bedeutung: %1</translation>
    </message>
    <message>
        <source>What the vendor advises: %1</source>
        <translation>Was der Anbieter rät: %1</translation>
    </message>
</context>
<context>
    <name>VerifyTokenDialog</name>
    <message>
        <source>Verify token</source>
        <translation>Token prüfen</translation>
    </message>
    <message>
        <source>&amp;Token</source>
        <translation>&amp;Token</translation>
    </message>
    <message>
        <source>Token</source>
        <translation>Token</translation>
    </message>
    <message>
        <source>&amp;Evidence</source>
        <translation>&amp;Nachweis</translation>
    </message>
    <message>
        <source>Evidence</source>
        <translation>Nachweis</translation>
    </message>
</context>
<context>
    <name>tc::ActionDialog</name>
    <message>
        <source>Check again</source>
        <translation>Erneut prüfen</translation>
    </message>
    <message>
        <source>Checking what happened…</source>
        <translation>Es wird geprüft, was geschehen ist…</translation>
    </message>
    <message>
        <source>The server is asked whether it was done.</source>
        <translation>Der Server wird gefragt, ob er es ausgeführt hat.</translation>
    </message>
</context>
<context>
    <name>tc::AskedFields</name>
    <message>
        <source>%1 (optional)</source>
        <translation>%1 (optional)</translation>
    </message>
</context>
<context>
    <name>tc::AssumedApiChoice</name>
    <message>
        <source>Open the web app</source>
        <translation>Web-App öffnen</translation>
    </message>
    <message>
        <source>%1 documents no API for managing tokens, so nothing was sent.</source>
        <translation>%1 dokumentiert keine API zum Verwalten von Token; daher wurde nichts gesendet.</translation>
    </message>
    <message>
        <source>Manage tokens in the web app; or, if you know that this server serves the API that is assumed here, say so.</source>
        <translation>Verwalten Sie Token in der Web-App. Wenn Sie wissen, dass dieser Server die hier angenommene API anbietet, bestätigen Sie es.</translation>
    </message>
    <message>
        <source>Manage by hand</source>
        <translation>Von Hand verwalten</translation>
    </message>
</context>
<context>
    <name>tc::CertificateFields</name>
    <message>
        <source>Already entered for this session</source>
        <translation>Für diese Sitzung bereits eingegeben</translation>
    </message>
    <message>
        <source>Certificates</source>
        <translation>Zertifikate</translation>
    </message>
    <message>
        <source>&amp;Own certificate authority (PEM)</source>
        <translation>Ei&amp;gene Zertifizierungsstelle (PEM)</translation>
    </message>
    <message>
        <source>C&amp;lient certificate (PEM or PKCS#12)</source>
        <translation>C&amp;lient-Zertifikat (PEM oder PKCS#12)</translation>
    </message>
    <message>
        <source>&amp;Private key (PEM, where it is a file of its own)</source>
        <translation>&amp;Privater Schlüssel (PEM, falls in eigener Datei)</translation>
    </message>
    <message>
        <source>Passp&amp;hrase of the key</source>
        <translation>Passp&amp;hrase des Schlüssels</translation>
    </message>
    <message>
        <source>All files (*)</source>
        <translation>Alle Dateien (*)</translation>
    </message>
    <message>
        <source>PEM files (*.pem *.crt *.cer)</source>
        <translation>PEM-Dateien (*.pem *.crt *.cer)</translation>
    </message>
    <message>
        <source>Certificates (*.pem *.crt *.cer *.p12 *.pfx)</source>
        <translation>Zertifikate (*.pem *.crt *.cer *.p12 *.pfx)</translation>
    </message>
    <message>
        <source>Keys (*.pem *.key)</source>
        <translation>Schlüssel (*.pem *.key)</translation>
    </message>
    <message>
        <source>For this server only, in addition to the authorities that this computer trusts. Only the paths are remembered, never the passphrase.</source>
        <translation>Nur für diesen Server, zusätzlich zu den Zertifizierungsstellen, denen dieser Computer vertraut. Gespeichert werden nur die Pfade, nie die Passphrase.</translation>
    </message>
</context>
<context>
    <name>tc::ConnectDialog</name>
    <message>
        <source>This computer (embedded backend)</source>
        <translation>Dieser Computer (eingebettetes Backend)</translation>
    </message>
    <message>
        <source>Other server</source>
        <translation>Anderer Server</translation>
    </message>
    <message>
        <source>Surrounding white space is left out.</source>
        <translation>Leerzeichen am Anfang und Ende werden ignoriert.</translation>
    </message>
    <message>
        <source>A token that may manage tokens. It travels to this server only.</source>
        <translation>Ein Token, der Token verwalten darf. Er wird nur an diesen Server gesendet.</translation>
    </message>
    <message>
        <source>The base URL must be an absolute URL.</source>
        <translation>Die Basis-URL muss eine absolute URL sein.</translation>
    </message>
    <message>
        <source>Enter it with https:// and the host name.</source>
        <translation>Geben Sie sie mit https:// und Hostname ein.</translation>
    </message>
    <message>
        <source>A token is only sent over https, or to this computer itself, and to a URL without user name and password.</source>
        <translation>Ein Token wird nur über https oder an diesen Computer selbst gesendet, und nur an eine URL ohne Benutzername und Passwort.</translation>
    </message>
    <message>
        <source>Correct the base URL.</source>
        <translation>Korrigieren Sie die Basis-URL.</translation>
    </message>
    <message>
        <source>Enter a token.</source>
        <translation>Geben Sie einen Token ein.</translation>
    </message>
    <message>
        <source>The token has a character that no token has, such as a line break or a blank.</source>
        <translation>Der Token enthält ein Zeichen, das in keinem Token vorkommt, etwa einen Zeilenumbruch oder ein Leerzeichen.</translation>
    </message>
    <message>
        <source>Copy the token again and paste it here.</source>
        <translation>Kopieren Sie den Token erneut und fügen Sie ihn hier ein.</translation>
    </message>
    <message>
        <source>The connection works: this token may manage tokens here.</source>
        <translation>Die Verbindung funktioniert: Dieser Token darf hier Token verwalten.</translation>
    </message>
    <message>
        <source>Test connection</source>
        <translation>Verbindung testen</translation>
    </message>
    <message>
        <source>Connect</source>
        <translation>Verbinden</translation>
    </message>
    <message>
        <source>Issue a new token</source>
        <translation>Neuen Token ausstellen</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Keep for this session only</source>
        <translation>Nur für diese Sitzung behalten</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>Erneut versuchen</translation>
    </message>
    <message>
        <source>Workspace</source>
        <translation>Arbeitsbereich</translation>
    </message>
    <message>
        <source>The base URL must hold no query and no fragment.</source>
        <translation>Die Basis-URL darf weder Abfrage noch Fragment enthalten.</translation>
    </message>
    <message>
        <source>Leave out what follows ? or #.</source>
        <translation>Lassen Sie weg, was auf ? oder # folgt.</translation>
    </message>
    <message>
        <source>Leave it empty to go on with the token that you have for this server.</source>
        <translation>Lassen Sie das Feld leer, um den vorhandenen Token für diesen Server zu verwenden.</translation>
    </message>
    <message>
        <source>Check that it is running and unlocked, then try again; or keep the token for this session only.</source>
        <translation>Prüfen Sie, ob er läuft und entsperrt ist, und versuchen Sie es dann erneut; oder behalten Sie den Token nur für diese Sitzung.</translation>
    </message>
    <message>
        <source>%1 (untested)</source>
        <translation>%1 (ungetestet)</translation>
    </message>
    <message>
        <source>User name and password, as in user:password. They travel to this server only.</source>
        <translation>Benutzername und Passwort, wie in benutzer:passwort. Sie werden nur an diesen Server gesendet.</translation>
    </message>
    <message>
        <source>This service takes a user name and a password.</source>
        <translation>Dieser Dienst verlangt einen Benutzernamen und ein Passwort.</translation>
    </message>
    <message>
        <source>Use it anyway</source>
        <translation>Trotzdem verwenden</translation>
    </message>
    <message>
        <source>Enter both with a colon between them, as in user:password.</source>
        <translation>Geben Sie beides mit einem Doppelpunkt dazwischen ein, wie in benutzer:passwort.</translation>
    </message>
    <message>
        <source>You are signed in: leave it empty to go on with that session.</source>
        <translation>Sie sind angemeldet: Lassen Sie das Feld leer, um diese Sitzung zu verwenden.</translation>
    </message>
    <message>
        <source>Sign in, or enter a token that may manage tokens. It travels to this server only.</source>
        <translation>Melden Sie sich an, oder geben Sie einen Token ein, der Token verwalten darf. Er wird nur an diesen Server gesendet.</translation>
    </message>
    <message>
        <source>The server lists no workspace for this token’s user.</source>
        <translation>Der Server nennt für den Benutzer dieses Tokens keinen Arbeitsbereich.</translation>
    </message>
    <message numerus="yes">
        <source>The server lists %n workspace(s) for this token’s user.</source>
        <translation>
            <numerusform>Der Server nennt für den Benutzer dieses Tokens %n Arbeitsbereich.</numerusform>
            <numerusform>Der Server nennt für den Benutzer dieses Tokens %n Arbeitsbereiche.</numerusform>
        </translation>
    </message>
    <message>
        <source>Choose one.</source>
        <translation>Wählen Sie einen aus.</translation>
    </message>
    <message>
        <source>This service needs “%1” in every request.</source>
        <translation>Dieser Dienst braucht in jeder Anfrage die Angabe „%1“.</translation>
    </message>
    <message>
        <source>Enter it, then try again.</source>
        <translation>Geben Sie das an und versuchen Sie es erneut.</translation>
    </message>
    <message>
        <source>Connect all the same</source>
        <translation>Trotzdem verbinden</translation>
    </message>
    <message>
        <source>If your account needs it, connect all the same and give it then; otherwise correct what you entered.</source>
        <translation>Wenn Ihr Konto das verlangt, verbinden Sie sich trotzdem und geben Sie es dann an; berichtigen Sie sonst Ihre Eingaben.</translation>
    </message>
</context>
<context>
    <name>tc::ConnectionActions</name>
    <message>
        <source>Disconnect?</source>
        <translation>Verbindung trennen?</translation>
    </message>
    <message>
        <source>Your token is removed from this computer’s keychain.</source>
        <translation>Ihr Token wird aus dem Schlüsselbund dieses Computers entfernt.</translation>
    </message>
    <message>
        <source>Your token is used for this session only, and forgotten with it.</source>
        <translation>Ihr Token wird nur in dieser Sitzung verwendet und mit ihr vergessen.</translation>
    </message>
    <message>
        <source>Disconnect</source>
        <translation>Trennen</translation>
    </message>
    <message>
        <source>Remove connection?</source>
        <translation>Verbindung entfernen?</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>Entfernen</translation>
    </message>
    <message>
        <source>It stays valid: to end it for good, revoke it.</source>
        <translation>Er bleibt gültig: Um ihn endgültig zu sperren, widerrufen Sie ihn.</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Connect…</source>
        <translation>Verbinden…</translation>
    </message>
    <message>
        <source>Save token in keychain</source>
        <translation>Token im Schlüsselbund sichern</translation>
    </message>
    <message>
        <source>Disconnect…</source>
        <translation>Trennen…</translation>
    </message>
    <message>
        <source>Remove connection…</source>
        <translation>Verbindung entfernen…</translation>
    </message>
    <message>
        <source>Stop using the undocumented API</source>
        <translation>Undokumentierte API nicht mehr verwenden</translation>
    </message>
    <message numerus="yes">
        <source>The secrets of %n token(s) of this server stay in the keychain, for another connection to it.</source>
        <translation>
            <numerusform>Das Geheimnis von %n Token dieses Servers bleibt im Schlüsselbund, für eine andere Verbindung zu ihm.</numerusform>
            <numerusform>Die Geheimnisse von %n Token dieses Servers bleiben im Schlüsselbund, für eine andere Verbindung zu ihm.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>The secrets of %n token(s) that you saved there are removed as well.</source>
        <translation>
            <numerusform>Das Geheimnis von %n Token, das Sie dort gespeichert haben, wird ebenfalls entfernt.</numerusform>
            <numerusform>Die Geheimnisse von %n Token, die Sie dort gespeichert haben, werden ebenfalls entfernt.</numerusform>
        </translation>
    </message>
    <message>
        <source>Tokens stay valid: to end one for good, revoke it.</source>
        <translation>Token bleiben gültig: Um einen endgültig zu sperren, widerrufen Sie ihn.</translation>
    </message>
    <message>
        <source>The connection is no longer listed.</source>
        <translation>Die Verbindung steht nicht mehr in der Liste.</translation>
    </message>
    <message>
        <source>Its token is removed from this computer’s keychain.</source>
        <translation>Ihr Token wird aus dem Schlüsselbund dieses Computers entfernt.</translation>
    </message>
    <message>
        <source>If this computer’s keychain has a token for it, that is removed.</source>
        <translation>Enthält der Schlüsselbund dieses Computers einen Token für sie, wird er daraus entfernt.</translation>
    </message>
    <message>
        <source>Its token stays in this computer’s keychain, for another connection that uses it.</source>
        <translation>Ihr Token bleibt im Schlüsselbund dieses Computers, für eine andere Verbindung, die ihn verwendet.</translation>
    </message>
    <message>
        <source>What was chosen for this server (certificates, workspaces, its undocumented API) is forgotten.</source>
        <translation>Was für diesen Server gewählt war (Zertifikate, Arbeitsbereiche, seine undokumentierte API), wird vergessen.</translation>
    </message>
    <message>
        <source>The inventory that you keep by hand stays in its file.</source>
        <translation>Die Token-Liste, die Sie von Hand führen, bleibt in ihrer Datei.</translation>
    </message>
    <message>
        <source>If this computer’s keychain has a token for it, that stays, for another connection that uses it.</source>
        <translation>Enthält der Schlüsselbund dieses Computers einen Token für sie, bleibt er, für eine andere Verbindung, die ihn verwendet.</translation>
    </message>
</context>
<context>
    <name>tc::ConnectionListModel</name>
    <message>
        <source>%1, %2</source>
        <comment>host, workspace</comment>
        <translation>%1, %2</translation>
    </message>
    <message>
        <source>Not connected</source>
        <translation>Nicht verbunden</translation>
    </message>
    <message>
        <source>Connecting…</source>
        <translation>Wird verbunden…</translation>
    </message>
    <message>
        <source>Last refresh failed</source>
        <translation>Aktualisierung fehlgeschlagen</translation>
    </message>
    <message>
        <source>By hand</source>
        <translation>Von Hand</translation>
    </message>
    <message>
        <source>Embedded backend</source>
        <translation>Eingebettetes Backend</translation>
    </message>
</context>
<context>
    <name>tc::ConnectionSidebar</name>
    <message>
        <source>Connections</source>
        <translation>Verbindungen</translation>
    </message>
    <message>
        <source>%1, %2 – %3</source>
        <comment>service, host – environment</comment>
        <translation>%1, %2 – %3</translation>
    </message>
</context>
<context>
    <name>tc::CreateTokenDialog</name>
    <message>
        <source>Works from any IP address.</source>
        <translation>Gilt von jeder IP-Adresse aus.</translation>
    </message>
    <message numerus="yes">
        <source>Works from %n IP range(s) only.</source>
        <translation>
            <numerusform>Gilt nur von %n IP-Bereich aus.</numerusform>
            <numerusform>Gilt nur von %n IP-Bereichen aus.</numerusform>
        </translation>
    </message>
    <message>
        <source>Never expires.</source>
        <translation>Läuft nie ab.</translation>
    </message>
    <message>
        <source>Expires %1.</source>
        <translation>Läuft am %1 ab.</translation>
    </message>
    <message>
        <source>Create Token</source>
        <translation>Token erstellen</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>There is a token already: “%1”, created %2. There can only be one at a time, so another one is refused.</source>
        <translation>Es gibt schon einen Token: „%1“, erstellt am %2. Es kann immer nur einen geben; ein weiterer wird abgelehnt.</translation>
    </message>
    <message>
        <source>Rotate it: that deletes it first and creates the new one then. In between, no token works.</source>
        <translation>Erneuern Sie ihn: Dabei wird er zuerst gelöscht und dann der neue erstellt. Dazwischen funktioniert kein Token.</translation>
    </message>
    <message>
        <source>Without scopes.</source>
        <translation>Ohne Berechtigungen.</translation>
    </message>
    <message numerus="yes">
        <source>Scopes: %1 and %n more.</source>
        <translation>
            <numerusform>Berechtigungen: %1 und %n weitere.</numerusform>
            <numerusform>Berechtigungen: %1 und %n weitere.</numerusform>
        </translation>
    </message>
    <message>
        <source>Scopes: %1.</source>
        <translation>Berechtigungen: %1.</translation>
    </message>
    <message>
        <source>Tokens have no names here: they are told apart by how they begin.</source>
        <translation>Token haben hier keine Namen: Sie werden an ihrem Anfang unterschieden.</translation>
    </message>
    <message>
        <source>Rotate…</source>
        <translation>Erneuern…</translation>
    </message>
    <message numerus="yes">
        <source>%n IP range(s) denied.</source>
        <translation>
            <numerusform>%n IP-Bereich ist gesperrt.</numerusform>
            <numerusform>%n IP-Bereiche sind gesperrt.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>tc::EditIpRangesDialog</name>
    <message>
        <source>You use this token yourself, from %1: after this change the server refuses you.</source>
        <translation>Sie verwenden diesen Token selbst, von %1: Nach dieser Änderung weist der Server Sie ab.</translation>
    </message>
    <message>
        <source>It was last used from %1: after this change that address is refused.</source>
        <translation>Er wurde zuletzt von %1 verwendet: Nach dieser Änderung wird diese Adresse abgewiesen.</translation>
    </message>
    <message>
        <source>The server also lists ranges that this console cannot read; they stay as they are: %1</source>
        <translation>Der Server nennt auch Bereiche, die diese Konsole nicht lesen kann; sie bleiben unverändert: %1</translation>
    </message>
    <message>
        <source>Token “%1” (%2)</source>
        <translation>Token „%1“ (%2)</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>Speichern</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>Erneut versuchen</translation>
    </message>
    <message>
        <source>Allowed:</source>
        <translation>Erlaubt:</translation>
    </message>
    <message>
        <source>Denied:</source>
        <translation>Gesperrt:</translation>
    </message>
</context>
<context>
    <name>tc::ExpiryEdit</name>
    <message>
        <source>Never</source>
        <translation>Nie</translation>
    </message>
    <message numerus="yes">
        <source>In %n day(s)</source>
        <translation>
            <numerusform>In %n Tag</numerusform>
            <numerusform>In %n Tagen</numerusform>
        </translation>
    </message>
    <message>
        <source>On a date…</source>
        <translation>An einem Datum…</translation>
    </message>
    <message>
        <source>Expires</source>
        <translation>Läuft ab</translation>
    </message>
    <message>
        <source>Expiry date and time</source>
        <translation>Ablaufdatum und -zeit</translation>
    </message>
    <message>
        <source>The token works until it is revoked.</source>
        <translation>Der Token gilt, bis er widerrufen wird.</translation>
    </message>
    <message>
        <source>This instant has passed already; choose a later one.</source>
        <translation>Dieser Zeitpunkt ist schon vorbei; wählen Sie einen späteren.</translation>
    </message>
    <message>
        <source>%1 local time, %2 UTC</source>
        <translation>%1 Ortszeit, %2 UTC</translation>
    </message>
</context>
<context>
    <name>tc::GuidedView</name>
    <message>
        <source>Create a token</source>
        <translation>Token erstellen</translation>
    </message>
    <message>
        <source>Edit IP ranges</source>
        <translation>IP-Bereiche bearbeiten</translation>
    </message>
    <message>
        <source>Rotate a token</source>
        <translation>Token erneuern</translation>
    </message>
    <message>
        <source>Revoke a token</source>
        <translation>Token widerrufen</translation>
    </message>
    <message>
        <source>Remove Entry?</source>
        <translation>Eintrag entfernen?</translation>
    </message>
    <message>
        <source>“%1” is removed from this inventory.</source>
        <translation>„%1“ wird aus dieser Liste entfernt.</translation>
    </message>
    <message>
        <source>The token itself stays valid: to end it, revoke it in the web app.</source>
        <translation>Der Token selbst bleibt gültig: Um ihn ungültig zu machen, widerrufen Sie ihn in der Web-App.</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>Entfernen</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Note a Token…</source>
        <translation>Token erfassen…</translation>
    </message>
    <message>
        <source>Edit Entry…</source>
        <translation>Eintrag bearbeiten…</translation>
    </message>
    <message>
        <source>Remove Entry…</source>
        <translation>Eintrag entfernen…</translation>
    </message>
    <message>
        <source>If you know that this server serves the API that is assumed here</source>
        <translation>Wenn Sie wissen, dass dieser Server die hier angenommene API anbietet</translation>
    </message>
    <message>
        <source>Open the web app</source>
        <translation>Web-App öffnen</translation>
    </message>
    <message>
        <source>API documentation</source>
        <translation>API-Dokumentation</translation>
    </message>
    <message>
        <source>Read again</source>
        <translation>Erneut lesen</translation>
    </message>
    <message>
        <source>No token is noted yet</source>
        <translation>Noch kein Token erfasst</translation>
    </message>
    <message>
        <source>Note what the web app shows of each: never the token itself.</source>
        <translation>Erfassen Sie, was die Web-App von jedem anzeigt: nie den Token selbst.</translation>
    </message>
    <message>
        <source>%1 documents no API for managing tokens, so nothing is sent there unasked. Manage tokens in the web app, and note here what there is.</source>
        <translation>%1 dokumentiert keine API zum Verwalten von Token, daher wird dorthin ungefragt nichts gesendet. Verwalten Sie Token in der Web-App, und erfassen Sie hier, welche es gibt.</translation>
    </message>
</context>
<context>
    <name>tc::InventoryEntryDialog</name>
    <message>
        <source>Note a Token</source>
        <translation>Token erfassen</translation>
    </message>
    <message>
        <source>Edit Entry</source>
        <translation>Eintrag bearbeiten</translation>
    </message>
    <message>
        <source>on</source>
        <comment>a date</comment>
        <translation>am</translation>
    </message>
    <message>
        <source>Created</source>
        <translation>Erstellt</translation>
    </message>
    <message>
        <source>Last used</source>
        <translation>Zuletzt verwendet</translation>
    </message>
    <message>
        <source>Expires</source>
        <translation>Läuft ab</translation>
    </message>
    <message>
        <source>Revoked</source>
        <translation>Widerrufen</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>Speichern</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
</context>
<context>
    <name>tc::ListAnswersDialog</name>
    <message>
        <source>Give %1…</source>
        <translation>%1 angeben…</translation>
    </message>
    <message>
        <source>Give what the list asks for…</source>
        <translation>Angaben für die Liste machen…</translation>
    </message>
    <message>
        <source>What you enter travels to %1 with the next refresh only and is not stored.</source>
        <translation>Was Sie eingeben, wird nur mit der nächsten Aktualisierung an %1 gesendet und nicht gespeichert.</translation>
    </message>
    <message>
        <source>Refresh</source>
        <translation>Aktualisieren</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
</context>
<context>
    <name>tc::MainWindow</name>
    <message numerus="yes">
        <source>Loading: %n token(s) so far</source>
        <translation>
            <numerusform>Wird geladen: bisher %n Token</numerusform>
            <numerusform>Wird geladen: bisher %n Token</numerusform>
        </translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>About Token Console</source>
        <translation>Über Token Console</translation>
    </message>
    <message>
        <source>Quit</source>
        <translation>Beenden</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>Sprache</translation>
    </message>
    <message>
        <source>Settings…</source>
        <translation>Einstellungen…</translation>
    </message>
    <message>
        <source>Lock</source>
        <translation>Sperren</translation>
    </message>
    <message>
        <source>Save support log…</source>
        <translation>Supportprotokoll speichern…</translation>
    </message>
    <message>
        <source>Finish or cancel first what is under way with this connection.</source>
        <translation>Beenden Sie zuerst, was mit dieser Verbindung im Gange ist, oder brechen Sie es ab.</translation>
    </message>
</context>
<context>
    <name>tc::PreferencesDialog</name>
    <message numerus="yes">
        <source>second(s)</source>
        <translation>
            <numerusform>Sekunde</numerusform>
            <numerusform>Sekunden</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>minute(s)</source>
        <translation>
            <numerusform>Minute</numerusform>
            <numerusform>Minuten</numerusform>
        </translation>
    </message>
    <message>
        <source>Never</source>
        <translation>Nie</translation>
    </message>
    <message>
        <source>OK</source>
        <translation>OK</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
</context>
<context>
    <name>tc::ProgressLine</name>
    <message>
        <source>Loading</source>
        <translation>Wird geladen</translation>
    </message>
    <message>
        <source>Updated %1</source>
        <translation>Aktualisiert %1</translation>
    </message>
</context>
<context>
    <name>tc::RateLimitLabel</name>
    <message>
        <source>%1 of %2</source>
        <translation>%1 von %2</translation>
    </message>
    <message>
        <source>Requests left: %1</source>
        <translation>Verbleibende Anfragen: %1</translation>
    </message>
    <message>
        <source>Requests left: %1 until %2</source>
        <translation>Verbleibende Anfragen: %1 bis %2</translation>
    </message>
</context>
<context>
    <name>tc::RenameDialog</name>
    <message>
        <source>Rename</source>
        <translation>Umbenennen</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
</context>
<context>
    <name>tc::RevokeAllDialog</name>
    <message>
        <source>All tokens are revoked.</source>
        <translation>Alle Token sind widerrufen.</translation>
    </message>
    <message numerus="yes">
        <source>Revoke all %n token(s) of your user at once, also those that a search hides?</source>
        <translation>
            <numerusform>Den einen Token Ihres Benutzers widerrufen, auch wenn eine Suche ihn verbirgt?</numerusform>
            <numerusform>Alle %n Token Ihres Benutzers auf einmal widerrufen, auch die, die eine Suche verbirgt?</numerusform>
        </translation>
    </message>
    <message>
        <source>Revoke all tokens of your user at once? How many there are is not known, as the list could not be read in full.</source>
        <translation>Alle Token Ihres Benutzers auf einmal widerrufen? Wie viele es sind, ist nicht bekannt, da die Liste nicht vollständig gelesen werden konnte.</translation>
    </message>
    <message>
        <source>This cannot be undone. Applications that use one of these tokens lose access to the API.</source>
        <translation>Das lässt sich nicht rückgängig machen. Anwendungen, die einen dieser Token verwenden, verlieren den Zugriff auf die API.</translation>
    </message>
    <message>
        <source>Your own token is one of them: this console works with it. You will need another one to connect again.</source>
        <translation>Ihr eigener Token ist dabei: Diese Konsole arbeitet mit ihm. Um sich wieder zu verbinden, brauchen Sie einen anderen.</translation>
    </message>
    <message>
        <source>Yes, revoke every one of them</source>
        <translation>Ja, alle ohne Ausnahme widerrufen</translation>
    </message>
    <message>
        <source>Revoke all</source>
        <translation>Alle widerrufen</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
</context>
<context>
    <name>tc::RevokeDialog</name>
    <message>
        <source>Revoke the old token “%1” now? Do so once the new one is in use.</source>
        <translation>Den alten Token „%1“ jetzt widerrufen? Tun Sie es, sobald der neue im Einsatz ist.</translation>
    </message>
    <message>
        <source>Revoke the token “%1”?</source>
        <translation>Den Token „%1“ widerrufen?</translation>
    </message>
    <message>
        <source>This cannot be undone. Applications that use this token lose access to the API.</source>
        <translation>Das lässt sich nicht rückgängig machen. Anwendungen, die diesen Token verwenden, verlieren den Zugriff auf die API.</translation>
    </message>
    <message>
        <source>It is your own token: this console works with it. You will need another one to connect again.</source>
        <translation>Es ist Ihr eigener Token: Diese Konsole arbeitet damit. Um sich wieder zu verbinden, brauchen Sie einen anderen.</translation>
    </message>
    <message>
        <source>Revoke</source>
        <translation>Widerrufen</translation>
    </message>
    <message>
        <source>Keep the old token</source>
        <translation>Alten Token behalten</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>The token is revoked.</source>
        <translation>Der Token ist widerrufen.</translation>
    </message>
    <message>
        <source>3. Check that it works with the new one.</source>
        <translation>3. Prüfen Sie, ob sie mit dem neuen funktioniert.</translation>
    </message>
    <message>
        <source>Last use of the new token: %1.</source>
        <translation>Letzte Verwendung des neuen Tokens: %1.</translation>
    </message>
    <message>
        <source>1. Done: the new token (%1) is created.</source>
        <translation>1. Erledigt: Der neue Token (%1) ist erstellt.</translation>
    </message>
    <message>
        <source>2. Switch your integration to the new token.</source>
        <translation>2. Stellen Sie Ihre Integration auf den neuen Token um.</translation>
    </message>
    <message>
        <source>4. Revoke the old token, below, once nothing uses it any more. Until then, both work.</source>
        <translation>4. Widerrufen Sie den alten Token hier, sobald ihn nichts mehr verwendet. Bis dahin funktionieren beide.</translation>
    </message>
    <message>
        <source>It is your own token: this console works with it. Afterwards it goes on with the new one.</source>
        <translation>Es ist Ihr eigener Token: Diese Konsole arbeitet damit. Danach arbeitet sie mit dem neuen weiter.</translation>
    </message>
    <message>
        <source>To see its last use, keep the old token for now, then choose “%1”.</source>
        <translation>Um seine letzte Verwendung zu sehen, behalten Sie den alten Token vorerst und wählen dann „%1“.</translation>
    </message>
</context>
<context>
    <name>tc::RotateDialog</name>
    <message>
        <source>The token has IP ranges that this console cannot read, so it cannot be copied.</source>
        <translation>Der Token hat IP-Bereiche, die diese Konsole nicht lesen kann, und lässt sich daher nicht nachbilden.</translation>
    </message>
    <message>
        <source>Create the new token in the service’s web app.</source>
        <translation>Erstellen Sie den neuen Token in der Web-App des Dienstes.</translation>
    </message>
    <message>
        <source>This creates a new token like “%1” and shows its secret. The old one keeps working until you revoke it, which is offered next.</source>
        <translation>Damit wird ein neuer Token wie „%1“ erstellt und sein Geheimnis angezeigt. Der alte gilt weiter, bis Sie ihn widerrufen; das wird danach angeboten.</translation>
    </message>
    <message>
        <source>Create new token</source>
        <translation>Neuen Token erstellen</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>The old token stays as it is and keeps working.</source>
        <translation>Der alte Token bleibt, wie er ist, und gilt weiter.</translation>
    </message>
    <message>
        <source>Create the new token, or cancel to do so later.</source>
        <translation>Erstellen Sie den neuen Token, oder brechen Sie ab, um es später zu tun.</translation>
    </message>
    <message>
        <source>It is your own token: once it is deleted, this console cannot create the new one.</source>
        <translation>Es ist Ihr eigener Token: Ist er gelöscht, kann diese Konsole den neuen nicht erstellen.</translation>
    </message>
    <message>
        <source>Rotate it in the service’s web app, then connect with the new one.</source>
        <translation>Erneuern Sie ihn in der Web-App des Dienstes, und verbinden Sie sich dann mit dem neuen.</translation>
    </message>
    <message>
        <source>The old token is deleted, and there is no new one yet: applications have no access until you create it.</source>
        <translation>Der alte Token ist gelöscht, und noch gibt es keinen neuen: Anwendungen haben keinen Zugriff, bis Sie ihn erstellen.</translation>
    </message>
    <message>
        <source>The old token “%1” is deleted. Create the new one now: until then no token works.</source>
        <translation>Der alte Token „%1“ ist gelöscht. Erstellen Sie jetzt den neuen: Bis dahin funktioniert kein Token.</translation>
    </message>
    <message>
        <source>There can only be one token at a time. This deletes “%1” first, then creates the new one and shows its secret. From the deletion until your applications have the new secret, they have no access to the API. The deletion cannot be undone.</source>
        <translation>Es kann immer nur einen Token geben. Dies löscht zuerst „%1“, erstellt dann den neuen und zeigt sein Geheimnis. Bis Ihre Anwendungen das neue Geheimnis erhalten, haben sie keinen Zugriff auf die API. Das Löschen kann nicht rückgängig gemacht werden.</translation>
    </message>
    <message>
        <source>Delete and create</source>
        <translation>Löschen und erstellen</translation>
    </message>
    <message>
        <source>The token has scopes that this console cannot read, so it cannot be copied.</source>
        <translation>Der Token hat Berechtigungen, die diese Konsole nicht lesen kann, und lässt sich daher nicht nachbilden.</translation>
    </message>
</context>
<context>
    <name>tc::ScopeChoice</name>
    <message numerus="yes">
        <source>None of %n scope(s) chosen: the token needs at least one.</source>
        <translation>
            <numerusform>Die eine Berechtigung ist nicht gewählt: Der Token braucht sie.</numerusform>
            <numerusform>Keine von %n Berechtigungen gewählt: Der Token braucht mindestens eine.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>None of %n scope(s) chosen.</source>
        <translation>
            <numerusform>Die eine Berechtigung ist nicht gewählt.</numerusform>
            <numerusform>Keine von %n Berechtigungen gewählt.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>All of %n scope(s) chosen: leave out what the token is not used for.</source>
        <translation>
            <numerusform>Die eine Berechtigung ist gewählt: Lassen Sie sie weg, wenn der Token nicht dafür verwendet wird.</numerusform>
            <numerusform>Alle %n Berechtigungen gewählt: Lassen Sie weg, wofür der Token nicht verwendet wird.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 of %n scope(s) chosen. Choose no more than the token is used for.</source>
        <translation>
            <numerusform>%1 von %n Berechtigung gewählt. Wählen Sie nicht mehr, als der Token braucht.</numerusform>
            <numerusform>%1 von %n Berechtigungen gewählt. Wählen Sie nicht mehr, als der Token braucht.</numerusform>
        </translation>
    </message>
    <message>
        <source>Search scopes</source>
        <translation>Berechtigungen suchen</translation>
    </message>
    <message>
        <source>Scopes</source>
        <translation>Berechtigungen</translation>
    </message>
    <message>
        <source>No scope matches.</source>
        <translation>Keine Berechtigung passt.</translation>
    </message>
</context>
<context>
    <name>tc::SecretRotationDialog</name>
    <message>
        <source>The token “%1” no longer works, and its new secret was lost.</source>
        <translation>Der Token „%1“ funktioniert nicht mehr, und sein neues Token-Geheimnis ging verloren.</translation>
    </message>
    <message>
        <source>Look in the list or in the service’s web app for the token in its place, or create one.</source>
        <translation>Suchen Sie in der Liste oder in der Web-App des Dienstes den Token, der an seine Stelle getreten ist, oder erstellen Sie einen neuen.</translation>
    </message>
    <message>
        <source>The token was rotated, but its new secret was lost.</source>
        <translation>Der Token wurde erneuert, aber sein neues Token-Geheimnis ging verloren.</translation>
    </message>
    <message>
        <source>Rotate it again: that gives a secret that works.</source>
        <translation>Erneuern Sie ihn noch einmal: Dann erhalten Sie ein Token-Geheimnis, das funktioniert.</translation>
    </message>
    <message>
        <source>It is not known whether the token was rotated.</source>
        <translation>Es ist nicht bekannt, ob der Token erneuert wurde.</translation>
    </message>
    <message>
        <source>If it was, the old secret no longer works, and nobody has the new one. Rotate it again: that gives a secret that works.</source>
        <translation>Falls ja, funktioniert das alte Token-Geheimnis nicht mehr, und niemand hat das neue. Erneuern Sie ihn noch einmal: Dann erhalten Sie ein Token-Geheimnis, das funktioniert.</translation>
    </message>
    <message>
        <source>Give “%1” a new secret?</source>
        <translation>„%1“ ein neues Token-Geheimnis geben?</translation>
    </message>
    <message>
        <source>The old secret stops working at once: until your applications have the new one, they have no access to the API. This cannot be undone. The new secret is shown once, next.</source>
        <translation>Das alte Token-Geheimnis funktioniert sofort nicht mehr: Bis Ihre Anwendungen das neue haben, haben sie keinen Zugriff auf die API. Das lässt sich nicht rückgängig machen. Das neue Token-Geheimnis wird anschließend einmal angezeigt.</translation>
    </message>
    <message>
        <source>Rotate</source>
        <translation>Erneuern</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>If it was, nobody has the new secret, and this console has no access any more. Check again.</source>
        <translation>Falls ja, hat niemand das neue Token-Geheimnis, und diese Konsole hat keinen Zugriff mehr. Prüfen Sie erneut.</translation>
    </message>
    <message>
        <source>If it was, the old secret no longer works, and nobody has the new one. Check again before you rotate it again.</source>
        <translation>Falls ja, funktioniert das alte Token-Geheimnis nicht mehr, und niemand hat das neue. Prüfen Sie erneut, bevor Sie ihn noch einmal erneuern.</translation>
    </message>
    <message>
        <source>The token was not rotated: its secret still worked when the server was asked.</source>
        <translation>Der Token wurde nicht erneuert: Sein Token-Geheimnis galt noch, als der Server gefragt wurde.</translation>
    </message>
    <message>
        <source>You can rotate it again.</source>
        <translation>Sie können ihn noch einmal erneuern.</translation>
    </message>
    <message>
        <source>It is your own token: this console works with it, and goes on with the new secret. Where the old one is stored in the keychain for this connection, the new one takes its place.</source>
        <translation>Es ist Ihr eigener Token: Diese Konsole arbeitet damit und danach mit dem neuen Token-Geheimnis weiter. Wo das alte für diese Verbindung im Schlüsselbund gesichert ist, tritt das neue an seine Stelle.</translation>
    </message>
</context>
<context>
    <name>tc::SignInDialog</name>
    <message>
        <source>What you enter travels to %1 only and is not stored.</source>
        <translation>Was Sie eingeben, wird nur an %1 gesendet und nicht gespeichert.</translation>
    </message>
    <message>
        <source>Sign in</source>
        <translation>Anmelden</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>%1 or %2</source>
        <translation>%1 oder %2</translation>
    </message>
    <message>
        <source>%1 was not accepted.</source>
        <translation>%1 wurde nicht akzeptiert.</translation>
    </message>
    <message>
        <source>Enter them again, and check that this is the right server.</source>
        <translation>Geben Sie beides erneut ein, und prüfen Sie, ob dies der richtige Server ist.</translation>
    </message>
</context>
<context>
    <name>tc::SortMenu</name>
    <message>
        <source>Sort by</source>
        <translation>Sortieren nach</translation>
    </message>
    <message>
        <source>Ascending</source>
        <translation>Aufsteigend</translation>
    </message>
    <message>
        <source>Descending</source>
        <translation>Absteigend</translation>
    </message>
</context>
<context>
    <name>tc::TokenActions</name>
    <message>
        <source>The keychain no longer has this token’s secret.</source>
        <translation>Der Schlüsselbund enthält das Geheimnis dieses Tokens nicht mehr.</translation>
    </message>
    <message>
        <source>Rotate the token to get a new one.</source>
        <translation>Erneuern Sie den Token, um ein neues zu erhalten.</translation>
    </message>
    <message numerus="yes">
        <source>Copied from the keychain; the clipboard is cleared in %n second(s).</source>
        <translation>
            <numerusform>Aus dem Schlüsselbund kopiert; die Zwischenablage wird in %n Sekunde geleert.</numerusform>
            <numerusform>Aus dem Schlüsselbund kopiert; die Zwischenablage wird in %n Sekunden geleert.</numerusform>
        </translation>
    </message>
    <message>
        <source>The secret was removed from the keychain.</source>
        <translation>Das Geheimnis wurde aus dem Schlüsselbund entfernt.</translation>
    </message>
    <message>
        <source>Create Token</source>
        <translation>Token erstellen</translation>
    </message>
    <message>
        <source>Rename</source>
        <translation>Umbenennen</translation>
    </message>
    <message>
        <source>Edit IP ranges</source>
        <translation>IP-Bereiche bearbeiten</translation>
    </message>
    <message>
        <source>Rotate</source>
        <translation>Erneuern</translation>
    </message>
    <message>
        <source>Revoke</source>
        <translation>Widerrufen</translation>
    </message>
    <message>
        <source>Copy saved secret</source>
        <translation>Gesichertes Geheimnis kopieren</translation>
    </message>
    <message>
        <source>Remove saved secret</source>
        <translation>Gesichertes Geheimnis entfernen</translation>
    </message>
    <message>
        <source>Refresh</source>
        <translation>Aktualisieren</translation>
    </message>
    <message>
        <source>API documentation</source>
        <translation>API-Dokumentation</translation>
    </message>
    <message>
        <source>Reading the keychain…</source>
        <translation>Der Schlüsselbund wird gelesen…</translation>
    </message>
    <message>
        <source>Removing the secret from the keychain…</source>
        <translation>Das Geheimnis wird aus dem Schlüsselbund entfernt…</translation>
    </message>
    <message>
        <source>Remove the secret of “%1” from the keychain?</source>
        <translation>Das Geheimnis von „%1“ aus dem Schlüsselbund entfernen?</translation>
    </message>
    <message>
        <source>It cannot be copied from the list any more. The token itself goes on working.</source>
        <translation>Es lässt sich danach nicht mehr aus der Liste kopieren. Der Token selbst gilt weiter.</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>Entfernen</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Removing was cancelled; the keychain may still hold the secret.</source>
        <translation>Das Entfernen wurde abgebrochen; der Schlüsselbund enthält das Geheimnis möglicherweise noch.</translation>
    </message>
    <message>
        <source>Confirm secret as stored</source>
        <translation>Geheimnis als gesichert bestätigen</translation>
    </message>
    <message>
        <source>Verify token…</source>
        <translation>Token prüfen…</translation>
    </message>
    <message>
        <source>Revoke all tokens…</source>
        <translation>Alle Token widerrufen…</translation>
    </message>
    <message numerus="yes">
        <source>%n secret(s) were removed from the keychain.</source>
        <translation>
            <numerusform>%n Geheimnis wurde aus dem Schlüsselbund entfernt.</numerusform>
            <numerusform>%n Geheimnisse wurden aus dem Schlüsselbund entfernt.</numerusform>
        </translation>
    </message>
    <message>
        <source>The keychain may hold the new secret of “%1” or the old one, which no longer works.</source>
        <translation>Der Schlüsselbund enthält möglicherweise das neue Geheimnis von „%1“ oder das alte, das nicht mehr funktioniert.</translation>
    </message>
    <message>
        <source>Verify what “Copy saved secret” gives; if it is the old one, remove it.</source>
        <translation>Prüfen Sie, was „Gesichertes Geheimnis kopieren“ liefert; ist es das alte, entfernen Sie es.</translation>
    </message>
</context>
<context>
    <name>tc::TokenCreationDialog</name>
    <message>
        <source>The token was created, but it has been revoked since.</source>
        <translation>Der Token wurde erstellt, inzwischen aber widerrufen.</translation>
    </message>
    <message>
        <source>Nothing you entered is lost: you can create a new one.</source>
        <translation>Ihre Angaben bleiben erhalten: Sie können einen neuen erstellen.</translation>
    </message>
    <message>
        <source>Without its secret, “%1” (%2, created %3) is of no use to anyone.</source>
        <translation>Ohne Geheimnis nützt „%1“ (%2, erstellt am %3) niemandem.</translation>
    </message>
    <message>
        <source>Your token was created, but its secret was lost.</source>
        <translation>Ihr Token wurde erstellt, aber sein Geheimnis ging verloren.</translation>
    </message>
    <message>
        <source>The token was not created.</source>
        <translation>Der Token wurde nicht erstellt.</translation>
    </message>
    <message>
        <source>Nothing you entered is lost. Creating it again is safe: should the first request still arrive, the server makes no second token.</source>
        <translation>Ihre Angaben bleiben erhalten. Sie können ihn gefahrlos erneut erstellen: Kommt die erste Anfrage doch noch an, legt der Server keinen zweiten Token an.</translation>
    </message>
    <message>
        <source>Nothing you entered is lost. Careful: should the first request still arrive, creating it again makes a second token.</source>
        <translation>Ihre Angaben bleiben erhalten. Vorsicht: Kommt die erste Anfrage doch noch an, entsteht durch erneutes Erstellen ein zweiter Token.</translation>
    </message>
    <message>
        <source>Creating it again is safe: the server makes no second token.</source>
        <translation>Sie können ihn gefahrlos erneut erstellen: Der Server legt keinen zweiten Token an.</translation>
    </message>
    <message>
        <source>Careful: creating it again may make a second token.</source>
        <translation>Vorsicht: Durch erneutes Erstellen kann ein zweiter Token entstehen.</translation>
    </message>
    <message>
        <source>It is not known whether the token was created.</source>
        <translation>Es ist nicht bekannt, ob der Token erstellt wurde.</translation>
    </message>
    <message>
        <source>Check again, or look for it in the list.</source>
        <translation>Prüfen Sie erneut, oder suchen Sie ihn in der Liste.</translation>
    </message>
    <message>
        <source>The token without a secret is revoked.</source>
        <translation>Der Token ohne Geheimnis ist widerrufen.</translation>
    </message>
    <message>
        <source>Revoke it and create it again</source>
        <translation>Widerrufen und neu erstellen</translation>
    </message>
    <message>
        <source>Only revoke it</source>
        <translation>Nur widerrufen</translation>
    </message>
    <message>
        <source>Keep it</source>
        <translation>Behalten</translation>
    </message>
</context>
<context>
    <name>tc::TokenDetailPane</name>
    <message>
        <source>%1 (%2 UTC)</source>
        <translation>%1 (%2 UTC)</translation>
    </message>
    <message>
        <source>(your own token)</source>
        <translation>(Ihr eigener Token)</translation>
    </message>
    <message>
        <source>%1 from %2</source>
        <translation>%1 von %2</translation>
    </message>
    <message>
        <source>Saved in this computer’s keychain</source>
        <translation>Im Schlüsselbund dieses Computers gesichert</translation>
    </message>
    <message>
        <source>Not kept: it was shown once, when the token was created</source>
        <translation>Nicht aufbewahrt: Es wurde einmal angezeigt, als der Token erstellt wurde</translation>
    </message>
    <message>
        <source>Never confirmed as stored</source>
        <translation>Nie als gesichert bestätigt</translation>
    </message>
    <message>
        <source>If nobody has it, revoke the token; else confirm it in the Token menu.</source>
        <translation>Hat es niemand, widerrufen Sie den Token; sonst bestätigen Sie es im Menü „Token“.</translation>
    </message>
    <message>
        <source>Except %1</source>
        <translation>Außer %1</translation>
    </message>
    <message>
        <source>None</source>
        <translation>Keine</translation>
    </message>
</context>
<context>
    <name>tc::TokenEditDialog</name>
    <message>
        <source>The change was made.</source>
        <translation>Die Änderung wurde vorgenommen.</translation>
    </message>
    <message>
        <source>What you want to change is as it was: you can send it again.</source>
        <translation>Was Sie ändern möchten, ist noch wie zuvor: Sie können Ihre Änderung erneut senden.</translation>
    </message>
    <message>
        <source>The change was not made.</source>
        <translation>Die Änderung wurde nicht vorgenommen.</translation>
    </message>
    <message>
        <source>Nothing you entered is lost: you can send it again.</source>
        <translation>Ihre Angaben bleiben erhalten: Sie können sie erneut senden.</translation>
    </message>
    <message>
        <source>Compare both versions, choose or change what is to be, and send it.</source>
        <translation>Vergleichen Sie beide Fassungen, wählen oder ändern Sie, was gelten soll, und senden Sie es.</translation>
    </message>
    <message>
        <source>The token was revoked or removed meanwhile: it cannot be changed any more.</source>
        <translation>Der Token wurde inzwischen widerrufen oder entfernt: Er lässt sich nicht mehr ändern.</translation>
    </message>
    <message>
        <source>Refresh the list.</source>
        <translation>Aktualisieren Sie die Liste.</translation>
    </message>
    <message>
        <source>Check again to see its current state.</source>
        <translation>Prüfen Sie erneut, um den aktuellen Stand zu sehen.</translation>
    </message>
    <message>
        <source>It is not known whether the change was made.</source>
        <translation>Es ist nicht bekannt, ob die Änderung vorgenommen wurde.</translation>
    </message>
    <message>
        <source>Check again, or send it again: that changes nothing twice.</source>
        <translation>Prüfen Sie erneut, oder senden Sie sie noch einmal: Doppelt geändert wird dadurch nichts.</translation>
    </message>
</context>
<context>
    <name>tc::TokenListView</name>
    <message>
        <source>Loading tokens…</source>
        <translation>Token werden geladen…</translation>
    </message>
    <message>
        <source>No token matches.</source>
        <translation>Kein Token entspricht der Suche.</translation>
    </message>
    <message>
        <source>Change the search or the filter.</source>
        <translation>Ändern Sie die Suche oder den Filter.</translation>
    </message>
    <message>
        <source>There are no tokens yet.</source>
        <translation>Es gibt noch keine Token.</translation>
    </message>
    <message>
        <source>Create one for each integration, so that it can be restricted and revoked on its own.</source>
        <translation>Erstellen Sie je Integration einen, damit er sich einzeln einschränken und widerrufen lässt.</translation>
    </message>
    <message>
        <source>Loading was cancelled.</source>
        <translation>Das Laden wurde abgebrochen.</translation>
    </message>
    <message>
        <source>Refresh to load the tokens.</source>
        <translation>Aktualisieren Sie, um die Token zu laden.</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation>%1 von %2</translation>
    </message>
    <message>
        <source>All</source>
        <translation>Alle</translation>
    </message>
    <message>
        <source>Active</source>
        <translation>Aktiv</translation>
    </message>
    <message>
        <source>Expiring</source>
        <translation>Läuft bald ab</translation>
    </message>
    <message>
        <source>Expired</source>
        <translation>Abgelaufen</translation>
    </message>
    <message>
        <source>Revoked</source>
        <translation>Widerrufen</translation>
    </message>
    <message>
        <source>Never used</source>
        <translation>Nie verwendet</translation>
    </message>
    <message>
        <source>Show all tokens</source>
        <translation>Alle Token anzeigen</translation>
    </message>
    <message>
        <source>Secret unconfirmed</source>
        <translation>Geheimnis unbestätigt</translation>
    </message>
    <message>
        <source>None of the tokens that could be read matches.</source>
        <translation>Keiner der gelesenen Token passt.</translation>
    </message>
    <message>
        <source>The list is incomplete: refresh it, or change the search or the filter.</source>
        <translation>Die Liste ist unvollständig: Aktualisieren Sie sie, oder ändern Sie Suche oder Filter.</translation>
    </message>
    <message numerus="yes">
        <source>%Ln token(s)</source>
        <translation>
            <numerusform>%Ln Token</numerusform>
            <numerusform>%Ln Token</numerusform>
        </translation>
    </message>
    <message>
        <source>%1, incomplete</source>
        <translation>%1, unvollständig</translation>
    </message>
    <message>
        <source>There is at most one for each user here.</source>
        <translation>Hier gibt es höchstens einen je Benutzer.</translation>
    </message>
</context>
<context>
    <name>tc::TokenSecretDialog</name>
    <message>
        <source>Close without storing the token?</source>
        <translation>Schließen, ohne den Token zu sichern?</translation>
    </message>
    <message>
        <source>The secret of “%1” cannot be shown again after this.</source>
        <translation>Das Geheimnis von „%1“ kann danach nicht noch einmal angezeigt werden.</translation>
    </message>
    <message>
        <source>If it is not stored anywhere, revoke the token and create a new one.</source>
        <translation>Wenn es nirgends gesichert ist, widerrufen Sie den Token und erstellen einen neuen.</translation>
    </message>
    <message>
        <source>Back to the secret</source>
        <translation>Zurück zum Geheimnis</translation>
    </message>
    <message>
        <source>Close without storing</source>
        <translation>Ungesichert schließen</translation>
    </message>
    <message>
        <source>Copy it now: it is shown this once.</source>
        <translation>Kopieren Sie es jetzt: Es wird nur dieses eine Mal angezeigt.</translation>
    </message>
    <message numerus="yes">
        <source>Copied. The clipboard is cleared in %n second(s).</source>
        <translation>
            <numerusform>Kopiert. Die Zwischenablage wird in %n Sekunde geleert.</numerusform>
            <numerusform>Kopiert. Die Zwischenablage wird in %n Sekunden geleert.</numerusform>
        </translation>
    </message>
    <message>
        <source>The clipboard no longer holds the secret.</source>
        <translation>Die Zwischenablage enthält das Geheimnis nicht mehr.</translation>
    </message>
    <message>
        <source>Keeps it in this computer’s keychain, to copy again from the list.</source>
        <translation>Bewahrt es im Schlüsselbund dieses Computers auf, um es aus der Liste erneut zu kopieren.</translation>
    </message>
    <message>
        <source>Saving…</source>
        <translation>Wird gesichert…</translation>
    </message>
    <message>
        <source>Saved in the keychain and read back.</source>
        <translation>Im Schlüsselbund gesichert und zurückgelesen.</translation>
    </message>
    <message>
        <source>This is the secret of “%1”. It is shown only now; afterwards only “%2” remains.</source>
        <translation>Dies ist das Geheimnis von „%1“. Es wird nur jetzt angezeigt; danach bleibt nur „%2“.</translation>
    </message>
    <message>
        <source>Done</source>
        <translation>Fertig</translation>
    </message>
    <message>
        <source>The secret is still shown here: store it elsewhere, or try again.</source>
        <translation>Das Geheimnis wird hier weiter angezeigt: Bewahren Sie es anderswo auf, oder versuchen Sie es erneut.</translation>
    </message>
    <message>
        <source>Saving was cancelled; the keychain may hold the secret all the same.</source>
        <translation>Das Sichern wurde abgebrochen; der Schlüsselbund enthält das Geheimnis möglicherweise trotzdem.</translation>
    </message>
    <message>
        <source>Screenshots and recordings of the screen leave this window out.</source>
        <translation>Bildschirmfotos und Bildschirmaufnahmen lassen dieses Fenster aus.</translation>
    </message>
    <message>
        <source>While it is shown, other programs on this computer can record it: this system cannot keep a window out of screenshots and recordings.</source>
        <translation>Solange es angezeigt wird, können andere Programme auf diesem Computer es aufzeichnen: Dieses System kann kein Fenster aus Bildschirmfotos und Bildschirmaufnahmen heraushalten.</translation>
    </message>
    <message>
        <source>The clipboard could not be cleared: it may still hold the secret. Copy something else over it.</source>
        <translation>Die Zwischenablage ließ sich nicht leeren: Sie enthält das Geheimnis möglicherweise noch. Kopieren Sie etwas anderes darüber.</translation>
    </message>
    <message>
        <source>The secret is being saved in the keychain.</source>
        <translation>Das Geheimnis wird im Schlüsselbund gesichert.</translation>
    </message>
    <message>
        <source>Wait for it, or cancel the saving.</source>
        <translation>Warten Sie, oder brechen Sie das Sichern ab.</translation>
    </message>
    <message>
        <source>The keychain may hold the secret all the same. It is still shown here: store it elsewhere, or try again.</source>
        <translation>Der Schlüsselbund enthält das Geheimnis möglicherweise trotzdem. Es wird hier weiter angezeigt: Bewahren Sie es anderswo auf, oder versuchen Sie es erneut.</translation>
    </message>
    <message>
        <source>Not possible here: which token it belongs to could not be read.</source>
        <translation>Hier nicht möglich: Zu welchem Token es gehört, konnte nicht gelesen werden.</translation>
    </message>
    <message>
        <source>The token was created, but nothing else of the server’s answer could be read.</source>
        <translation>Der Token wurde erstellt, aber sonst konnte nichts aus der Antwort des Servers gelesen werden.</translation>
    </message>
    <message>
        <source>Store the secret, then look for the token in the list: it may differ from what you asked for.</source>
        <translation>Sichern Sie das Token-Geheimnis, und sehen Sie dann in der Liste nach dem Token: Er kann von Ihren Angaben abweichen.</translation>
    </message>
    <message>
        <source>If it is not stored anywhere, rotate the token again.</source>
        <translation>Wenn es nirgends gesichert ist, erneuern Sie den Token noch einmal.</translation>
    </message>
    <message>
        <source>The token’s secret was replaced, but nothing else of the server’s answer could be read.</source>
        <translation>Das Token-Geheimnis wurde ersetzt, aber von der Antwort des Servers war sonst nichts lesbar.</translation>
    </message>
    <message>
        <source>Store the secret, then look in the list for the token that it belongs to.</source>
        <translation>Sichern Sie das Geheimnis und suchen Sie dann in der Liste nach dem Token, zu dem es gehört.</translation>
    </message>
    <message>
        <source>Removing the old secret from the keychain…</source>
        <translation>Das alte Geheimnis wird aus dem Schlüsselbund entfernt…</translation>
    </message>
    <message>
        <source>This console goes on with it.</source>
        <translation>Diese Konsole arbeitet damit weiter.</translation>
    </message>
</context>
<context>
    <name>tc::UnconfirmedNotice</name>
    <message>
        <source>The secret of “%1” was never confirmed as stored.</source>
        <translation>Das Geheimnis von „%1“ wurde nie als gesichert bestätigt.</translation>
    </message>
    <message>
        <source>It cannot be shown again: if nobody has it, revoke the token.</source>
        <translation>Es lässt sich nicht noch einmal anzeigen: Hat es niemand, widerrufen Sie den Token.</translation>
    </message>
    <message>
        <source>They cannot be shown again: revoke the tokens whose secret nobody has, and confirm the others.</source>
        <translation>Sie lassen sich nicht noch einmal anzeigen: Widerrufen Sie die Token, deren Geheimnis niemand hat, und bestätigen Sie die anderen.</translation>
    </message>
    <message>
        <source>Revoke…</source>
        <translation>Widerrufen…</translation>
    </message>
    <message>
        <source>It is stored</source>
        <translation>Es ist gesichert</translation>
    </message>
    <message>
        <source>Show these tokens</source>
        <translation>Diese Token anzeigen</translation>
    </message>
    <message numerus="yes">
        <source>The secrets of %n token(s) were never confirmed as stored.</source>
        <translation>
            <numerusform>Das Geheimnis von %n Token wurde nie als gesichert bestätigt.</numerusform>
            <numerusform>Die Geheimnisse von %n Token wurden nie als gesichert bestätigt.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>tc::VerifyTokenDialog</name>
    <message>
        <source>Surrounding white space is left out.</source>
        <translation>Leerzeichen am Anfang und Ende werden ignoriert.</translation>
    </message>
    <message>
        <source>The token has a character that no token has, such as a line break or a blank.</source>
        <translation>Der Token enthält ein Zeichen, das in keinem Token vorkommt, etwa einen Zeilenumbruch oder ein Leerzeichen.</translation>
    </message>
    <message>
        <source>Paste the token to verify. It is sent to %1 only, and not kept.</source>
        <translation>Fügen Sie den Token ein, der geprüft werden soll. Er wird nur an %1 gesendet und nicht aufbewahrt.</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
    <message>
        <source>Verify</source>
        <translation>Prüfen</translation>
    </message>
    <message>
        <source>Copy evidence</source>
        <translation>Nachweis kopieren</translation>
    </message>
    <message>
        <source>Use it anyway</source>
        <translation>Trotzdem verwenden</translation>
    </message>
    <message>
        <source>Verifying</source>
        <translation>Prüfung läuft</translation>
    </message>
    <message>
        <source>The service takes one such request every %1 minutes.</source>
        <translation>Der Dienst nimmt nur alle %1 Minuten eine solche Anfrage an.</translation>
    </message>
    <message>
        <source>The next one is sent in %1 minutes.</source>
        <translation>Die nächste wird in %1 Minuten gesendet.</translation>
    </message>
</context>
<context>
    <name>tc::WaitCountdown</name>
    <message>
        <source>The server asks to wait.</source>
        <translation>Der Server bittet zu warten.</translation>
    </message>
    <message>
        <source>Next try in %1 minutes.</source>
        <translation>Nächster Versuch in %1 Minuten.</translation>
    </message>
</context>
<context>
    <name>tc::WindowLock</name>
    <message>
        <source>Unlock</source>
        <translation>Entsperren</translation>
    </message>
    <message>
        <source>Locked</source>
        <translation>Gesperrt</translation>
    </message>
    <message>
        <source>The tokens are hidden from glances. Whoever can use this computer can unlock them.</source>
        <translation>Die Token sind vor Blicken verborgen. Wer diesen Computer benutzen kann, kann sie entsperren.</translation>
    </message>
</context>
<context>
    <name>tc::WindowNotices</name>
    <message>
        <source>The clipboard could not be cleared: it may still hold the secret.</source>
        <translation>Die Zwischenablage ließ sich nicht leeren: Sie enthält das Geheimnis möglicherweise noch.</translation>
    </message>
    <message>
        <source>Copy something else over it.</source>
        <translation>Kopieren Sie etwas anderes darüber.</translation>
    </message>
    <message>
        <source>The clipboard no longer holds the secret.</source>
        <translation>Die Zwischenablage enthält das Geheimnis nicht mehr.</translation>
    </message>
</context>
<context>
    <name>tc::WorkspaceField</name>
    <message>
        <source>Server default</source>
        <translation>Vorgabe des Servers</translation>
    </message>
    <message>
        <source>%1 (%2)</source>
        <translation>%1 (%2)</translation>
    </message>
    <message>
        <source>Fetch list</source>
        <translation>Liste abrufen</translation>
    </message>
    <message>
        <source>With the server default none is named, and the server chooses.</source>
        <translation>Mit der Vorgabe des Servers wird keiner genannt, und der Server wählt.</translation>
    </message>
</context>
</TS>
