#pragma once

#include "httpmessage.h"
#include "jsonpointer.h"
#include "result.h"
#include "uritemplate.h"

#include <QJsonValue>

#include <optional>

namespace tc {

/// How a list goes on after a page.
///
/// The next page is always the list's own path with another query, below whatever base URL the list was read
/// from. Of a link that the service gives, relative or absolute, only the query is taken: its scheme and host
/// are never followed, and a link whose path is not the list's ends the list with ErrorKind::Protocol. So no
/// reply can lead a request to another origin or out of the base path.
struct Pagination
{
    enum class Kind {
        None,
        Cursor, ///< `next` holds what goes into `variable`
        Page, ///< a page number in `variable`: told by `next`, or one more than the current one
        Offset, ///< the number of items seen so far in `variable`
        Link, ///< a link (RFC 8288 header field, or `next` in the body)
    };

    Kind kind = Kind::None;
    QString variable;
    std::optional<JsonPointer> next;
    QByteArray nextHeader; ///< instead of `next`
    std::optional<JsonPointer> current; ///< the page or offset this reply is; else the request's own
    std::optional<JsonPointer> more; ///< false on the last page
    std::optional<JsonPointer> pages; ///< the number of the last page
    std::optional<JsonPointer> total; ///< how many items there are on all pages
    qint64 first = 1; ///< the number of the first page

    /// The page after a reply of \a count items to \a target ("" where the caller does not know), "" where it
    /// was the last. `{workspace}` in the list's path stays as it is, for pageRequest() to fill in.
    [[nodiscard]] Result<QByteArray> nextTarget(const UriTemplate &list, const HttpReplyData &reply,
                                                const QJsonValue &body, qsizetype count,
                                                const QByteArray &target) const;

private:
    [[nodiscard]] Result<QByteArray> numbered(const UriTemplate &list, const HttpReplyData &reply,
                                              const QJsonValue &body, qsizetype count,
                                              const QByteArray &target) const;
    [[nodiscard]] Result<QByteArray> linked(const UriTemplate &list, const HttpReplyData &reply,
                                            const QJsonValue &body) const;
};

/// Whether \a target is the path of \a list (whatever fills its `{workspace}`) with some query, and made of
/// characters a URL may hold.
[[nodiscard]] bool isPageOf(const UriTemplate &list, const QByteArray &target);

} // namespace tc
