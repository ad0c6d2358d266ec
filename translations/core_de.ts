<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="de_DE" sourcelanguage="en">
<context>
    <name>ApiErrorText</name>
    <message>
        <source>The server could not be reached.</source>
        <translation>Der Server ist nicht erreichbar.</translation>
    </message>
    <message>
        <source>Check the network connection and the base URL, then try again.</source>
        <translation>Prüfen Sie die Netzwerkverbindung und die Basis-URL und versuchen Sie es dann erneut.</translation>
    </message>
    <message>
        <source>The server did not answer in time.</source>
        <translation>Der Server hat nicht rechtzeitig geantwortet.</translation>
    </message>
    <message>
        <source>Try again in a moment.</source>
        <translation>Versuchen Sie es gleich noch einmal.</translation>
    </message>
    <message>
        <source>The server could not prove its identity, so nothing was sent.</source>
        <translation>Der Server konnte seine Identität nicht nachweisen, deshalb wurde nichts gesendet.</translation>
    </message>
    <message>
        <source>Check the base URL, this computer’s clock, and the server’s certificate.</source>
        <translation>Prüfen Sie die Basis-URL, die Uhr dieses Computers und das Zertifikat des Servers.</translation>
    </message>
    <message>
        <source>The server redirected the request elsewhere. It was not followed, so the token stayed here.</source>
        <translation>Der Server hat die Anfrage umgeleitet. Der Umleitung wurde nicht gefolgt, der Token wurde also nicht weitergegeben.</translation>
    </message>
    <message>
        <source>Check the base URL.</source>
        <translation>Prüfen Sie die Basis-URL.</translation>
    </message>
    <message>
        <source>The server’s answer is not what this service answers.</source>
        <translation>Die Antwort des Servers passt nicht zu diesem Dienst.</translation>
    </message>
    <message>
        <source>Check the base URL; a proxy or sign-in page may be in between.</source>
        <translation>Prüfen Sie die Basis-URL; möglicherweise liegt ein Proxy oder eine Anmeldeseite dazwischen.</translation>
    </message>
    <message>
        <source>The server does not accept this token.</source>
        <translation>Der Server akzeptiert diesen Token nicht.</translation>
    </message>
    <message>
        <source>Connect with another token.</source>
        <translation>Verbinden Sie sich mit einem anderen Token.</translation>
    </message>
    <message>
        <source>This token is not allowed to do that, or not from this address.</source>
        <translation>Dieser Token ist dazu nicht oder nicht von dieser Adresse aus berechtigt.</translation>
    </message>
    <message>
        <source>Check the token’s permissions and its allowed IP ranges.</source>
        <translation>Prüfen Sie die Berechtigungen des Tokens und seine erlaubten IP-Bereiche.</translation>
    </message>
    <message>
        <source>The server does not know this token any more.</source>
        <translation>Der Server kennt diesen Token nicht mehr.</translation>
    </message>
    <message>
        <source>Refresh the list.</source>
        <translation>Aktualisieren Sie die Liste.</translation>
    </message>
    <message>
        <source>The request conflicts with what is on the server.</source>
        <translation>Die Anfrage steht im Konflikt mit dem Stand auf dem Server.</translation>
    </message>
    <message>
        <source>Refresh the list and try again.</source>
        <translation>Aktualisieren Sie die Liste und versuchen Sie es erneut.</translation>
    </message>
    <message>
        <source>The token was changed by someone else in the meantime.</source>
        <translation>Der Token wurde inzwischen von jemand anderem geändert.</translation>
    </message>
    <message>
        <source>Look at its current state and make the change again.</source>
        <translation>Sehen Sie sich den aktuellen Stand an und nehmen Sie die Änderung erneut vor.</translation>
    </message>
    <message>
        <source>The server refused what was entered.</source>
        <translation>Der Server hat die Eingabe abgelehnt.</translation>
    </message>
    <message>
        <source>The server refused what was entered: %1</source>
        <translation>Der Server hat die Eingabe abgelehnt: %1</translation>
    </message>
    <message>
        <source>Correct it and try again.</source>
        <translation>Berichtigen Sie die Eingabe und versuchen Sie es erneut.</translation>
    </message>
    <message>
        <source>Too many requests in a short time.</source>
        <translation>Zu viele Anfragen in kurzer Zeit.</translation>
    </message>
    <message>
        <source>Try again at %1.</source>
        <translation>Versuchen Sie es um %1 Uhr erneut.</translation>
    </message>
    <message>
        <source>Wait a moment and try again.</source>
        <translation>Warten Sie einen Moment und versuchen Sie es erneut.</translation>
    </message>
    <message>
        <source>The account’s quota is used up.</source>
        <translation>Das Kontingent des Kontos ist aufgebraucht.</translation>
    </message>
    <message>
        <source>Check the license and quota.</source>
        <translation>Prüfen Sie Lizenz und Kontingent.</translation>
    </message>
    <message>
        <source>The server reported an internal error (%1).</source>
        <translation>Der Server hat einen internen Fehler gemeldet (%1).</translation>
    </message>
    <message>
        <source>Try again later; if it stays, tell the server’s operator.</source>
        <translation>Versuchen Sie es später erneut; bleibt der Fehler bestehen, wenden Sie sich an den Betreiber des Servers.</translation>
    </message>
    <message>
        <source>The answer was lost: the change may or may not have been made.</source>
        <translation>Die Antwort ging verloren: Es ist ungewiss, ob die Änderung ausgeführt wurde.</translation>
    </message>
    <message>
        <source>Refresh the list to see which.</source>
        <translation>Aktualisieren Sie die Liste, um das zu sehen.</translation>
    </message>
    <message>
        <source>This service has no such operation.</source>
        <translation>Dieser Dienst bietet diesen Vorgang nicht an.</translation>
    </message>
    <message>
        <source>Use the service’s web app.</source>
        <translation>Verwenden Sie die Web-App des Dienstes.</translation>
    </message>
    <message>
        <source>The keychain is not available.</source>
        <translation>Der Schlüsselbund ist nicht verfügbar.</translation>
    </message>
    <message>
        <source>The keychain is not available: %1</source>
        <translation>Der Schlüsselbund ist nicht verfügbar: %1</translation>
    </message>
    <message>
        <source>Cancelled.</source>
        <translation>Abgebrochen.</translation>
    </message>
    <message>
        <source>Sign in to the proxy, or ask whoever runs the network, then try again.</source>
        <translation>Melden Sie sich am Proxy an oder wenden Sie sich an die Netzwerkadministration und versuchen Sie es dann erneut.</translation>
    </message>
    <message>
        <source>Check the network connection, the proxy settings and the base URL, then try again.</source>
        <translation>Prüfen Sie die Netzwerkverbindung, die Proxy-Einstellungen und die Basis-URL und versuchen Sie es erneut.</translation>
    </message>
    <message>
        <source>Check the base URL; if it is right, tell the server’s operator.</source>
        <translation>Prüfen Sie die Basis-URL; stimmt sie, benachrichtigen Sie den Betreiber des Servers.</translation>
    </message>
    <message>
        <source>The change may or may not have been made.</source>
        <translation>Es ist ungewiss, ob die Änderung ausgeführt wurde.</translation>
    </message>
    <message>
        <source>Check that it is running and unlocked, then try again.</source>
        <translation>Prüfen Sie, ob er läuft und entsperrt ist, und versuchen Sie es dann erneut.</translation>
    </message>
    <message>
        <source>A file could not be read or written.</source>
        <translation>Eine Datei konnte nicht gelesen oder geschrieben werden.</translation>
    </message>
    <message>
        <source>Check the file and its directory, then try again.</source>
        <translation>Prüfen Sie die Datei und ihr Verzeichnis und versuchen Sie es erneut.</translation>
    </message>
