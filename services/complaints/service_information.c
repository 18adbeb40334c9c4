#include "service_information.h"

#include "complaints/operations.h"
#include "complaints/queries.h"
#include "rules.h"
#include "rules_profile.h"
#include "rules_service.h"
#include "rules_text.h"
#include "service_request.h"

static MAY_FAIL
tell(struct request *req, const struct information *i, enum information_audience audience,
    const char *employee_id, const char *text, instant send_by)
{
	bool customer = audience == INFORMATION_AUDIENCE_CUSTOMER;

	return sql_service_information_create(req, new_id(req), i->subject, i->subject_id,
	    information_kind_names[i->kind], information_audience_names[audience],
	    customer ? i->customer_id : NULL, employee_id,
	    audience == INFORMATION_AUDIENCE_DEPARTMENT ? i->department_id : NULL,
	    audience == INFORMATION_AUDIENCE_ROLE ? i->role : NULL, customer ? i->phone : NULL,
	    customer ? i->email : NULL, customer ? i->chat_tool : NULL,
	    customer ? i->chat_account : NULL, text, send_by);
}

static bool
told_before(const struct information *i, size_t index)
{
	for (size_t before = 0; before < index; before++)
		if (same(i->people[before], i->people[index]))
			return true;
	return false;
}

static MAY_FAIL
send_by(struct request *req, instant *at)
{
	const struct parameters *p;

	TRY(parameters_on(req, req->today, &p));
	*at = instant_plus(req->now, parameter_period(p, &parameter_comm_send_within));
	return NULL;
}

MAY_FAIL
inform(struct request *req, const struct information *i)
{
	instant by;

	TRY(send_by(req, &by));
	if (i->customer_text && (i->customer_id || i->phone || i->email || i->chat_account))
		TRY(tell(req, i, INFORMATION_AUDIENCE_CUSTOMER, NULL, i->customer_text, by));
	for (size_t n = 0; n < COUNT(i->people); n++)
		if (i->people[n] && !told_before(i, n))
			TRY(tell(req, i, INFORMATION_AUDIENCE_EMPLOYEE, i->people[n], i->text, by));
	if (i->department_id)
		TRY(tell(req, i, INFORMATION_AUDIENCE_DEPARTMENT, NULL, i->text, by));
	if (i->role)
		TRY(tell(req, i, INFORMATION_AUDIENCE_ROLE, NULL, i->text, by));
	return NULL;
}

/* What the customer reads. */
static const char *const step_texts[INFORMATION_KIND_COUNT] = {
	[INFORMATION_KIND_ACCEPTED] = "您的服务请求已受理。",
	[INFORMATION_KIND_TRANSFERRED] = "您的服务请求已移交专人负责。",
	[INFORMATION_KIND_TIER_CHANGED] = "您的服务请求已进入下一服务层级。",
	[INFORMATION_KIND_ENGINEER_ASSIGNED] = "已为您安排工程师上门服务。",
	[INFORMATION_KIND_ARRIVED] = "工程师已到达现场。",
	[INFORMATION_KIND_RESOLVED] = "您的服务请求已解决，请确认。",
	[INFORMATION_KIND_REOPENED] = "您的服务请求已重新处理。",
	[INFORMATION_KIND_DECISION] = "处理决定已作出。",
	[INFORMATION_KIND_CLOSED] = "您的服务请求已关闭，感谢您的支持。",
};

MAY_FAIL
inform_of_step(struct request *req, const struct service_request *r, enum information_kind kind,
    const char *detail)
{
	const char *text = step_texts[kind];

	if (detail)
		text = arena_print(req->arena, "%s%s", text, detail);
	return inform(req,
	    &(struct information) {
		.subject = "service_request",
		.subject_id = r->id,
		.kind = kind,
		.text = arena_print(req->arena, "服务请求%lld：%s", (long long)r->number, text),
		.customer_text = text,
		.customer_id = r->customer_id,
		.phone = r->caller_phone,
		.people = { r->owner_id, r->first_responder_id, r->engineer_id },
		.role = "customer_service",
	    });
}

static MAY_FAIL
lock_message(struct request *req, const char *id, struct row *row, enum information_state *state)
{
	TRY(sql_service_message_lock(req, id, row));
	*state = row_enum(row, "state", information_state_names, INFORMATION_STATE_COUNT);
	return NULL;
}

/* Who calls where a message does not arrive: of a complaint the desk of its profile. */
static const char *
calling_role(const struct row *row)
{
	return row_is_null(row, "profile")
		   ? "customer_service"
		   : profile_policy(row_enum(row, "profile", complaint_profile_names,
					COMPLAINT_PROFILE_COUNT), 0).desk;
}

