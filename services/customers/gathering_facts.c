/* What the handlers of a gathering know of it, of its guests, and of who asks. */
#include "archive_batch.h"
#include "customer_record.h"
#include "customers/queries.h"
#include "gathering.h"
#include "rules_text.h"

static struct gathering_unit
unit_of(struct request *req, const struct row *row, const char *department, const char *head,
    const char *deputy)
{
	return (struct gathering_unit) {
		.department_id = row_text(req, row, department),
		.head_id = row_text(req, row, head),
		.deputy_id = row_text(req, row, deputy),
	};
}

static struct schedule
schedule_from(const struct row *row)
{
	date event_on = row_date(row, "held_on");

	return (struct schedule) {
		.first = row_date(row, "first_day"),
		.event_on = event_on,
		.daily = row_instant(row, "eve_deadline_at") - start_of(event_on - 1),
		.event_day = row_instant(row, "last_deadline_at") - start_of(event_on),
	};
}

static bool
takes_part(struct request *req, const struct gathering *g, bool direct)
{
	if (g->kind == GATHERING_KIND_JOINT)
		return g->caller.unit || g->caller.coordinator;
	if (caller_is(&req->caller, "coordination_assistant"))
		return true;
	return g->department_id ? same(g->department_id, g->caller.department_id) : direct;
}

static void
read_caller(struct request *req, const struct row *row, struct gathering *g)
{
	struct gathering_caller *caller = &g->caller;

	*caller = (struct gathering_caller) {
		.employee_id = row_text(req, row, "employee_id"),
		.department_id = row_text(req, row, "employee_department_id"),
	};
	caller->coordinator = same(caller->employee_id, g->coordinator_id);
	for (int i = 0; i < 2; i++) {
		if (!same(caller->department_id, g->units[i].department_id))
			continue;
		caller->unit = i + 1;
		caller->head = same(caller->employee_id, g->units[i].head_id);
		caller->deputy = same(caller->employee_id, g->units[i].deputy_id);
	}
	caller->staff = takes_part(req, g, row_boolean(row, "direct"));
}

MAY_FAIL
gathering_find(struct request *req, const char *id, struct gathering *g)
{
	struct row row;

	TRY(sql_gathering_facts(req, id, &row));
	*g = (struct gathering) {
		.id = row_text(req, &row, "id"),
		.kind = row_enum(&row, "kind", gathering_kind_names, GATHERING_KIND_COUNT),
		.state = row_enum(&row, "state", gathering_state_names, GATHERING_STATE_COUNT),
		.held_on = row_date(&row, "held_on"),
		.starts_at = row_instant(&row, "starts_at"),
		.ends_at = row_instant(&row, "ends_at"),
		.department_id = row_text(req, &row, "department_id"),
		.coordinator_id = row_text(req, &row, "coordinator_id"),
		.units = {
			unit_of(req, &row, "first_department_id", "first_head_id", "first_deputy_id"),
			unit_of(req, &row, "second_department_id", "second_head_id", "second_deputy_id"),
		},
		.speaker_deadline_at = row_instant(&row, "speaker_deadline_at"),
	};
	if (g->kind == GATHERING_KIND_JOINT)
		g->schedule = schedule_from(&row);
	read_caller(req, &row, g);
	return parameters_on(
	    req, g->held_on < req->today ? g->held_on : req->today, &g->parameters);
}

MAY_FAIL
gathering_begin(struct request *req, const char *id, struct gathering *g)
{
	struct row row;

	TRY(sql_gathering_hold(req, id, &row));
	return gathering_find(req, id, g);
}

MAY_FAIL
gathering_begin_own(struct request *req, const char *id, struct gathering *g)
{
	struct row row;

	TRY(sql_gathering_lock(req, id, &row));
	return gathering_find(req, id, g);
}

MAY_FAIL
gathering_staff(struct request *req, const struct gathering *g, const struct rule *rule)
{
	if (!g->caller.staff)
		return problem_rule(req, &problem_forbidden_role, rule,
		    "This is for those who take part in the gathering: the departments that hold "
		    "it, and the coordinator.");
	return NULL;
}

MAY_FAIL
gathering_guest(
    struct request *req, const struct gathering *g, const char *customer_id, struct guest *guest)
{
	struct row row;
	bool found;

	TRY(sql_gathering_customer(req, customer_id, g->id, &row, &found));
	if (!found)
		return &problem_not_found;
	TRY(archive_allocated(req, customer_id));
	TRY(customer_lives(req, &row));
	*guest = (struct guest) {
		.id = row_text(req, &row, "id"),
		.number = row_text(req, &row, "number"),
		.name = row_text(req, &row, "name"),
		.phone = row_text(req, &row, "phone"),
		.address = row_text(req, &row, "address"),
		.department_id = row_text(req, &row, "department_id"),
		.responsible_employee_id = row_text(req, &row, "responsible_employee_id"),
		.responsible_department_id = row_text(req, &row, "responsible_department_id"),
		.attendance_id = row_text(req, &row, "attendance_id"),
		.arrived_at = row_instant(&row, "arrived_at"),
		.invitation_id = row_text(req, &row, "invitation_id"),
		.inviter_id = row_text(req, &row, "inviter_id"),
		.inviter_department_id = row_text(req, &row, "inviter_department_id"),
	};
	return NULL;
}
