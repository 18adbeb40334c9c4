#include "project.h"

#include "complaints/operations.h"
#include "complaints/queries.h"
#include "inspection.h"
#include "rules.h"
#include "rules_project.h"
#include "rules_text.h"
#include "staff.h"

static void
project_from(struct request *req, const struct row *row, struct project *p)
{
	*p = (struct project) {
		.id = row_text(req, row, "id"),
		.version = row_integer(row, "version"),
		.customer_id = row_text(req, row, "customer_id"),
		.name = row_text(req, row, "name"),
		.contract = row_text(req, row, "contract"),
		.phone = row_text(req, row, "phone"),
		.kind =
		    row_enum(row, "kind", service_project_kind_names, SERVICE_PROJECT_KIND_COUNT),
		.state = row_enum(
		    row, "state", service_project_state_names, SERVICE_PROJECT_STATE_COUNT),
		.signing_salesperson_id = row_text(req, row, "signing_salesperson_id"),
		.division_manager_id = row_text(req, row, "division_manager_id"),
		.division_substitute_id = row_text(req, row, "division_substitute_id"),
		.project_manager_id = row_text(req, row, "project_manager_id"),
		.contact_ids = row_text(req, row, "contact_ids"),
		.contact_department_ids = row_text(req, row, "contact_department_ids"),
		.inspection_interval = row_text(req, row, "inspection_interval"),
		.delivered_on = row_date(row, "delivered_on"),
	};
}

MAY_FAIL
project_read(struct request *req, const char *id, struct project *project)
{
	struct row row;

	TRY(sql_service_project_get(req, id, &row));
	project_from(req, &row, project);
	return NULL;
}

MAY_FAIL
project_lock(struct request *req, const char *id, struct project *project)
{
	struct row row;

	TRY(sql_service_project_lock(req, id, &row));
	return project_read(req, id, project);
}

MAY_FAIL
project_known(struct request *req, const char *id)
{
	struct row row;

	return sql_service_project_get(req, id, &row);
}

/* Those named in a form. */
struct people {
	const char *signing_salesperson_id, *division_manager_id, *division_substitute_id,
	    *project_manager_id;
	const char *const *contact_ids, *const *department_ids;
	size_t contacts, departments;
};

static MAY_FAIL
people_known(struct request *req, const struct people *p)
{
	TRY(staff_known(req, "/signing_salesperson_id", p->signing_salesperson_id));
	TRY(staff_known(req, "/division_manager_id", p->division_manager_id));
	TRY(staff_known(req, "/division_substitute_id", p->division_substitute_id));
	TRY(staff_known(req, "/project_manager_id", p->project_manager_id));
	TRY(staff_all_known(req, "/contact_ids", p->contact_ids, p->contacts));
	for (size_t i = 0; i < p->departments; i++)
		TRY(staff_department_known(req,
		    arena_print(req->arena, "/contact_department_ids/%zu", i),
		    p->department_ids[i]));
	return NULL;
}

MAY_FAIL
service_project_create(struct request *req, const struct service_project_create_in *in)
{
	const char *id = new_id(req);
	struct known_customer customer;

	TRY(directory_customer(req, in->customer_id, &customer));
	if (!customer.id)
		return problem_fault(req, "/customer_id", "UNKNOWN", "There is no such customer.");
	TRY(people_known(
	    req, &(struct people) { in->signing_salesperson_id, in->division_manager_id,
		     in->division_substitute_id, in->project_manager_id, in->contact_ids,
		     in->contact_department_ids, in->contact_ids_count,
		     in->contact_department_ids_count }));
	TRY(sql_service_project_create(req, id, customer.id, in->name, in->contract, in->kind,
	    in->signing_salesperson_id, in->division_manager_id, in->division_substitute_id,
	    in->project_manager_id, in->contact_ids_json, in->contact_department_ids_json,
	    in->phone, in->checklist_json, in->inspection_interval));
	return reply_one(req, sql_service_project_get, id);
}

static bool
same_or_none(const char *a, const char *b)
{
	return a && b ? same(a, b) : a == b;
}

