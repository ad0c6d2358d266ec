#include "retrypolicy.h"

#include <algorithm>

namespace tc {

std::chrono::milliseconds RetryPolicy::waitAfter(int attempt, double chance) const
{
    std::chrono::milliseconds longest = std::min(base, ceiling);
    for (int i = 1; i < attempt && longest < ceiling; ++i)
        longest = longest > ceiling / 2 ? ceiling : 2 * longest;
    const auto half = longest / 2;
    const double part = std::clamp(chance, 0.0, 1.0) * static_cast<double>((longest - half).count());
    return half + std::chrono::milliseconds(static_cast<std::chrono::milliseconds::rep>(part));
}

} // namespace tc
