#pragma once

#include "apierror.h"
#include "httpmessage.h"
#include "jsonpointer.h"
#include "redactor.h"

#include <QJsonValue>
#include <QStringList>

#include <optional>

namespace tc {

/// What a status means where a description says nothing else.
[[nodiscard]] ErrorKind kindOfStatus(int status);

/// A service's failures: where a reply says what went wrong, and what that means and how it is mended.
class ErrorCatalogue
{
public:
    struct Entry
    {
        int status = 0;
        QString code; ///< "" for every code
        QStringList operations; ///< empty for all
        std::optional<ErrorKind> kind; ///< where it is not the status' usual one
        LocalizedText meaning;
        LocalizedText fix;
    };

    /// How field errors name the field.
    enum class FieldForm { Pointer, Dotted };

    QList<Entry> entries;
    QList<JsonPointer> code; ///< the first that holds a string or a number is the vendor's code
    std::optional<JsonPointer> retryAfter; ///< seconds, in the body; the Retry-After header is always read
    QByteArray resetHeader; ///< read on 429 where neither says
    bool resetIsEpoch = true;
    /// An envelope that says failure whatever the status: this pointer, and the value that means it.
    std::optional<JsonPointer> failurePointer;
    QJsonValue failureValue;
    /// An array of objects with a field and a message, or an object of field → list of messages.
    std::optional<JsonPointer> fields;
    JsonPointer fieldPointer, fieldMessage;
    FieldForm fieldForm = FieldForm::Pointer;
    Redactor redactor; ///< every text that is taken from a reply passes it

    /// Whether \a body is an envelope that says failure.
    [[nodiscard]] bool saysFailure(const QJsonValue &body) const;

    /// The meaning of a failed \a reply to \a operation ("list"); \a body is its JSON, undefined where it is
    /// none.
    [[nodiscard]] ApiError errorOf(const HttpReplyData &reply, const QJsonValue &body,
                                   QStringView operation) const;

private:
    [[nodiscard]] const Entry *find(int status, const QString &vendorCode, QStringView operation) const;
    [[nodiscard]] QList<FieldError> fieldErrors(const QJsonValue &body) const;
    [[nodiscard]] QDateTime retryAt(const HttpReplyData &reply, const QJsonValue &body) const;
};

/// The server's time (UTC) from the `Date` header, invalid where there is none.
[[nodiscard]] QDateTime dateOf(const HttpReplyData &reply);

/// From when on \a reply's `Retry-After` (RFC 9110 10.2.3) takes requests again, with seconds counted from
/// \a now; invalid where it has none that can be read. Clamped to \a now … \a now + 1 hour.
[[nodiscard]] QDateTime retryAfter(const HttpReplyData &reply, const QDateTime &now);

/// An instant that a header gives as seconds from \a from, as epoch seconds, or as an HTTP date; invalid
/// where it gives none. Clamped to \a from … \a from + 1 day.
[[nodiscard]] QDateTime instantOfHeader(QByteArrayView value, bool epoch, const QDateTime &from);

} // namespace tc
