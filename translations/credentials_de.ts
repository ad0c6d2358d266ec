<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="de_DE" sourcelanguage="en">
<context>
    <name>tc::KeychainRun</name>
    <message>
        <source>there is no keychain service in this session.</source>
        <translation>In dieser Sitzung gibt es keinen Schlüsselbund-Dienst.</translation>
    </message>
    <message>
        <source>an earlier request to it is still unanswered.</source>
        <translation>Eine frühere Anfrage an ihn ist noch unbeantwortet.</translation>
    </message>
    <message>
        <source>it is locked, or unlocking it was declined.</source>
        <translation>Er ist gesperrt, oder das Entsperren wurde abgelehnt.</translation>
    </message>
    <message>
        <source>the keychain service reported an error.</source>
        <translation>Der Schlüsselbund-Dienst hat einen Fehler gemeldet.</translation>
    </message>
    <message>
        <source>access to it was denied.</source>
        <translation>Der Zugriff auf ihn wurde verweigert.</translation>
    </message>
    <message>
        <source>the entry could not be removed.</source>
        <translation>Der Eintrag ließ sich nicht entfernen.</translation>
    </message>
    <message>
        <source>it did not answer in time.</source>
        <translation>Er hat nicht rechtzeitig geantwortet.</translation>
    </message>
    <message>
        <source>entries belong to a server, and this address names none.</source>
        <translation>Einträge gehören zu einem Server, und diese Adresse nennt keinen.</translation>
    </message>
    <message>
        <source>there is nothing to store.</source>
        <translation>Es gibt nichts zu speichern.</translation>
    </message>
    <message>
        <source>an entry cannot hold a NUL character.</source>
        <translation>Ein Eintrag kann kein NUL-Zeichen enthalten.</translation>
    </message>
    <message>
        <source>it did not keep what was written.</source>
        <translation>Er hat nicht behalten, was geschrieben wurde.</translation>
    </message>
    <message>
        <source>an entry holds at most %1 bytes.</source>
        <translation>Ein Eintrag fasst höchstens %1 Byte.</translation>
    </message>
</context>
</TS>
