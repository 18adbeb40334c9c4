/* /v1/credit-reports: written, read and acknowledged (R3.25). */
#include "report.h"

#include "credit/operations.h"
#include "credit/queries.h"
#include "investigation.h"
#include "rules.h"
#include "rules_report.h"
#include "rules_text.h"
#include "standing.h"

/* Its customer's; of the investigation, where there is one. */
static MAY_FAIL
begin_new(struct request *req, const struct credit_report_create_in *in, struct profile *profile)
{
	struct investigation i;

	if (!in->investigation_id) {
		if (!in->customer_id)
			return problem_fault(req, "/customer_id", "REQUIRED",
			    "A report is of an investigation, or of a customer.");
		return profile_lock(req, in->customer_id, &R3_25, profile);
	}
	TRY(investigation_begin(req, in->investigation_id, &R3_25, profile, &i));
	if (in->customer_id && !same(in->customer_id, profile->id))
		return problem_fault(
		    req, "/customer_id", "MISMATCH", "The investigation is of another customer.");
	if (i.state == INVESTIGATION_STATE_CANCELLED)
		return problem_rule(req, &problem_invalid_state, &R3_25,
		    "A cancelled investigation is not reported.");
	return NULL;
}

/* A report without investigation is a periodic one; with one it may be, too. */
static MAY_FAIL
know_kind(
    struct request *req, const struct credit_report_create_in *in, enum credit_report_kind *kind)
{
	*kind =
	    in->investigation_id ? CREDIT_REPORT_KIND_INVESTIGATION : CREDIT_REPORT_KIND_PERIODIC;
	if (in->kind)
		*kind = enum_index(credit_report_kind_names, CREDIT_REPORT_KIND_COUNT, in->kind);
	if (*kind == CREDIT_REPORT_KIND_INVESTIGATION && !in->investigation_id)
		return problem_fault(req, "/investigation_id", "REQUIRED",
		    "The report of an investigation says of which.");
	return NULL;
}

/* As it was just kept: a period that ends before it begins, and what is no recommendation. */
static MAY_FAIL
check_content(struct request *req, const char *id)
{
	enum grade grade;
	struct row row;
	date from, to;

	TRY(sql_credit_report_get(req, id, &row));
	from = row_date(&row, "period_from");
	to = row_date(&row, "period_to");
	if (from != NO_DATE && to != NO_DATE && from > to)
		return problem_fault(
		    req, "/period_to", "OUT_OF_RANGE", "The period would end before it begins.");
	grade = row_enum(&row, "recommended_grade", grade_names, GRADE_COUNT);
	if (!row_is_null(&row, "recommended_grade") && (!grade || grade == GRADE_UNGRADED))
		return problem_fault(
		    req, "/recommended_grade", "INVALID", "One of the grades A to D.");
	return reply_row(req, &row);
}

MAY_FAIL
credit_report_create(struct request *req, const struct credit_report_create_in *in)
{
	const char *id = new_id(req);
	enum credit_report_kind kind;
	struct profile profile;

	TRY(know_kind(req, in, &kind));
	TRY(begin_new(req, in, &profile));
	TRY(sql_credit_report_create(
	    req, id, profile.id, credit_report_kind_names[kind], in->investigation_id, req->body));
	return check_content(req, id);
}

MAY_FAIL
credit_report_get(struct request *req, const struct credit_report_get_in *in)
{
	struct standing standing;
	struct profile profile;
	struct row row;

	TRY(sql_credit_report_whose(req, in->id, &row));
	TRY(profile_read(req, row_text(req, &row, "customer_id"), &R3_25, &profile));
	TRY(standing_of(req, &profile, &standing));
	TRY(standing_reads(req, &standing, &R3_25));
	return reply_one(req, sql_credit_report_get, in->id);
}

/* Locked behind its customer. */
static MAY_FAIL
begin(struct request *req, const char *id, struct row *row)
{
	struct profile profile;

	TRY(sql_credit_report_whose(req, id, row));
	TRY(profile_lock(req, row_text(req, row, "customer_id"), &R3_25, &profile));
	return sql_credit_report_lock(req, id, row);
}

static enum credit_report_state
state_of(const struct row *row)
{
	return row_enum(row, "state", credit_report_state_names, CREDIT_REPORT_STATE_COUNT);
}

MAY_FAIL
credit_report_update(struct request *req, const struct credit_report_update_in *in)
{
	struct row row;

	TRY(begin(req, in->id, &row));
	if (state_of(&row) != CREDIT_REPORT_STATE_DRAFT)
		return problem_rule(
		    req, &problem_invalid_state, &R3_25, "A filed report is not changed.");
	TRY(sql_credit_report_change(req, in->id, req->body));
	return check_content(req, in->id);
}

MAY_FAIL
credit_report_acknowledge(struct request *req, const struct credit_report_acknowledge_in *in)
{
	const char *self = req->caller.id;
	struct decision d;
	struct row row;
	bool wrote;

	TRY(begin(req, in->id, &row));
	/* Nobody else has changed it since it was filed. */
	wrote = same(row_text(req, &row, "prepared_by"), self) ||
		(state_of(&row) == CREDIT_REPORT_STATE_FILED &&
		    same(row_text(req, &row, "changed_by"), self));
	d = report_acknowledge_decide(state_of(&row), wrote);
	TRY(decide(req, "credit_report", in->id, &d));
	TRY(sql_credit_report_save_acknowledged(req, in->id));
	return reply_one(req, sql_credit_report_get, in->id);
}
