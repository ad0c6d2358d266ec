#pragma once

#include "systemclipboard.h"

namespace tc::test {

/// A system that ignores clears, as GNOME on Wayland does without the focus.
class DeafClipboard final : public SystemClipboard
{
public:
    /// Deaf for as long as \a deaf says so.
    explicit DeafClipboard(bool &deaf)
        : m_deaf(deaf)
    {
    }

    void clear(const QByteArray &marker) override
    {
        if (!m_deaf)
            SystemClipboard::clear(marker);
    }

private:
    bool &m_deaf;
};

} // namespace tc::test
