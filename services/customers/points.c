#include "points.h"

#include "customers/operations.h"
#include "customers/queries.h"
#include "rules.h"
#include "rules_points.h"

static MAY_FAIL
book(struct request *req, const struct gathering *g, const struct row *referral,
    const struct points_booking *booking)
{
	const char *id = new_id(req), *customer_id = row_text(req, referral, "old_customer_id");
	struct buffer b = buffer_in(req->arena);

	if (!booking->points)
		return NULL;
	object_open(&b);
	member_text(&b, "id", id);
	member_text(&b, "customer_id", customer_id);
	member_integer(&b, "points", booking->points);
	member_text(&b, "kind", points_entry_kind_names[booking->kind]);
	member_text(&b, "reverses", points_entry_kind_names[booking->reverses]);
	member_text(&b, "referral_id", row_text(req, referral, "id"));
	member_text(&b, "gathering_id", g->id);
	object_close(&b);
	TRY(sql_points_book(req, id, customer_id, booking->points,
	    points_entry_kind_names[booking->kind], points_entry_kind_names[booking->reverses],
	    row_text(req, referral, "id"), g->id));
	return event_emit(req, "points.booked", customer_id, 0, b.text);
}

MAY_FAIL
points_settle(struct request *req, const struct gathering *g, const char *new_customer_id)
{
	int64_t for_attendance, for_sales, due = 0, due_for_sales = 0;
	struct points_booking attendance, sales;
	struct row row;
	bool found;

	TRY(sql_points_of_guest(req, g->id, new_customer_id, &row, &found));
	if (!found)
		return NULL;
	for_attendance = row_integer(&row, "for_attendance");
	for_sales = row_integer(&row, "for_sales");
	if (row_boolean(&row, "attended")) {
		due = for_attendance ? for_attendance
				     : parameter_integer(g->parameters,
					   &parameter_referral_points_per_attendance);
		due_for_sales = referral_sale_points(row_integer(&row, "sold_fen"),
		    parameter_integer(g->parameters, &parameter_referral_sale_unit_fen),
		    parameter_integer(g->parameters, &parameter_referral_points_per_sale_unit));
	}
	attendance = points_difference(POINTS_ENTRY_KIND_REFERRAL_ATTENDANCE, for_attendance, due);
	sales = points_difference(POINTS_ENTRY_KIND_REFERRAL_SALE, for_sales, due_for_sales);
	TRY(book(req, g, &row, &attendance));
	TRY(book(req, g, &row, &sales));
	return sql_referral_save_state(req, row_text(req, &row, "id"),
	    referral_state_names[row_boolean(&row, "attended") ? REFERRAL_STATE_ATTENDED
							       : REFERRAL_STATE_REGISTERED]);
}
