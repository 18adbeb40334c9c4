#include "sequencer.h"

#include <stdatomic.h>

#include "background.h"
#include "dispatch.h"
#include "event_feed.h"
#include "loop.h"
#include "metrics.h"
#include "platform/queries.h"

#define TICK	       (50 * MILLISECOND)
#define LOOK_EVERY     (200 * MILLISECOND) /* without a hint: for what other processes emit */
#define AFTER_FAILURE  SECOND
#define NUMBER_AT_ONCE 1000

static atomic_bool hinted = true;
static instant looked_at; /* in ticks */
static struct metric *lag;

void
sequencer_hint(void)
{
	/* Read first: under load all would write the same cache line. */
	if (!atomic_load_explicit(&hinted, memory_order_relaxed))
		atomic_store_explicit(&hinted, true, memory_order_relaxed);
}

/* Of several processes one numbers at a time; the others leave it to that one. */
static MAY_FAIL
number_some(struct request *req, void *argument)
{
	int64_t *count = argument;
	struct row row;

	*count = 0;
	TRY(sql_event_sequencer_lock(req, &row));
	return row_boolean(&row, "locked") ? sql_event_number(req, NUMBER_AT_ONCE, count) : NULL;
}

static MAY_FAIL
look(struct request *req, bool *waiting)
{
	struct row row;
	instant since;

	TRY(sql_event_feed_state(req, &row));
	since = row_instant(&row, "waiting_since");
	*waiting = since != NO_INSTANT;
	metric_set(lag, *waiting && since < req->now ? (req->now - since) / SECOND : 0);
	event_feed_advance(row_integer(&row, "position"));
	return NULL;
}

static MAY_FAIL
look_and_number(struct request *req)
{
	int64_t count;
	bool waiting;

	TRY(look(req, &waiting));
	if (!waiting)
		return NULL;
	do
		TRY(dispatch_within(req, "sequencer", req->now, number_some, &count));
	while (count == NUMBER_AT_ONCE && !background_stopping);
	return look(req, &waiting);
}

static instant
step(struct request *req, void *unused)
{
	(void)unused;
	if (!atomic_exchange(&hinted, false) && clock_ticks() - looked_at < LOOK_EVERY)
		return TICK;
	looked_at = clock_ticks();
	return look_and_number(req) ? AFTER_FAILURE : TICK;
}

void
sequencer_start(struct loop *loop, const struct service *service)
{
	lag = metric_new(
	    "event_feed_lag_seconds", "gauge", "How long the oldest event waits for its position.");
	background_start(loop, service, step, NULL);
}
