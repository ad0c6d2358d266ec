<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="de_DE" sourcelanguage="en">
<context>
    <name>RangeIntakeText</name>
    <message>
        <source>… and %1 more.</source>
        <translation>… und %1 weitere.</translation>
    </message>
    <message>
        <source>%1 is already covered by %2.</source>
        <translation>%1 ist durch %2 schon abgedeckt.</translation>
    </message>
    <message>
        <source>%1 is in the list already.</source>
        <translation>%1 steht schon in der Liste.</translation>
    </message>
    <message>
        <source>%1 also covers %2.</source>
        <translation>%1 deckt auch %2 ab.</translation>
    </message>
    <message>
        <source>%1 also covers %2 and %3 more.</source>
        <translation>%1 deckt auch %2 und %3 weitere ab.</translation>
    </message>
    <message>
        <source>Four numbers from 0 to 255 with dots between them; for a range also / and a prefix length from 0 to 32.</source>
        <translation>Vier Zahlen von 0 bis 255 mit Punkten dazwischen; für einen Bereich dazu / und eine Präfixlänge von 0 bis 32.</translation>
    </message>
    <message>
        <source>Press Enter to add these %1 entries.</source>
        <translation>Mit der Eingabetaste diese %1 Einträge hinzufügen.</translation>
    </message>
    <message>
        <source>%1: %2.</source>
        <translation>%1: %2.</translation>
    </message>
    <message>
        <source>Press Enter to add it.</source>
        <translation>Mit der Eingabetaste hinzufügen.</translation>
    </message>
    <message>
        <source>Groups of up to four hexadecimal digits with colons between them, “::” for groups of zeros; for a range also / and a prefix length from 0 to 128.</source>
        <translation>Gruppen aus bis zu vier Hexadezimalziffern mit Doppelpunkten dazwischen, „::“ für Gruppen von Nullen; für einen Bereich dazu / und eine Präfixlänge von 0 bis 128.</translation>
    </message>
    <message>
        <source>An IPv4 or IPv6 address; for a range also / and a prefix length.</source>
        <translation>Eine IPv4- oder IPv6-Adresse; für einen Bereich dazu / und eine Präfixlänge.</translation>
    </message>
</context>
<context>
    <name>tc::ChipArea</name>
    <message>
        <source>Ranges added</source>
        <translation>Hinzugefügte Bereiche</translation>
    </message>
    <message>
        <source>Denied ranges added</source>
        <translation>Hinzugefügte gesperrte Bereiche</translation>
    </message>
