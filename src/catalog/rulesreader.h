#pragma once

#include "descriptionerror.h"
#include "servicedescription.h"

#include <QJsonObject>
#include <QList>

#include <memory>

namespace tc {

/// The description that \a json is. What is wrong with it goes to \a errors; the result counts only where
/// that stays empty. \a json need not have been checked against the schema.
[[nodiscard]] std::shared_ptr<const ServiceDescription> readDescription(const QJsonObject &json,
                                                                        QList<DescriptionError> &errors);

} // namespace tc
