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
        <source>The server’s certificate was not accepted.</source>
        <translation>Das Zertifikat des Servers wurde nicht akzeptiert.</translation>
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
    <name>TokenListCall</name>
    <message>
        <source>The server lists more than %L1 tokens.</source>
        <translation>Der Server listet mehr als %L1 Token auf.</translation>
    </message>
    <message>
        <source>The server’s list leads back to a page that was read already.</source>
        <translation>Die Liste des Servers führt zu einer bereits gelesenen Seite zurück.</translation>
    </message>
    <message>
        <source>The server’s list does not come to an end.</source>
        <translation>Die Liste des Servers nimmt kein Ende.</translation>
    </message>
</context>
</TS>
