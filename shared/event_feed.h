/* The feed of events as this process knows it, and those who wait for it to go on. */
#ifndef KEHU_EVENT_FEED_H
#define KEHU_EVENT_FEED_H

#include "request.h"

/* The last position known. */
int64_t event_feed_position(void);
/* It reaches to here: wakes who waits. From any thread. */
void event_feed_advance(int64_t position);
/*
 * Parks the request until the feed goes beyond seen, the process is to stop,
 * or the deadline, in ticks, has come. false: no use to wait any longer.
 */
bool event_feed_wait(struct request *req, int64_t seen, instant deadline);
/* Wakes all, and nobody waits from now on. */
void event_feed_stop(void);

#endif
