/* The monthly analysis: figures of the records at a cut-off, and what is made of them (R12.20). */
#include "calendar_data.h"
#include "complaints/operations.h"
#include "complaints/queries.h"
#include "directory.h"
#include "parameter.h"
#include "rules.h"
#include "rules_analysis.h"
#include "rules_supervision.h"
#include "rules_text.h"

/* By customer service of the unit itself; a head office reads it (R12.2). */
static MAY_FAIL
is_own_unit(struct request *req, const char *unit_id, struct person *author)
{
	struct row row;
	bool found;

	TRY(directory_caller(req, author));
	TRY(sql_unit_reach(req, unit_id, author->department_id, &row, &found));
	if (!found)
		return problem_fault(req, "/unit_id", "UNKNOWN", "There is no such unit.");
	return author->id && row_boolean(&row, "own")
		   ? NULL
		   : problem_rule(req, &problem_forbidden_role, &R12_20,
			 "The analysis is made by customer service of the unit.");
}

static MAY_FAIL
due(struct request *req, date month, date *due_on)
{
	const struct parameters *p;

	TRY(parameters_on(req, req->today, &p));
	*due_on = analysis_due(
	    working_days(), month, parameter_integer(p, &parameter_complaint_analysis_due));
	return *due_on != NO_DATE ? NULL
				  : problem_detail(req, &problem_calendar_missing,
					"The day it is due is beyond what the calendar covers.");
}

MAY_FAIL
complaint_analysis_create(struct request *req, const struct complaint_analysis_create_in *in)
{
	struct supervised_month month = supervised_month(in->month);
	struct analysis_facts facts = {
		.month = month.first,
		.revision = in->revision && *in->revision,
		.analysis = in->analysis,
		.improvement_measures = in->improvement_measures,
		.recognition = in->recognition,
	};
	const char *id = new_id(req);
	struct person author;
	struct decision d;
	struct row row;

	TRY(is_own_unit(req, in->unit_id, &author));
	if (month.ends < req->now) /* else it is refused for that */
		TRY(due(req, month.first, &facts.due_on));
	TRY(sql_analysis_reports(req, in->unit_id, month.first, &row));
	facts.reports = row_integer(&row, "reports");
	d = analysis_made(&facts, req->now);
	TRY(decide(req, "complaint_analysis_report", id, &d));
	TRY(sql_analysis_figures(req, in->unit_id, month.begins, month.ends, &row));
	TRY(sql_analysis_create(req, id, in->unit_id, month.first, facts.reports, author.id,
	    facts.due_on, req->today > facts.due_on, row_text(req, &row, "figures"), in->analysis,
	    in->improvement_measures, in->recognition));
	TRY(sql_analysis_get(req, id, &row));
	return reply_row(req, &row);
}

MAY_FAIL
complaint_analysis_figure_list_guard(
    struct request *req, const struct complaint_analysis_figure_list_in *in)
{
	struct row row;

	return sql_analysis_shown(req, in->id, &row);
}
