/* The SQL of a page: the :page query, and around it filters, search, position and order. */
#ifndef KEHU_LIST_SQL_H
#define KEHU_LIST_SQL_H

#include "db.h"
#include "list_query.h"

struct statement {
	struct buffer sql;
	const char *const *values;
	int count;
	enum query_plan plan;
};

/* columns: what to select ("*"). after: the cursor's values, or NULL. */
struct statement list_sql_rows(struct request *req, const struct list *list,
    const char *const *arguments, const char *columns, const char *const *after);
/* One row with one column, count. */
struct statement
list_sql_total(struct request *req, const struct list *list, const char *const *arguments);

#endif
