#include "delivery.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "calendar.h"
#include "config.h"
#include "dispatch.h"
#include "fields.h"
#include "json_tree.h"
#include "log.h"
#include "loop.h"
#include "metrics.h"
#include "platform/queries.h"

static struct metric *received, *failed, *parked;

void
delivery_start(void)
{
	received = metric_new(
	    "events_received_total", "counter", "Events of other services that were taken in.");
	failed = metric_new(
	    "event_failures_total", "counter", "Attempts to take in an event that failed.");
	parked = metric_new(
	    "events_parked_total", "counter", "Events that were put aside after many attempts.");
}

const struct subscription *
peer_subscription(const struct service *service, const struct peer *peer, const char *type)
{
	for (const struct subscription *each = service->subscriptions; each && each->source; each++)
		if (strcmp(each->source, peer->name) == 0 &&
		    (!type || strcmp(each->type, type) == 0))
			return each;
	return NULL;
}

static MAY_FAIL
move_cursor(struct request *req, struct delivery *delivery)
{
	int64_t moved;

	TRY(sql_event_cursor_move(
	    req, delivery->peer->name, delivery->before, delivery->after, &moved));
	delivery->late = moved == 0;
	return NULL;
}

static MAY_FAIL
pass_over(struct request *req, void *argument)
{
	return move_cursor(req, argument);
}

MAY_FAIL
delivery_pass_over(struct request *req, struct delivery *delivery)
{
	return dispatch_within(req, "subscriber", clock_now(), pass_over, delivery);
}

/* The cursor first: its lock makes other processes wait for this one. */
static MAY_FAIL
take_in(struct request *req, void *argument)
{
	struct delivery *delivery = argument;

	TRY(move_cursor(req, delivery));
	if (delivery->late)
		return NULL;
	return peer_subscription(req->service, delivery->peer, delivery->event.type)
	    ->handle(req, &delivery->event);
}

static MAY_FAIL
park(struct request *req, void *argument)
{
	struct delivery *delivery = argument;

	TRY(move_cursor(req, delivery));
	if (delivery->late)
		return NULL;
	return sql_event_park(req, delivery->peer->name, delivery->event.id, delivery->json,
	    delivery->error, delivery->attempts);
}

/* false: it was tried often enough. */
static bool
try_again(const struct delivery *delivery, const struct problem *problem)
{
	struct peer *peer = delivery->peer;

	if (strcmp(peer->event_id, delivery->event.id) != 0)
		peer->attempts = 0;
	snprintf(peer->event_id, sizeof(peer->event_id), "%s", delivery->event.id);
	peer->attempts++;
	metric_add(failed, 1);
	log_event(LOG_ERROR, "subscriber", "%s %s of %s, attempt %d: %s %s", delivery->event.type,
	    delivery->event.id, peer->name, peer->attempts, problem->code,
	    problem->detail ? problem->detail : "");
	return peer->attempts < config_integer("event_attempts");
}

/* What fails holds up those behind it, since order matters; but not for ever. */
MAY_FAIL
delivery_run(struct request *req, struct delivery *delivery)
{
	const struct problem *problem =
	    dispatch_within(req, "subscriber", clock_now(), take_in, delivery);

	if (!problem) {
		metric_add(received, !delivery->late);
		return NULL;
	}
	if (problem->status == 503 || try_again(delivery, problem))
		return problem;
	delivery->attempts = delivery->peer->attempts;
	delivery->error = problem->detail
			      ? arena_print(req->arena, "%s: %s", problem->code, problem->detail)
			      : problem->code;
	TRY(dispatch_within(req, "subscriber", clock_now(), park, delivery));
	metric_add(parked, !delivery->late);
	log_event(LOG_ERROR, "subscriber", "%s of %s is parked", delivery->event.id,
	    delivery->peer->name);
	return NULL;
}

bool
delivery_read(struct request *req, const json_t *item, struct delivery *delivery)
{
	const char *at = json_member_text(item, "time"),
		   *position = json_member_text(item, "position");
	json_t *data = json_object_get(item, "data");

	delivery->event = (struct event) {
		.id = json_member_text(item, "id"),
		.source = delivery->peer->name,
		.type = json_member_text(item, "type"),
		.subject = json_member_text(item, "subject"),
		.position = position ? strtoll(position, NULL, 10) : 0,
		.version = json_integer_value(json_object_get(item, "version")),
		.data = json_is_object(data) ? json_text_of(req->arena, data) : NULL,
	};
	delivery->after = position;
	delivery->json = json_text_of(req->arena, (json_t *)item);
	return delivery->event.id && delivery->event.type && delivery->event.data && position &&
	       at && instant_read(at, strlen(at), &delivery->event.at);
}
