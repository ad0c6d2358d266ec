#include "connections.h"

#include <algorithm>
#include <tuple>
#include <vector>

namespace tc {

void Connections::add(Connection &connection)
{
    const auto goesBefore = [](const auto &a, const auto &b) {
        return std::tie(a.second.granted, a.second.progress) < std::tie(b.second.granted, b.second.progress);
    };
    while (!m_entries.empty() && m_entries.size() >= m_maximum)
        shed(std::min_element(m_entries.begin(), m_entries.end(), goesBefore));
    m_entries[&connection].progress = ++m_progress;
}

void Connections::remove(Connection &connection)
{
    const auto entry = m_entries.find(&connection);
    if (entry == m_entries.end())
        return;
    m_held -= entry->second.held;
    m_entries.erase(entry);
}

void Connections::progressed(Connection &connection, bool granted)
{
    const auto entry = m_entries.find(&connection);
    if (entry == m_entries.end())
        return;
    entry->second.progress = ++m_progress;
    entry->second.granted = entry->second.granted || granted;
}

void Connections::hold(Connection &connection, std::uint64_t bytes)
{
    const auto own = m_entries.find(&connection);
    if (own == m_entries.end())
        return;
    m_held += bytes;
    m_held -= own->second.held;
    own->second.held = bytes;
    while (m_held > m_maximumHeld) {
        // Whoever holds no more than an even share is not what fills the room, and there is one that does.
        const std::uint64_t share = m_maximumHeld / m_entries.size();
        const auto rank = [own, share](const auto &entry) {
            return std::tuple(entry.first == own->first, entry.second.held <= share, entry.second.granted,
                              entry.second.progress);
        };
        const auto next
            = std::min_element(m_entries.begin(), m_entries.end(),
                               [&rank](const auto &a, const auto &b) { return rank(a) < rank(b); });
        if (next == own || next->second.held <= share)
            return;
        shed(next);
    }
}

void Connections::stopAll()
{
    // One that stops may be removed at once.
    std::vector<Connection *> all;
    all.reserve(m_entries.size());
    for (const auto &[connection, entry] : m_entries)
        all.push_back(connection);
    for (Connection *connection : all)
        connection->stop();
}

void Connections::shed(Entries::iterator entry)
{
    Connection *connection = entry->first;
    m_held -= entry->second.held;
    m_entries.erase(entry);
    connection->shed();
}

} // namespace tc
