<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="de_DE" sourcelanguage="en">
<context>
    <name>Inventory</name>
    <message>
        <source>The inventory cannot be read.</source>
        <translation>Die Token-Liste kann nicht gelesen werden.</translation>
    </message>
    <message>
        <source>Check the file %1; it stays as it is.</source>
        <translation>Prüfen Sie die Datei %1; sie bleibt unverändert.</translation>
    </message>
    <message>
        <source>Enter only the first characters of the token.</source>
        <translation>Geben Sie nur die ersten Zeichen des Tokens ein.</translation>
    </message>
    <message>
        <source>The inventory cannot be written.</source>
        <translation>Die Token-Liste kann nicht gespeichert werden.</translation>
    </message>
    <message>
        <source>Check the directory of %1, then try again.</source>
        <translation>Prüfen Sie das Verzeichnis von %1 und versuchen Sie es erneut.</translation>
    </message>
    <message>
        <source>Another console is changing the inventory.</source>
        <translation>Eine andere Konsole ändert die Liste gerade.</translation>
    </message>
    <message>
        <source>Try again.</source>
        <translation>Versuchen Sie es erneut.</translation>
    </message>
    <message>
        <source>“%1” holds a whole token, which no inventory may keep.</source>
        <translation>„%1“ enthält einen vollständigen Token, den keine Liste aufbewahren darf.</translation>
    </message>
    <message numerus="yes">
        <source>“Token” has more than %n character(s), so it may be a whole token, which no inventory may keep.</source>
        <translation>
            <numerusform>„Token“ hat mehr als %n Zeichen und kann daher ein vollständiger Token sein, den keine Liste aufbewahren darf.</numerusform>
            <numerusform>„Token“ hat mehr als %n Zeichen und kann daher ein vollständiger Token sein, den keine Liste aufbewahren darf.</numerusform>
        </translation>
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
        <source>Scopes</source>
        <translation>Berechtigungen</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>Notiz</translation>
    </message>
</context>
<context>
    <name>TargetResolution</name>
    <message>
        <source>%1 must be an absolute URL.</source>
        <translation>%1 muss eine absolute URL sein.</translation>
    </message>
    <message>
        <source>%1 must hold no user name, password, query or fragment.</source>
        <translation>%1 darf weder Benutzernamen noch Passwort, Abfrage oder Fragment enthalten.</translation>
    </message>
    <message>
        <source>%1 must begin with https://; http:// is for 127.0.0.1 and [::1] only.</source>
        <translation>%1 muss mit https:// beginnen; http:// gibt es nur für 127.0.0.1 und [::1].</translation>
    </message>
    <message>
        <source>%1: this service has no environments; give its base URL.</source>
        <translation>%1: Dieser Dienst hat keine Umgebungen; geben Sie seine Basis-URL an.</translation>
    </message>
    <message>
        <source>%1 must be one of: %2.</source>
        <translation>%1 muss eines davon sein: %2.</translation>
    </message>
    <message>
        <source>This service has no production environment; give its base URL.</source>
        <translation>Dieser Dienst hat keine Produktivumgebung; geben Sie seine Basis-URL an.</translation>
    </message>
    <message>
        <source>This service has an address of its own for each workspace; give its base URL.</source>
        <translation>Dieser Dienst hat für jeden Arbeitsbereich eine eigene Adresse; geben Sie deren Basis-URL an.</translation>
    </message>
</context>
</TS>
