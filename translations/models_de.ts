<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="de_DE" sourcelanguage="en">
<context>
    <name>TokenTexts</name>
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
        <source>Unknown</source>
        <translation>Unbekannt</translation>
    </message>
    <message>
        <source>Never</source>
        <comment>last use of a token</comment>
        <translation>Nie</translation>
    </message>
    <message>
        <source>Never</source>
        <comment>end of a token</comment>
        <translation>Nie</translation>
    </message>
    <message>
        <source>%1 (within a day)</source>
        <translation>%1 (innerhalb eines Tages)</translation>
    </message>
    <message>
        <source>%1 (days left: %2)</source>
        <translation>%1 (verbleibende Tage: %2)</translation>
    </message>
    <message>
        <source>Any IP address</source>
        <translation>Jede IP-Adresse</translation>
    </message>
    <message numerus="yes">
        <source>%1 +%n more</source>
        <comment>the first ranges, and how many follow</comment>
        <translation>
            <numerusform>%1 und %n weiterer</numerusform>
            <numerusform>%1 und %n weitere</numerusform>
        </translation>
    </message>
    <message>
        <source>None</source>
        <comment>denied IP ranges</comment>
        <translation>Keine</translation>
    </message>
    <message>
        <source>%1, except %2</source>
        <comment>IP ranges</comment>
        <translation>%1, außer %2</translation>
    </message>
</context>
<context>
    <name>tc::InventoryModel</name>
    <message>
        <source>Never</source>
        <translation>Nie</translation>
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
        <source>Scopes</source>
        <translation>Berechtigungen</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>Notiz</translation>
    </message>
</context>
<context>
    <name>tc::TokenTableModel</name>
    <message>
        <source>Revoked: %1</source>
        <translation>Widerrufen: %1</translation>
    </message>
    <message>
        <source>Expires: %1</source>
        <translation>Läuft ab: %1</translation>
    </message>
    <message>
        <source>from %1</source>
        <comment>an IP address</comment>
        <translation>von %1</translation>
    </message>
    <message>
        <source>starts with %1</source>
        <comment>a token</comment>
        <translation>beginnt mit %1</translation>
    </message>
    <message>
        <source>starts with %1, ends with %2</source>
        <comment>a token</comment>
        <translation>beginnt mit %1, endet mit %2</translation>
    </message>
    <message>
        <source>not known</source>
        <comment>when a token was created</comment>
        <translation>nicht bekannt</translation>
    </message>
    <message>
        <source>never used</source>
        <translation>nie verwendet</translation>
    </message>
    <message>
        <source>never expires</source>
        <translation>läuft nie ab</translation>
    </message>
    <message>
        <source>This connection uses this token.</source>
        <translation>Diese Verbindung verwendet diesen Token.</translation>
    </message>
    <message>
        <source>Saved in the keychain.</source>
        <translation>Im Schlüsselbund gesichert.</translation>
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
        <source>Scopes</source>
        <translation>Berechtigungen</translation>
    </message>
    <message>
        <source>Its secret was never confirmed as stored.</source>
        <translation>Sein Geheimnis wurde nie als gesichert bestätigt.</translation>
    </message>
    <message>
        <source>Except %1</source>
        <comment>IP ranges</comment>
        <translation>Außer %1</translation>
    </message>
</context>
</TS>