/* Failed again: it is tried again, or customer service is asked to call. */
static MAY_FAIL
fail(struct request *req, const char *id, const struct row *row)
{
	int64_t failures = row_integer(row, "failures") + 1;
	bool known = !row_is_null(row, "customer_id") || !row_is_null(row, "phone");
	const struct parameters *p;
	struct decision d;
	instant by;

	TRY(parameters_on(req, req->today, &p));
	TRY(send_by(req, &by));
	d = message_failed(failures, parameter_integer(p, &parameter_comm_retries));
	TRY(decide(req, "service_information", id, &d));
	if (same(d.outcome, "RETRY"))
		return sql_service_information_save_failed(req, id, "PENDING", by);
	TRY(sql_service_information_save_failed(req, id, "CALL_TASK", by));
	return inform(req, &(struct information) {
			       .subject = row_text(req, row, "subject"),
			       .subject_id = row_text(req, row, "subject_id"),
			       .kind = INFORMATION_KIND_CALL_CUSTOMER,
			       .text = arena_print(req->arena, "信息未能送达，请%s告知客户：%s",
				   known ? "电话" : "另行", row_text(req, row, "text")),
			       .role = calling_role(row),
			   });
}

MAY_FAIL
service_message_delivery(struct request *req, const struct service_message_delivery_in *in)
{
	enum delivery_status status =
	    enum_index(delivery_status_names, DELIVERY_STATUS_COUNT, in->status);
	enum information_state state;
	struct row row;

	TRY(lock_message(req, in->id, &row, &state));
	if (status == DELIVERY_STATUS_ACKNOWLEDGED ? state != INFORMATION_STATE_SENT
						   : state != INFORMATION_STATE_PENDING)
		return problem_rule(req, &problem_invalid_state, &R6_22, "The message is %s.",
		    information_state_names[state]);
	if (status == DELIVERY_STATUS_FAILED)
		TRY(fail(req, in->id, &row));
	else if (status == DELIVERY_STATUS_ACKNOWLEDGED)
		TRY(sql_service_information_save_acknowledged(req, in->id));
	else
		TRY(sql_service_information_save_sent(
		    req, in->id, req->now > row_instant(&row, "send_by")));
	return reply_one(req, sql_service_information_get, in->id);
}

MAY_FAIL
service_message_called(struct request *req, const struct service_message_called_in *in)
{
	enum information_state state;
	struct row row;
	bool outside;

	TRY(lock_message(req, in->id, &row, &state));
	if (state != INFORMATION_STATE_CALL_TASK)
		return problem_rule(
		    req, &problem_invalid_state, &R6_22, "There is no call to be made.");
	TRY(contact_in_window(
	    req, row_text(req, &row, "customer_id"), req->now, in->reason, &outside));
	TRY(sql_service_information_save_done(req, in->id));
	return reply_one(req, sql_service_information_get, in->id);
}

MAY_FAIL
request_message_list_guard(struct request *req, const struct request_message_list_in *in)
{
	return service_request_exists(req, in->id);
}

/* By hand, to the customer of a request. */
MAY_FAIL
request_message_create(struct request *req, const struct request_message_create_in *in)
{
	const char *id = new_id(req);
	struct service_request r;
	struct decision d;
	bool outside;
	instant by;

	TRY(service_request_lock(req, in->id, &r));
	d = message_sendable(in->complaint_note_id != NULL);
	TRY(require(req, "service_information", id, &d));
	if (!r.customer_id && !r.caller_phone)
		return problem_rule(req, &problem_caller_unreachable, &R6_5,
		    "Neither a customer nor a telephone number is known.");
	TRY(contact_in_window(req, r.customer_id, req->now, in->reason, &outside));
	TRY(send_by(req, &by));
	TRY(sql_service_information_create(req, id, "service_request", r.id,
	    information_kind_names[INFORMATION_KIND_OTHER],
	    information_audience_names[INFORMATION_AUDIENCE_CUSTOMER], r.customer_id, NULL, NULL,
	    NULL, r.caller_phone, NULL, NULL, NULL, in->text, by));
	return reply_one(req, sql_service_information_get, id);
}

MAY_FAIL
service_notice_acknowledge(struct request *req, const struct service_notice_acknowledge_in *in)
{
	struct row row;

	TRY(sql_service_notice_lock(req, in->id, &row));
	if (!same(row_text(req, &row, "state"), "ACKNOWLEDGED"))
		TRY(sql_service_information_save_acknowledged(req, in->id));
	return reply_one(req, sql_service_information_get, in->id);
}