</context>
<context>
    <name>DenialTexts</name>
    <message>
        <source>%1 and %2 more</source>
        <comment>IP ranges</comment>
        <translation>%1 und %2 weitere</translation>
    </message>
    <message>
        <source>Every allowed address is denied as well: no application can use this token.</source>
        <translation>Jede erlaubte Adresse ist zugleich gesperrt: Keine Anwendung kann diesen Token verwenden.</translation>
    </message>
    <message>
        <source>It works from every address but the denied ones.</source>
        <translation>Er gilt von jeder Adresse aus, außer von den gesperrten.</translation>
    </message>
    <message>
        <source>%1 is allowed and denied (%2): denied counts.</source>
        <translation>%1 ist erlaubt und gesperrt (%2): Gesperrt zählt.</translation>
    </message>
    <message>
        <source>From %1 it works, except for %2.</source>
        <translation>Von %1 aus gilt er, außer von %2.</translation>
    </message>
    <message>
        <source>%1 is not allowed anyway.</source>
        <translation>%1 ist ohnehin nicht erlaubt.</translation>
    </message>
    <message>
        <source>… and %1 more.</source>
        <translation>… und %1 weitere.</translation>
    </message>
</context>
<context>
    <name>IpRangeText</name>
    <message>
        <source>“%1” is not an IPv4 address: it needs four numbers separated by dots.</source>
        <translation>„%1“ ist keine IPv4-Adresse: Sie besteht aus vier durch Punkte getrennten Zahlen.</translation>
    </message>
    <message>
        <source>“%1” is not an IPv4 address: “%2” is not a number from 0 to 255.</source>
        <translation>„%1“ ist keine IPv4-Adresse: „%2“ ist keine Zahl von 0 bis 255.</translation>
    </message>
    <message>
        <source>“%1” is ambiguous: write “%2” without leading zeros.</source>
        <translation>„%1“ ist mehrdeutig: Schreiben Sie „%2“ ohne führende Nullen.</translation>
    </message>
    <message>
        <source>“%1” is not an IPv4 address: “%2” is larger than 255.</source>
        <translation>„%1“ ist keine IPv4-Adresse: „%2“ ist größer als 255.</translation>
    </message>
    <message>
        <source>“%1” is ambiguous: write the prefix length “%2” without leading zeros.</source>
        <translation>„%1“ ist mehrdeutig: Schreiben Sie die Präfixlänge „%2“ ohne führende Nullen.</translation>
    </message>
    <message>
        <source>“%1” is an address inside a range, not a range. Did you mean %2?</source>
        <translation>„%1“ ist eine Adresse in einem Bereich, kein Bereich. Meinten Sie %2?</translation>
    </message>
    <message>
        <source>“%1” is an IPv6 address; this service takes IPv4 only.</source>
        <translation>„%1“ ist eine IPv6-Adresse; dieser Dienst nimmt nur IPv4 an.</translation>
    </message>
    <message>
        <source>every IPv4 address</source>
        <translation>alle IPv4-Adressen</translation>
    </message>
    <message>
        <source>1 address</source>
        <translation>1 Adresse</translation>
    </message>
    <message>
        <source>%1 addresses: %2 to %3</source>
        <translation>%1 Adressen: %2 bis %3</translation>
    </message>
    <message>
        <source>Enter an IP address or range, such as 203.0.113.0/24.</source>
        <translation>Geben Sie eine IP-Adresse oder einen Bereich ein, zum Beispiel 203.0.113.0/24.</translation>
    </message>
    <message>
        <source>“%1” is not an IP address: IPv4 is four numbers separated by dots, IPv6 is groups of hexadecimal digits separated by colons.</source>
        <translation>„%1“ ist keine IP-Adresse: IPv4 besteht aus vier Zahlen mit Punkten dazwischen, IPv6 aus Gruppen von Hexadezimalziffern mit Doppelpunkten dazwischen.</translation>
    </message>
    <message>
        <source>“%1” is not an IPv6 address: it needs eight groups separated by colons; “::” may stand for missing ones, once.</source>
        <translation>„%1“ ist keine IPv6-Adresse: Sie braucht acht Gruppen mit Doppelpunkten dazwischen; „::“ darf einmal für fehlende stehen.</translation>
    </message>
    <message>
        <source>“%1” is not an IPv6 address: “%2” is not a group of up to four hexadecimal digits.</source>
        <translation>„%1“ ist keine IPv6-Adresse: „%2“ ist keine Gruppe aus bis zu vier Hexadezimalziffern.</translation>
    </message>
    <message>
        <source>“%1” is not an IPv6 address: “%2” at its end is not an IPv4 address.</source>
        <translation>„%1“ ist keine IPv6-Adresse: „%2“ an ihrem Ende ist keine IPv4-Adresse.</translation>
    </message>
    <message>
        <source>“%1” names a zone: “%2” means something on one computer only. Write the address without it.</source>
        <translation>„%1“ nennt eine Zone: „%2“ hat nur auf einem einzelnen Computer eine Bedeutung. Schreiben Sie die Adresse ohne diesen Teil.</translation>
    </message>
    <message>
        <source>“%1” lacks the prefix length after the slash (/0 to /%2).</source>
        <translation>In „%1“ fehlt die Präfixlänge nach dem Schrägstrich (/0 bis /%2).</translation>
    </message>
    <message>
        <source>“%1” needs a prefix length from /0 to /%3 after the address, not “/%2”.</source>
        <translation>„%1“ braucht nach der Adresse eine Präfixlänge von /0 bis /%3, nicht „/%2“.</translation>
    </message>
    <message>
        <source>“%1” is not a range: the prefix length “/%2” is larger than /%3.</source>
        <translation>„%1“ ist kein Bereich: Die Präfixlänge „/%2“ ist größer als /%3.</translation>
    </message>
    <message>
        <source>“%1” is an IPv4 address in the form of IPv6. Did you mean %2?</source>
        <translation>„%1“ ist eine IPv4-Adresse in der Schreibweise von IPv6. Meinten Sie %2?</translation>
    </message>
    <message>
        <source>one subnet</source>
        <translation>ein Subnetz</translation>
    </message>
    <message>
        <source>%1 subnets (/64)</source>
        <translation>%1 Subnetze (/64)</translation>
    </message>
    <message>
        <source>2^%1 subnets (/64)</source>
        <translation>2^%1 Subnetze (/64)</translation>
    </message>
    <message>
        <source>%1 addresses</source>
        <translation>%1 Adressen</translation>
    </message>
    <message>
        <source>2^%1 addresses</source>
        <translation>2^%1 Adressen</translation>
    </message>
    <message>
        <source>every IPv6 address</source>
        <translation>alle IPv6-Adressen</translation>
    </message>
    <message>
        <source>%1: %2 to %3</source>
        <comment>size of an IPv6 range</comment>
        <translation>%1: %2 bis %3</translation>
    </message>
</context>
</TS>
