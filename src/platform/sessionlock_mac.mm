#include "sessionlock.h"

#import <Foundation/Foundation.h>

namespace tc {

class SessionLock::Private
{
public:
    id<NSObject> lockObserver = nil;
    id<NSObject> unlockObserver = nil;
};

SessionLock::SessionLock(QObject *parent)
    : QObject(parent)
    , d(std::make_unique<Private>())
{
}

SessionLock::~SessionLock()
{
    NSDistributedNotificationCenter *center = [NSDistributedNotificationCenter defaultCenter];
    if (d->lockObserver)
        [center removeObserver:d->lockObserver];
    if (d->unlockObserver)
        [center removeObserver:d->unlockObserver];
}

void SessionLock::watch()
{
    NSDistributedNotificationCenter *center = [NSDistributedNotificationCenter defaultCenter];
    d->lockObserver = [center addObserverForName:@"com.apple.screenIsLocked"
                                          object:nil
                                           queue:[NSOperationQueue mainQueue]
                                      usingBlock:^(NSNotification *) { Q_EMIT locked(); }];
    d->unlockObserver = [center addObserverForName:@"com.apple.screenIsUnlocked"
                                            object:nil
                                             queue:[NSOperationQueue mainQueue]
                                        usingBlock:^(NSNotification *) { Q_EMIT unlocked(); }];
}

} // namespace tc
