/* What page of a list is asked for: read from the query string, before anything is asked of the
 * database. */
#ifndef KEHU_LIST_QUERY_H
#define KEHU_LIST_QUERY_H

#include "fields.h"
#include "input.h"

#define PAGE_LIMIT_DEFAULT 20
#define PAGE_LIMIT_MAX	   100
#define CSV_LIMIT_MAX	   10000
#define SORTS_MAX	   4
#define WORDS_MAX	   10

/* One condition: column operator values. */
struct page_filter {
	const struct list_filter *filter;
	const char *comparison;	   /* "=", ">=", … */
	const char *const *values; /* in PostgreSQL's text form; more than one only for "=" */
	size_t value_count;
};

struct page_sort {
	const struct list_sort *sort;
	bool descending;
};

struct page {
	struct page_filter *filters;
	size_t filter_count;
	struct page_sort sorts[SORTS_MAX];
	size_t sort_count;
	const char *words[WORDS_MAX]; /* of q, in lower case */
	size_t word_count;
	int64_t limit;
	const char *cursor; /* as sent, or NULL */
	bool include_total, csv;
	uint64_t asked; /* a hash of filters, sort and q, in any order: what a cursor is good for */
};

/* FNV-1a, going on from hash; begin with HASH_BEGIN. */
#define HASH_BEGIN UINT64_C(14695981039346656037)
uint64_t hash_more(uint64_t hash, const void *bytes, size_t length);

/* Reads a parameter. false: the list does not know it. */
bool page_read(struct faults *faults, const struct list *list, struct page *page,
    const struct query_value *value);

/* What is asked for when nothing is said. room: how many parameters there may be. */
struct page *page_new(struct request *req, const struct list *list, size_t room, bool csv);

#endif
