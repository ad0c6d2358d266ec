<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="de_DE" sourcelanguage="en">
<context>
    <name>CommandLine</name>
    <message>
        <source>Start the embedded backend, or attach to the one that runs.</source>
        <translation>Das eingebettete Backend starten oder das laufende mitbenutzen.</translation>
    </message>
    <message>
        <source>Connect to the service &lt;id&gt;.</source>
        <translation>Mit dem Dienst &lt;id&gt; verbinden.</translation>
    </message>
    <message>
        <source>Use this environment of the service.</source>
        <translation>Diese Umgebung des Dienstes verwenden.</translation>
    </message>
    <message>
        <source>Use the server at this absolute URL.</source>
        <translation>Den Server unter dieser absoluten URL verwenden.</translation>
    </message>
    <message>
        <source>Use this token for this session; - reads it from the standard input.</source>
        <translation>Diesen Token für diese Sitzung verwenden; - liest ihn von der Standardeingabe.</translation>
    </message>
    <message>
        <source>Load service descriptions from &lt;dir&gt; as well.</source>
        <translation>Auch Dienstbeschreibungen aus &lt;dir&gt; laden.</translation>
    </message>
    <message>
        <source>Keep settings and the embedded database in &lt;dir&gt;.</source>
        <translation>Einstellungen und eingebettete Datenbank in &lt;dir&gt; ablegen.</translation>
    </message>
    <message>
        <source>Change nothing on the server.</source>
        <translation>Auf dem Server nichts ändern.</translation>
    </message>
    <message>
        <source>Speak German or English.</source>
        <translation>Deutsch oder Englisch sprechen.</translation>
    </message>
    <message>
        <source>Print the version and end.</source>
        <translation>Die Version ausgeben und beenden.</translation>
    </message>
    <message>
        <source>Print this help and end.</source>
        <translation>Diese Hilfe ausgeben und beenden.</translation>
    </message>
    <message>
        <source>Usage: token-console [options]
A desktop console for API tokens.</source>
        <translation>Aufruf: token-console [Optionen]
Eine Desktop-Konsole für API-Token.</translation>
    </message>
    <message>
        <source>Options:</source>
        <translation>Optionen:</translation>
    </message>
    <message>
        <source>There is an unknown option; --help names those there are.</source>
        <translation>Eine Option ist unbekannt; --help nennt alle vorhandenen.</translation>
    </message>
    <message>
        <source>--%1 needs a value.</source>
        <translation>--%1 braucht einen Wert.</translation>
    </message>
    <message>
        <source>There is an argument that belongs to no option.</source>
        <translation>Ein Argument gehört zu keiner Option.</translation>
    </message>
    <message>
        <source>--language must be one of: %1.</source>
        <translation>--language muss eines davon sein: %1.</translation>
    </message>
    <message>
        <source>--local brings its own server; it does not go with --%1.</source>
        <translation>--local bringt seinen eigenen Server mit und verträgt sich nicht mit --%1.</translation>
    </message>
</context>
<context>
    <name>Main</name>
    <message>
        <source>No token could be read from the standard input.</source>
        <translation>Von der Standardeingabe konnte kein Token gelesen werden.</translation>
    </message>
</context>
<context>
    <name>ServiceFiles</name>
    <message>
        <source>The file cannot be read.</source>
        <translation>Die Datei kann nicht gelesen werden.</translation>
    </message>
    <message>
        <source>The file is larger than 1 MiB.</source>
        <translation>Die Datei ist größer als 1 MiB.</translation>
    </message>
    <message>
        <source>The directory does not exist.</source>
        <translation>Das Verzeichnis existiert nicht.</translation>
    </message>
</context>
<context>
    <name>ServiceLoad</name>
    <message>
        <source>The service description %1 was refused: %2</source>
        <translation>Die Dienstbeschreibung %1 wurde abgelehnt: %2</translation>
    </message>
    <message>
        <source>The service description %1 was refused at %2: %3</source>
        <translation>Die Dienstbeschreibung %1 wurde bei %2 abgelehnt: %3</translation>
    </message>
