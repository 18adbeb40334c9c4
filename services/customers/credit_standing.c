#include "credit_standing.h"

#include "customers/enums.h"
#include "customers/operations.h"
#include "customers/queries.h"
#include "identifier.h"
#include "rules_text.h"

/* NULL: it has none that is a UUID. */
static const char *
event_id(struct request *req, const struct event *event, const char *member)
{
	const char *text = event_text(req, event, member);
	char id[UUID_LENGTH + 1];

	if (!text || !uuid_read(text, strlen(text), id))
		return NULL;
	return arena_copy(req->arena, id, UUID_LENGTH);
}

/* The customer it is about, whose row is there if it is known here; NULL: none. */
static MAY_FAIL
begin(struct request *req, const struct event *event, const char **customer_id)
{
	*customer_id = event_id(req, event, "customer_id");
	return *customer_id ? sql_credit_standing_open(req, new_id(req), *customer_id) : NULL;
}

MAY_FAIL
credit_grade_changed(struct request *req, const struct event *event)
{
	const char *grade = event_text(req, event, "grade"), *customer_id;

	TRY(begin(req, event, &customer_id));
	if (!grade)
		grade = event_text(req, event, "to");
	if (!customer_id || !enum_index(credit_grade_names, CREDIT_GRADE_COUNT, grade))
		return NULL;
	return sql_credit_standing_save_grade(req, customer_id, grade, event->at, event->version);
}

/* NULL: it has no such number. */
static const int64_t *
amount_of(struct request *req, const struct event *event, const char *member, int64_t *amount)
{
	*amount = event_integer(req, event, member);
	return event_has_integer(req, event, member) && *amount >= 0 ? amount : NULL;
}

MAY_FAIL
credit_line_changed(struct request *req, const struct event *event)
{
	const char *customer_id;
	int64_t limit_fen, term_days;

	TRY(begin(req, event, &customer_id));
	if (!customer_id)
		return NULL;
	return sql_credit_standing_save_line(req, customer_id,
	    amount_of(req, event, "limit_fen", &limit_fen),
	    amount_of(req, event, "term_days", &term_days), event->at, event->version);
}

/* What the event says by its name, where it does not say it itself. */
static const char *
trading_status_of(struct request *req, const struct event *event)
{
	const char *status = event_text(req, event, "trading_status");

	if (enum_index(credit_trading_status_names, CREDIT_TRADING_STATUS_COUNT, status))
		return status;
	if (same(event->type, "credit.suspended"))
		return credit_trading_status_names[CREDIT_TRADING_STATUS_SUSPENDED];
	if (same(event->type, "credit.terminated"))
		return credit_trading_status_names[CREDIT_TRADING_STATUS_TERMINATED];
	return credit_trading_status_names[CREDIT_TRADING_STATUS_ACTIVE];
}

MAY_FAIL
credit_trading_changed(struct request *req, const struct event *event)
{
	const char *customer_id;

	TRY(begin(req, event, &customer_id));
	if (!customer_id)
		return NULL;
	return sql_credit_standing_save_trading(
	    req, customer_id, trading_status_of(req, event), event->at, event->version);
}

MAY_FAIL
credit_adjusted(struct request *req, const struct event *event)
{
	const char *adjustment_id = event_id(req, event, "adjustment_id"), *customer_id;

	TRY(begin(req, event, &customer_id));
	if (!customer_id || !adjustment_id)
		return NULL;
	return sql_credit_standing_save_adjustment(req, customer_id, adjustment_id,
	    event_id(req, event, "responsible_salesperson_id"), event->at);
}
