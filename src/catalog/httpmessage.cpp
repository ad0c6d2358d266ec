#include "httpmessage.h"

namespace tc {

QByteArray headerValue(const HttpHeaders &headers, QByteArrayView name)
{
    for (const auto &[fieldName, value] : headers) {
        if (fieldName.compare(name, Qt::CaseInsensitive) == 0)
            return value;
    }
    return {};
}

} // namespace tc
