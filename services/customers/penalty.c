/* The register of fines (R1.33). They are imposed by rules, read by whom they concern, cancelled
 * and collected. */
#include "penalty.h"

#include "customers/operations.h"
#include "customers/queries.h"
#include "rules.h"
#include "rules_penalty.h"

static MAY_FAIL
tell(struct request *req, const char *type, const struct row *row)
{
	return event_emit(
	    req, type, row_text(req, row, "id"), row_integer(row, "version"), row_json(req, row));
}

MAY_FAIL
penalty_impose(struct request *req, const struct fine *fine, bool *imposed)
{
	const char *id = new_id(req);
	int64_t count = 0;
	struct row row;

	if (fine->amount_fen > 0)
		TRY(sql_penalty_create(req, id, penalty_type_names[fine->type], fine->person_id,
		    fine->amount_fen, fine->basis, fine->basis_id,
		    fine->basis_key ? fine->basis_key : "", fine->occurred_on, &count));
	if (imposed)
		*imposed = count > 0;
	if (!count)
		return NULL;
	TRY(decide(req, "penalty", id, fine->decision));
	TRY(sql_penalty_told(req, id, &row));
	return tell(req, "penalty.imposed", &row);
}

static MAY_FAIL
reply_told(struct request *req, const char *id, const char *type)
{
	struct row row;

	TRY(sql_penalty_told(req, id, &row));
	TRY(tell(req, type, &row));
	return reply_row(req, &row);
}

MAY_FAIL
penalty_cancel(struct request *req, const struct penalty_cancel_in *in)
{
	struct decision d;
	struct row row;

	TRY(sql_penalty_lock(req, in->id, &row));
	d = penalty_cancelling(row_enum(&row, "state", penalty_state_names, PENALTY_STATE_COUNT),
	    row_boolean(&row, "own"));
	TRY(decide(req, "penalty", in->id, &d));
	TRY(sql_penalty_save_cancelled(req, in->id, in->reason));
	return reply_told(req, in->id, "penalty.cancelled");
}

MAY_FAIL
penalty_settle(struct request *req, const struct penalty_settle_in *in)
{
	struct decision d;
	struct row row;

	TRY(sql_penalty_lock(req, in->id, &row));
	d = penalty_settling(row_enum(&row, "state", penalty_state_names, PENALTY_STATE_COUNT));
	TRY(decide(req, "penalty", in->id, &d));
	TRY(sql_penalty_save_settled(req, in->id));
	return reply_told(req, in->id, "penalty.settled");
}
