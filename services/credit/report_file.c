/* A report is filed: by that it is reported to the sales manager, and the next one is due (R3.25,
 * R3.27, R3.28). */
#include "credit/operations.h"
#include "credit/queries.h"
#include "investigation.h"
#include "parameter.h"
#include "report.h"
#include "rules.h"
#include "rules_report.h"
#include "rules_text.h"

static MAY_FAIL
read_sections(struct request *req, const char *id, struct report_facts *facts)
{
	struct rows rows;

	TRY(sql_credit_report_sections(req, id, &rows));
	for (int i = 0; i < rows.count; i++) {
		struct row row = rows_at(&rows, i);
		const char *filled = row_text(req, &row, "section");

		for (int section = 0; section < REPORT_SECTION_COUNT; section++)
			if (same(filled, report_section_names[section]))
				facts->filled[section] = true;
	}
	return NULL;
}

static MAY_FAIL
read_findings(
    struct request *req, const char *id, const char *customer_id, struct report_facts *facts)
{
	struct report_finding *findings;
	struct rows rows;

	TRY(sql_credit_report_evidence(req, id, customer_id, &rows));
	findings = arena_array(req->arena, struct report_finding, (size_t)rows.count);
	for (int i = 0; i < rows.count; i++) {
		struct row row = rows_at(&rows, i);

		findings[i] = (struct report_finding) {
			.refs = row_integer(&row, "refs"),
			.existing = row_integer(&row, "existing"),
			.foreign = row_integer(&row, "foreign_refs"),
		};
		facts->figures += row_integer(&row, "figures");
	}
	facts->findings = findings;
	facts->count = (size_t)rows.count;
	return NULL;
}

/* The report, locked behind its customer and before its investigation; all that decides. */
static MAY_FAIL
begin(struct request *req, const char *id, const struct parameters *p, struct profile *profile,
    struct investigation *i, struct report_facts *facts)
{
	struct row row;

	TRY(sql_credit_report_whose(req, id, &row));
	TRY(profile_lock(req, row_text(req, &row, "customer_id"), &R3_25, profile));
	TRY(sql_credit_report_lock(req, id, &row));
	*i = (struct investigation) { .completed_at = NO_INSTANT };
	*facts = (struct report_facts) {
		.state =
		    row_enum(&row, "state", credit_report_state_names, CREDIT_REPORT_STATE_COUNT),
		.template_version = row_integer(&row, "template_version"),
		.effective_template =
		    parameter_integer(p, &parameter_credit_report_template_version),
		.recommends = row_boolean(&row, "recommends"),
		.recommendation_findings = row_integer(&row, "recommendation_rests"),
		.max_figures = parameter_integer(p, &parameter_credit_report_max_figures),
	};
	if (!row_is_null(&row, "investigation_id")) {
		const char *investigation_id = row_text(req, &row, "investigation_id");

		TRY(investigation_hold(req, investigation_id, profile, i, &facts->investigated));
		facts->investigated = true;
		facts->investigation = i->state;
		facts->scored = i->scored;
	}
	TRY(read_sections(req, id, facts));
	return read_findings(req, id, profile->id, facts);
}

/* As it now is; and told. */
static MAY_FAIL
finish(struct request *req, const char *id)
{
	struct buffer b = buffer_in(req->arena);
	struct row row;

	TRY(sql_credit_report_get(req, id, &row));
	object_open(&b);
	member_text(&b, "report_id", id);
	member_text(&b, "customer_id", row_text(req, &row, "customer_id"));
	member_text(&b, "kind", row_text(req, &row, "kind"));
	member_text(&b, "investigation_id", row_text(req, &row, "investigation_id"));
	member_text(&b, "prepared_by", row_text(req, &row, "prepared_by"));
	member_date(&b, "filed_on", row_date(&row, "filed_on"));
	member_boolean(&b, "late", row_boolean(&row, "late"));
	object_close(&b);
	TRY(event_emit(req, "credit.report_filed", id, row_integer(&row, "version"), b.text));
	return reply_row(req, &row);
}

MAY_FAIL
credit_report_file(struct request *req, const struct credit_report_file_in *in)
{
	const struct parameters *p;
	struct report_facts facts;
	struct investigation i;
	struct profile profile;
	int64_t deliver_days;
	struct decision d;

	TRY(parameters_on(req, req->today, &p));
	TRY(begin(req, in->id, p, &profile, &i, &facts));
	d = report_file_decide(&facts);
	deliver_days = parameter_integer(p, &parameter_credit_report_deliver_days);
	if (!d.refusal && facts.investigated)
		decision_used(&d, "credit.report.deliver_days", deliver_days);
	TRY(decide(req, "credit_report", in->id, &d));
	TRY(sql_credit_report_save_filed(req, in->id, i.id,
	    report_deliver_by(i.completed_at, deliver_days),
	    report_late(i.completed_at, deliver_days, req->now), report_too_many_figures(&facts)));
	if (i.id)
		TRY(sql_investigation_save_reported(req, i.id, in->id));
	TRY(report_filed_today(req, &profile));
	return finish(req, in->id);
}
