#include "timer_runner.h"

#include <string.h>

#include "background.h"
#include "calendar.h"
#include "dispatch.h"
#include "log.h"
#include "loop.h"
#include "metrics.h"
#include "platform/queries.h"
#include "trace.h"

#define LOOK_EVERY    SECOND
#define MEASURE_EVERY (15 * SECOND)
#define RETRY_FIRST   (5 * SECOND) /* doubled with each attempt */
#define RETRY_AT_MOST HOUR
#define AGAIN_AFTER   (20 * MILLISECOND)

/* One timer's turn. */
struct turn {
	instant present;
	const struct timer_kind *kind; /* NULL: none is due */
	const char *subject_id;
	instant due;
	int64_t attempts;
	const struct problem *problem;
};

/* Somebody sets or cancels the timer at this moment: what its handler did is not kept. */
static const struct problem overtaken = { .status = 409,
	.code = "OVERTAKEN",
	.title_en = "The timer was set or cancelled",
	.title_zh = "定时已被更改" };

static struct metric *done, *failed, *overdue, *failing;
static instant measured_at; /* in ticks */

/* Kinds this program does not know are another version's. */
static const char *
known_kinds(struct request *req)
{
	struct buffer b = buffer_in(req->arena);

	for (const struct timer_kind *kind = req->service->timers; kind->kind; kind++)
		buffer_print(&b, "%s%s", b.length ? "," : "{", kind->kind);
	buffer_text(&b, "}");
	return b.text;
}

static const struct timer_kind *
find_kind(const struct service *service, const char *name)
{
	const struct timer_kind *kind = service->timers;

	while (strcmp(kind->kind, name) != 0)
		kind++;
	return kind;
}

/* Takes the timer and does what is due, at the time it was due, in one transaction. */
static MAY_FAIL
take_turn(struct request *req, void *argument)
{
	struct turn *turn = argument;
	struct row row;
	bool found;

	turn->kind = NULL;
	TRY(sql_timer_take(req, known_kinds(req), turn->present, &row, &found));
	if (!found)
		return NULL;
	turn->kind = find_kind(req->service, row_text(req, &row, "kind"));
	turn->subject_id = row_text(req, &row, "subject_id");
	turn->due = row_instant(&row, "due_at");
	turn->attempts = row_integer(&row, "attempts");
	req->now = turn->due;
	req->today = date_of(turn->due);
	TRY(turn->kind->handle(req, turn->subject_id));
	TRY(sql_timer_finish(req, turn->kind->kind, turn->subject_id, turn->due, &row));
	return row_boolean(&row, "finished") ? NULL : &overtaken;
}

static instant
retry_after(int64_t attempts)
{
	instant delay = RETRY_FIRST;

	while (attempts-- > 0 && delay < RETRY_AT_MOST)
		delay *= 2;
	return delay < RETRY_AT_MOST ? delay : RETRY_AT_MOST;
}

static MAY_FAIL
postpone(struct request *req, void *argument)
{
	const struct turn *turn = argument;
	const struct problem *problem = turn->problem;
	const char *error = problem->detail
				? arena_print(req->arena, "%s: %s", problem->code, problem->detail)
				: problem->code;

	return sql_timer_postpone(req, turn->kind->kind, turn->subject_id, turn->due, error,
	    turn->present + retry_after(turn->attempts));
}

static void
measure(struct request *req)
{
	struct row row;
	instant first;

	if (measured_at && clock_ticks() - measured_at < MEASURE_EVERY)
		return;
	measured_at = clock_ticks();
	if (sql_timer_state(req, &row))
		return;
	first = row_instant(&row, "first_due_at");
	metric_set(
	    overdue, first != NO_INSTANT && first < req->now ? (req->now - first) / SECOND : 0);
	metric_set(failing, row_integer(&row, "failing"));
}

static instant
step(struct request *req, void *unused)
{
	struct turn turn = { .present = req->now };

	(void)unused;
	measure(req);
	turn.problem = dispatch_within(req, "timer", req->now, take_turn, &turn);
	if (!turn.kind)
		return LOOK_EVERY;
	if (!turn.problem) {
		metric_add(done, 1);
		return 0;
	}
	if (turn.problem == &overtaken)
		return AGAIN_AFTER;
	metric_add(failed, 1);
	log_event(LOG_ERROR, "timer", "%s of %s, attempt %d: %s %s", turn.kind->kind,
	    turn.subject_id, (int)turn.attempts + 1, turn.problem->code,
	    turn.problem->detail ? turn.problem->detail : "");
	return dispatch_within(req, "timer", req->now, postpone, &turn) ? LOOK_EVERY : 0;
}

void
timer_runner_start(struct loop *loop, const struct service *service)
{
	done = metric_new("timers_done_total", "counter", "Timers whose work was done.");
	failed = metric_new("timer_failures_total", "counter", "Attempts of timers that failed.");
	overdue = metric_new(
	    "timer_overdue_seconds", "gauge", "How long the first timer due waits to be done.");
	failing =
	    metric_new("timers_failing", "gauge", "Timers that failed and will be tried again.");
	if (service->timers && service->timers->kind)
		background_start(loop, service, step, NULL);
}
