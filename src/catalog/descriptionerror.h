#pragma once

#include <QCoreApplication>
#include <QString>

namespace tc {

/// Why a description file was refused.
struct DescriptionError
{
    Q_DECLARE_TR_FUNCTIONS(DescriptionError)

public:
    QString fileName; ///< as the caller named it
    QString pointer; ///< RFC 6901, to the member at fault; "" for the document as a whole
    QString reason; ///< one sentence for the file's author, translated; quotes the file, so untrusted

    friend bool operator==(const DescriptionError &, const DescriptionError &) = default;
};

} // namespace tc
