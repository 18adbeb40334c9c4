/* Handing over what is out of scope: the chain of owners (R6.6, R6.7). */
#include "complaints/operations.h"
#include "complaints/queries.h"
#include "conduct.h"
#include "deadline.h"
#include "rules.h"
#include "rules_request.h"
#include "rules_text.h"
#include "rules_transfer.h"
#include "service_information.h"
#include "service_request.h"

MAY_FAIL
request_transfer_list_guard(struct request *req, const struct request_transfer_list_in *in)
{
	return service_request_exists(req, in->id);
}

static MAY_FAIL
in_charge_of(struct request *req, const char *category, struct in_charge **people, size_t *count)
{
	struct rows rows;

	TRY(sql_service_category_in_charge(req, category, &rows));
	*count = (size_t)rows.count;
	*people = arena_array(req->arena, struct in_charge, *count + 1);
	for (int i = 0; i < rows.count; i++) {
		struct row row = rows_at(&rows, i);

		(*people)[i] = (struct in_charge) {
			.employee_id = row_text(req, &row, "employee_id"),
			.department_id = row_text(req, &row, "department_id"),
			.leads = row_boolean(&row, "leads"),
			.present = row_boolean(&row, "present"),
		};
	}
	return NULL;
}

static const struct in_charge *
chosen(const struct transfer_facts *f)
{
	for (size_t i = 0; i < f->count; i++)
		if (same(f->to_id, f->in_charge[i].employee_id))
			return &f->in_charge[i];
	return transfer_target(f->in_charge, f->count);
}

/* Passed on between departments again: somebody of them evades (R6.10). */
static MAY_FAIL
is_passed_on(struct request *req, const struct service_request *r)
{
	TRY(inform(req, &(struct information) {
			    .subject = "service_request",
			    .subject_id = r->id,
			    .kind = INFORMATION_KIND_PING_PONG,
			    .text = arena_print(
				req->arena, "服务请求%lld多次跨部门移交。", (long long)r->number),
			    .role = "customer_service_manager",
			}));
	return conduct_propose(req, &(struct conduct_new) {
					.code = "V6.10b",
					.person_id = r->owner_id,
					.subject = "service_request",
					.subject_id = r->id,
					.reason = "同一服务请求多次跨部门移交",
				    });
}

static MAY_FAIL
hand_over(struct request *req, const struct service_request *r, const struct in_charge *to,
    const char *reason)
{
	bool crosses = !same(r->caller.department_id, to->department_id);
	const char *id = new_id(req);
	const struct parameters *p;
	struct period wait;

	TRY(service_request_parameters(req, r, &p));
	wait = parameter_period(p, &parameter_service_transfer_accept);
	TRY(sql_request_transfer_create(req, id, r->id,
	    request_transfer_kind_names[REQUEST_TRANSFER_KIND_TRANSFER],
	    request_transfer_state_names[REQUEST_TRANSFER_STATE_PENDING], r->owner_id,
	    to->employee_id, crosses, reason,
	    is_late(r->recorded_at, parameter_period(p, &parameter_service_transfer_within),
		req->now)));
	TRY(sql_service_request_save_transferring(req, r->id, crosses));
	TRY(deadline_done(req, r->id, "TRANSFER", NULL, NULL));
	TRY(service_request_clock(req, r, "TRANSFER_ACCEPT", id, &R6_7, req->now, wait));
	TRY(timer_set(req, "transfer_unaccepted", id, instant_plus(req->now, wait) + 1));
	if (crosses && is_ping_pong(r->cross_department_transfers + 1))
		TRY(is_passed_on(req, r));
	return inform(req, &(struct information) {
			       .subject = "service_request",
			       .subject_id = r->id,
			       .kind = INFORMATION_KIND_TRANSFERRED,
			       .text = arena_print(req->arena, "服务请求%lld移交给您，理由：%s",
				   (long long)r->number, reason),
			       .people = { to->employee_id },
			   });
}

/* Nobody in charge is there: it stays, and the office is told. */
static MAY_FAIL
stays(struct request *req, const struct service_request *r)
{
	TRY(sql_service_request_save_no_target(req, r->id));
	return inform(
	    req, &(struct information) {
		     .subject = "service_request",
		     .subject_id = r->id,
		     .kind = INFORMATION_KIND_NO_TARGET,
		     .text = arena_print(req->arena, "服务请求%lld的主管领导及分管人员均不在岗。",
			 (long long)r->number),
		     .role = "office",
		 });
}

MAY_FAIL
service_request_transfer(struct request *req, const struct service_request_transfer_in *in)
{
	struct service_request r;
	struct in_charge *people;
	struct transfer_facts f;
	struct decision d;
	size_t count;

	TRY(service_request_lock(req, in->id, &r));
	TRY(service_request_is_owners(req, &r, &R6_7));
	if (r.state > SERVICE_REQUEST_STATE_TRANSFERRED_PENDING)
		return problem_rule(req, &problem_invalid_state, &R6_7, "The request is %s.",
		    service_request_state_names[r.state]);
	TRY(in_charge_of(req, r.category, &people, &count));
	f = (struct transfer_facts) {
		.in_scope = r.in_scope,
		.complete = r.category && (r.customer_id || r.caller_phone),
		.pending = r.state == SERVICE_REQUEST_STATE_TRANSFERRED_PENDING,
		.first_responder_id = r.first_responder_id,
		.to_id = in->to_id,
		.in_charge = people,
		.count = count,
	};
	d = transfer_decide(&f);
	TRY(decide(req, "service_request", r.id, &d));
	if (same(d.outcome, "NO_TARGET"))
		TRY(stays(req, &r));
	else
		TRY(hand_over(req, &r, chosen(&f), in->reason));
	return service_request_reply(req, r.id);
}

