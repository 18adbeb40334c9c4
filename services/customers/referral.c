/* Who brought a new customer to a gathering (R1.6). */
#include "customers/operations.h"
#include "customers/queries.h"
#include "points.h"
#include "rules.h"
#include "rules_points.h"
#include "rules_text.h"

MAY_FAIL
referral_create(struct request *req, const struct referral_create_in *in)
{
	const char *id = new_id(req);
	struct referral_facts facts = { .now = req->now };
	struct guest old, brought;
	struct gathering g;
	struct decision d;
	struct row row;

	TRY(gathering_begin(req, in->id, &g));
	TRY(gathering_staff(req, &g, &R1_6));
	TRY(gathering_guest(req, &g, in->old_customer_id, &old));
	TRY(gathering_guest(req, &g, in->new_customer_id, &brought));
	facts.state = g.state;
	facts.ends_at = g.ends_at;
	facts.same_person = same(old.id, brought.id);
	TRY(sql_referral_acquaintance(req, old.id, g.id, &row));
	facts.referrer_old = row_boolean(&row, "old");
	TRY(sql_referral_acquaintance(req, brought.id, g.id, &row));
	facts.guest_old = row_boolean(&row, "old");
	facts.referred = row_boolean(&row, "referred");
	d = referral_decide(&facts);
	TRY(decide(req, "referral", id, &d));
	TRY(sql_referral_create(req, id, g.id, old.id, brought.id));
	TRY(points_settle(req, &g, brought.id));
	TRY(sql_referral_told(req, id, &row));
	TRY(event_emit(req, "referral.registered", id, 1, row_json(req, &row)));
	return reply_row(req, &row);
}