</context>
<context>
    <name>tc::Connection</name>
    <message>
        <source>Not connected.</source>
        <translation>Nicht verbunden.</translation>
    </message>
    <message>
        <source>Connect with a token that may manage tokens.</source>
        <translation>Verbinden Sie sich mit einem Token, der Token verwalten darf.</translation>
    </message>
    <message>
        <source>Looking for your token in the keychain…</source>
        <translation>Ihr Token wird im Schlüsselbund gesucht…</translation>
    </message>
    <message>
        <source>Check that it is running and unlocked; or enter your token here, and keep it for this session only.</source>
        <translation>Prüfen Sie, ob er läuft und entsperrt ist; oder geben Sie Ihren Token hier ein, und behalten Sie ihn nur für diese Sitzung.</translation>
    </message>
    <message>
        <source>Nothing was sent. Check where to connect, and with which token.</source>
        <translation>Es wurde nichts gesendet. Prüfen Sie, wohin und mit welchem Token Sie sich verbinden.</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>Erneut versuchen</translation>
    </message>
    <message>
        <source>The token is kept for this session only.</source>
        <translation>Der Token wird nur für diese Sitzung behalten.</translation>
    </message>
    <message>
        <source>Your token is still in this computer’s keychain.</source>
        <translation>Ihr Token ist noch im Schlüsselbund dieses Computers.</translation>
    </message>
    <message>
        <source>Your token is in the keychain now, for this server only.</source>
        <translation>Ihr Token liegt jetzt im Schlüsselbund, nur für diesen Server.</translation>
    </message>
    <message>
        <source>Your token is no longer in this computer’s keychain.</source>
        <translation>Ihr Token ist nicht mehr im Schlüsselbund dieses Computers.</translation>
    </message>
    <message>
        <source>Disconnected.</source>
        <translation>Verbindung getrennt.</translation>
    </message>
    <message>
        <source>Your own token was revoked.</source>
        <translation>Ihr eigener Token wurde widerrufen.</translation>
    </message>
    <message>
        <source>Connect with another one.</source>
        <translation>Verbinden Sie sich mit einem anderen.</translation>
    </message>
    <message>
        <source>Your own token was rotated, but its new secret was lost: nobody has access with it any more.</source>
        <translation>Ihr eigener Token wurde erneuert, aber das neue Token-Geheimnis ging verloren: Mit ihm hat niemand mehr Zugriff.</translation>
    </message>
    <message>
        <source>Connect with another token; then rotate or revoke the one whose secret was lost.</source>
        <translation>Verbinden Sie sich mit einem anderen Token. Erneuern oder widerrufen Sie dann den, dessen Geheimnis verloren ging.</translation>
    </message>
    <message>
        <source>This token is for “%1”.</source>
        <translation>Dieser Token ist für „%1“.</translation>
    </message>
    <message>
        <source>It is used in that connection. Connect here with another one.</source>
        <translation>Er wird in jener Verbindung verwendet. Verbinden Sie sich hier mit einem anderen.</translation>
    </message>
    <message>
        <source>That connection goes on with the token that it has. Connect here with another one.</source>
        <translation>Jene Verbindung behält den Token, den sie hat. Verbinden Sie sich hier mit einem anderen.</translation>
    </message>
</context>
<context>
    <name>tc::ConnectionController</name>
    <message>
        <source>Removed: %1.</source>
        <translation>Entfernt: %1.</translation>
    </message>
</context>
<context>
    <name>tc::Console</name>
    <message>
        <source>There is no service called “%1”.</source>
        <translation>Es gibt keinen Dienst namens „%1“.</translation>
    </message>
    <message>
        <source>Start the console with another --service.</source>
        <translation>Starten Sie die Konsole mit einem anderen --service.</translation>
    </message>
    <message>
        <source>Correct it and start the console again.</source>
        <translation>Korrigieren Sie das und starten Sie die Konsole neu.</translation>
    </message>
    <message>
        <source>Correct the file and start the console again.</source>
        <translation>Korrigieren Sie die Datei und starten Sie die Konsole neu.</translation>
    </message>
    <message>
        <source>The desktop’s session bus does not answer, so the keychain cannot be reached.</source>
        <translation>Der Sitzungsbus des Desktops antwortet nicht, deshalb ist der Schlüsselbund nicht erreichbar.</translation>
    </message>
    <message>
        <source>Keep the token for this session only, or sign in to the desktop again.</source>
        <translation>Verwenden Sie den Token nur in dieser Sitzung, oder melden Sie sich neu am Desktop an.</translation>
    </message>
