#include "subscriber.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "background.h"
#include "config.h"
#include "delivery.h"
#include "dispatch.h"
#include "json_tree.h"
#include "log.h"
#include "loop.h"
#include "outbound.h"
#include "platform/queries.h"
#include "text.h"
#include "trace.h"

#define PAGE	       100
#define ANSWER_MAX     (16 << 20)
#define ANSWER_AT_MOST 10     /* seconds, beyond the wait that was asked for */
#define RETRY_FIRST    SECOND /* doubled with each failure */
#define RETRY_AT_MOST  (30 * SECOND)

static instant
back_off(int failures)
{
	instant delay = RETRY_FIRST;

	while (--failures > 0 && delay < RETRY_AT_MOST)
		delay *= 2;
	return delay < RETRY_AT_MOST ? delay : RETRY_AT_MOST;
}

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
		if (!delivery_read(req, item, &delivery))
			return problem_detail(
			    req, &problem_unavailable, "%s answers what is no event", peer->name);
		if (!peer_subscription(req->service, peer, delivery.event.type))
			continue;
		trace_begin(req, json_member_text(item, "traceparent"));
		TRY(delivery_run(req, &delivery));
		*late = delivery.late;
		if (delivery.late || background_stopping)
			return NULL;
		delivery.before = delivery.after;
	}
	delivery.after = next;
	if (strcmp(delivery.before, next) == 0)
		return NULL;
	return delivery_pass_over(req, &delivery);
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
	struct question question = { .arena = req->arena };

	question.call = (struct outbound) {
		.bearer = config_text("peer_token"),
		.accept = "application/json",
		.timeout_ms = (wait + ANSWER_AT_MOST) * 1000,
		.size_max = ANSWER_MAX,
		.cancelled = &background_stopping,
	};
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

	delivery_start();
	for (const char *at = config_text("peers"); *(at += strspn(at, " "));
	     at += strcspn(at, " ")) {
		size_t length = strcspn(at, " "), name = strcspn(at, "= ");
		struct peer *peer = calloc(1, sizeof(*peer));

		if (!peer)
			die("out of memory");
		if (name >= length) {
			fprintf(stderr, "peers: not name=url: %.*s\n", (int)length, at);
			exit(1);
		}
		peer->name = copy(at, name);
		peer->url = copy(at + name + 1, length - name - 1);
		peer->next = peers;
		peers = peer;
		if (peer_subscription(service, peer, NULL))
			background_start(loop, service, step, peer);
	}
}
