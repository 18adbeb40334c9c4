#include "subscriber.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "background.h"
#include "calendar.h"
#include "config.h"
#include "dispatch.h"
#include "fields.h"
#include "json_tree.h"
#include "log.h"
#include "loop.h"
#include "metrics.h"
#include "outbound.h"
#include "platform/queries.h"
#include "text.h"
#include "trace.h"

#define PAGE	       100
#define ANSWER_MAX     (16 << 20)
#define ANSWER_AT_MOST 10     /* seconds, beyond the wait that was asked for */
#define RETRY_FIRST    SECOND /* doubled with each failure */
#define RETRY_AT_MOST  (30 * SECOND)

struct peer {
	char *name, *url;
	int failures;	    /* of asking, in a row */
	char event_id[100]; /* the one that fails */
	int attempts;
	struct peer *next;
};

/* An event on its way in. */
struct delivery {
	const struct peer *peer;
	struct event event;
	const char *before,
	    *after; /* where the cursor stands, and will stand; in text, as the peer tells it */
	const char *json, *error;
	int attempts;
	bool late; /* another process was first */
};

static struct metric *received, *failed, *parked;

static instant
back_off(int failures)
{
	instant delay = RETRY_FIRST;

	while (--failures > 0 && delay < RETRY_AT_MOST)
		delay *= 2;
	return delay < RETRY_AT_MOST ? delay : RETRY_AT_MOST;
}

static const struct subscription *
listens(const struct service *service, const struct peer *peer, const char *type)
{
	for (const struct subscription *each = service->subscriptions; each && each->source; each++)
		if (strcmp(each->source, peer->name) == 0 &&
		    (!type || strcmp(each->type, type) == 0))
			return each;
	return NULL;
}

/* ---- one event ---- */

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

