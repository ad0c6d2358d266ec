#include "tokencreationdialog.h"

#include "askedfields.h"
#include "outcometexts.h"
#include "tokensession.h"
#include "tokentexts.h"
#include "untrustedtext.h"

#include <QAction>

namespace tc {

using Severity = MessageBanner::Severity;

namespace {

/// \a text behind what has been done before, if anything.
ErrorText withConsequence(const ErrorText &text, const std::function<QString()> &consequence)
{
    return {consequence ? consequence() + u' ' + text.sentence : text.sentence, text.nextStep};
}

} // namespace

TokenCreationDialog::TokenCreationDialog(TokenSession &session, QWidget *parent)
    : ActionDialog(parent)
    , m_session(session)
    , m_reissue(new QAction(this))
    , m_revokeLost(new QAction(this))
    , m_keepLost(new QAction(this))
{
    connect(m_reissue, &QAction::triggered, this, [this] {
        // Before anything is revoked: what is filled in may have been changed meanwhile.
        const std::optional<TokenDraft> again = isBusy() ? std::nullopt : answered();
        if (again)
            revokeLost(again);
    });
    connect(m_revokeLost, &QAction::triggered, this, [this] {
        if (!isBusy())
            revokeLost(std::nullopt);
    });
    connect(m_keepLost, &QAction::triggered, this, [this] { done(Rejected); });
}

void TokenCreationDialog::submit()
{
    // A second click or Enter while the first is on its way must not make a second token.
    if (isBusy())
        return;
    if (const std::optional<TokenDraft> draft = answered())
        create(*draft, takeAnswers());
}

void TokenCreationDialog::askIn(QFormLayout &form, QWidget &before)
{
    if (m_session.service().createAsks.isEmpty())
        return;
    m_asked = new AskedFields(m_session.service().createAsks, form, before);
    connect(m_asked, &AskedFields::changed, this, &TokenCreationDialog::inputsChanged);
}

bool TokenCreationDialog::isAnswered() const
{
    return !m_asked || m_asked->isComplete();
}

std::optional<TokenDraft> TokenCreationDialog::answered()
{
    std::optional<TokenDraft> draft = wanted();
    if (draft && !isAnswered()) {
        m_asked->focusMissing();
        draft.reset();
    }
    return draft;
}

TokenCreationDialog::Answers TokenCreationDialog::takeAnswers()
{
    return m_asked ? m_asked->take() : Answers();
}

void TokenCreationDialog::create(const TokenDraft &draft, Answers answers)
{
    const bool isRepeat = m_attempt && m_attempt->draft == draft;
    m_isDoubtful = m_isDoubtful && isRepeat;
    if (!m_isDoubtful) {
        CreateAttempt attempt = startAttempt(m_session, draft);
        if (isRepeat)
            attempt.idempotencyKey = m_attempt->idempotencyKey;
        m_attempt = attempt;
        m_lost.reset(); // it stays noted as a token whose secret nobody has
    }
    const auto start = [this](const ApiError &cause) {
        m_isDoubtful = true;
        return checkCreated(m_session, *m_attempt, cause);
    };
    const auto concludeThis = [this](const Finding &finding, const ApiError &) {
        conclude(finding);
    };
    // The server may know the request already: by its key, or by what the first one made.
    const bool mayBeKnown = isRepeat && (m_isDoubtful || m_session.mayRepeatCreate());
    const auto also = [mayBeKnown](const ApiError &error) {
        return mayBeKnown && error.kind == ErrorKind::Conflict;
    };
    runWrite<CreatedToken>(m_session.create(draft, m_attempt->idempotencyKey, std::move(answers)),
                           {start, concludeThis, also}, [this](CreatedToken made) {
                               Q_EMIT created(made.token, std::make_shared<Secret>(std::move(made.secret)));
                               accept();
                           });
}

void TokenCreationDialog::conclude(const Finding &finding)
{
    switch (finding.verdict) {
    case Finding::Verdict::DoneWithoutSecret:
        if (finding.token.revoked) {
            m_attempt.reset(); // its key is used up
            say(Severity::Warning, [] {
                return ErrorText {tr("The token was created, but it has been revoked since."),
                                  tr("Nothing you entered is lost: you can create a new one.")};
            });
            return;
        }
        m_lost = finding.token;
        Q_EMIT secretLost(finding.token);
        sayLost();
        return;
    case Finding::Verdict::NotDone:
        sayNotCreated();
        return;
    default:
        sayUnknown(finding);
    }
}

void TokenCreationDialog::offer(Severity severity, const Phrasing &text)
{
    say(severity, text, {m_reissue, m_revokeLost, m_keepLost});
}

void TokenCreationDialog::sayLost()
{
    const QString name = nameText(*m_lost, 80);
    offer(Severity::Warning,
          [name, mask = m_lost->mask, createdAt = m_lost->createdAt, other = reassurance()] {
              QString nextStep = tr("Without its secret, “%1” (%2, created %3) is of no use to anyone.")
                                     .arg(name, mask, dateTimeText(createdAt));
              if (!other.isEmpty())
                  nextStep += u' ' + other;
              return ErrorText {tr("Your token was created, but its secret was lost."), nextStep};
          });
}

void TokenCreationDialog::sayNotCreated()
{
    const bool mayRepeat = m_session.mayRepeatCreate();
    say(mayRepeat ? Severity::Information : Severity::Warning, [mayRepeat, other = consequence()] {
        return withConsequence(
            {tr("The token was not created."),
             mayRepeat
                 ? tr("Nothing you entered is lost. Creating it again is safe: should the first request "
                      "still arrive, the server makes no second token.")
                 : tr("Nothing you entered is lost. Careful: should the first request still arrive, "
                      "creating it again makes a second token.")},
            other);
    });
}

void TokenCreationDialog::sayUnknown(const Finding &finding)
{
    const QString name = escapeUntrusted(m_attempt->draft.name, 80);
    say(Severity::Warning,
        [finding, name, mayRepeat = m_session.mayRepeatCreate(), other = consequence()] {
            const QString repeat = mayRepeat
                ? tr("Creating it again is safe: the server makes no second token.")
                : tr("Careful: creating it again may make a second token.");
            return withConsequence(
                {tr("It is not known whether the token was created.") + u' ' + doubtText(finding, name),
                 tr("Check again, or look for it in the list.") + u' ' + repeat},
                other);
        },
        {checkAgainAction()});
}

void TokenCreationDialog::revokeLost(const std::optional<TokenDraft> &again)
{
    const auto start = [this](const ApiError &) {
        return checkRevoked(m_session, *m_lost);
    };
    const auto answers = std::make_shared<Answers>(takeAnswers());
    Answers forRevoking;
    for (const auto &[id, answer] : *answers)
        forRevoking.emplace(id, answer.duplicate());
    const auto concludeThis = [this, again](const Finding &finding, const ApiError &) {
        // What was asked for is not kept for as long as a check may take: the user enters it anew.
        if (finding.verdict == Finding::Verdict::Done)
            noteLostRevoked(m_asked ? std::nullopt : again, std::make_shared<Answers>());
        else
            offer(Severity::Warning, [finding] { return notRevokedText(finding); });
    };
    runWrite<Done>(m_session.revoke(*m_lost, std::move(forRevoking)), {start, concludeThis, {}},
                   [this, again, answers](Done) { noteLostRevoked(again, answers); });
}

void TokenCreationDialog::noteLostRevoked(const std::optional<TokenDraft> &again,
                                          const std::shared_ptr<Answers> &answers)
{
    m_lost.reset();
    m_attempt.reset(); // its key is used up
    if (again) {
        create(*again, std::move(*answers));
        return;
    }
    say(Severity::Success, [] {
        return ErrorText {tr("The token without a secret is revoked."),
                          tr("Nothing you entered is lost: you can create a new one.")};
    });
}

void TokenCreationDialog::showError(const ApiError &error)
{
    ActionDialog::showError(error);
    const auto text = [error, other = consequence()] {
        return withConsequence(describe(error), other);
    };
    if (m_lost)
        offer(Severity::Error, text);
    else if (consequence())
        say(Severity::Error, text);
    if (m_asked && error.fields.isEmpty())
        m_asked->focusMissing();
}

void TokenCreationDialog::retranslate()
{
    if (m_asked)
        m_asked->retranslate();
    m_reissue->setText(tr("Revoke it and create it again"));
    m_revokeLost->setText(tr("Only revoke it"));
    m_keepLost->setText(tr("Keep it"));
}

} // namespace tc
