/* /v1/credit-adjustments: from the proposal to its acknowledgement (R3.19). */
#include "adjustment.h"

#include "credit/operations.h"
#include "credit/queries.h"
#include "rules.h"
#include "standing.h"

MAY_FAIL
adjustment_reply(struct request *req, const char *id)
{
	struct row row;

	TRY(sql_credit_adjustment_told(req, id, &row));
	return reply_row(req, &row);
}

static const struct scrutiny *
scrutiny_of(struct request *req, const struct row *row)
{
	struct scrutiny *scrutiny;

	if (row_is_null(row, "scrutinised_by"))
		return NULL;
	scrutiny = arena_array(req->arena, struct scrutiny, 1);
	*scrutiny = (struct scrutiny) { .items = {
					    [SCRUTINY_ITEM_REPORT_CURRENT] =
						row_boolean(row, "report_current"),
					    [SCRUTINY_ITEM_NO_OVERDUE_RECEIVABLE] =
						row_boolean(row, "no_overdue_receivable"),
					    [SCRUTINY_ITEM_NO_OPEN_BILL_INCIDENT] =
						row_boolean(row, "no_open_bill_incident"),
					    [SCRUTINY_ITEM_NO_CONDITION_UNMET] =
						row_boolean(row, "no_condition_unmet"),
					    [SCRUTINY_ITEM_INFO_CARD_COMPLETE] =
						row_boolean(row, "info_card_complete"),
					} };
	return scrutiny;
}

MAY_FAIL
adjustment_begin(struct request *req, const char *id, struct adjustment *a)
{
	struct profile profile;
	struct row row;

	TRY(sql_credit_adjustment_whose(req, id, &row));
	TRY(profile_lock(req, row_text(req, &row, "customer_id"), &R3_19, &profile));
	TRY(sql_credit_adjustment_lock(req, id, &row));
	*a = (struct adjustment) {
		.id = row_text(req, &row, "id"),
		.profile = profile,
		.state = row_enum(&row, "state", adjustment_state_names, ADJUSTMENT_STATE_COUNT),
		.kind = row_enum(&row, "kind", adjustment_kind_names, ADJUSTMENT_KIND_COUNT),
		.to_grade = row_enum(&row, "to_grade", grade_names, GRADE_COUNT),
		.to = { row_integer(&row, "to_limit_fen"), row_integer(&row, "to_term_days") },
		.conditions = row_text(req, &row, "conditions"),
		.waived_condition_ids = row_text(req, &row, "waived_condition_ids"),
		.scrutiny = scrutiny_of(req, &row),
		.incident_basis = row_boolean(&row, "incident_basis"),
		.created_by = row_text(req, &row, "created_by"),
		.submitted_by = row_text(req, &row, "submitted_by"),
		.scrutinised_by = row_text(req, &row, "scrutinised_by"),
		.approval_step = row_integer(&row, "approval_step"),
		.submitted_on = row_is_null(&row, "submitted_at")
				    ? req->today
				    : date_of(row_instant(&row, "submitted_at")),
		.ack_due_on = row_date(&row, "ack_due_on"),
		.acted = row_boolean(&row, "acted"),
	};
	return NULL;
}

static MAY_FAIL
submit(struct request *req, const char *id)
{
	struct adjustment a;
	struct decision d;

	TRY(adjustment_begin(req, id, &a));
	d = adjustment_may(ADJUSTMENT_SUBMIT, a.state);
	TRY(require(req, "credit_adjustment", a.id, &d));
	TRY(adjustment_check(req, &a));
	return sql_credit_adjustment_save_submission(req, id, a.profile.id);
}

MAY_FAIL
credit_adjustment_create(struct request *req, const struct credit_adjustment_create_in *in)
{
	struct adjustment_proposal proposal = {
		.place = "",
		.kind = enum_index(adjustment_kind_names, ADJUSTMENT_KIND_COUNT, in->kind),
		.to_grade = enum_index(grade_names, GRADE_COUNT, in->to_grade),
		.to = { in->to_limit_fen, in->to_term_days },
		.conditions = in->conditions_json,
		.waived_condition_ids = in->waived_condition_ids_json,
		.scrutiny = in->scrutiny_json,
		.verification_id = in->verification_id,
		.report_id = in->report_id,
		.emergency_report_id = in->emergency_report_id,
		.bill_incident_id = in->bill_incident_id,
		.reason = in->reason,
	};
	struct profile profile;
	const char *id;

	TRY(profile_lock(req, in->customer_id, &R3_19, &profile));
	TRY(adjustment_propose(req, &profile, &proposal, &id));
	if (in->submit && *in->submit)
		TRY(submit(req, id));
	return adjustment_reply(req, id);
}

MAY_FAIL
credit_adjustment_scrutinise(struct request *req, const struct credit_adjustment_scrutinise_in *in)
{
	struct adjustment a;
	struct decision d;

	TRY(adjustment_begin(req, in->id, &a));
	d = adjustment_may(ADJUSTMENT_SCRUTINISE, a.state);
	TRY(require(req, "credit_adjustment", a.id, &d));
	TRY(sql_credit_adjustment_save_scrutiny(req, in->id, in->scrutiny_json));
	return adjustment_reply(req, in->id);
}

MAY_FAIL
credit_adjustment_submit(struct request *req, const struct credit_adjustment_submit_in *in)
{
	TRY(submit(req, in->id));
	return adjustment_reply(req, in->id);
}

MAY_FAIL
credit_adjustment_withdraw(struct request *req, const struct credit_adjustment_withdraw_in *in)
{
	struct adjustment a;
	struct decision d;

	TRY(adjustment_begin(req, in->id, &a));
	d = adjustment_may(ADJUSTMENT_WITHDRAW, a.state);
	TRY(require(req, "credit_adjustment", a.id, &d));
	TRY(sql_credit_adjustment_save_end(
	    req, in->id, adjustment_state_names[ADJUSTMENT_STATE_WITHDRAWN], a.approval_step));
	return adjustment_reply(req, in->id);
}

MAY_FAIL
credit_adjustment_acknowledge(
    struct request *req, const struct credit_adjustment_acknowledge_in *in)
{
	struct standing standing;
	struct adjustment a;
	struct decision d;

	TRY(adjustment_begin(req, in->id, &a));
	TRY(standing_of(req, &a.profile, &standing));
	TRY(standing_is_responsible(req, &standing, &R3_19));
	d = adjustment_may(ADJUSTMENT_ACKNOWLEDGE, a.state);
	TRY(require(req, "credit_adjustment", a.id, &d));
	TRY(sql_credit_adjustment_save_acknowledgement(req, in->id, req->today > a.ack_due_on));
	return adjustment_reply(req, in->id);
}
