#include "timer.h"

#include <string.h>

#include "platform/queries.h"
#include "tables.h"

static void
check_kind(const struct service *service, const char *kind)
{
	for (const struct timer_kind *each = service->timers; each && each->kind; each++)
		if (strcmp(each->kind, kind) == 0)
			return;
	die("the timer %s is not among those of %s", kind, service->name);
}

MAY_FAIL
timer_set(struct request *req, const char *kind, const char *subject_id, instant due)
{
	check_kind(req->service, kind);
	return sql_timer_put(req, kind, subject_id, due);
}

MAY_FAIL
timer_cancel(struct request *req, const char *kind, const char *subject_id)
{
	check_kind(req->service, kind);
	return sql_timer_withdraw(req, kind, subject_id);
}
