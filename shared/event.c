#include "event.h"

#include <string.h>

#include "calendar.h"
#include "json_tree.h"
#include "platform/queries.h"
#include "sequencer.h"
#include "tables.h"

static bool
is_known(const struct service *service, const char *type)
{
	for (const struct event_kind *kind = service->tables->events; kind->type; kind++)
		if (strcmp(kind->type, type) == 0)
			return true;
	return false;
}

MAY_FAIL
event_emit(struct request *req, const char *type, const char *subject_id, int64_t version,
    const char *data)
{
	if (!is_known(req->service, type))
		die("the event %s is not among x-events", type);
	sequencer_hint();
	return sql_event_keep(
	    req, new_id(req), type, subject_id, version ? &version : NULL, data, req->span_id);
}

const char *
event_text(struct request *req, const struct event *event, const char *member)
{
	return json_member_text(json_tree(req->arena, event->data), member);
}

int64_t
event_integer(struct request *req, const struct event *event, const char *member)
{
	return json_integer_value(json_object_get(json_tree(req->arena, event->data), member));
}

bool
event_has_integer(struct request *req, const struct event *event, const char *member)
{
	return json_is_integer(json_object_get(json_tree(req->arena, event->data), member));
}

instant
event_instant(struct request *req, const struct event *event, const char *member)
{
	const char *text = event_text(req, event, member);
	instant at;

	return text && instant_read(text, strlen(text), &at) ? at : NO_INSTANT;
}

date
event_date(struct request *req, const struct event *event, const char *member)
{
	const char *text = event_text(req, event, member);
	date on;

	return text && date_read(text, strlen(text), &on) ? on : NO_DATE;
}
