#include "clipboardhints.h"

#import <AppKit/AppKit.h>

namespace tc {

QList<std::pair<QString, QByteArray>> clipboardHints()
{
    return {};
}

void addNativeClipboardHints()
{
    // http://nspasteboard.org: Qt 6.4 writes unknown formats under names of its own, so this goes past it.
    NSString *const concealed = @"org.nspasteboard.ConcealedType";
    NSPasteboard *pasteboard = [NSPasteboard generalPasteboard];
    [pasteboard addTypes:@[ concealed ] owner:nil];
    [pasteboard setData:[NSData data] forType:concealed];
}

} // namespace tc
