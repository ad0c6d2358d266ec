#pragma once

#include "clock.h"
#include "token.h"

#include <QWidget>

#include <memory>
#include <optional>

namespace Ui {
class TokenDetailPane;
}

namespace tc {

struct ServiceDescription;

/// Everything that is known of the selected token.
class TokenDetailPane final : public QWidget
{
    Q_OBJECT

public:
    explicit TokenDetailPane(QWidget *parent = nullptr);
    ~TokenDetailPane() override;

    /// What the pane shows, as values.
    struct Subject
    {
        Token token;
        bool own = false; ///< the connection's own token
        bool saved = false; ///< its secret is in the keychain
        bool unconfirmed = false; ///< nobody confirmed that its secret is stored
    };

    /// \a service and \a clock must stay until others are set; nullptr for none.
    void setService(const ServiceDescription *service, const Clock *clock);
    void setSubject(std::optional<Subject> subject);

protected:
    void changeEvent(QEvent *event) override;

private:
    void showSubject();
    [[nodiscard]] QString secretText() const;
    [[nodiscard]] QString accessText(const Token &token) const;

    const ServiceDescription *m_service = nullptr;
    const Clock *m_clock = nullptr;
    std::optional<Subject> m_subject;
    std::unique_ptr<Ui::TokenDetailPane> m_ui;
};

} // namespace tc
