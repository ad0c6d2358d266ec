#include "inventory.h"

#include <QCoreApplication>
#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QLockFile>
#include <QRegularExpression>
#include <QSaveFile>
#include <QSet>

#include <algorithm>
#include <optional>

namespace tc {

namespace {

using L = QLatin1String;

constexpr int formatVersion = 1;
constexpr qint64 largestFile = 16 * 1024 * 1024;
struct InventoryText
{
    Q_DECLARE_TR_FUNCTIONS(Inventory)
};

QString holdsToken(const QString &field)
{
    return InventoryText::tr("“%1” holds a whole token, which no inventory may keep.").arg(field);
}

QString written(const QDate &date)
{
    return date.toString(Qt::ISODate);
}

QJsonObject toJson(const InventoryEntry &entry)
{
    QJsonObject json {{L("id"), entry.id}, {L("name"), entry.name}};
    const auto set = [&json](L member, const QJsonValue &value, bool isSaid) {
        if (isSaid)
            json.insert(member, value);
    };
    set(L("mask"), entry.mask, !entry.mask.isEmpty());
    set(L("created"), written(entry.created), entry.created.isValid());
    set(L("lastUsed"), written(entry.lastUsed), entry.lastUsed.isValid());
    set(L("expires"), written(entry.expires), entry.expires.isValid());
    set(L("revoked"), written(entry.revoked), entry.revoked.isValid());
    const QStringList ranges = entry.allowedIps.toStringList();
    set(L("allowedIps"), QJsonArray::fromStringList(ranges), !ranges.isEmpty());
    set(L("scopes"), QJsonArray::fromStringList(entry.scopes), !entry.scopes.isEmpty());
    set(L("note"), entry.note, !entry.note.isEmpty());
    return json;
}

/// Reads members; remembers whether one was not as toJson() writes it.
class Reader
{
public:
    explicit Reader(const QJsonObject &json)
        : m_json(json)
    {
    }

    [[nodiscard]] bool failed() const { return m_failed; }

    QString text(L member)
    {
        const QJsonValue value = m_json.value(member);
        m_failed = m_failed || !(value.isUndefined() || value.isString());
        return value.toString();
    }

    QDate date(L member)
    {
        const QString said = text(member);
        const QDate date = QDate::fromString(said, Qt::ISODate);
        m_failed = m_failed || (!said.isEmpty() && !date.isValid());
        return date;
    }

    QStringList texts(L member)
    {
        const QJsonValue value = m_json.value(member);
        m_failed = m_failed || !(value.isUndefined() || value.isArray());
        QStringList all;
        for (const QJsonValue item : value.toArray()) {
            m_failed = m_failed || !item.isString();
            all.append(item.toString());
        }
        return all;
    }

