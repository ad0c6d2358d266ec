#pragma once

#include "httpmessage.h"
#include "result.h"
#include "servicemapping.h"

namespace tc {

struct ServiceDescription;

/// See ServiceMapping::signInRequest().
[[nodiscard]] Result<SignInRequest> makeSignIn(const ServiceDescription &description,
                                               const SignInRules &rules, const QString &workspace,
                                               const RequestExtras &extras);

} // namespace tc
