#include "supervision.h"

#include "alarm.h"
#include "complaints/enums.h"
#include "complaints/operations.h"
#include "complaints/queries.h"
#include "directory.h"
#include "parameter.h"
#include "rules.h"
#include "rules_supervision.h"
#include "rules_text.h"

static MAY_FAIL
author_of(struct request *req, struct person *author)
{
	TRY(directory_caller(req, author));
	return author->id ? NULL
			  : problem_rule(req, &problem_forbidden_role, &R6_2,
				"The author is a person of the staff directory.");
}

/* What was written on an item, or NULL. */
static const char *
written(const struct service_assessment_make_in *in, const char *item)
{
	for (size_t i = 0; i < in->items_count; i++)
		if (same(in->items[i].item, item))
			return in->items[i].findings;
	return NULL;
}

/* It covers all that supervision.assessment_items names: by figures, or in words (R6.2). */
static MAY_FAIL
cover(struct request *req, const struct parameters *p, const struct service_assessment_make_in *in,
    const char **covered)
{
	static const char *const figures[] = { "ACCEPTANCE", "PROACTIVE_MAINTENANCE",
		"OTHER_SERVICES", NULL };
	struct buffer b = buffer_in(req->arena);

	for (size_t i = 0; i < in->items_count; i++)
		if (!parameter_has(p, &parameter_supervision_assessment_items, in->items[i].item))
			return problem_fault(req, arena_print(req->arena, "/items/%zu/item", i),
			    "ONE_OF", "Must be one of supervision.assessment_items.");
	list_open(&b, NULL);
	for (const char *const *item = parameter_words(p, &parameter_supervision_assessment_items);
	     *item; item++) {
		const char *findings = written(in, *item);

		if (!findings && !list_has(figures, *item))
			return problem_fault(req, "/items", "REQUIRED",
			    arena_print(req->arena, "%s is assessed, too, in words.", *item));
		object_open(&b);
		member_text(&b, "item", *item);
		if (findings)
			member_text(&b, "findings", findings);
		object_close(&b);
	}
	list_close(&b);
	*covered = b.text;
	return NULL;
}

MAY_FAIL
service_assessment_make(struct request *req, const struct service_assessment_make_in *in)
{
	struct supervised_month month = supervised_month(in->month);
	const struct parameters *p;
	const char *id = new_id(req), *covered = NULL;
	struct person author;
	struct decision d;
	struct row row;
	bool found;

	TRY(author_of(req, &author));
	TRY(parameters_on(req, req->today, &p));
	TRY(sql_executing_department(req, in->department_id, &row, &found));
	if (!found)
		return problem_fault(req, "/department_id", "UNKNOWN",
		    "Assessed are departments with technical service.");
	if (month.begins > req->now)
		return problem_rule(
		    req, &problem_time_in_future, &R6_2, "The month has not begun.");
	if (!parameter_has(p, &parameter_supervision_grades, in->grade))
		return problem_fault(req, "/grade", "ONE_OF", "Must be one of supervision.grades.");
	TRY(cover(req, p, in, &covered));
	TRY(sql_supervision_conflict(req, author.id, in->department_id, month.first, month.last,
	    month.begins - 1, month.ends, &row));
	d = supervision_independent(row_text(req, &row, "why"));
	TRY(decide(req, "service_assessment", id, &d));
	TRY(sql_service_assessment_create(req, id, month.first, in->department_id, author.id,
	    month.begins - 1, month.ends < req->now ? month.ends : req->now,
	    parameter_integer(p, &parameter_holiday_checks_per_site_day), covered, in->grade,
	    in->findings));
	return reply_one(req, sql_service_assessment_get, id);
}

MAY_FAIL
service_assessment_change(struct request *req, const struct service_assessment_change_in *in)
{
	struct row row;

	TRY(sql_service_assessment_lock(req, in->id, &row));
	return problem_rule(req, &problem_immutable, &R6_2,
	    "The figures are computed, and an assessment stands as it was made.");
}

MAY_FAIL
supervision_report_draft(struct request *req, const struct supervision_report_draft_in *in)
{
	date month = supervised_month(in->month).first;
	const char *id = new_id(req);
	struct row unit, corrected;
	struct person author;
	bool found;

	TRY(author_of(req, &author));
	TRY(sql_supervision_unit(req, author.department_id, &unit, &found));
	if (!found)
		return problem_rule(req, &problem_forbidden_role, &R6_3,
		    "Your department belongs to no unit that is supervised.");
	if (!in->revision_of_id != !in->revision_reason)
		return problem_fault(req,
		    in->revision_reason ? "/revision_of_id" : "/revision_reason", "REQUIRED",
		    "A revision names the report it corrects, and why.");
	if (in->revision_of_id) {
		TRY(sql_supervision_report_corrected(req, in->revision_of_id,
		    row_text(req, &unit, "id"), month, &corrected, &found));
		if (!found)
			return problem_fault(req, "/revision_of_id", "UNKNOWN",
			    "A revision is of a submitted report of the same month.");
	}
	TRY(sql_supervision_report_create(req, id, row_text(req, &unit, "id"), month, author.id,
	    in->findings, in->recommendations,
	    in->revision_of_id, in->revision_reason));
	return reply_one(req, sql_supervision_report_get, id);
}

