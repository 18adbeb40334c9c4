/* The registration form of a complaint as one paper: what was asked, and what became of it (R10.3,
 * R12.12). */
#include "complaint.h"
#include "complaints/operations.h"
#include "complaints/queries.h"

/* For who reads the whole of the complaint; who received it has its number (R10.15). */
MAY_FAIL
complaint_registration_get(struct request *req, const struct complaint_registration_get_in *in)
{
	struct complaint c;

	TRY(complaint_read(req, in->id, &c));
	return reply_one(req, sql_complaint_registration_get, in->id);
}
