#include "sentoncedevice.h"

#include "secret.h"

#include <cstring>

namespace tc {

SentOnceDevice::SentOnceDevice(QByteArray body)
    : m_body(std::move(body))
{
    // Unbuffered, so that QIODevice keeps no second copy of the body.
    open(QIODevice::ReadOnly | QIODevice::Unbuffered);
}

SentOnceDevice::~SentOnceDevice()
{
    wipe(m_body);
}

qint64 SentOnceDevice::readData(char *data, qint64 maximumSize)
{
    if (atEnd())
        return -1;
    const qsizetype size = qMin<qsizetype>(maximumSize, m_body.size() - m_position);
    std::memcpy(data, m_body.constData() + m_position, static_cast<std::size_t>(size));
    m_position += size;
    return size;
}

qint64 SentOnceDevice::writeData(const char *, qint64)
{
    return -1;
}

} // namespace tc
