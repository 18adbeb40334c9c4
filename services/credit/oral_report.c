/* /v1/oral-reports: the log of what salespersons report by word of mouth (R3.26). */
#include "credit/operations.h"
#include "credit/queries.h"
#include "emergency.h"
#include "rules.h"
#include "rules_oral_report.h"
#include "rules_text.h"

static MAY_FAIL
known_person(struct request *req, const char *id, const char *pointer, struct person *person)
{
	TRY(directory_person(req, id, person));
	return person->id ? NULL
			  : problem_fault(
				req, pointer, "UNKNOWN", "This is nobody of the staff directory.");
}

/* Whose report it is, unless it is said: the caller's; where the caller received it, the customer's
 * salesperson's. */
static const char *
salesperson_of(const struct oral_report_create_in *in, const struct profile *profile,
    const struct person *caller)
{
	if (in->salesperson_id)
		return in->salesperson_id;
	return same(caller->id, in->reported_to_id) ? profile->responsible_salesperson_id
						    : caller->id;
}

static MAY_FAIL
report_emergency(struct request *req, const char *id, const struct oral_report_create_in *in,
    const struct profile *profile, const struct person *salesperson, const char **emergency_id)
{
	return emergency_open(req,
	    &(struct emergency_new) {
		.profile = profile,
		.category = in->category
				? (enum emergency_category)enum_index(emergency_category_names,
				      EMERGENCY_CATEGORY_COUNT, in->category)
				: EMERGENCY_CATEGORY_CREDIT_CHANGE,
		.direction = in->direction
				 ? (enum emergency_direction)enum_index(emergency_direction_names,
				       EMERGENCY_DIRECTION_COUNT, in->direction)
				 : EMERGENCY_DIRECTION_UNCLEAR,
		.observed_at = in->spoken_at,
		.description = in->summary,
		.source = EMERGENCY_SOURCE_ORAL,
		.source_id = id,
		.reporter = salesperson,
	    },
	    emergency_id);
}

MAY_FAIL
oral_report_create(struct request *req, const struct oral_report_create_in *in)
{
	struct person caller, salesperson, reported_to;
	const char *id = new_id(req), *emergency_id = NULL;
	struct oral_report_facts facts;
	struct profile profile;
	struct decision d;
	struct row row;

	if (!has_text(in->summary))
		return problem_fault(req, "/summary", "REQUIRED", "What was reported is said.");
	TRY(profile_lock(req, in->customer_id, &R3_26, &profile));
	TRY(directory_caller(req, &caller));
	TRY(known_person(req, in->reported_to_id, "/reported_to_id", &reported_to));
	TRY(known_person(
	    req, salesperson_of(in, &profile, &caller), "/salesperson_id", &salesperson));
	facts = (struct oral_report_facts) {
		.kind = enum_index(oral_report_kind_names, ORAL_REPORT_KIND_COUNT, in->kind),
		.to_self = same(salesperson.id, reported_to.id),
		.by_either = same(caller.id, salesperson.id) || same(caller.id, reported_to.id),
		.spoken_at = in->spoken_at,
		.now = req->now,
	};
	d = oral_report_decide(&facts);
	if (d.refusal)
		return decide(req, "oral_report", id, &d);
	if (facts.kind == ORAL_REPORT_KIND_EMERGENCY)
		TRY(report_emergency(req, id, in, &profile, &salesperson, &emergency_id));
	TRY(sql_oral_report_create(req, id, profile.id, in->kind, salesperson.id, reported_to.id,
	    in->spoken_at, in->summary, emergency_id));
	TRY(decide(req, "oral_report", id, &d));
	TRY(sql_oral_report_told(req, id, &row));
	return reply_row(req, &row);
}

MAY_FAIL
oral_report_count_list_compute(struct request *req, const struct oral_report_count_list_in *in,
    struct oral_report_count_list_computed *computed)
{
	struct buffer today = buffer_in(req->arena);
	const char *month = in->month, *first;
	date from;

	if (!month) {
		buffer_date(&today, req->today);
		month = arena_copy(req->arena, today.text, strlen("2027-03"));
	}
	first = arena_print(req->arena, "%s-01", month);
	if (!date_read(first, strlen(first), &from))
		return problem_fault(req, "?month", "INVALID", "A month, YYYY-MM.");
	*computed = (struct oral_report_count_list_computed) {
		.this_month = month,
		.from_ = start_of(from),
		.until_ = start_of(plus_months(from, 1)),
	};
	return NULL;
}
