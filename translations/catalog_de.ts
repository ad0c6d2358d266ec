<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="de_DE" sourcelanguage="en">
<context>
    <name>DescriptionError</name>
    <message>
        <source>There is no conversion “%1”.</source>
        <translation>Eine Umwandlung „%1“ gibt es nicht.</translation>
    </message>
    <message>
        <source>“%1” has no meaning with this conversion.</source>
        <translation>„%1“ hat bei dieser Umwandlung keine Bedeutung.</translation>
    </message>
    <message>
        <source>An enumeration needs its “words”.</source>
        <translation>Eine Aufzählung braucht ihre „words“.</translation>
    </message>
    <message>
        <source>“%1” is no placeholder: a placeholder is the whole string, as in &quot;{name}&quot; or &quot;{name?}&quot;.</source>
        <translation>„%1“ ist kein Platzhalter: Ein Platzhalter ist die ganze Zeichenkette, wie in &quot;{name}&quot; oder &quot;{name?}&quot;.</translation>
    </message>
    <message>
        <source>“$value” must be the name of a placeholder.</source>
        <translation>„$value“ muss der Name eines Platzhalters sein.</translation>
    </message>
    <message>
        <source>A placeholder has no member “%1”.</source>
        <translation>Ein Platzhalter hat kein Mitglied „%1“.</translation>
    </message>
    <message>
        <source>“ifEmpty” must be &quot;null&quot; or &quot;omit&quot;.</source>
        <translation>„ifEmpty“ muss &quot;null&quot; oder &quot;omit&quot; sein.</translation>
    </message>
    <message>
        <source>The id “%1” is taken by another description.</source>
        <translation>Die id „%1“ ist bereits von einer anderen Beschreibung belegt.</translation>
    </message>
    <message>
        <source>This is no JSON: the mistake is at byte %1.</source>
        <translation>Das ist kein JSON: Der Fehler liegt bei Byte %1.</translation>
    </message>
    <message>
        <source>A description is a JSON object.</source>
        <translation>Eine Beschreibung ist ein JSON-Objekt.</translation>
    </message>
    <message>
        <source>The schema to check against cannot be read.</source>
        <translation>Das Schema für die Prüfung lässt sich nicht lesen.</translation>
    </message>
    <message>
        <source>A path is relative to the base URL and starts without a slash.</source>
        <translation>Ein Pfad ist relativ zur Basis-URL und beginnt ohne Schrägstrich.</translation>
    </message>
    <message>
        <source>A path may not leave the base URL.</source>
        <translation>Ein Pfad darf die Basis-URL nicht verlassen.</translation>
    </message>
    <message>
        <source>“{%1}” has no meaning in this path.</source>
        <translation>„{%1}“ hat in diesem Pfad keine Bedeutung.</translation>
    </message>
    <message>
        <source>The path does not use the pagination’s variable “%1”.</source>
        <translation>Der Pfad verwendet die Variable „%1“ der Seitenaufteilung nicht.</translation>
    </message>
    <message>
        <source>The pagination’s variable belongs into the query.</source>
        <translation>Die Variable der Seitenaufteilung gehört in den Query-Teil.</translation>
    </message>
    <message>
        <source>There is no such kind of pagination.</source>
        <translation>Diese Art der Seitenaufteilung gibt es nicht.</translation>
    </message>
    <message>
        <source>Every kind of pagination but “link” needs a variable.</source>
        <translation>Jede Art der Seitenaufteilung außer „link“ braucht eine Variable.</translation>
    </message>
    <message>
        <source>A cursor needs “next” or “nextHeader”.</source>
        <translation>Ein Cursor braucht „next“ oder „nextHeader“.</translation>
    </message>
    <message>
        <source>“next” and “nextHeader” exclude each other.</source>
        <translation>„next“ und „nextHeader“ schließen einander aus.</translation>
    </message>
    <message>
        <source>“%1” has no meaning with this kind of pagination.</source>
        <translation>„%1“ hat bei dieser Art der Seitenaufteilung keine Bedeutung.</translation>
    </message>
    <message>
        <source>At least one part of the secret has to be secret.</source>
        <translation>Mindestens ein Teil des Geheimnisses muss geheim sein.</translation>
    </message>
    <message>
        <source>“%1” is there twice.</source>
        <translation>„%1“ kommt zweimal vor.</translation>
    </message>
    <message>
        <source>A header may hold printable ASCII only.</source>
        <translation>Ein Header darf nur druckbares ASCII enthalten.</translation>
    </message>
    <message>
        <source>The conversion does not fit “{%1}”.</source>
        <translation>Die Umwandlung passt nicht zu „{%1}“.</translation>
    </message>
    <message>
        <source>“{%1}” must be “{%1?}” here, so that only what changes is sent.</source>
        <translation>„{%1}“ muss hier „{%1?}“ heißen, damit nur gesendet wird, was sich ändert.</translation>
    </message>
    <message>
        <source>“{%1}” cannot be changed by an edit.</source>
        <translation>„{%1}“ lässt sich nicht durch Bearbeiten ändern.</translation>
    </message>
    <message>
        <source>“{%1}” has no meaning in this operation.</source>
        <translation>„{%1}“ hat in dieser Operation keine Bedeutung.</translation>
    </message>
    <message>
        <source>“%1” is asked for and not used.</source>
        <translation>„%1“ wird abgefragt, aber nicht verwendet.</translation>
    </message>
    <message>
        <source>An edit is “patch”, “put” or “merge”.</source>
        <translation>Eine Bearbeitung ist „patch“, „put“ oder „merge“.</translation>
    </message>
    <message>
        <source>Only a merge leaves members out.</source>
        <translation>Nur „merge“ lässt Mitglieder weg.</translation>
    </message>
    <message>
        <source>An edit needs a body.</source>
        <translation>Eine Bearbeitung braucht einen Body.</translation>
    </message>
    <message>
        <source>“%1” has no meaning in “%2”.</source>
        <translation>„%1“ hat in „%2“ keine Bedeutung.</translation>
    </message>
    <message>
        <source>“secret” is missing: without it the new token is lost.</source>
        <translation>„secret“ fehlt: Ohne diese Angabe geht der neue Token verloren.</translation>
    </message>
    <message>
        <source>“token” is missing: it points to the token in the reply.</source>
        <translation>„token“ fehlt: Es zeigt auf den Token in der Antwort.</translation>
    </message>
    <message>
        <source>A link must be an absolute https URL.</source>
        <translation>Ein Link muss eine absolute https-URL sein.</translation>
    </message>
    <message>
        <source>A workspace is in “header”, “path” or “host”.</source>
        <translation>Ein Arbeitsbereich steht in „header“, „path“ oder „host“.</translation>
    </message>
    <message>
        <source>A workspace needs “header” where it travels in one, only.</source>
        <translation>Ein Arbeitsbereich braucht „header“ dann und nur dann, wenn er in einem Header gesendet wird.</translation>
    </message>
    <message>
        <source>Only a workspace in a header can be left to the server.</source>
        <translation>Nur ein Arbeitsbereich in einem Header kann dem Server überlassen werden.</translation>
    </message>
    <message>
        <source>A base URL must be https, or http to a loopback address, without user, query and fragment%1.</source>
        <translation>Eine Basis-URL muss https sein, oder http zu einer Loopback-Adresse, ohne Benutzer, Query und Fragment%1.</translation>
    </message>
    <message>
        <source>, with {workspace} as its first host label</source>
        <translation>, mit {workspace} als erstem Teil des Hostnamens</translation>
    </message>
    <message>
        <source>A base URL must end with a slash.</source>
        <translation>Eine Basis-URL muss mit einem Schrägstrich enden.</translation>
    </message>
    <message>
        <source>There is no environment “%1”.</source>
        <translation>Eine Umgebung „%1“ gibt es nicht.</translation>
    </message>
    <message>
        <source>This leaves no expiry to choose.</source>
        <translation>Damit bleibt kein Ablauf zur Auswahl.</translation>
    </message>
    <message>
        <source>“defaultType” must be the id of one of the types.</source>
        <translation>„defaultType“ muss die id eines der Typen sein.</translation>
    </message>
    <message>
        <source>A ready-made line must not hold a secret.</source>
        <translation>Eine fertige Zeile darf kein Geheimnis enthalten.</translation>
    </message>
    <message>
        <source>The template must hold {credential} once.</source>
        <translation>Die Vorlage muss {credential} genau einmal enthalten.</translation>
    </message>
    <message>
        <source>Without the token’s id nothing can be done with it.</source>
        <translation>Ohne die id des Tokens lässt sich mit ihm nichts tun.</translation>
    </message>
    <message>
        <source>“whole” excludes “prefix” and “last”.</source>
        <translation>„whole“ schließt „prefix“ und „last“ aus.</translation>
    </message>
    <message>
        <source>This conversion gives no time.</source>
        <translation>Diese Umwandlung ergibt keine Zeit.</translation>
    </message>
    <message>
        <source>This conversion gives no text.</source>
        <translation>Diese Umwandlung ergibt keinen Text.</translation>
    </message>
    <message>
        <source>IP ranges are texts and take no conversion.</source>
        <translation>IP-Bereiche sind Texte und werden nicht umgewandelt.</translation>
    </message>
    <message>
        <source>A status is an enumeration of the console’s words active, revoked, expired and unknown.</source>
        <translation>Ein Status ist eine Aufzählung der Wörter active, revoked, expired und unknown der Konsole.</translation>
    </message>
    <message>
        <source>“%1” is no JSON pointer (RFC 6901).</source>
        <translation>„%1“ ist kein JSON-Zeiger (RFC 6901).</translation>
    </message>
    <message>
        <source>There is no such kind of error.</source>
        <translation>Diese Art von Fehler gibt es nicht.</translation>
    </message>
    <message>
        <source>This status and code are there twice.</source>
        <translation>Dieser Status und Code kommen zweimal vor.</translation>
    </message>
    <message>
        <source>This edit needs “read”: for the version or to merge into.</source>
        <translation>Diese Bearbeitung braucht „read“: für die Version oder als Grundlage der Zusammenführung.</translation>
    </message>
    <message>
        <source>No path uses {workspace}.</source>
        <translation>Kein Pfad verwendet {workspace}.</translation>
    </message>
    <message>
        <source>“rotate” and the feature “rotation”: &quot;operation&quot; belong together.</source>
        <translation>„rotate“ und die Eigenschaft „rotation“: &quot;operation&quot; gehören zusammen.</translation>
    </message>
    <message>
        <source>An id is up to 40 lower-case letters, digits and hyphens.</source>
        <translation>Eine id besteht aus bis zu 40 Kleinbuchstaben, Ziffern und Bindestrichen.</translation>
    </message>
    <message>
        <source>A service needs a name.</source>
        <translation>Ein Dienst braucht einen Namen.</translation>
    </message>
    <message>
        <source>This does not fit the schema: %1</source>
        <translation>Das passt nicht zum Schema: %1</translation>
    </message>
    <message>
        <source>The reply’s member “%1” is missing or has another form.</source>
        <translation>Das Mitglied „%1“ der Antwort fehlt oder hat eine andere Form.</translation>
    </message>
    <message>
        <source>The template “%1” holds the character “%2”, which a URL may not hold here.</source>
        <translation>Die Vorlage „%1“ enthält das Zeichen „%2“, das eine URL hier nicht enthalten darf.</translation>
    </message>
    <message>
        <source>The template “%1” opens a brace and does not close it.</source>
        <translation>Die Vorlage „%1“ öffnet eine geschweifte Klammer und schließt sie nicht.</translation>
    </message>
    <message>
        <source>The template “%1” holds “{%2}”: only {name}, {/name}, {?name} and {&amp;name} are supported.</source>
        <translation>Die Vorlage „%1“ enthält „{%2}“: Unterstützt werden nur {name}, {/name}, {?name} und {&amp;name}.</translation>
    </message>
    <message>
        <source>The name of a token’s variable ends in _TOKEN, _KEY, _SECRET or _PAT.</source>
        <translation>Der Name einer Variable für einen Token endet auf _TOKEN, _KEY, _SECRET oder _PAT.</translation>
    </message>
    <message>
        <source>The variable %1 is another description’s.</source>
        <translation>Die Variable %1 gehört einer anderen Beschreibung.</translation>
    </message>
    <message>
        <source>The token was made, but the answer holds no secret: revoke the token and create another one.</source>
        <translation>Der Token wurde erstellt, aber die Antwort enthält kein Geheimnis: Widerrufen Sie den Token und erstellen Sie einen neuen.</translation>
    </message>
    <message>
        <source>What a list asks for must be optional.</source>
        <translation>Was eine Liste abfragt, muss optional sein.</translation>
    </message>
    <message>
        <source>A list of ids needs “read”.</source>
        <translation>Eine Liste von IDs braucht „read“.</translation>
    </message>
    <message>
        <source>This must be the id of something that is always asked for.</source>
        <translation>Das muss die ID von etwas sein, das immer abgefragt wird.</translation>
    </message>
    <message>
        <source>A sign-in is a POST or a PUT.</source>
        <translation>Eine Anmeldung ist ein POST oder ein PUT.</translation>
    </message>
    <message>
        <source>A sign-in asks for something.</source>
        <translation>Eine Anmeldung fragt etwas ab.</translation>
    </message>
    <message>
        <source>“group” must be the id of one of the scope groups.</source>
        <translation>„group“ muss die id einer der Gruppen von Berechtigungen sein.</translation>
    </message>
    <message>
        <source>No scope belongs to this group.</source>
        <translation>Zu dieser Gruppe gehört keine Berechtigung.</translation>
    </message>
    <message>
        <source>A prefix begins with three characters or more.</source>
        <translation>Ein Präfix beginnt mit mindestens drei Zeichen.</translation>
    </message>
    <message>
        <source>One “*” may stand in the prefix of tokens that are not supported.</source>
        <translation>Ein „*“ darf nur im Präfix von Token stehen, die nicht unterstützt werden.</translation>
    </message>
    <message>
        <source>Status %1 says nothing of a token.</source>
        <translation>Status %1 sagt nichts über einen Token aus.</translation>
    </message>
    <message>
        <source>A token that gets 401 is not accepted.</source>
        <translation>Ein Token, der 401 erhält, wird nicht angenommen.</translation>
    </message>
    <message>
        <source>An answer cannot mean that.</source>
        <translation>Das kann eine Antwort nicht bedeuten.</translation>
    </message>
    <message>
        <source>An answer before this one takes all that this one would.</source>
        <translation>Eine frühere Antwort deckt schon alles ab, wofür diese da ist.</translation>
    </message>
    <message>
        <source>No answer means that a token is valid.</source>
        <translation>Keine Antwort bedeutet, dass ein Token gültig ist.</translation>
    </message>
    <message>
        <source>No answer means that a token is unknown, so none can be found valid.</source>
        <translation>Keine Antwort bedeutet, dass ein Token unbekannt ist; so kann keiner für gültig befunden werden.</translation>
    </message>
    <message>
        <source>Verifying needs the operation “%1”.</source>
        <translation>Zum Prüfen wird der Vorgang „%1“ gebraucht.</translation>
    </message>
    <message>
        <source>“session” is missing: it points to the session’s credential.</source>
        <translation>„session“ fehlt: Es zeigt auf die Zugangsdaten der Sitzung.</translation>
    </message>
    <message>
        <source>There are no scopes to choose from.</source>
        <translation>Es gibt keine Berechtigungen zur Auswahl.</translation>
    </message>
    <message>
        <source>“id” is missing: it is what requests name a workspace by.</source>
        <translation>„id“ fehlt: Damit nennen Anfragen einen Arbeitsbereich.</translation>
    </message>
    <message>
        <source>This service has no workspaces.</source>
        <translation>Dieser Dienst hat keine Arbeitsbereiche.</translation>
    </message>
    <message>
        <source>“%1” needs “allowedIps”.</source>
        <translation>„%1“ braucht „allowedIps“.</translation>
    </message>
    <message>
        <source>The feature “deniedIps” needs a “{deniedIps}” here.</source>
        <translation>Das Merkmal „deniedIps“ braucht hier ein „{deniedIps}“.</translation>
    </message>
    <message>
        <source>The feature “deniedIps” needs a “deniedIps” in “token”, to read them.</source>
        <translation>Das Merkmal „deniedIps“ braucht ein „deniedIps“ in „token“, um sie zu lesen.</translation>
    </message>
    <message>
        <source>The token’s secret was replaced, but the answer does not hold the new one: the old one may no longer work, so rotate the token again.</source>
        <translation>Das Token-Geheimnis wurde ersetzt, aber die Antwort enthält das neue nicht: Das alte funktioniert möglicherweise nicht mehr, erneuern Sie den Token deshalb noch einmal.</translation>
    </message>
    <message>
        <source>A workspace with a credential of its own cannot be left to the server.</source>
        <translation>Ein Arbeitsbereich mit eigenen Zugangsdaten kann nicht dem Server überlassen werden.</translation>
    </message>
</context>
<context>
    <name>RequestMaking</name>
    <message>
        <source>Where “%1” stands, a secret was left out: the text is not the true one, so it is not sent.</source>
        <translation>Wo „%1“ steht, wurde ein Geheimnis weggelassen: Der Text ist nicht der echte und wird deshalb nicht gesendet.</translation>
    </message>
    <message>
        <source>This service needs a workspace in every request, and none is chosen.</source>
        <translation>Dieser Dienst braucht in jeder Anfrage einen Arbeitsbereich, und es ist keiner gewählt.</translation>
    </message>
    <message>
        <source>This service needs “%1” in every request, and none is chosen.</source>
        <translation>Dieser Dienst braucht in jeder Anfrage die Angabe „%1“, und sie fehlt.</translation>
    </message>
    <message>
        <source>Choose it in Connect.</source>
        <translation>Geben Sie das unter „Verbinden…“ an.</translation>
    </message>
</context>
</TS>
