<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="de_DE" sourcelanguage="en">
<context>
    <name>HttpTransport</name>
    <message>
        <source>The server’s answer is larger than allowed.</source>
        <translation>Die Antwort des Servers ist größer als zulässig.</translation>
    </message>
    <message>
        <source>The server did not answer within the time allowed.</source>
        <translation>Der Server hat nicht innerhalb der zulässigen Zeit geantwortet.</translation>
    </message>
    <message>
        <source>The server pointed to another address. Nothing was sent there.</source>
        <translation>Der Server hat auf eine andere Adresse verwiesen. Dorthin wurde nichts gesendet.</translation>
    </message>
    <message>
        <source>The server’s answer is compressed.</source>
        <translation>Die Antwort des Servers ist komprimiert.</translation>
    </message>
    <message>
        <source>The server’s answer does not state its length properly.</source>
        <translation>Die Antwort des Servers gibt ihre Länge nicht korrekt an.</translation>
    </message>
    <message>
        <source>The server’s answer was cut short.</source>
        <translation>Die Antwort des Servers brach vorzeitig ab.</translation>
    </message>
    <message>
        <source>The answer is not JSON; a proxy or a sign-in page may have sent it.</source>
        <translation>Die Antwort ist kein JSON; möglicherweise stammt sie von einem Proxy oder einer Anmeldeseite.</translation>
    </message>
    <message>
        <source>The server’s answer holds more values than allowed.</source>
        <translation>Die Antwort des Servers enthält mehr Werte als zulässig.</translation>
    </message>
    <message>
        <source>The proxy asks for a sign-in.</source>
        <translation>Der Proxy verlangt eine Anmeldung.</translation>
    </message>
    <message>
        <source>The proxy cannot be reached.</source>
        <translation>Der Proxy ist nicht erreichbar.</translation>
    </message>
    <message>
        <source>The server refused the connection.</source>
        <translation>Der Server hat die Verbindung abgelehnt.</translation>
    </message>
    <message>
        <source>The server’s name is not known.</source>
        <translation>Der Name des Servers ist nicht bekannt.</translation>
    </message>
    <message>
        <source>The server’s answer is not HTTP.</source>
        <translation>Die Antwort des Servers ist kein HTTP.</translation>
    </message>
    <message>
        <source>The connection broke before the server answered.</source>
        <translation>Die Verbindung brach ab, bevor der Server geantwortet hat.</translation>
    </message>
    <message>
        <source>The request holds characters that must not be sent.</source>
        <translation>Die Anfrage enthält Zeichen, die nicht gesendet werden dürfen.</translation>
    </message>
    <message>
        <source>The token holds characters that no token may hold.</source>
        <translation>Der Token enthält Zeichen, die in einem Token nicht zulässig sind.</translation>
    </message>
</context>
<context>
    <name>PageTrail</name>
    <message>
        <source>The server’s list does not come to an end.</source>
        <translation>Die Liste des Servers nimmt kein Ende.</translation>
    </message>
    <message>
        <source>The server’s list leads back to a page that was read already.</source>
        <translation>Die Liste des Servers führt zu einer bereits gelesenen Seite zurück.</translation>
    </message>
</context>
<context>
    <name>RequestRules</name>
    <message>
        <source>The base URL is not an absolute URL.</source>
        <translation>Die Basis-URL ist keine absolute URL.</translation>
    </message>
    <message>
        <source>The base URL must hold no user name, query or fragment.</source>
        <translation>Die Basis-URL darf weder Benutzernamen noch Abfrage noch Fragment enthalten.</translation>
    </message>
    <message>
        <source>The base URL is not https, so a token sent there could be read.</source>
        <translation>Die Basis-URL ist nicht https, ein dorthin gesendeter Token könnte also mitgelesen werden.</translation>
    </message>
    <message>
        <source>The address lies outside the base URL. Nothing was sent.</source>
        <translation>Die Adresse liegt außerhalb der Basis-URL. Es wurde nichts gesendet.</translation>
    </message>
