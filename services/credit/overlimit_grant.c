#include "overlimit.h"

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
overlimit_lapse_all(struct request *req, const char *customer_id)
{
	return sql_overlimit_save_all_lapsed(req, customer_id);
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
