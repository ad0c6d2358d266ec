#pragma once

#include <QObject>
#include <QStringList>

namespace tc {

class MainWindow;
class SupportLog;

/// *Save support log…*: asks where, writes the file, and says what came of it.
class SupportLogSaver final : public QObject
{
    Q_OBJECT

public:
    /// Both must outlive the saver.
    SupportLogSaver(const SupportLog &log, MainWindow &window);

    /// What the file begins with: the console, Qt, the system and its language. Not translated, as support
    /// may not speak the user's language.
    [[nodiscard]] static QStringList heading();

private:
    void ask();
    void save(const QString &path);

    const SupportLog &m_log;
    MainWindow &m_window;
};

} // namespace tc
