#include "startsecrets.h"

#include "credentialstore.h"
#include "processhardening.h"

#include <array>

#if defined(Q_OS_UNIX)
#include <termios.h>
#include <unistd.h>
#endif

namespace tc {

namespace {

/// Keeps a terminal from showing what is typed, for as long as it lives.
class EchoOff
{
public:
#if defined(Q_OS_UNIX)
    explicit EchoOff(std::FILE *input)
        : m_descriptor(fileno(input))
        , m_isTerminal(tcgetattr(m_descriptor, &m_before) == 0)
    {
        if (!m_isTerminal)
            return;
        termios silent = m_before;
        silent.c_lflag &= ~static_cast<tcflag_t>(ECHO);
        tcsetattr(m_descriptor, TCSAFLUSH, &silent);
    }
    ~EchoOff()
    {
        if (m_isTerminal)
            tcsetattr(m_descriptor, TCSAFLUSH, &m_before);
    }

private:
    int m_descriptor;
    termios m_before {};
    bool m_isTerminal;
#else
    explicit EchoOff(std::FILE *) { }
#endif
    Q_DISABLE_COPY_MOVE(EchoOff)
};

} // namespace

std::map<QString, Secret> takeSecretVariables(const QStringList &names)
{
    std::map<QString, Secret> taken;
    for (const QString &name : names) {
        if (name.isEmpty())
            continue;
        if (auto secret = takeSecretVariable(name.toLocal8Bit().constData()))
            taken.insert_or_assign(name, std::move(*secret));
    }
    return taken;
}

std::optional<Secret> readSecretLine(std::FILE *input)
{
    const EchoOff echoOff(input);
    std::setvbuf(input, nullptr, _IONBF, 0); // a buffer of stdio's could not be wiped
    std::array<char, CredentialStore::maximumSize + 1> line;
    std::size_t size = 0;
    int next = std::fgetc(input);
    for (; next != EOF && next != '\n' && size < line.size(); next = std::fgetc(input))
        line[size++] = static_cast<char>(next);
    const bool tooLong = size == line.size();
    if (size > 0 && line[size - 1] == '\r')
        --size;

    std::optional<Secret> secret;
    if (size > 0 && !tooLong)
        secret = Secret::copyOf(QByteArrayView(line.data(), static_cast<qsizetype>(size)));
    wipeBytes(line.data(), line.size());
    return secret;
}

} // namespace tc