</context>
<context>
    <name>tc::LocalBackend</name>
    <message>
        <source>The embedded backend was not ready in time.</source>
        <translation>Das eingebettete Backend war nicht rechtzeitig bereit.</translation>
    </message>
    <message>
        <source>The embedded backend did not answer in time.</source>
        <translation>Das eingebettete Backend hat nicht rechtzeitig geantwortet.</translation>
    </message>
    <message>
        <source>Another console owns the embedded backend.</source>
        <translation>Das eingebettete Backend gehört zu einer anderen Konsole.</translation>
    </message>
    <message>
        <source>The embedded backend is not running.</source>
        <translation>Das eingebettete Backend läuft nicht.</translation>
    </message>
    <message>
        <source>The embedded backend’s answer cannot be read.</source>
        <translation>Die Antwort des eingebetteten Backends ist nicht lesbar.</translation>
    </message>
    <message>
        <source>The embedded backend ended.</source>
        <translation>Das eingebettete Backend hat sich beendet.</translation>
    </message>
    <message>
        <source>The embedded backend ended before it was ready.</source>
        <translation>Das eingebettete Backend hat sich beendet, bevor es bereit war.</translation>
    </message>
    <message>
        <source>The embedded backend’s program cannot be started: %1</source>
        <translation>Das Programm des eingebetteten Backends lässt sich nicht starten: %1</translation>
    </message>
    <message>
        <source>The embedded backend’s program is missing: %1</source>
        <translation>Das Programm des eingebetteten Backends fehlt: %1</translation>
    </message>
    <message>
        <source>Another program holds the embedded backend’s database and does not say where it answers.</source>
        <translation>Ein anderes Programm hält die Datenbank des eingebetteten Backends und sagt nicht, wo es antwortet.</translation>
    </message>
    <message>
        <source>The embedded backend does not serve “%1”.</source>
        <translation>Das eingebettete Backend bietet „%1“ nicht an.</translation>
    </message>
</context>
<context>
    <name>tc::LocalConnection</name>
    <message>
        <source>Starting the embedded backend…</source>
        <translation>Das eingebettete Backend wird gestartet…</translation>
    </message>
    <message>
        <source>The embedded backend does not serve %1.</source>
        <translation>Das eingebettete Backend bietet %1 nicht an.</translation>
    </message>
    <message>
        <source>Start the console with another --service.</source>
        <translation>Starten Sie die Konsole mit einem anderen --service.</translation>
    </message>
    <message>
        <source>The embedded backend ended.</source>
        <translation>Das eingebettete Backend hat sich beendet.</translation>
    </message>
    <message>
        <source>Another console runs the embedded backend and keeps its token to itself.</source>
        <translation>Das eingebettete Backend gehört zu einer anderen Konsole, die ihren Token für sich behält.</translation>
    </message>
    <message>
        <source>Save the token in the keychain there, or close that console and start again.</source>
        <translation>Speichern Sie den Token dort im Schlüsselbund, oder schließen Sie jene Konsole und starten Sie neu.</translation>
    </message>
</context>
<context>
    <name>tc::SupportLogSaver</name>
    <message>
        <source>Save support log</source>
        <translation>Supportprotokoll speichern</translation>
    </message>
    <message>
        <source>Log files (*.log)</source>
        <translation>Protokolldateien (*.log)</translation>
    </message>
    <message>
        <source>The support log was saved: %1</source>
        <translation>Das Supportprotokoll wurde gespeichert: %1</translation>
    </message>
    <message>
        <source>Tokens were taken out. Look it through before you send it.</source>
        <translation>Token wurden entfernt. Sehen Sie es durch, bevor Sie es weitergeben.</translation>
    </message>
    <message>
        <source>The support log could not be saved: %1</source>
        <translation>Das Supportprotokoll konnte nicht gespeichert werden: %1</translation>
    </message>
    <message>
        <source>Choose a folder that you may write to and that has room.</source>
        <translation>Wählen Sie einen Ordner, in den Sie schreiben dürfen und der Platz hat.</translation>
    </message>
</context>
</TS>
