/* GET /v1/events: the feed as CloudEvents, for whom each is meant. */
#include <inttypes.h>
#include <string.h>

#include "config.h"
#include "event_feed.h"
#include "loop.h"
#include "platform/common_operations.h"
#include "platform/queries.h"
#include "tables.h"
#include "text.h"

#define LIMIT_DEFAULT 100
#define SCAN	      10000 /* positions looked through by one query */

/* Positions are told as text: they may become something else than numbers. */
static MAY_FAIL
read_position(struct request *req, const char *text, int64_t *position)
{
	*position = 0;
	if (!text)
		return NULL;
	for (const char *at = text; *at; at++) {
		if (!ascii_digit(*at) || at - text == 18)
			return problem_fault(
			    req, "?after", "FORMAT", "Must be next of an earlier answer.");
		*position = 10 * *position + (*at - '0');
	}
	return *text ? NULL
		     : problem_fault(req, "?after", "FORMAT", "Must be next of an earlier answer.");
}

static bool
may_read(const struct caller *caller, const struct event_kind *kind)
{
	for (const char *const *role = kind->roles; *role; role++)
		if (strcmp(*role, "any") == 0 || caller_is(caller, *role))
			return true;
	return false;
}

static const struct event_kind *
find_kind(const struct service *service, const char *type, size_t length)
{
	for (const struct event_kind *kind = service->tables->events; kind->type; kind++)
		if (strlen(kind->type) == length && memcmp(kind->type, type, length) == 0)
			return kind;
	return NULL;
}

static void
add_type(struct buffer *b, const struct request *req, const struct event_kind *kind)
{
	if (may_read(&req->caller, kind))
		buffer_print(b, "%s%s", b->length > 1 ? "," : "", kind->type);
}

/* What was asked for, of what the caller may read, as an array of PostgreSQL. */
static MAY_FAIL
readable_types(struct request *req, const char *asked, const char **types)
{
	struct buffer b = buffer_in(req->arena);

	buffer_text(&b, "{");
	if (!asked)
		for (const struct event_kind *kind = req->service->tables->events; kind->type;
		     kind++)
			add_type(&b, req, kind);
	while (asked) {
		size_t length = strcspn(asked, ",");
		const struct event_kind *kind = find_kind(req->service, asked, length);

		if (!kind)
			return problem_fault(req, "?types", "ENUM",
			    "There are no events of type \"%.*s\".", (int)length, asked);
		add_type(&b, req, kind);
		asked = asked[length] ? asked + length + 1 : NULL;
	}
	buffer_text(&b, "}");
	*types = b.text;
	return NULL;
}

static void
write_event(struct request *req, struct buffer *b, const struct row *row, const char *source)
{
	object_open(b);
	member_text(b, "specversion", "1.0");
	member_text(b, "id", row_text(req, row, "id"));
	member_text(b, "source", source);
	member_text(b, "type", row_text(req, row, "type"));
	member_text(b, "subject", row_text(req, row, "subject_id"));
	member_instant(b, "time", row_instant(row, "created_at"));
	member_text(b, "datacontenttype", "application/json");
	member_text(b, "position", row_text(req, row, "position"));
	if (!row_is_null(row, "subject_version"))
		member_integer(b, "version", row_integer(row, "subject_version"));
	member_text(b, "traceparent",
	    arena_print(req->arena, "00-%s-%s-01", row_text(req, row, "trace_id"),
		row_text(req, row, "span_id")));
	member_raw(b, "data", row_text(req, row, "data"));
	object_close(b);
}

static void
reply(struct request *req, const struct rows *rows, int count, int64_t next)
{
	struct buffer *b = &req->answer;
	const char *source =
	    arena_print(req->arena, "%s/%s", config_text("base_url"), req->service->name);

	object_open(b);
	list_open(b, "items");
	for (int i = 0; i < count; i++) {
		struct row row = rows_at(rows, i);

		write_event(req, b, &row, source);
	}
	list_close(b);
	member_text(b, "next", argument_integer(req, next));
	object_close(b);
}

/* Holds no connection while it waits. */
MAY_FAIL
event_list(struct request *req, const struct event_list_in *in)
{
	instant deadline = clock_ticks() + (in->wait ? *in->wait * SECOND : 0);
	int64_t limit = in->limit ? *in->limit : LIMIT_DEFAULT, after;
	const char *types = NULL;

	TRY(read_position(req, in->after, &after));
	TRY(readable_types(req, in->types, &types));
	for (;;) {
		int64_t seen = event_feed_position(), until;
		struct rows rows;
		struct row last;
		int count;

		TRY(sql_event_page(req, after, types, SCAN, limit, &rows));
		count = rows.count - 1;
		last = rows_at(&rows, count); /* says how far was looked */
		until = row_integer(&last, "position");
		if (count == limit) {
			last = rows_at(&rows, count - 1);
			until = row_integer(&last, "position");
		}
		bool more = until == after + SCAN;

		if (until > after)
			after = until;
		if (count > 0 || (!more && !event_feed_wait(req, seen, deadline))) {
			reply(req, &rows, count, after);
			return NULL;
		}
	}
}
