/* /v1/products */
#include "customers/operations.h"
#include "customers/queries.h"
#include "service.h"

/* The end of every change. */
static MAY_FAIL
tell_and_reply(struct request *req, const char *type, const char *id)
{
	struct row row;

	TRY(sql_product_get(req, id, &row));
	TRY(event_emit(req, type, id, row_integer(&row, "version"), row_json(req, &row)));
	return reply_row(req, &row);
}

MAY_FAIL
product_create(struct request *req, const struct product_create_in *in)
{
	const char *id = new_id(req);

	TRY(sql_product_create(req, id, in->code, in->name, in->line, in->description,
	    in->required_qualifications_json));
	return tell_and_reply(req, "product.created", id);
}

MAY_FAIL
product_update(struct request *req, const struct product_update_in *in)
{
	struct row row;

	TRY(sql_product_lock(req, in->id, &row));
	TRY(sql_product_save(req, in->id, req->body));
	return tell_and_reply(req, "product.updated", in->id);
}
