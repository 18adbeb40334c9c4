/* Channels published for customers and consumers (R11.18). */
#include "public_channel.h"

#include "complaints/operations.h"
#include "complaints/queries.h"
#include "rules.h"
#include "rules_text.h"

MAY_FAIL
public_channel_list(struct request *req, const struct public_channel_list_in *in)
{
	struct rows rows;

	(void)in;
	TRY(sql_public_channels(req, &rows));
	return reply_rows(req, &rows);
}

MAY_FAIL
public_channel_publish(struct request *req, const struct public_channel_publish_in *in)
{
	const char *id = new_id(req);
	struct row row;

	TRY(sql_public_channel_create(req, id, in->kind, in->name, in->address, in->hours));
	TRY(sql_public_channel_get(req, id, &row));
	return reply_row(req, &row);
}

MAY_FAIL
public_channel_remove(struct request *req, const struct public_channel_remove_in *in)
{
	const char *kind;
	struct rows alike;
	struct row row;

	TRY(sql_public_channel_get(req, in->id, &row));
	kind = row_text(req, &row, "kind");
	/* All of the kind, in one order: of two who take the last two back one is refused. */
	TRY(sql_public_channel_lock_kind(req, kind, &alike));
	TRY(sql_public_channel_lock(req, in->id, &row));
	if (alike.count <= 1 && !same(kind, "OTHER"))
		return problem_rule(req, &problem_last_channel, &R11_18,
		    "A hotline and a mailbox are always published.");
	TRY(sql_public_channel_save_removed(req, in->id));
	return reply_empty(req);
}

MAY_FAIL
channel_published(struct request *req, const char *channel_id)
{
	struct row row;
	bool found;

	if (!channel_id)
		return NULL;
	TRY(sql_public_channel_find(req, channel_id, &row, &found));
	return found ? NULL
		     : problem_rule(req, &problem_channel_not_published, &R11_18,
			   "This channel is not published.");
}
