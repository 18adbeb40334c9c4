/* Steps of complaints and faults that are told to the customer and inside (R6.22). */
#include "complaint.h"
#include "complaints/queries.h"
#include "fault.h"
#include "service_information.h"

/*
 * What the complainant reads, nothing of the investigation nor of a reason. NULL: the reply itself
 * tells it.
 */
static const char *const complaint_texts[INFORMATION_KIND_COUNT] = {
	[INFORMATION_KIND_ACCEPTED] = "已登记受理。",
	[INFORMATION_KIND_TRANSFERRED] = "已由专人负责处理。",
	[INFORMATION_KIND_DECISION] = "已作出处理决定，我们将另行答复您。",
	[INFORMATION_KIND_REOPENED] = "已重新处理。",
	[INFORMATION_KIND_CLOSED] = "已办结，感谢您的支持。",
};

static const char *const complaint_notices[INFORMATION_KIND_COUNT] = {
	[INFORMATION_KIND_ACCEPTED] = "已登记受理。",
	[INFORMATION_KIND_TRANSFERRED] = "已指定处理人员。",
	[INFORMATION_KIND_DECISION] = "已作出处理决定。",
	[INFORMATION_KIND_RESOLVED] = "已答复投诉人。",
	[INFORMATION_KIND_REOPENED] = "已重新处理。",
	[INFORMATION_KIND_CLOSED] = "已关闭。",
};

MAY_FAIL
inform_of_complaint(struct request *req, const struct complaint *c, enum information_kind kind)
{
	const char *what = c->kind == COMPLAINT_KIND_COMPLAINT ? "投诉" : "意见反馈",
		   *text = complaint_texts[kind];
	struct row row;

	TRY(sql_complaint_informed(req, c->id, &row));
	return inform(req,
	    &(struct information) {
		.subject = "complaint",
		.subject_id = c->id,
		.kind = kind,
		.text = arena_print(
		    req->arena, "%s%s%s", what, c->ledger_number, complaint_notices[kind]),
		.customer_text = text ? arena_print(req->arena, "您的%s%s", what, text) : NULL,
		/* Without a name: only where it was left how to be reached (R10.10). */
		.customer_id = c->anonymous ? NULL : c->customer_id,
		.phone = row_text(req, &row, "phone"),
		.email = row_text(req, &row, "email"),
		.chat_tool = row_text(req, &row, "chat_tool"),
		.chat_account = row_text(req, &row, "chat_account"),
		.people = { row_text(req, &row, "handler_id"), row_text(req, &row, "officer_id"),
		    row_text(req, &row, "first_responder_id") },
		.role = profile_policy(c->profile, c->channel).desk,
	    });
}

MAY_FAIL
inform_of_fault(struct request *req, const struct major_fault *f, enum information_kind kind,
    const char *notice, const char *customer_text)
{
	struct row row;

	TRY(sql_fault_informed(req, f->id, &row));
	return inform(req,
	    &(struct information) {
		.subject = "fault",
		.subject_id = f->id,
		.kind = kind,
		.text = arena_print(req->arena, "项目“%s”的故障%s", f->project.name, notice),
		.customer_text = customer_text,
		.customer_id = f->project.customer_id,
		.phone = f->project.phone,
		.people = { f->project.division_manager_id,
		    row_text(req, &row, "first_responder_id") },
		.role = "customer_service",
	    });
}
