#include "platform.h"

#include "background.h"
#include "dispatch.h"
#include "event_feed.h"
#include "platform/queries.h"
#include "revocation.h"
#include "sequencer.h"
#include "subscriber.h"
#include "timer_runner.h"

#define FORGET_EVERY   (15 * SECOND)
#define FORGET_AT_ONCE 1000

/* Other processes' revocations reach this one within a second. */
static instant
refresh_revocations(struct request *req, void *unused)
{
	(void)unused;
	return revocation_refresh(req, NULL) ? 5 * SECOND : SECOND;
}

static MAY_FAIL
forget_some(struct request *req, void *argument)
{
	return sql_idempotency_forget(req, FORGET_AT_ONCE, argument);
}

static instant
forget_idempotency_keys(struct request *req, void *unused)
{
	int64_t gone;

	(void)unused;
	if (dispatch_within(req, "idempotency", req->now, forget_some, &gone))
		return FORGET_EVERY;
	return gone == FORGET_AT_ONCE ? 100 * MILLISECOND : FORGET_EVERY;
}

void
platform_start(struct loop *loop, const struct service *service)
{
	sequencer_start(loop, service);
	timer_runner_start(loop, service);
	subscriber_start(loop, service);
	background_start(loop, service, refresh_revocations, NULL);
	background_start(loop, service, forget_idempotency_keys, NULL);
}

void
platform_stop(void)
{
	event_feed_stop();
	background_stop();
}
