#pragma once

#include <QtGlobal>

QT_BEGIN_NAMESPACE
class QLabel;
class QString;
class QWidget;
QT_END_NAMESPACE

namespace tc {

/// Gives \a widget the accessible name \a text and tells assistive technology that it must be heard now.
void announce(QWidget *widget, const QString &text);
/// Tells assistive technology that \a label's text must be heard now.
void announceText(QLabel *label);

/// Gives \a label \a text, of which assistive technology hears nothing: its name stays what it was.
void setQuietly(QLabel *label, const QString &text);

} // namespace tc
