/* What every service has beside its own operations: see api-spec/common/. */
#ifndef KEHU_PLATFORM_H
#define KEHU_PLATFORM_H

#include "tables.h"

/* Starts what the service does by itself: numbering events, timers, subscriptions. On the first
 * loop. */
void platform_start(struct loop *loop, const struct service *service);
/* Ends it, and the waiting of those who wait for events; from a coroutine of that loop. */
void platform_stop(void);

/* GET …/{id}/history and …/{id}/decisions of every one of x-resources. */
MAY_FAIL history_handle(struct request *req, const void *input);
MAY_FAIL decisions_handle(struct request *req, const void *input);

#endif
