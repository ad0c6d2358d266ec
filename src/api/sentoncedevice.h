#pragma once

#include <QByteArray>
#include <QIODevice>

namespace tc {

/// A request body that can be read once only.
///
/// QNetworkAccessManager sends a request again when the connection closes before the answer, even a POST. It
/// cannot where the body is a sequential device: the request then ends with ContentReSendError. So every
/// write has such a body, an empty one included.
class SentOnceDevice final : public QIODevice
{
public:
    explicit SentOnceDevice(QByteArray body);
    ~SentOnceDevice() override;

    /// Whether any of it has been handed to the network.
    [[nodiscard]] bool wasRead() const { return m_position > 0; }

    [[nodiscard]] bool isSequential() const override { return true; }
    [[nodiscard]] bool atEnd() const override { return m_position == m_body.size(); }
    [[nodiscard]] qint64 bytesAvailable() const override { return m_body.size() - m_position; }
    /// Always false: that is the point.
    bool reset() override { return false; }

protected:
    qint64 readData(char *data, qint64 maximumSize) override;
    qint64 writeData(const char *data, qint64 maximumSize) override;

private:
    QByteArray m_body;
    qsizetype m_position = 0;
};

} // namespace tc