/* The cursor first: its lock makes other processes wait for this one. */
static MAY_FAIL
take_in(struct request *req, void *argument)
{
	struct delivery *delivery = argument;

	TRY(move_cursor(req, delivery));
	if (delivery->late)
		return NULL;
	return listens(req->service, delivery->peer, delivery->event.type)
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

/* What fails holds up those behind it, since order matters; but not for ever. */
static MAY_FAIL
deliver(struct request *req, struct peer *peer, struct delivery *delivery)
{
	const struct problem *problem =
	    dispatch_within(req, "subscriber", clock_now(), take_in, delivery);

	if (!problem) {
		metric_add(received, !delivery->late);
		peer->attempts = 0;
		return NULL;
	}
	if (problem->status == 503)
		return problem;
	if (strcmp(peer->event_id, delivery->event.id) != 0)
		peer->attempts = 0;
	snprintf(peer->event_id, sizeof(peer->event_id), "%s", delivery->event.id);
	metric_add(failed, 1);
	log_event(LOG_ERROR, "subscriber", "%s %s of %s, attempt %d: %s %s", delivery->event.type,
	    delivery->event.id, peer->name, peer->attempts + 1, problem->code,
	    problem->detail ? problem->detail : "");
	if (++peer->attempts < config_integer("event_attempts"))
		return problem;
	delivery->attempts = peer->attempts;
	delivery->error = problem->detail
			      ? arena_print(req->arena, "%s: %s", problem->code, problem->detail)
			      : problem->code;
	TRY(dispatch_within(req, "subscriber", clock_now(), park, delivery));
	metric_add(parked, !delivery->late);
	log_event(LOG_ERROR, "subscriber", "%s of %s is parked", delivery->event.id, peer->name);
	peer->attempts = 0;
	return NULL;
}

/* false: not an event as it should be. */
static bool
read_event(
    struct request *req, const struct peer *peer, const json_t *item, struct delivery *delivery)
{
	const char *at = json_member_text(item, "time"),
		   *position = json_member_text(item, "position");
	json_t *data = json_object_get(item, "data");

	delivery->event = (struct event) {
		.id = json_member_text(item, "id"),
		.source = peer->name,
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

/* ---- a page of them ---- */

/* Takes the page in; *late: another process is at it. */
static MAY_FAIL
take_page(
    struct request *req, struct peer *peer, const char *before, const char *answer, bool *late)
{
	const json_t *tree = json_tree(req->arena, answer), *item;
	const char *next = json_member_text(tree, "next");
	struct delivery delivery = { .peer = peer, .before = before };
	size_t i;

	if (!next)
		return problem_detail(
		    req, &problem_unavailable, "%s answers no page of events", peer->name);
	json_array_foreach(json_object_get(tree, "items"), i, item)
	{
		if (!read_event(req, peer, item, &delivery))
			return problem_detail(
			    req, &problem_unavailable, "%s answers what is no event", peer->name);
		if (!listens(req->service, peer, delivery.event.type))
			continue;
		trace_begin(req, json_member_text(item, "traceparent"));
		TRY(deliver(req, peer, &delivery));
		*late = delivery.late;
		if (delivery.late || background_stopping)
			return NULL;
		delivery.before = delivery.after;
	}
	delivery.after = next;
	if (strcmp(delivery.before, next) == 0)
		return NULL;
	return dispatch_within(req, "subscriber", clock_now(), pass_over, &delivery);
}

struct question {
	struct arena *arena;
	struct outbound call;
};

static void
ask_blocking(void *what)
{
	struct question *question = what;

	outbound_get(question->arena, &question->call);
}

static MAY_FAIL
ask(struct request *req, const struct peer *peer, const char *after, const char **answer)
{
	int wait = (int)config_integer("event_poll_wait_s");
	struct buffer url = buffer_in(req->arena);
	struct question question = { req->arena, {
						     .bearer = config_text("peer_token"),
						     .accept = "application/json",
						     .timeout_ms = (wait + ANSWER_AT_MOST) * 1000,
						     .size_max = ANSWER_MAX,
						     .cancelled = &background_stopping,
						 } };

	buffer_print(&url, "%s/v1/events?limit=%d&wait=%d&after=", peer->url, PAGE, wait);
	percent_encode(&url, after, strlen(after));
	question.call.url = url.text;
	loop_offload(req->loop, ask_blocking, &question);
	if (question.call.status != 200)
		return problem_detail(req, &problem_unavailable, "%s answers %d %s", peer->name,
		    question.call.status, question.call.error);
	*answer = question.call.body;
	return NULL;
}

static MAY_FAIL
begin(struct request *req, void *argument)
{
	return sql_event_cursor_begin(req, argument, "0");
}

static MAY_FAIL
cursor_of(struct request *req, struct peer *peer, const char **position)
{
	struct row row;
	bool found;

	TRY(sql_event_cursor_get(req, peer->name, &row, &found));
	if (!found) {
		TRY(dispatch_within(req, "subscriber", req->now, begin, peer->name));
		TRY(sql_event_cursor_get(req, peer->name, &row, &found));
	}
	*position = found ? row_text(req, &row, "position") : "0";
	return NULL;
}

static MAY_FAIL
ask_and_take(struct request *req, struct peer *peer, bool *late)
{
	const char *position, *answer;

	TRY(cursor_of(req, peer, &position));
	TRY(ask(req, peer, position, &answer));
	return take_page(req, peer, position, answer, late);
}

static instant
step(struct request *req, void *what)
{
	struct peer *peer = what;
	bool late = false;
	const struct problem *problem = ask_and_take(req, peer, &late);

	if (!problem) {
		if (peer->failures > 0)
			log_event(LOG_INFO, "subscriber", "%s answers again", peer->name);
		peer->failures = 0;
		return late ? 100 * MILLISECOND : 0;
	}
	if (background_stopping)
		return 0;
	if (peer->failures++ == 0)
		log_event(LOG_WARNING, "subscriber", "%s: %s %s", peer->name, problem->code,
		    problem->detail ? problem->detail : "");
	return back_off(peer->failures);
}

/* ---- start ---- */

static char *
copy(const char *text, size_t length)
{
	char *made = strndup(text, length);

	if (!made)
		die("out of memory");
	return made;
}

void
subscriber_start(struct loop *loop, const struct service *service)
{
	static struct peer *peers; /* kept: tasks point to them */

	received = metric_new(
	    "events_received_total", "counter", "Events of other services that were taken in.");
	failed = metric_new(
	    "event_failures_total", "counter", "Attempts to take in an event that failed.");
	parked = metric_new(
	    "events_parked_total", "counter", "Events that were put aside after many attempts.");
	for (const char *at = config_text("peers"); *(at += strspn(at, " "));
	     at += strcspn(at, " ")) {
		size_t length = strcspn(at, " "), name = strcspn(at, "= ");
		struct peer *peer = calloc(1, sizeof(*peer));

		if (!peer || name >= length)
			die("peers: not name=url: %.*s", (int)length, at);
		peer->name = copy(at, name);
		peer->url = copy(at + name + 1, length - name - 1);
		peer->next = peers;
		peers = peer;
		if (listens(service, peer, NULL))
			background_start(loop, service, step, peer);
	}
}
