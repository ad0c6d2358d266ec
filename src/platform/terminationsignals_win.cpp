#include "terminationsignals.h"

namespace tc {

class TerminationSignals::Private
{
};

TerminationSignals::TerminationSignals(QObject *parent)
    : QObject(parent)
{
}

TerminationSignals::~TerminationSignals() = default;

} // namespace tc