</context>
<context>
    <name>SignIn</name>
    <message>
        <source>The server’s answer holds a credential that cannot be sent again.</source>
        <translation>Die Antwort des Servers enthält Zugangsdaten, die sich nicht wieder senden lassen.</translation>
    </message>
</context>
<context>
    <name>TlsFault</name>
    <message>
        <source>The server’s certificate is not from an authority that is trusted here.</source>
        <translation>Das Zertifikat des Servers stammt von keiner Zertifizierungsstelle, der hier vertraut wird.</translation>
    </message>
    <message>
        <source>The server’s certificate is for another host name.</source>
        <translation>Das Zertifikat des Servers gilt für einen anderen Hostnamen.</translation>
    </message>
    <message>
        <source>Check the base URL; if it is right, tell the server’s operator.</source>
        <translation>Prüfen Sie die Basis-URL; stimmt sie, benachrichtigen Sie den Betreiber des Servers.</translation>
    </message>
    <message>
        <source>The server’s certificate has expired.</source>
        <translation>Das Zertifikat des Servers ist abgelaufen.</translation>
    </message>
    <message>
        <source>Check this computer’s clock; if it is right, tell the server’s operator.</source>
        <translation>Prüfen Sie die Uhr dieses Computers; stimmt sie, benachrichtigen Sie den Betreiber des Servers.</translation>
    </message>
    <message>
        <source>The server’s certificate is not valid yet.</source>
        <translation>Das Zertifikat des Servers ist noch nicht gültig.</translation>
    </message>
    <message>
        <source>No secure connection to the server could be made.</source>
        <translation>Eine sichere Verbindung zum Server kam nicht zustande.</translation>
    </message>
    <message>
        <source>The server’s certificate was not accepted.</source>
        <translation>Das Zertifikat des Servers wurde nicht akzeptiert.</translation>
    </message>
    <message>
        <source>Check the base URL. If the server’s certificate is from an authority of your own, choose that under “Certificates” in Connect.</source>
        <translation>Prüfen Sie die Basis-URL. Stammt das Zertifikat des Servers von einer eigenen Zertifizierungsstelle, wählen Sie diese unter „Verbinden“ bei „Zertifikate“ aus.</translation>
    </message>
    <message>
        <source>Check the base URL. If the server asks for a client certificate, choose it under “Certificates” in Connect.</source>
        <translation>Prüfen Sie die Basis-URL. Verlangt der Server ein Client-Zertifikat, wählen Sie es unter „Verbinden“ bei „Zertifikate“ aus.</translation>
    </message>
