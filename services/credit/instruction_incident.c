/* Instructions on bill incidents, with the superior's ruling (R3.30, R3.39). */
#include "bill_incident.h"
#include "credit/operations.h"
#include "credit/queries.h"
#include "rules.h"
#include "suspension.h"

MAY_FAIL
instruction_of_incident_list_guard(
    struct request *req, const struct instruction_of_incident_list_in *in)
{
	struct row row;

	return sql_instruction_incident_shown(req, in->id, &row);
}

/* With the ruling to terminate the supply stops, if it has not (R3.39). */
static MAY_FAIL
stop(struct request *req, const struct instruction_new *n, struct profile *profile,
    const char *instruction_id)
{
	if (profile->trading_status != TRADING_STATUS_ACTIVE)
		return NULL;
	return suspension_begin(req, &(struct suspension_new) {
					 .id = new_id(req),
					 .profile = profile,
					 .standing = n->standing,
					 .ground = n->ground,
					 .instruction_id = instruction_id,
					 .reason = n->text,
					 .rank = stop_rank_of_caller(req, n->ground->superior),
				     });
}

MAY_FAIL
instruction_of_incident_create(
    struct request *req, const struct instruction_of_incident_create_in *in)
{
	struct ordered_measure *measures =
	    arena_array(req->arena, struct ordered_measure, in->measures_count);
	struct standing standing;
	struct profile profile;
	struct ground ground;
	enum bill_ruling ruling = enum_index(bill_ruling_names, BILL_RULING_COUNT, in->ruling);
	struct row row;
	const char *id;
	struct instruction_new n = {
		.profile = &profile,
		.standing = &standing,
		.ground = &ground,
		.measures = measures,
		.count = in->measures_count,
		.measures_json = in->measures_json,
		.none = in->none && *in->none,
		.ruling = in->ruling,
		.text = in->text,
	};

	for (size_t i = 0; i < in->measures_count; i++)
		measures[i] = (struct ordered_measure) {
			enum_index(countermeasure_type_names, COUNTERMEASURE_TYPE_COUNT,
			    in->measures[i].type),
			in->measures[i].figure_fen,
		};
	TRY(sql_instruction_incident_whose(req, in->id, &row));
	TRY(profile_lock(req, row_text(req, &row, "customer_id"), &R3_30, &profile));
	TRY(standing_of(req, &profile, &standing));
	TRY(ground_of(req, NULL, in->id, &R3_30, &profile, &standing, &ground));
	TRY(instruction_give(req, &n, &id));
	if (ruling)
		TRY(bill_incident_instructed(req, in->id, ruling, id));
	if (ruling == BILL_RULING_TERMINATE)
		TRY(stop(req, &n, &profile, id));
	return instruction_reply(req, id);
}
