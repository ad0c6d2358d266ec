#include "tokenlistcall.h"

#include "freeelsewhere.h"
#include "servicedescription.h"

#include <QCoreApplication>
#include <QPointer>

#include <algorithm>
#include <tuple>

namespace tc {

namespace {

constexpr qsizetype maximumTokens = 100'000;
/// Where each token takes a request of its own.
constexpr qsizetype maximumReads = 2'000;

struct ListText
{
    Q_DECLARE_TR_FUNCTIONS(TokenListCall)
};

/// \a error of a page. NotFound is about the address here: no token was asked for.
ApiError aboutTheList(ApiError error, bool hasWorkspace)
{
    if (error.kind == ErrorKind::NotFound) {
        error.reason = ListText::tr("The server has no list of tokens at this address.");
        error.advice = hasWorkspace ? ListText::tr("Check the base URL and the workspace.")
                                    : ListText::tr("Check the base URL.");
    }
    return error;
}

/// \a error of a page where the list asks for \a fields and may have been refused for that alone. What the
/// service's own catalogue says of such a status is of a request that had it all.
ApiError aboutTheAnswers(ApiError error, const QList<AskedField> &fields, bool given)
{
    if (error.kind != ErrorKind::Unauthorized || fields.isEmpty())
        return error;
    QStringList labels;
    for (const AskedField &field : fields)
        labels.append(field.label.text());
    const QString asked = labels.join(QStringLiteral(", "));
    error.meaning = {};
    error.fix = {};
    if (given) {
        error.reason
            = ListText::tr("The server refused the list: “%1” or the credential is not accepted.").arg(asked);
        error.advice = ListText::tr("Give a current one; if it is refused too, connect again.");
    } else {
        error.reason = ListText::tr("The server refused the list: “%1” is needed as well, or the credential "
                                    "is not accepted.")
                           .arg(asked);
        error.advice
            = ListText::tr("If your account needs it, give it for the next refresh; otherwise connect "
                           "again.");
    }
    return error;
}

bool isAnyGiven(const std::map<QString, Secret> &answers)
{
    return std::any_of(answers.cbegin(), answers.cend(),
                       [](const auto &answer) { return !answer.second.isEmpty(); });
}

} // namespace

TokenListCall::TokenListCall(ExchangeContext context, std::function<void(qsizetype)> progress,
                             RequestExtras extras)
    : m_context(std::move(context))
    , m_progress(std::move(progress))
    , m_extras(std::move(extras))
    , m_isAnswered(isAnyGiven(m_extras.answers))
{
    Result<HttpRequestData> first = m_context.mapping.listRequest(m_context.workspace, m_extras);
    if (first)
        std::ignore = m_trail.follow(first->target);
    request(std::move(first));
}

TokenListCall::~TokenListCall()
{
    freeElsewhere(std::move(m_places));
}

void TokenListCall::onWaiting(ServerWaitHandler handler)
{
    m_waiting = std::move(handler);
    m_page->onWaiting(m_waiting);
}

void TokenListCall::request(Result<HttpRequestData> page)
{
    const QByteArray target = page ? page->target : QByteArray();
    m_page = startExchange<TokenPage>(m_context, page,
                                      [mapping = m_context.mapping, target](HttpReplyData &&reply) {
                                          return mapping.readPage(std::move(reply), target);
                                      });
    if (m_waiting)
        m_page->onWaiting(m_waiting);
    if (page)
        wipeAnswers(*page);
    m_page->onFinished([this](Result<TokenPage> arrived) { onPage(std::move(arrived)); });
}

void TokenListCall::onPage(Result<TokenPage> page)
{
    if (!page) {
        breakOff(aboutTheAnswers(aboutTheList(std::move(page.error()), !m_context.workspace.isEmpty()),
                                 m_context.mapping.description().listAsks, m_isAnswered));
        return;
    }
    if (m_received + page->tokens.size() > maximumTokens) {
        breakOff(brokenList(ListText::tr("The server lists more than %L1 tokens.").arg(maximumTokens)));
        return;
    }
    if (page->tokens.isEmpty())
        m_trail.noteEmptyPage();
    add(std::move(page->tokens));

    const QPointer<QObject> alive(&m_aliveGuard);
    if (const auto progress = m_progress) {
        progress(m_received);
        if (!alive)
            return;
    }
    if (page->nextTarget.isEmpty()) {
        onLastPage();
        return;
    }
    auto next = m_context.mapping.pageRequest(page->nextTarget, m_context.workspace, m_extras);
    if (auto end = next ? m_trail.follow(next->target) : std::nullopt) {
        breakOff(*std::move(end));
        return;
    }
    request(std::move(next));
}

void TokenListCall::onLastPage()
{
    m_extras.answers.clear();
    if (!m_context.mapping.listsIdsOnly()) {
        finish(TokenList {std::move(m_tokens), {}});
        return;
    }
    for (auto token = m_tokens.crbegin(); token != m_tokens.crend(); ++token)
        m_unread.append(token->id);
    m_tokens.clear();
    readNext();
}

void TokenListCall::readNext()
{
    if (m_unread.isEmpty()) {
        finish(TokenList {std::move(m_tokens), {}});
        return;
    }
    if (m_tokens.size() >= maximumReads) {
        breakOff(brokenList(ListText::tr("The server lists more than %L1 tokens.").arg(maximumReads)));
        return;
    }
    m_read = startExchange<Token>(
        m_context, m_context.mapping.readRequest(m_unread.takeLast(), m_context.workspace),
        [mapping = m_context.mapping](HttpReplyData &&reply) { return mapping.readToken(reply); });
    if (m_waiting)
        m_read->onWaiting(m_waiting);
    m_read->onFinished([this](Result<Token> token) { onRead(std::move(token)); });
}

void TokenListCall::onRead(Result<Token> token)
{
    if (token)
        m_tokens.append(*std::move(token));
    else if (token.error().kind != ErrorKind::NotFound) { // else it ended since it was listed
        breakOff(std::move(token.error()));
        return;
    }
    const QPointer<QObject> alive(&m_aliveGuard);
    if (const auto progress = m_progress) {
        progress(m_tokens.size());
        if (!alive)
            return;
    }
    readNext();
}

void TokenListCall::add(QList<Token> &&tokens)
{
    m_received += tokens.size();
    // Pages may overlap when tokens are made while the list is read, so an id can come twice.
    for (Token &token : tokens) {
        const auto known = m_places.constFind(token.id);
        if (known != m_places.cend()) {
            m_tokens[*known] = std::move(token);
        } else {
            m_places.insert(token.id, m_tokens.size());
            m_tokens.append(std::move(token));
        }
    }
}

void TokenListCall::breakOff(ApiError reason)
{
    if (m_tokens.isEmpty())
        finish(tl::unexpected(std::move(reason)));
    else
        finish(TokenList {std::move(m_tokens), std::move(reason)});
}

} // namespace tc