static MAY_FAIL
facts_of(struct request *req, const struct row *report, const struct person *author,
    struct report_facts *facts, instant *from)
{
	const struct parameters *p;
	struct row row, conflict;

	TRY(parameters_on(req, req->today, &p));
	*facts = (struct report_facts) {
		.month = supervised_month(row_date(report, "month")),
		.earliest_day = parameter_integer(p, &parameter_supervision_earliest_day),
	};
	TRY(sql_supervision_report_facts(
	    req, row_text(req, report, "unit_id"), facts->month.first, &row));
	TRY(sql_supervision_conflict_anywhere(req, author->id, row_text(req, report, "unit_id"),
	    facts->month.first, facts->month.last, facts->month.begins - 1, facts->month.ends,
	    &conflict));
	facts->unassessed = row_integer(&row, "unassessed");
	facts->another = row_boolean(&row, "another") && row_is_null(report, "revision_of_id");
	facts->conflict = row_text(req, &conflict, "why");
	*from = row_instant(&row, "previous");
	return NULL;
}

MAY_FAIL
supervision_report_submit(struct request *req, const struct supervision_report_submit_in *in)
{
	instant from, to = req->now;
	const struct parameters *p;
	struct report_facts facts;
	struct person author;
	struct decision d;
	struct row row, cut, unit;

	TRY(author_of(req, &author));
	TRY(sql_supervision_report_lock(req, in->id, &row));
	if (!same(row_text(req, &row, "state"),
		supervision_report_state_names[SUPERVISION_REPORT_STATE_DRAFT]))
		return problem_rule(
		    req, &problem_immutable, &R6_3, "The report was submitted already.");
	TRY(sql_supervision_unit_lock(req, row_text(req, &row, "unit_id"), &unit));
	TRY(facts_of(req, &row, &author, &facts, &from));
	d = supervision_submit(&facts, req->now);
	TRY(decide(req, "service_supervision_report", in->id, &d));
	/* A revision is of what the first report covered. */
	if (!row_is_null(&row, "revision_of_id")) {
		TRY(sql_supervision_report_cut(req, row_text(req, &row, "revision_of_id"), &cut));
		from = row_instant(&cut, "coverage_from");
		to = row_instant(&cut, "coverage_to");
	}
	TRY(parameters_on(req, req->today, &p));
	TRY(sql_supervision_report_save_submitted(req, in->id, from, to,
	    same(d.outcome, "LATE"),
	    parameter_integer(p, &parameter_holiday_checks_per_site_day), facts.month.first));
	TRY(sql_supervision_report_get(req, in->id, &row));
	TRY(alarm_raise(req, &(struct alarm_new) { "SUPERVISION_REPORT_SUBMITTED", &R6_3,
				 "service_supervision_report", in->id, "general_manager",
				 arena_print(req->arena, "The supervision report of %.7s was submitted.",
				     row_text(req, &row, "month")) }));
	TRY(event_emit(req, "supervision.report_submitted", in->id, row_integer(&row, "version"),
	    arena_print(req->arena, "{\"report_id\":\"%s\",\"month\":\"%s\"}", in->id,
		row_text(req, &row, "month"))));
	return reply_row(req, &row);
}

MAY_FAIL
supervision_report_acknowledge(
    struct request *req, const struct supervision_report_acknowledge_in *in)
{
	struct row row;

	TRY(sql_supervision_report_lock(req, in->id, &row));
	if (!same(row_text(req, &row, "state"),
		supervision_report_state_names[SUPERVISION_REPORT_STATE_SUBMITTED]))
		return problem_rule(req, &problem_invalid_state, &R6_3, "The report is %s.",
		    row_text(req, &row, "state"));
	TRY(sql_supervision_report_save_acknowledged(req, in->id));
	TRY(sql_alarm_answered(req, "SUPERVISION_REPORT_SUBMITTED", in->id));
	return reply_one(req, sql_supervision_report_get, in->id);
}

MAY_FAIL
supervision_month_over(struct request *req, const char *subject_id)
{
	static const char *const roles[] = { "business_dept", "general_manager" };
	struct supervised_month month = supervised_month(req->today - 1);
	struct rows units;
	int year, number, day;

	date_split(month.first, &year, &number, &day);
	TRY(sql_supervision_units_without_report(req, month.first, &units));
	for (int i = 0; i < units.count; i++)
		for (size_t r = 0; r < COUNT(roles); r++) {
			struct row row = rows_at(&units, i);

			TRY(sql_supervision_alarm(req, new_id(req), row_text(req, &row, "id"),
			    roles[r],
			    arena_print(req->arena, "SUPERVISION_OVERDUE_%04d_%02d", year, number),
			    arena_print(req->arena,
				"The supervision report of %04d-%02d was not submitted.", year,
				number)));
		}
	return timer_set(
	    req, "supervision_overdue", subject_id, start_of(plus_months(month.first, 2)));
}

MAY_FAIL
return_visit_counted(struct request *req, const struct event *event)
{
	const char *kind = same(event->type, "visit.return_due")		? "DUE"
			   : same(event->type, "visit.return_completed") ? "COMPLETED"
										: "OVERDUE";

	return sql_return_visit_count(req, event->id, kind, event->at);
}
