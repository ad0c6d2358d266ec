#include "denialnotice.h"

#include "messagebanner.h"

namespace tc {

void showDenial(MessageBanner &banner, const DenialText &text)
{
    if (text.sentences.isEmpty()) {
        banner.dismiss();
        return;
    }
    const QString first = text.sentences.constFirst();
    const QString rest = text.sentences.sliced(1).join(u'\n');
    if (banner.sentence() != first || banner.nextStep() != rest)
        banner.showMessage(text.isWarning ? MessageBanner::Severity::Warning
                                          : MessageBanner::Severity::Information,
                           first, rest);
}

} // namespace tc
