/* What happened at gatherings, when the record of a customer becomes an alias. */
#include "customers/queries.h"
#include "gathering.h"

/* Where the survivor has the same already, the alias keeps its own. */
MAY_FAIL
gathering_customer_merged(struct request *req, const char *from, const char *to)
{
	TRY(sql_gathering_move_invitations(req, from, to));
	TRY(sql_gathering_move_attendances(req, from, to));
	TRY(sql_gathering_move_old(req, from, to));
	TRY(sql_gathering_move_new(req, from, to));
	TRY(sql_gathering_move_sales(req, from, to));
	TRY(sql_gathering_move_lines(req, from, to));
	return sql_gathering_move_cases(req, from, to);
}
