/* The analysis report of a fault, to the customer and the business department (R6.20, form F3). */
#include "complaints/operations.h"
#include "complaints/queries.h"
#include "deadline.h"
#include "fault.h"
#include "rules.h"
#include "rules_text.h"
#include "service_information.h"
#include "staff.h"

/* Until it is released it is written. */
static MAY_FAIL
not_released(struct request *req, const struct major_fault *f)
{
	if (f->facts.ended_at == NO_INSTANT)
		return problem_rule(req, &problem_fault_not_ended, &R6_20, "The fault lasts.");
	return f->facts.state == FAULT_STATE_ENDED
		   ? NULL
		   : problem_rule(req, &problem_immutable, &R6_20, "The report is released.");
}

MAY_FAIL
fault_analysis_report_authors(
    struct request *req, const struct fault_analysis_report_authors_in *in)
{
	struct major_fault f;
	bool holds;

	TRY(fault_lock(req, in->id, &f));
	TRY(not_released(req, &f));
	for (size_t i = 0; i < in->author_ids_count; i++) {
		TRY(staff_holds(req, in->author_ids[i], "maintenance_engineer", &holds));
		if (!holds)
			return problem_fault(req, arena_print(req->arena, "/author_ids/%zu", i),
			    "UNKNOWN", "Authors are maintenance engineers.");
	}
	TRY(sql_fault_analysis_report_put(req, new_id(req), in->id, in->author_ids_json));
	return reply_one(req, sql_fault_analysis_report_get, in->id);
}

MAY_FAIL
fault_analysis_report_write(struct request *req, const struct fault_analysis_report_write_in *in)
{
	struct person caller;
	struct major_fault f;
	struct row row;

	TRY(staff_caller(req, &R6_20, &caller));
	TRY(fault_lock(req, in->id, &f));
	TRY(not_released(req, &f));
	TRY(sql_fault_analysis_report_hold(req, in->id, caller.id, &row));
	if (!row_boolean(&row, "is_author") && !caller_is(&req->caller, "tech_service_supervisor"))
		return problem_rule(req, &problem_forbidden_role, &R6_20,
		    "Its authors write it, or the head of technical service.");
	TRY(sql_fault_analysis_report_save(
	    req, in->id, in->impact, in->handling, in->cause, in->corrective, in->preventive));
	return reply_one(req, sql_fault_analysis_report_get, in->id);
}

static MAY_FAIL
publish(struct request *req, const struct major_fault *f)
{
	struct buffer b = buffer_in(req->arena);

	object_open(&b);
	member_text(&b, "fault_id", f->id);
	member_text(&b, "project_id", f->project_id);
	member_text(&b, "customer_id", f->project.customer_id);
	object_close(&b);
	return event_emit(req, "fault.report_published", f->id, f->version + 1, b.text);
}

MAY_FAIL
fault_analysis_report_release(
    struct request *req, const struct fault_analysis_report_release_in *in)
{
	struct analysis_report report = { 0 };
	struct person caller;
	struct decision d;
	struct major_fault f;
	struct row row;
	bool found;

	TRY(staff_caller(req, &R6_20, &caller));
	TRY(fault_lock(req, in->id, &f));
	TRY(sql_fault_analysis_report_texts(req, in->id, &row, &found));
	if (found)
		report = (struct analysis_report) { row_text(req, &row, "impact"),
			row_text(req, &row, "handling"), row_text(req, &row, "cause"),
			row_text(req, &row, "corrective"), row_text(req, &row, "preventive") };
	d = fault_release(&f.facts, &report, caller_is(&req->caller, "tech_service_supervisor"));
	TRY(decide(req, "fault", in->id, &d));
	TRY(sql_fault_analysis_report_save_released(req, in->id, caller.id));
	TRY(sql_fault_save_state(req, in->id, d.outcome));
	TRY(publish(req, &f));
	return reply_one(req, sql_fault_analysis_report_get, in->id);
}

MAY_FAIL
fault_analysis_report_send(struct request *req, const struct fault_analysis_report_send_in *in)
{
	bool to_customer =
	    same(in->to, fault_report_addressee_names[FAULT_REPORT_ADDRESSEE_CUSTOMER]);
	const char *column = to_customer ? "sent_to_customer_at" : "sent_to_business_at";
	struct major_fault f;
	struct row row;
	bool late;

	TRY(fault_lock(req, in->id, &f));
	TRY(sql_fault_analysis_report_hold(req, in->id, NULL, &row));
	if (f.facts.state != FAULT_STATE_REPORT_WRITTEN || !row_is_null(&row, column))
		return problem_rule(req, &problem_invalid_state, &R6_20,
		    "A released report is sent to each once; the fault is %s.",
		    fault_state_names[f.facts.state]);
	TRY(sql_fault_analysis_report_save_sent(req, in->id, to_customer, in->evidence));
	if (!row_is_null(&row, to_customer ? "sent_to_business_at" : "sent_to_customer_at")) {
		TRY(deadline_done(req, in->id, "ANALYSIS_REPORT", NULL, &late));
		TRY(sql_fault_save_fed_back(req, in->id, late));
	}
	/* To the customer the report itself is sent. */
	TRY(inform_of_fault(req, &f, INFORMATION_KIND_OTHER,
	    to_customer ? "分析报告已发送客户。" : "分析报告已发送业务部。", NULL));
	return reply_one(req, sql_fault_analysis_report_get, in->id);
}

MAY_FAIL
fault_close(struct request *req, const struct fault_close_in *in)
{
	struct decision d;
	struct major_fault f;

	TRY(fault_lock(req, in->id, &f));
	d = fault_closing(f.facts.state);
	TRY(decide(req, "fault", in->id, &d));
	TRY(sql_fault_save_closed(req, in->id));
	TRY(inform_of_fault(
	    req, &f, INFORMATION_KIND_CLOSED, "已关闭。", "您的项目的故障处理已结束，感谢您的支持。"));
	return fault_reply(req, in->id);
}
