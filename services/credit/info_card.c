/* /v1/info-cards (R3.32, R3.33). */
#include "info_card.h"

#include "credit/operations.h"
#include "credit/queries.h"
#include "parameter.h"
#include "rules.h"
#include "rules_info_card.h"
#include "standing.h"

/* What a card is measured by today. */
struct measure {
	const char *required; /* JSON list */
	date stale_by;
};

static MAY_FAIL
measure_of(struct request *req, struct measure *measure)
{
	const struct parameters *p;

	TRY(parameters_on(req, req->today, &p));
	*measure = (struct measure) {
		.required = parameter_json(p, &parameter_credit_info_card_required_fields),
		.stale_by = info_card_stale_by(
		    req->today, parameter_period(p, &parameter_credit_info_card_stale_after)),
	};
	return NULL;
}

static MAY_FAIL
reply_card(struct request *req, const char *id)
{
	struct measure measure;
	struct row row;

	TRY(measure_of(req, &measure));
	TRY(sql_info_card_get(
	    req, id, measure.required, measure.stale_by, business_offset / MINUTE, &row));
	return reply_row(req, &row);
}

/* Narrower than for the profile: other sales managers do not read it. */
static MAY_FAIL
may_read(struct request *req, const struct profile *profile)
{
	static const char *const reads_all[] = { "finance", "auditor", "service" };
	struct standing standing;

	TRY(standing_of(req, profile, &standing));
	if (standing.responsible || standing.superior)
		return NULL;
	for (size_t i = 0; i < COUNT(reads_all); i++)
		if (caller_is(&req->caller, reads_all[i]))
			return NULL;
	return problem_rule(req, &problem_forbidden_role, &R3_32,
	    "An information card is read by its salesperson, those above and finance.");
}

static MAY_FAIL
may_write(struct request *req, const struct profile *profile)
{
	struct standing standing;

	TRY(standing_of(req, profile, &standing));
	return standing_is_responsible(req, &standing, &R3_32);
}

MAY_FAIL
info_card_open(struct request *req, const char *id, struct profile *profile)
{
	struct row row;

	TRY(sql_info_card_whose(req, id, &row));
	TRY(profile_read(req, row_text(req, &row, "customer_id"), &R3_32, profile));
	return may_read(req, profile);
}

MAY_FAIL
info_card_begin(struct request *req, const char *id, struct profile *profile)
{
	struct row row;

	TRY(sql_info_card_whose(req, id, &row));
	TRY(profile_lock(req, row_text(req, &row, "customer_id"), &R3_32, profile));
	return may_write(req, profile);
}

MAY_FAIL
info_card_create(struct request *req, const struct info_card_create_in *in)
{
	const char *id = new_id(req);
	struct profile profile;
	struct row row;
	bool found;

	TRY(profile_lock(req, in->customer_id, &R3_32, &profile));
	TRY(may_write(req, &profile));
	TRY(sql_info_card_of(req, profile.id, &row, &found));
	if (found)
		return problem_rule(
		    req, &problem_card_exists, &R3_32, "The customer has an information card.");
	TRY(sql_info_card_create(req, id, profile.id, profile.responsible_salesperson_id,
	    in->basic_json, in->business_json));
	return reply_card(req, id);
}

MAY_FAIL
info_card_list_compute(struct request *req, const struct info_card_list_in *in,
    struct info_card_list_computed *computed)
{
	struct measure measure;

	(void)in;
	TRY(measure_of(req, &measure));
	computed->required = measure.required;
	computed->stale_by = measure.stale_by;
	return NULL;
}

MAY_FAIL
info_card_get(struct request *req, const struct info_card_get_in *in)
{
	struct profile profile;

	TRY(info_card_open(req, in->id, &profile));
	return reply_card(req, in->id);
}

MAY_FAIL
info_card_get_of_customer(struct request *req, const struct info_card_get_of_customer_in *in)
{
	struct profile profile;
	struct row row;
	bool found;

	TRY(profile_read(req, in->id, &R3_32, &profile));
	TRY(may_read(req, &profile));
	TRY(sql_info_card_of(req, profile.id, &row, &found));
	if (!found)
		return problem_rule(
		    req, &problem_not_found, &R3_32, "The customer has no information card.");
	return reply_card(req, row_text(req, &row, "id"));
}

MAY_FAIL
info_card_update(struct request *req, const struct info_card_update_in *in)
{
	struct profile profile;
	struct row row;

	TRY(info_card_begin(req, in->id, &profile));
	TRY(sql_info_card_lock(req, in->id, &row));
	TRY(sql_info_card_save(req, in->id, in->basic_json, in->business_json));
	return reply_card(req, in->id);
}