</context>
<context>
    <name>tc::IpRangeEdit</name>
    <message>
        <source>The text is too long: the end of it was left out.</source>
        <translation>Der Text ist zu lang: Sein Ende wurde weggelassen.</translation>
    </message>
    <message>
        <source>Added: %1.</source>
        <translation>Hinzugefügt: %1.</translation>
    </message>
    <message>
        <source>Ranges added: %1.</source>
        <translation>Hinzugefügte Bereiche: %1.</translation>
    </message>
    <message>
        <source>Removed: %1.</source>
        <translation>Entfernt: %1.</translation>
    </message>
    <message>
        <source>%1 allows every IP address.</source>
        <translation>%1 erlaubt jede IP-Adresse.</translation>
    </message>
    <message>
        <source>Allow every address</source>
        <translation>Jede Adresse erlauben</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Added: %1. Not added and left in the field: %2.</source>
        <translation>Hinzugefügt: %1. Nicht hinzugefügt und im Feld belassen: %2.</translation>
    </message>
    <message>
        <source>Use %1</source>
        <translation>%1 verwenden</translation>
    </message>
    <message>
        <source>Any IP address may use this token.</source>
        <translation>Jede IP-Adresse darf diesen Token verwenden.</translation>
    </message>
    <message>
        <source>0.0.0.0/0 is in the list: any IP address may use this token.</source>
        <translation>0.0.0.0/0 steht in der Liste: Jede IP-Adresse darf diesen Token verwenden.</translation>
    </message>
    <message>
        <source>Only these addresses may use this token.</source>
        <translation>Nur diese Adressen dürfen diesen Token verwenden.</translation>
    </message>
    <message>
        <source>Allowed IP ranges</source>
        <translation>Erlaubte IP-Bereiche</translation>
    </message>
    <message>
        <source>203.0.113.10 or 203.0.113.0/24, then Enter</source>
        <translation>203.0.113.10 oder 203.0.113.0/24, dann Eingabetaste</translation>
    </message>
    <message>
        <source>0.0.0.0/0 and ::/0 are in the list: any IP address may use this token.</source>
        <translation>0.0.0.0/0 und ::/0 stehen in der Liste: Jede IP-Adresse darf diesen Token verwenden.</translation>
    </message>
    <message>
        <source>0.0.0.0/0 is in the list: any IPv4 address may use this token.</source>
        <translation>0.0.0.0/0 steht in der Liste: Jede IPv4-Adresse darf diesen Token verwenden.</translation>
    </message>
    <message>
        <source>::/0 is in the list: any IPv6 address may use this token.</source>
        <translation>::/0 steht in der Liste: Jede IPv6-Adresse darf diesen Token verwenden.</translation>
    </message>
    <message>
        <source>0.0.0.0/0 and ::/0 are in the list: no IP address may use this token.</source>
        <translation>0.0.0.0/0 und ::/0 stehen in der Liste: Keine IP-Adresse darf diesen Token verwenden.</translation>
    </message>
    <message>
        <source>0.0.0.0/0 is in the list: no IPv4 address may use this token.</source>
        <translation>0.0.0.0/0 steht in der Liste: Keine IPv4-Adresse darf diesen Token verwenden.</translation>
    </message>
    <message>
        <source>::/0 is in the list: no IPv6 address may use this token.</source>
        <translation>::/0 steht in der Liste: Keine IPv6-Adresse darf diesen Token verwenden.</translation>
    </message>
    <message>
        <source>These addresses may not use this token, even where they are allowed.</source>
        <translation>Diese Adressen dürfen diesen Token nicht verwenden, auch wenn sie erlaubt sind.</translation>
    </message>
    <message>
        <source>Denied IP ranges</source>
        <translation>Gesperrte IP-Bereiche</translation>
    </message>
    <message>
        <source>203.0.113.0/24 or 2001:db8::/32, then Enter</source>
        <translation>203.0.113.0/24 oder 2001:db8::/32, dann Eingabetaste</translation>
    </message>
    <message>
        <source>No IP address is denied.</source>
        <translation>Keine IP-Adresse ist gesperrt.</translation>
    </message>
    <message>
        <source>%1 denies every IPv6 address.</source>
        <translation>%1 sperrt jede IPv6-Adresse.</translation>
    </message>
    <message>
        <source>%1 denies every IPv4 address.</source>
        <translation>%1 sperrt jede IPv4-Adresse.</translation>
    </message>
    <message>
        <source>%1 allows every IPv6 address.</source>
        <translation>%1 erlaubt jede IPv6-Adresse.</translation>
    </message>
    <message>
        <source>%1 allows every IPv4 address.</source>
        <translation>%1 erlaubt jede IPv4-Adresse.</translation>
    </message>
    <message>
        <source>Deny every address</source>
        <translation>Jede Adresse sperren</translation>
    </message>
</context>
<context>
    <name>tc::PathField</name>
    <message>
        <source>Choose…</source>
        <translation>Auswählen…</translation>
    </message>
    <message>
        <source>Clear</source>
        <translation>Entfernen</translation>
    </message>
</context>
<context>
    <name>tc::RangeChip</name>
    <message>
        <source>Remove %1</source>
        <translation>%1 entfernen</translation>
    </message>
    <message>
        <source>%1: %2
Click to remove it.</source>
        <translation>%1: %2
Zum Entfernen klicken.</translation>
    </message>
</context>
<context>
    <name>tc::SecretView</name>
    <message>
        <source>Token secret</source>
        <translation>Token-Geheimnis</translation>
    </message>
</context>
</TS>
