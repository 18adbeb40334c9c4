/* The monthly analysis: figures of the records at a cut-off, and what is made of them (R12.20). */
#include "calendar_data.h"
#include "complaint.h"
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
is_own_unit(
    struct request *req, const char *unit_id, struct person *author, enum complaint_profile *profile)
{
	struct row row;
	bool found;

	TRY(directory_caller(req, author));
	TRY(sql_unit_reach(req, unit_id, author->department_id, &row, &found));
	if (!found)
		return problem_fault(req, "/unit_id", "UNKNOWN", "There is no such unit.");
	*profile = row_enum(&row, "profile", complaint_profile_names, COMPLAINT_PROFILE_COUNT);
	return author->id && row_boolean(&row, "own")
		   ? NULL
		   : problem_rule(req, &problem_forbidden_role, &R12_20,
			 "The analysis is made by customer service of the unit.");
}

/* By the policy of the profile at the end of the month (C13). */
static MAY_FAIL
due(struct request *req, enum complaint_profile profile, const struct supervised_month *of,
    date *due_on)
{
	struct complaint c = { .profile = profile, .received_at = of->ends };
	const struct parameters *p;

	TRY(complaint_parameters(req, &c, &p));
	*due_on = analysis_due(
	    working_days(), of->first, parameter_integer(p, &parameter_complaint_analysis_due));
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
	enum complaint_profile profile = 0;
	struct person author;
	struct decision d;
	struct row row;

	TRY(is_own_unit(req, in->unit_id, &author, &profile));
	if (month.ends < req->now) /* else it is refused for that */
		TRY(due(req, profile, &month, &facts.due_on));
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
