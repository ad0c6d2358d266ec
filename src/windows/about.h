#pragma once

#include <QtGlobal>

QT_BEGIN_NAMESPACE
class QWidget;
QT_END_NAMESPACE

namespace tc {

/// Opens what tells the program and its version, above \a window.
void showAbout(QWidget *window);

} // namespace tc
