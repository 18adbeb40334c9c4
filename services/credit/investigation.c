/* /v1/investigations: requested, taken and cancelled (R3.21). */
#include "investigation.h"

#include "credit/operations.h"
#include "credit/queries.h"
#include "parameter.h"
#include "rules.h"
#include "rules_investigation.h"
#include "rules_text.h"
#include "standing.h"

MAY_FAIL
investigation_reply(struct request *req, const char *id)
{
	struct row row;

	TRY(sql_investigation_told(req, id, &row));
	return reply_row(req, &row);
}

static struct investigation
investigation_of(struct request *req, const struct row *row)
{
	return (struct investigation) {
		.id = row_text(req, row, "id"),
		.customer_id = row_text(req, row, "customer_id"),
		.state =
		    row_enum(row, "state", investigation_state_names, INVESTIGATION_STATE_COUNT),
		.requested_by = row_text(req, row, "requested_by"),
		.completed_at = row_instant(row, "completed_at"),
		.scored = !row_is_null(row, "investigation_score"),
	};
}

MAY_FAIL
investigation_begin(struct request *req, const char *id, const struct rule *rule,
    struct profile *profile, struct investigation *i)
{
	struct row row;

	TRY(sql_investigation_get(req, id, &row));
	TRY(profile_lock(req, row_text(req, &row, "customer_id"), rule, profile));
	TRY(sql_investigation_lock(req, id, &row));
	*i = investigation_of(req, &row);
	return NULL;
}

MAY_FAIL
investigation_hold(struct request *req, const char *id, const struct profile *profile,
    struct investigation *i, bool *found)
{
	struct row row;

	*i = (struct investigation) { 0 };
	TRY(sql_investigation_hold(req, id, profile->id, &row, found));
	if (*found)
		*i = investigation_of(req, &row);
	return NULL;
}

MAY_FAIL
investigation_create(struct request *req, const struct investigation_create_in *in)
{
	const char *id = new_id(req);
	enum investigation_cause cause =
	    in->cause ? enum_index(investigation_cause_names, INVESTIGATION_CAUSE_COUNT, in->cause)
		      : INVESTIGATION_CAUSE_SALES;
	struct investigation_asker by;
	struct standing standing;
	struct profile profile;
	struct decision d;

	if (!has_text(in->reason))
		return problem_fault(req, "/reason", "REQUIRED", "Why it is needed is said.");
	TRY(profile_lock(req, in->customer_id, &R3_21, &profile));
	TRY(standing_of(req, &profile, &standing));
	by = (struct investigation_asker) {
		.finance = caller_is(&req->caller, "finance"),
		.manager = caller_is(&req->caller, "sales_manager"),
		.responsible = standing.responsible,
	};
	d = investigation_request(&by, cause);
	if (d.refusal)
		return decide(req, "investigation", id, &d);
	TRY(sql_investigation_create(
	    req, id, profile.id, in->reason, investigation_cause_names[cause]));
	TRY(decide(req, "investigation", id, &d));
	return investigation_reply(req, id);
}

/* How many of the channels are not named twice. */
static int64_t
distinct(const char *const *channels, size_t count)
{
	bool named[INVESTIGATION_CHANNEL_COUNT] = { false };
	int64_t found = 0;

	for (size_t i = 0; i < count; i++) {
		int channel = enum_index(
		    investigation_channel_names, INVESTIGATION_CHANNEL_COUNT, channels[i]);

		found += !named[channel];
		named[channel] = true;
	}
	return found;
}

MAY_FAIL
investigation_take(struct request *req, const struct investigation_take_in *in)
{
	const struct parameters *p;
	struct investigation i;
	struct profile profile;
	struct decision d;

	TRY(investigation_begin(req, in->id, &R3_21, &profile, &i));
	TRY(parameters_on(req, req->today, &p));
	d = investigation_take_decide(i.state, distinct(in->channels, in->channels_count),
	    parameter_integer(p, &parameter_credit_investigation_min_channels));
	TRY(decide(req, "investigation", i.id, &d));
	TRY(sql_investigation_save_taken(req, i.id, in->channels_json));
	return investigation_reply(req, i.id);
}

MAY_FAIL
investigation_cancel(struct request *req, const struct investigation_cancel_in *in)
{
	struct investigation i;
	struct profile profile;
	struct decision d;

	TRY(investigation_begin(req, in->id, &R3_21, &profile, &i));
	d = investigation_cancel_decide(i.state, same(i.requested_by, req->caller.id));
	TRY(decide(req, "investigation", i.id, &d));
	TRY(sql_investigation_save_cancelled(req, i.id));
	return investigation_reply(req, i.id);
}
