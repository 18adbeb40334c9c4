#include "field_order.h"

#include "complaints/queries.h"
#include "custody.h"
#include "rules_emergency.h"

MAY_FAIL
field_completable(struct request *req, const char *order_id)
{
	struct decision d;
	struct row row;

	TRY(custody_settled(req, order_id));
	TRY(sql_verbal_approval_open(req, order_id, &row));
	d = verbal_complete(row_integer(&row, "pending"), row_integer(&row, "denied"));
	return require(req, "service_order", order_id, &d);
}
