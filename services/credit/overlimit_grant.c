#include "overlimit.h"

#include "credit/enums.h"
#include "credit/queries.h"
#include "profile.h"
#include "rules.h"

MAY_FAIL
overlimit_used(struct request *req, const char *request_id, const char *reservation_id)
{
	return sql_overlimit_save_used(req, request_id, reservation_id);
}

MAY_FAIL
overlimit_lapsed(struct request *req, const char *request_id)
{
	return sql_overlimit_save_lapsed(req, request_id);
}

MAY_FAIL
overlimit_end_all(
    struct request *req, const char *customer_id, const struct rule *rule, const char *reason)
{
	struct rows rows;

	TRY(sql_overlimit_of_customer(req, customer_id, &rows));
	for (int i = 0; i < rows.count; i++) {
		struct row row = rows_at(&rows, i);
		const char *id = row_text(req, &row, "id");
		bool granted = row_boolean(&row, "granted");
		const char *end = overlimit_state_names[granted ? OVERLIMIT_STATE_LAPSED
								: OVERLIMIT_STATE_REJECTED];
		struct decision d = decision_allow(rule, end, "%s", reason);

		TRY(decide(req, "overlimit_request", id, &d));
		TRY(granted ? sql_overlimit_save_lapsed(req, id)
			    : sql_overlimit_save_rejected(req, id));
	}
	return NULL;
}

MAY_FAIL
overlimit_lapse(struct request *req, const char *request_id)
{
	struct profile profile;
	struct row row;

	TRY(sql_overlimit_whose(req, request_id, &row));
	TRY(profile_lock(req, row_text(req, &row, "customer_id"), &R3_17, &profile));
	/* One that was used or has lapsed stays what it is. */
	return sql_overlimit_save_lapsed(req, request_id);
}