</context>
<context>
    <name>TlsSettings</name>
    <message>
        <source>The file %1 cannot be read.</source>
        <translation>Die Datei %1 kann nicht gelesen werden.</translation>
    </message>
    <message>
        <source>Choose another file, or see to it that you may read this one.</source>
        <translation>Wählen Sie eine andere Datei, oder sorgen Sie dafür, dass Sie diese lesen dürfen.</translation>
    </message>
    <message>
        <source>The passphrase does not open the client certificate’s key.</source>
        <translation>Die Passphrase öffnet den Schlüssel des Client-Zertifikats nicht.</translation>
    </message>
    <message>
        <source>Enter it again; if it is right, the file is damaged.</source>
        <translation>Geben Sie sie erneut ein; stimmt sie, ist die Datei beschädigt.</translation>
    </message>
    <message>
        <source>The client certificate’s key cannot be read.</source>
        <translation>Der Schlüssel des Client-Zertifikats kann nicht gelesen werden.</translation>
    </message>
    <message>
        <source>The file %1 holds no certificate.</source>
        <translation>Die Datei %1 enthält kein Zertifikat.</translation>
    </message>
    <message>
        <source>Choose a PEM or PKCS#12 file with your client certificate.</source>
        <translation>Wählen Sie eine PEM- oder PKCS#12-Datei mit Ihrem Client-Zertifikat.</translation>
    </message>
    <message>
        <source>The key is not the client certificate’s.</source>
        <translation>Der Schlüssel gehört nicht zum Client-Zertifikat.</translation>
    </message>
    <message>
        <source>Choose the certificate and the key that were made together.</source>
        <translation>Wählen Sie das Zertifikat und den Schlüssel, die zusammen erstellt wurden.</translation>
    </message>
    <message>
        <source>Choose a PEM file with your authority’s certificate.</source>
        <translation>Wählen Sie eine PEM-Datei mit dem Zertifikat Ihrer Zertifizierungsstelle.</translation>
    </message>
    <message>
        <source>The client certificate’s key is protected by a passphrase.</source>
        <translation>Der Schlüssel des Client-Zertifikats ist durch eine Passphrase geschützt.</translation>
    </message>
    <message>
        <source>Enter the passphrase.</source>
        <translation>Geben Sie die Passphrase ein.</translation>
    </message>
    <message>
        <source>Choose the PEM file that holds the key.</source>
        <translation>Wählen Sie die PEM-Datei, die den Schlüssel enthält.</translation>
    </message>
    <message>
        <source>There is a private key, but no client certificate.</source>
        <translation>Es ist ein privater Schlüssel angegeben, aber kein Client-Zertifikat.</translation>
    </message>
    <message>
        <source>Choose the certificate that was made with it, or clear the key.</source>
        <translation>Wählen Sie das dazugehörige Zertifikat, oder entfernen Sie den Schlüssel.</translation>
    </message>
    <message>
        <source>The client certificate’s key is on an elliptic curve that TLS 1.3 does not know, so that servers do not accept it.</source>
        <translation>Der Schlüssel des Client-Zertifikats liegt auf einer elliptischen Kurve, die TLS 1.3 nicht kennt, sodass Server ihn nicht akzeptieren.</translation>
    </message>
    <message>
        <source>Have a certificate issued for an RSA key, or for one on the curve P-256, P-384 or P-521.</source>
        <translation>Lassen Sie ein Zertifikat für einen RSA-Schlüssel ausstellen oder für einen auf der Kurve P-256, P-384 oder P-521.</translation>
    </message>
</context>
<context>
    <name>TokenListCall</name>
    <message>
        <source>The server lists more than %L1 tokens.</source>
        <translation>Der Server listet mehr als %L1 Token auf.</translation>
    </message>
    <message>
        <source>The server has no list of tokens at this address.</source>
        <translation>Unter dieser Adresse stellt der Server keine Tokenliste bereit.</translation>
    </message>
    <message>
        <source>Check the base URL and the workspace.</source>
        <translation>Prüfen Sie die Basis-URL und den Arbeitsbereich.</translation>
    </message>
    <message>
        <source>Check the base URL.</source>
        <translation>Prüfen Sie die Basis-URL.</translation>
    </message>
    <message>
        <source>The server refused the list: “%1” or the credential is not accepted.</source>
        <translation>Der Server hat die Liste verweigert: „%1“ oder die Zugangsdaten werden nicht akzeptiert.</translation>
    </message>
    <message>
        <source>Give a current one; if it is refused too, connect again.</source>
        <translation>Geben Sie eine aktuelle Angabe ein; wird auch sie abgelehnt, verbinden Sie sich neu.</translation>
    </message>
    <message>
        <source>The server refused the list: “%1” is needed as well, or the credential is not accepted.</source>
        <translation>Der Server hat die Liste verweigert: „%1“ wird zusätzlich gebraucht, oder die Zugangsdaten werden nicht akzeptiert.</translation>
    </message>
    <message>
        <source>If your account needs it, give it for the next refresh; otherwise connect again.</source>
        <translation>Wenn Ihr Konto das verlangt, geben Sie es für die nächste Aktualisierung an; verbinden Sie sich sonst neu.</translation>
    </message>
</context>
<context>
    <name>WorkspaceListCall</name>
    <message>
        <source>The server lists more than %L1 workspaces.</source>
        <translation>Der Server listet mehr als %L1 Arbeitsbereiche auf.</translation>
    </message>
</context>
</TS>
