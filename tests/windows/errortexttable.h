#pragma once

#include "errorscenes.h"

#include <functional>

namespace tc::test {

/// One way for an error to come about, and what the window then reads. The texts are UTF-8.
struct ErrorTextRow
{
    ErrorKind kind;
    const char *name;
    std::function<ErrorText(ErrorScenes &)> provoke;
    const char *english;
    const char *englishStep;
    const char *german;
    const char *germanStep;
};

/// Every kind of error, some in several ways.
[[nodiscard]] QList<ErrorTextRow> errorTextTable();

} // namespace tc::test