/* The caller answers the transfer that waits for him. */
static MAY_FAIL
answer(struct request *req, const char *request_id, enum request_transfer_state state,
    const char *text, struct service_request *r)
{
	const char *id;
	struct row row;
	bool found;

	TRY(service_request_lock(req, request_id, r));
	TRY(sql_request_transfer_pending(req, r->id, &row, &found));
	if (!found)
		return problem_rule(
		    req, &problem_invalid_state, &R6_7, "No transfer waits to be accepted.");
	if (!is_caller(r, row_text(req, &row, "to_id")))
		return problem_rule(req, &problem_forbidden_role, &R6_7,
		    "A transfer is answered by who it goes to.");
	id = row_text(req, &row, "id");
	TRY(sql_request_transfer_save(req, id, request_transfer_state_names[state], text));
	TRY(deadline_done(req, r->id, "TRANSFER_ACCEPT", id, NULL));
	return timer_cancel(req, "transfer_unaccepted", id);
}

MAY_FAIL
service_request_transfer_accept(
    struct request *req, const struct service_request_transfer_accept_in *in)
{
	struct service_request r;

	TRY(answer(req, in->id, REQUEST_TRANSFER_STATE_ACCEPTED, NULL, &r));
	TRY(sql_service_request_save_transferred(req, r.id, r.caller.id));
	r.owner_id = r.caller.id;
	TRY(inform_of_step(req, &r, INFORMATION_KIND_TRANSFERRED, NULL));
	return service_request_reply(req, r.id);
}

MAY_FAIL
service_request_transfer_decline(
    struct request *req, const struct service_request_transfer_decline_in *in)
{
	struct service_request r;

	TRY(answer(req, in->id, REQUEST_TRANSFER_STATE_DECLINED, in->reason, &r));
	TRY(sql_service_request_save_state(req, r.id, "RECORDED"));
	TRY(inform(req, &(struct information) {
			    .subject = "service_request",
			    .subject_id = r.id,
			    .kind = INFORMATION_KIND_OTHER,
			    .text = arena_print(req->arena, "服务请求%lld的移交未被接受，理由：%s",
				(long long)r.number, in->reason),
			    .people = { r.owner_id },
			}));
	return service_request_reply(req, r.id);
}

/* The owner; the competent leader of the category, also when the owner has left; the head of
 * technical service. */
static MAY_FAIL
may_assign(struct request *req, const struct service_request *r)
{
	struct in_charge *people;
	size_t count;

	TRY(in_charge_of(req, r->category, &people, &count));
	if (count && people[0].leads && is_caller(r, people[0].employee_id))
		return NULL;
	if (caller_is(&req->caller, "tech_service_supervisor"))
		return NULL;
	return service_request_is_owners(req, r, &R6_7);
}

MAY_FAIL
service_request_assign(struct request *req, const struct service_request_assign_in *in)
{
	struct service_request r;
	struct person to;
	struct decision d;

	TRY(service_request_lock(req, in->id, &r));
	/* Resolved, too: who closes it may have left. */
	if (r.state != SERVICE_REQUEST_STATE_RESOLVED)
		TRY(service_request_is_open(req, &r, &R6_7));
	TRY(may_assign(req, &r));
	TRY(colleague(req, in->to_id, "/to_id", &to));
	d = assign_decide(
	    same(to.department_id, r.caller.department_id), same(to.id, r.first_responder_id));
	TRY(decide(req, "service_request", r.id, &d));
	TRY(sql_request_transfer_create(req, new_id(req), r.id,
	    request_transfer_kind_names[REQUEST_TRANSFER_KIND_ASSIGNMENT],
	    request_transfer_state_names[REQUEST_TRANSFER_STATE_ACCEPTED], r.owner_id, to.id, false,
	    in->reason, false));
	TRY(sql_service_request_save_owner(req, r.id, to.id));
	r.owner_id = to.id;
	TRY(inform_of_step(req, &r, INFORMATION_KIND_TRANSFERRED, NULL));
	return service_request_reply(req, r.id);
}

/* Nobody accepted: the target and his superior are reminded; the owner stays. */
MAY_FAIL
request_transfer_waits(struct request *req, const char *id)
{
	const struct person *superiors;
	struct service_request r;
	const char *to_id;
	struct row row;
	size_t count;
	bool found;

	TRY(sql_request_transfer_request(req, id, &row, &found));
	if (!found)
		return NULL;
	TRY(service_request_lock_itself(req, row_text(req, &row, "request_id"), &r));
	TRY(sql_request_transfer_request(req, id, &row, &found));
	if (!found)
		return NULL; /* answered meanwhile */
	to_id = row_text(req, &row, "to_id");
	TRY(directory_superiors(req, to_id, &superiors, &count));
	TRY(sql_request_transfer_save_reminded(req, id));
	return inform(req, &(struct information) {
			       .subject = "service_request",
			       .subject_id = r.id,
			       .kind = INFORMATION_KIND_TRANSFER_REMINDER,
			       .text = arena_print(req->arena, "服务请求%lld的移交尚未被接受。",
				   (long long)r.number),
			       .people = { to_id, count ? superiors[0].id : NULL },
			   });
}
