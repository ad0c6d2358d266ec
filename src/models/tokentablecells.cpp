// What the cells and headers of TokenTableModel say; how rows come and go is in tokentablemodel.cpp.

#include "tokentablemodel.h"

#include "untrustedtext.h"

namespace tc {

namespace {

/// Several entries a line where one each would be taller than a screen.
QString inLines(const QStringList &entries)
{
    constexpr qsizetype lines = 25;
    const qsizetype perLine = (entries.size() + lines - 1) / lines;
    QString text;
    for (qsizetype i = 0; i < entries.size(); ++i) {
        if (i > 0)
            text += i % perLine == 0 ? QLatin1String("\n") : QLatin1String(", ");
        text += entries[i];
    }
    return text;
}

} // namespace

QVariant TokenTableModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid))
        return {};
    const int row = index.row();
    const Token &token = m_tokens.at(row);
    switch (role) {
    case Qt::DisplayRole:
        return display(token, row, index.column());
    case Qt::ToolTipRole:
        return toolTipText(toolTip(token, index.column()));
    case Qt::AccessibleTextRole:
        return accessibleText(token, row, index.column());
    case Qt::AccessibleDescriptionRole:
        return index.column() == Name ? marks(token) : QString();
    case TokenRole:
        return QVariant::fromValue(token);
    case StatusRole:
        return static_cast<int>(statusOf(row));
    case SavedRole:
        return m_savedTokenIds.contains(token.id);
    case UnconfirmedRole:
        return m_unconfirmedTokenIds.contains(token.id);
    case OwnRole:
        return !m_ownTokenId.isEmpty() && token.id == m_ownTokenId;
    default:
        return {};
    }
}

QString TokenTableModel::display(const Token &token, int row, int column) const
{
    switch (column) {
    case Name:
        return nameText(token);
    case Mask:
        return escapeUntrusted(token.mask);
    case Status:
        return statusText(statusOf(row));
    case Created:
        return dateTimeText(token.createdAt);
    case LastUsed:
        return lastUsedText(token);
    case Expires:
        // The days left are in the tool tip: here they would make one row wider than all others.
        return token.expiry.isNever() ? expiresText(token, m_judgedAt) : dateTimeText(token.expiry.instant());
    case AllowedIpRanges:
        return accessRangesText(token);
    case Scopes:
        return accessTexts(token, m_accessLabels).join(QLatin1String(", "));
    default:
        return {};
    }
}

QString TokenTableModel::toolTip(const Token &token, int column) const
{
    QStringList lines;
    switch (column) {
    case Name:
        lines = {nameText(token), marks(token)};
        break;
    case Status:
        if (token.revokedAt.isValid())
            lines = {tr("Revoked: %1").arg(dateTimeText(token.revokedAt)), utcText(token.revokedAt)};
        else if (!token.expiry.isNever())
            lines = {tr("Expires: %1").arg(expiresText(token, m_judgedAt)), utcText(token.expiry.instant())};
        break;
    case Created:
        lines = {utcText(token.createdAt)};
        break;
    case LastUsed:
        lines = {utcText(token.lastUsedAt)};
        if (!token.lastUsedAddress.isEmpty())
            lines.append(tr("from %1", "an IP address").arg(escapeUntrusted(token.lastUsedAddress, 60)));
        break;
    case Expires:
        if (!token.expiry.isNever())
            lines = {expiresText(token, m_judgedAt), utcText(token.expiry.instant())};
        break;
    case AllowedIpRanges:
        lines = {inLines(rangeList(token.allowedIps, token.foreignRanges)), deniedText(token)};
        break;
    case Scopes:
        if (!token.type.isEmpty())
            lines = {escapeUntrusted(m_accessLabels.types.value(token.type, token.type))};
        lines += inLines(scopeTexts(token, m_accessLabels));
        break;
    default:
        break;
    }
    lines.removeAll(QString());
    return lines.join(u'\n');
}

QString TokenTableModel::accessibleText(const Token &token, int row, int column) const
{
    switch (!m_hasNames && column == Name ? Mask : column) {
    case Mask: {
        // Nobody wants to hear "bullet" eight times.
        const qsizetype start = token.mask.indexOf(u'•');
        if (start < 0)
            break;
        const QString prefix = escapeUntrusted(token.mask.first(start));
        const QString end = escapeUntrusted(QStringView(token.mask).sliced(token.mask.lastIndexOf(u'•') + 1));
        return end.isEmpty() ? tr("starts with %1", "a token").arg(prefix)
                             : tr("starts with %1, ends with %2", "a token").arg(prefix, end);
    }
    case Created:
        if (!token.createdAt.isValid())
            return tr("not known", "when a token was created");
        break;
    case LastUsed:
        if (!token.lastUsedAt.isValid())
            return tr("never used");
        break;
    case Expires:
        return token.expiry.isNever() ? tr("never expires") : expiresText(token, m_judgedAt);
    case AllowedIpRanges: {
        QStringList ranges = rangeList(token.allowedIps, token.foreignRanges);
        if (ranges.isEmpty())
            ranges = {rangesText({}, {})};
        const QString denied = deniedText(token);
        return ranges.join(QLatin1String(", ")) + (denied.isEmpty() ? QString() : u'\n' + denied);
    }
    default:
        break;
    }
    return display(token, row, column);
}

/// "Except 203.0.113.7", or "" where nothing is denied.
QString TokenTableModel::deniedText(const Token &token)
{
    const QStringList denied = rangeList(token.deniedIps, token.foreignDenied);
    return denied.isEmpty() ? QString() : tr("Except %1", "IP ranges").arg(inLines(denied));
}

QString TokenTableModel::marks(const Token &token) const
{
    QStringList marks;
    if (!m_ownTokenId.isEmpty() && token.id == m_ownTokenId)
        marks.append(tr("This connection uses this token."));
    if (m_savedTokenIds.contains(token.id))
        marks.append(tr("Saved in the keychain."));
    if (m_unconfirmedTokenIds.contains(token.id))
        marks.append(tr("Its secret was never confirmed as stored."));
    return marks.join(u' ');
}

QVariant TokenTableModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    switch (section) {
    case Name:
        return m_hasNames ? tr("Token Name") : tr("Token");
    case Mask:
        return tr("Token");
    case Status:
        return tr("Status");
    case Created:
        return tr("Created");
    case LastUsed:
        return tr("Last used");
    case Expires:
        return tr("Expires");
    case AllowedIpRanges:
        return tr("Allowed IP ranges");
    case Scopes:
        return tr("Scopes");
    default:
        return {};
    }
}

} // namespace tc