MAY_FAIL
service_project_put(struct request *req, const struct service_project_put_in *in)
{
	struct project p;

	TRY(project_lock(req, in->id, &p));
	if (!same(p.customer_id, in->customer_id))
		return problem_rule(
		    req, &problem_immutable, &R6_14, "The customer of a project stays.");
	TRY(people_known(
	    req, &(struct people) { in->signing_salesperson_id, in->division_manager_id,
		     in->division_substitute_id, in->project_manager_id, in->contact_ids,
		     in->contact_department_ids, in->contact_ids_count,
		     in->contact_department_ids_count }));
	TRY(sql_service_project_save(req, in->id, in->name, in->contract, in->kind,
	    in->signing_salesperson_id, in->division_manager_id, in->division_substitute_id,
	    in->project_manager_id, in->contact_ids_json, in->contact_department_ids_json,
	    in->phone, in->checklist_json, in->inspection_interval));
	if (p.state == SERVICE_PROJECT_STATE_DELIVERED &&
	    !same_or_none(p.inspection_interval, in->inspection_interval)) {
		p.inspection_interval = in->inspection_interval;
		TRY(inspection_interval_changed(req, &p));
	}
	return reply_one(req, sql_service_project_get, in->id);
}

static struct delivery_facts
facts_of(struct request *req, const struct project *p, date delivered_on)
{
	return (struct delivery_facts) { p->state, p->signing_salesperson_id, delivered_on,
		req->today };
}

/* service_project.delivered, .corrected and .retired say the same of the project. */
static MAY_FAIL
tell(struct request *req, const char *type, const struct project *p, date delivered_on,
    const char *reason)
{
	struct buffer b = buffer_in(req->arena);

	object_open(&b);
	member_text(&b, "project_id", p->id);
	member_text(&b, "customer_id", p->customer_id);
	member_text(&b, "name", p->name);
	member_text(&b, "contract", p->contract);
	member_text(&b, "kind", service_project_kind_names[p->kind]);
	member_text(&b, "phone", p->phone);
	member_text(&b, "signing_salesperson_id", p->signing_salesperson_id);
	member_date(&b, "delivered_on", delivered_on);
	member_text(&b, "reason", reason);
	object_close(&b);
	return event_emit(req, type, p->id, p->version + 1, b.text);
}

MAY_FAIL
service_project_deliver(struct request *req, const struct service_project_deliver_in *in)
{
	struct delivery_facts facts;
	struct decision d;
	struct project p;

	TRY(project_lock(req, in->id, &p));
	facts = facts_of(req, &p, in->delivered_on);
	d = project_deliver(&facts);
	TRY(decide(req, "service_project", in->id, &d));
	TRY(sql_service_project_save_delivered(req, in->id, in->delivered_on));
	TRY(tell(req, "service_project.delivered", &p, in->delivered_on, NULL));
	p.delivered_on = in->delivered_on;
	TRY(inspection_plan(req, &p));
	return reply_one(req, sql_service_project_get, in->id);
}

MAY_FAIL
service_project_correct_delivery(
    struct request *req, const struct service_project_correct_delivery_in *in)
{
	struct delivery_facts facts;
	struct decision d;
	struct project p;

	TRY(project_lock(req, in->id, &p));
	facts = facts_of(req, &p, in->delivered_on);
	d = project_correct(&facts);
	TRY(decide(req, "service_project", in->id, &d));
	TRY(sql_service_project_save_delivered(req, in->id, in->delivered_on));
	TRY(tell(req, "service_project.corrected", &p, in->delivered_on, in->reason));
	p.delivered_on = in->delivered_on;
	TRY(inspection_plan(req, &p));
	return reply_one(req, sql_service_project_get, in->id);
}

MAY_FAIL
service_project_retire(struct request *req, const struct service_project_retire_in *in)
{
	struct project p;

	TRY(project_lock(req, in->id, &p));
	if (p.state == SERVICE_PROJECT_STATE_RETIRED)
		return problem_rule(req, &problem_invalid_state, &R6_14,
		    "The service of the project has ended already.");
	TRY(sql_service_project_save_retired(req, in->id, in->reason));
	TRY(tell(req, "service_project.retired", &p, p.delivered_on, in->reason));
	TRY(inspection_plan_end(req, &p));
	return reply_one(req, sql_service_project_get, in->id);
}
