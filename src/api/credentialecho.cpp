#include "credentialecho.h"

#include "redactor.h"
#include "secret.h"
#include "servicedescription.h"

#include <algorithm>
#include <bitset>
#include <vector>

namespace tc {

namespace {

/// Text as bytes, with where in the text each stands.
struct Bytes
{
    QByteArray bytes; ///< 0 for what is not ASCII
    std::vector<qsizetype> starts; ///< one more than bytes: the last is the end
};

int hexDigit(QChar character)
{
    const char c = character.toLatin1();
    if (c >= '0' && c <= '9')
        return c - '0';
    if (c >= 'a' && c <= 'f')
        return c - 'a' + 10;
    return c >= 'A' && c <= 'F' ? c - 'A' + 10 : -1;
}

Bytes percentDecoded(const QString &text)
{
    Bytes decoded;
    decoded.bytes.reserve(text.size());
    decoded.starts.reserve(static_cast<std::size_t>(text.size()) + 1);
    for (qsizetype i = 0; i < text.size();) {
        decoded.starts.push_back(i);
        const QChar character = text.at(i);
        const int high = character == u'%' && i + 2 < text.size() ? hexDigit(text.at(i + 1)) : -1;
        const int low = high >= 0 ? hexDigit(text.at(i + 2)) : -1;
        if (low >= 0)
            decoded.bytes.append(static_cast<char>(high * 16 + low));
        else
            decoded.bytes.append(character.unicode() < 128 ? character.toLatin1() : '\0');
        i += low >= 0 ? 3 : 1;
    }
    decoded.starts.push_back(text.size());
    return decoded;
}

/// How many bytes from the start of \a text are anywhere in a row in \a credential.
qsizetype longestCommon(QByteArrayView text, QByteArrayView credential)
{
    qsizetype longest = 0;
    for (qsizetype at = 0; at < credential.size(); ++at) {
        const QByteArrayView rest = credential.sliced(at);
        const auto end = std::mismatch(text.begin(), text.end(), rest.begin(), rest.end()).first;
        longest = std::max<qsizetype>(longest, end - text.begin());
    }
    return longest;
}

/// Whether \a text has as many of the credential's characters in a row: most texts do not, and are done.
bool mayHoldEcho(const QByteArray &text, QByteArrayView credential, qsizetype shortest)
{
    std::bitset<256> characters;
    for (const char c : credential)
        characters.set(static_cast<unsigned char>(c));
    qsizetype inARow = 0;
    return std::any_of(text.cbegin(), text.cend(), [&](char c) {
        inARow = characters.test(static_cast<unsigned char>(c)) ? inARow + 1 : 0;
        return inARow >= shortest;
    });
}

/// The part of \a credential that no other secret of the service has.
QByteArrayView withoutPrefix(QByteArrayView credential, const QStringList &prefixes)
{
    qsizetype known = 0;
    for (const QString &prefix : prefixes) {
        if (credential.startsWith(prefix.toUtf8()))
            known = std::max(known, prefix.toUtf8().size());
    }
    return credential.sliced(known);
}

} // namespace

QString withoutEcho(const QString &text, QByteArrayView credential, qsizetype shortest)
{
    if (text.size() < shortest || credential.size() < shortest)
        return text;
    Bytes decoded = percentDecoded(text);
    QString clean = text;
    if (mayHoldEcho(decoded.bytes, credential, shortest)) {
        clean.clear();
        const QByteArrayView bytes(decoded.bytes);
        const auto copy = [&](qsizetype from, qsizetype to) {
            const qsizetype start = decoded.starts[static_cast<std::size_t>(from)];
            clean += QStringView(text).sliced(start, decoded.starts[static_cast<std::size_t>(to)] - start);
        };
        for (qsizetype i = 0; i < bytes.size();) {
            const qsizetype length = longestCommon(bytes.sliced(i), credential);
            if (length >= shortest)
                clean += Redactor::replacement();
            else
                copy(i, i + 1);
            i += length >= shortest ? length : 1;
        }
    }
    wipe(decoded.bytes);
    return clean;
}

CredentialEcho::CredentialEcho(ServiceMapping mapping, std::shared_ptr<const Secret> credential)
    : m_mapping(std::move(mapping))
    , m_credential(std::move(credential))
{
}

void CredentialEcho::cleanError(ApiError &error) const
{
    // The header's value besides, which may be the credential in base64 (RFC 7617).
    QByteArray header = m_mapping.credentialHeader(*m_credential).second;
    const auto clean = [&](QString &text) {
        m_credential->reveal([&](QByteArrayView bytes) { text = withoutEcho(text, bytes, shortestEcho); });
        text = withoutEcho(text, header, shortestEcho);
    };
    clean(error.vendorCode);
    for (FieldError &field : error.fields) {
        clean(field.pointer);
        clean(field.message);
    }
    wipe(header);
}

void CredentialEcho::cleanValue(Token &token) const
{
    m_credential->reveal([&](QByteArrayView bytes) {
        // A mask shows the prefix and a little more.
        const QByteArrayView own = withoutPrefix(bytes, m_mapping.description().secretPrefixes);
        const auto clean = [own](QString &text) {
            text = withoutEcho(text, own, shortestEcho);
        };
        for (QString *text : {&token.id, &token.name, &token.lastUsedAddress, &token.type})
            clean(*text);
        for (QStringList *texts : {&token.foreignRanges, &token.foreignDenied, &token.scopes})
            std::for_each(texts->begin(), texts->end(), clean);
    });
}

void CredentialEcho::cleanValue(WorkspacePage &page) const
{
    m_credential->reveal([&](QByteArrayView bytes) {
        const QByteArrayView own = withoutPrefix(bytes, m_mapping.description().secretPrefixes);
        for (NamedWorkspace &workspace : page.workspaces) {
            workspace.id = withoutEcho(workspace.id, own, shortestEcho);
            workspace.name = withoutEcho(workspace.name, own, shortestEcho);
        }
    });
}

void CredentialEcho::cleanValue(TokenPage &page) const
{
    for (Token &token : page.tokens)
        cleanValue(token);
}

} // namespace tc
