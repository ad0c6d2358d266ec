#pragma once

#include <cstddef>
#include <cstdint>
#include <unordered_map>

namespace tc {

/// What the table of a server's connections asks of each.
class Connection
{
public:
    virtual ~Connection() = default;

    /// The server takes no more requests: ends unless one is being answered.
    virtual void stop() = 0;
    /// Others need the room: ends at once.
    virtual void shed() = 0;
};

/// The open connections of one server. Where there are too many or they hold too much memory, those are shed
/// first that never had a request granted, and of these the one without progress for longest: so half
/// requests, idle connections and answers that nobody reads shut nobody out who asks and reads.
class Connections
{
public:
    /// At most \a maximum connections, which together hold at most \a maximumHeld bytes.
    Connections(int maximum, std::uint64_t maximumHeld)
        : m_maximum(static_cast<std::size_t>(maximum))
        , m_maximumHeld(maximumHeld)
    {
    }

    /// Takes \a connection in, shedding another where there are too many. It has to be removed before it
    /// goes.
    void add(Connection &connection);
    /// Does nothing where it has been shed.
    void remove(Connection &connection);

    /// A request of \a connection has been read or answered. \a granted: answered, and as asked for.
    void progressed(Connection &connection, bool granted);
    /// \a connection needs \a bytes for the request or answer at hand; others that hold more than an even
    /// share are shed until there is room.
    void hold(Connection &connection, std::uint64_t bytes);

    [[nodiscard]] bool isEmpty() const { return m_entries.empty(); }
    void stopAll();

private:
    struct Entry
    {
        std::uint64_t progress = 0; ///< a count that grows with each progress of any connection
        std::uint64_t held = 0;
        bool granted = false; ///< at least one request
    };
    using Entries = std::unordered_map<Connection *, Entry>;

    void shed(Entries::iterator entry);

    std::size_t m_maximum;
    std::uint64_t m_maximumHeld;
    std::uint64_t m_held = 0;
    std::uint64_t m_progress = 0;
    Entries m_entries;
};

} // namespace tc