    AllowedIps ranges(L member)
    {
        AllowedIps all;
        for (const QString &range : texts(member)) {
            if (const auto parsed = IpRange::parse(range))
                all.add(*parsed);
            else
                m_failed = true;
        }
        return all;
    }

private:
    const QJsonObject m_json;
    bool m_failed = false;
};

std::optional<InventoryEntry> entryOf(const QJsonObject &json)
{
    Reader reader(json);
    InventoryEntry entry;
    entry.id = reader.text(L("id"));
    entry.name = reader.text(L("name"));
    entry.mask = reader.text(L("mask"));
    entry.created = reader.date(L("created"));
    entry.lastUsed = reader.date(L("lastUsed"));
    entry.expires = reader.date(L("expires"));
    entry.revoked = reader.date(L("revoked"));
    entry.allowedIps = reader.ranges(L("allowedIps"));
    entry.scopes = reader.texts(L("scopes"));
    entry.note = reader.text(L("note"));
    return reader.failed() || entry.id.isEmpty() ? std::nullopt : std::optional(std::move(entry));
}

/// What the file at \a path holds; nothing where it does not hold an inventory.
std::optional<QList<InventoryEntry>> readFile(const QString &path)
{
    QFile file(path);
    if (!file.exists())
        return QList<InventoryEntry>();
    if (!QFileInfo(path).isFile() || file.size() > largestFile || !file.open(QIODevice::ReadOnly))
        return std::nullopt;
    const QJsonObject json = QJsonDocument::fromJson(file.readAll()).object();
    const QJsonValue items = json.value(L("entries"));
    // A later version may hold what this one would lose.
    if (json.value(L("version")).toInt() != formatVersion || !items.isArray())
        return std::nullopt;
    QList<InventoryEntry> entries;
    QSet<QString> ids;
    for (const QJsonValue item : items.toArray()) {
        std::optional<InventoryEntry> entry = entryOf(item.toObject());
        if (!entry || ids.contains(entry->id))
            return std::nullopt;
        ids.insert(entry->id);
        entries.append(*std::move(entry));
    }
    return entries;
}

bool writeFile(const QString &path, const QList<InventoryEntry> &entries)
{
    QJsonArray items;
    for (const InventoryEntry &entry : entries)
        items.append(toJson(entry));
    QSaveFile file(path);
    if (!file.open(QIODevice::WriteOnly)
        || !file.setPermissions(QFileDevice::ReadOwner | QFileDevice::WriteOwner))
        return false;
    file.write(QJsonDocument({{L("version"), formatVersion}, {L("entries"), items}}).toJson());
    return file.commit();
}

} // namespace

ApiError errorOf(const InventoryProblem &problem)
{
    using Kind = InventoryProblem::Kind;
    ApiError error {.kind = ErrorKind::InvalidInput,
                    .advice = InventoryText::tr("Enter only the first characters of the token.")};
    switch (problem.kind) {
    case Kind::Unreadable:
        error.kind = ErrorKind::FileUnavailable;
        error.reason = InventoryText::tr("The inventory cannot be read.");
        error.advice = InventoryText::tr("Check the file %1; it stays as it is.").arg(problem.path);
        break;
    case Kind::Unwritable:
        error.kind = ErrorKind::FileUnavailable;
        error.reason = InventoryText::tr("The inventory cannot be written.");
        error.advice = InventoryText::tr("Check the directory of %1, then try again.").arg(problem.path);
        break;
    case Kind::Busy:
        error.kind = ErrorKind::FileUnavailable;
        error.reason = InventoryText::tr("Another console is changing the inventory.");
        error.advice = InventoryText::tr("Try again.");
        break;
    case Kind::LongMask:
        error.reason = InventoryText::tr("“Token” has more than %n character(s), so it may be a whole token, "
                                         "which no inventory may keep.",
                                         nullptr, Inventory::longestMask);
        break;
    case Kind::TokenInName:
        error.reason = holdsToken(InventoryText::tr("Token Name"));
        break;
    case Kind::TokenInMask:
        error.reason = holdsToken(InventoryText::tr("Token"));
        break;
    case Kind::TokenInScopes:
        error.reason = holdsToken(InventoryText::tr("Scopes"));
        break;
    case Kind::TokenInNote:
        error.reason = holdsToken(InventoryText::tr("Note"));
        break;
    }
    return error;
}

Inventory::Inventory(QString path, Redactor redactor)
    : m_path(std::move(path))
    , m_redactor(std::move(redactor))
{
}

Inventory::Outcome<Done> Inventory::load()
{
    std::optional<QList<InventoryEntry>> read = readFile(m_path);
    if (!read)
        return failed(InventoryProblem::Kind::Unreadable);
    m_entries = *std::move(read);
    return Done {};
}

Inventory::Outcome<Done> Inventory::put(const InventoryEntry &entry)
{
    using Kind = InventoryProblem::Kind;
    // A token without a known beginning looks like any other text, but not like a mask.
    if (entry.mask.size() > longestMask)
        return failed(Kind::LongMask);
    for (const auto &[text, kind] : {std::pair(entry.name, Kind::TokenInName),
                                     {entry.mask, Kind::TokenInMask},
                                     {entry.scopes.join(u'\n'), Kind::TokenInScopes},
                                     {entry.note, Kind::TokenInNote}}) {
        if (holdsSecret(text))
            return failed(kind);
    }
    return change([&entry](QList<InventoryEntry> &entries) {
        const auto same = std::find_if(entries.begin(), entries.end(),
                                       [&](const InventoryEntry &other) { return other.id == entry.id; });
        if (same == entries.end())
            entries.append(entry);
        else
            *same = entry;
    });
}

Inventory::Outcome<Done> Inventory::remove(const QString &id)
{
    return change([&id](QList<InventoryEntry> &entries) {
        entries.removeIf([&](const InventoryEntry &entry) { return entry.id == id; });
    });
}

Inventory::Outcome<Done> Inventory::change(const std::function<void(QList<InventoryEntry> &)> &edit)
{
    if (!QDir().mkpath(QFileInfo(m_path).path()))
        return failed(InventoryProblem::Kind::Unwritable);
    QLockFile lock(m_path + L(".lock"));
    if (!lock.tryLock(0)) // a change takes milliseconds: whoever has it will be done at the next try
        return failed(InventoryProblem::Kind::Busy);
    std::optional<QList<InventoryEntry>> entries = readFile(m_path);
    if (!entries)
        return failed(InventoryProblem::Kind::Unreadable);
    edit(*entries);
    if (!writeFile(m_path, *entries))
        return failed(InventoryProblem::Kind::Unwritable);
    m_entries = *std::move(entries);
    return Done {};
}

tl::unexpected<InventoryProblem> Inventory::failed(InventoryProblem::Kind kind) const
{
    return tl::unexpected(InventoryProblem {kind, m_path});
}

bool Inventory::holdsSecret(const QString &text) const
{
    static const QRegularExpression idAndSecret(QStringLiteral("[0-9]\\|[0-9A-Za-z_]{32,}"));
    return m_redactor.redactSecrets(text) != text || idAndSecret.match(text).hasMatch();
}

} // namespace tc
