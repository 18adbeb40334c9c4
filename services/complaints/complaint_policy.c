/* Versions of the policy of a profile: the parameters of complaints (R10.1, R12.1). */
#include "complaint.h"
#include "complaints/operations.h"
#include "complaints/queries.h"
#include "rules.h"
#include "rules_text.h"

/* R12.1: in logistics whom the policy itself names, elsewhere the policy administrator. */
static MAY_FAIL
editor_of(struct request *req, const char *profile, const char **role)
{
	struct complaint c = { .profile = COMPLAINT_PROFILE_LOGISTICS, .received_at = req->now };
	const struct parameters *p;

	*role = "policy_admin";
	if (!same(profile, complaint_profile_names[COMPLAINT_PROFILE_LOGISTICS]))
		return NULL;
	TRY(complaint_parameters(req, &c, &p));
	*role = parameter_text(p, &parameter_complaint_policy_editor_logistics);
	return NULL;
}

/* Customer service is that of the company, not of a member company nor of another profile. */
static MAY_FAIL
is_of_company(struct request *req, const char *role, bool *of_company)
{
	struct person caller;
	struct row row;

	*of_company = true;
	if (same(role, "policy_admin"))
		return NULL;
	TRY(directory_caller(req, &caller));
	TRY(sql_complaint_policy_editor(req, caller.department_id, &row));
	*of_company = row_boolean(&row, "of_company");
	return NULL;
}

static MAY_FAIL
may_write(struct request *req, const char *profile)
{
	bool of_company;
	const char *role;

	TRY(editor_of(req, profile, &role));
	TRY(is_of_company(req, role, &of_company));
	if (of_company && caller_is(&req->caller, role))
		return NULL;
	return problem_rule(req, &problem_forbidden_role,
	    same(profile, complaint_profile_names[COMPLAINT_PROFILE_LOGISTICS]) ? &R12_1 : &R10_1,
	    "The policy of the profile %s is written by %s.", profile, role);
}

MAY_FAIL
complaint_policy_create(struct request *req, const struct complaint_policy_create_in *in)
{
	const char *id = new_id(req);
	const struct parameters *values;

	TRY(may_write(req, in->profile));
	TRY(parameters_on(req, req->today, &values));
	TRY(parameters_change(req, "/parameters", in->parameters, "complaint.", &values));
	TRY(sql_complaint_policy_create(req, id, in->profile, in->parameters, in->reason));
	return reply_one(req, sql_complaint_policy_get, id);
}

static MAY_FAIL
begin(struct request *req, const char *id, struct row *row, const char **profile)
{
	TRY(sql_complaint_policy_lock(req, id, row));
	*profile = row_text(req, row, "profile");
	TRY(may_write(req, *profile));
	if (!same(row_text(req, row, "state"),
		complaint_policy_state_names[COMPLAINT_POLICY_STATE_DRAFT]))
		return problem_rule(
		    req, &problem_invalid_state, &R10_1, "The version is no draft any more.");
	return NULL;
}

/* R10.1: what the profile says of a resolution. */
static MAY_FAIL
resolved(struct request *req, const char *profile, const char *resolution_id)
{
	const struct parameters *p;
	struct row row;
	bool found;

	TRY(parameters_on(req, req->today, &p));
	if (!parameter_has(p, &parameter_complaint_policy_needs_resolution, profile))
		return NULL;
	TRY(sql_complaint_policy_resolution(req, resolution_id, &row, &found));
	if (!found || !same(row_text(req, &row, "profile"), profile))
		return problem_rule(req, &problem_resolution_missing, &R10_1,
		    "The partners' meeting must have resolved it.");
	if (!same(row_text(req, &row, "type"),
		meeting_type_names[MEETING_TYPE_PARTNERS_MEETING]))
		return problem_rule(req, &problem_wrong_meeting_type, &R10_1,
		    "A meeting of the firm does not resolve on the policy.");
	return NULL;
}

MAY_FAIL
complaint_policy_activate(struct request *req, const struct complaint_policy_activate_in *in)
{
	const char *profile;
	struct row row;

	TRY(begin(req, in->id, &row, &profile));
	if (in->effective_from < req->today)
		return problem_rule(req, &problem_effective_in_past, &R12_1,
		    "A version is in force from today on, or later.");
	TRY(resolved(req, profile, in->resolution_id));
	TRY(sql_complaint_policy_save_active(req, in->id, in->effective_from, in->resolution_id));
	return reply_one(req, sql_complaint_policy_get, in->id);
}

MAY_FAIL
complaint_policy_discard(struct request *req, const struct complaint_policy_discard_in *in)
{
	const char *profile;
	struct row row;

	TRY(begin(req, in->id, &row, &profile));
	TRY(sql_complaint_policy_save_discarded(req, in->id));
	return reply_one(req, sql_complaint_policy_get, in->id);
}

MAY_FAIL
meeting_resolution_create(struct request *req, const struct meeting_resolution_create_in *in)
{
	const char *id = new_id(req);
	struct row row;

	if (in->held_on > req->today)
		return problem_rule(
		    req, &problem_time_in_future, &R10_1, "The meeting has not been held yet.");
	TRY(sql_complaint_unit_get(req, in->unit_id, &row));
	TRY(sql_meeting_resolution_create(req, id, in->unit_id, NULL, NULL, in->type, in->held_on,
	    in->participants_json, NULL, in->plan, NULL, NULL, NULL, NULL));
	TRY(sql_meeting_resolution_get(req, id, &row));
	return reply_row(req, &row);
}
