/* Two records that are one customer. What hangs on a customer moves to the survivor here, and
 * nowhere else. */
#include "archive_batch.h"
#include "customer_record.h"
#include "customers/operations.h"
#include "customers/queries.h"
#include "gathering.h"
#include "plan_merge.h"
#include "relation.h"
#include "rules_merge.h"
#include "rules_text.h"
#include "scope.h"

static struct merge_side
side_of(struct request *req, const struct row *row)
{
	return (struct merge_side) {
		.id = row_text(req, row, "id"),
		.party = row_text(req, row, "party"),
		.customer_class = row_text(req, row, "customer_class"),
		.merged_into_id = row_text(req, row, "merged_into_id"),
		.unified_social_credit_code = row_text(req, row, "unified_social_credit_code"),
		.resident_identity_number = row_text(req, row, "resident_identity_number"),
	};
}

/* A department's manager merges what the department keeps; others as they may write. */
static MAY_FAIL
may_merge(struct request *req, const char *id, const struct row *row)
{
	const char *keeper = row_text(req, row, "department_id");

	if (caller_is(&req->caller, "sales_department_manager") && req->caller.department_id &&
	    same(req->caller.department_id, keeper))
		return NULL;
	return customer_writer(req, id, row);
}

/* The survivor's own member, or what it takes over. */
static const char *
either(
    struct request *req, const struct row *survivor, const struct row *merged, const char *column)
{
	const char *own = row_text(req, survivor, column);

	return own ? own : row_text(req, merged, column);
}

/* Locked in the order of their ids: two merges the other way round wait for each other instead of
 * dying. */
static MAY_FAIL
lock_both(struct request *req, const struct customer_merge_in *in, struct row *survivor,
    struct row *merged)
{
	if (strcmp(in->id, in->merged_id) <= 0) {
		TRY(sql_customer_lock(req, in->id, survivor));
		return sql_customer_merge_lock(req, in->merged_id, merged);
	}
	TRY(sql_customer_merge_lock(req, in->merged_id, merged));
	return sql_customer_lock(req, in->id, survivor);
}

static MAY_FAIL
move(struct request *req, const char *from, const char *to)
{
	TRY(sql_customer_merge_follow(req, from, to));
	TRY(sql_customer_merge_documents(req, from, to));
	TRY(sql_customer_merge_products(req, from, to));
	TRY(sql_customer_merge_reclassifications(req, from));
	TRY(plans_customer_merged(req, from, to));
	TRY(archive_customer_merged(req, from, to));
	TRY(gathering_customer_merged(req, from, to));
	return relation_customer_merged(req, from, to);
}

MAY_FAIL
customer_merge(struct request *req, const struct customer_merge_in *in)
{
	struct row survivor, merged;
	struct decision d;

	TRY(lock_both(req, in, &survivor, &merged));
	TRY(may_merge(req, in->id, &survivor));
	TRY(may_merge(req, in->merged_id, &merged));
	TRY(archive_allocated(req, in->id));
	TRY(archive_allocated(req, in->merged_id));

	const struct merge_side to = side_of(req, &survivor), from = side_of(req, &merged);

	d = merge_decide(&to, &from);
	TRY(decide(req, "customer", in->id, &d));

	const struct likeness likeness =
	    likeness_of(same(to.party, "PERSON"), row_text(req, &survivor, "name"),
		either(req, &survivor, &merged, "phone"), either(req, &survivor, &merged, "city"));

	TRY(sql_customer_merge_absorb(req, in->merged_id, in->id, in->reason));
	TRY(sql_customer_merge_take(req, in->merged_id, in->id, likeness_text(likeness.name),
	    likeness_text(likeness.phone), likeness.city, in->reason));
	TRY(move(req, in->merged_id, in->id));
	TRY(event_emit(req, "customer.merged", in->id, row_integer(&survivor, "version") + 1,
	    arena_print(req->arena, "{\"customer_id\":\"%s\",\"merged_id\":\"%s\"}", in->id,
		in->merged_id)));
	return customer_changed(req, in->id);
}
