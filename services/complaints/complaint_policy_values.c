/* The parameters of a profile: what its policy says, over the values of the regulations (R10.1). */
#include "complaint.h"

#include "complaints/queries.h"

MAY_FAIL
complaint_parameters(
    struct request *req, const struct complaint *c, const struct parameters **parameters)
{
	date on = date_of(c->received_at);
	struct rows rows;

	TRY(parameters_on(req, on, parameters));
	TRY(sql_complaint_policy_values(req, complaint_profile_names[c->profile], on, &rows));
	for (int i = 0; i < rows.count; i++) {
		struct row row = rows_at(&rows, i);

		TRY(parameters_over(req, row_text(req, &row, "parameters"), parameters));
	}
	return NULL;
}
