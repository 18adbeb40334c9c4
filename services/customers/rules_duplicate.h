/*
 * When two records look like one customer. Names, telephones and cities are
 * brought to one form, which is stored beside them and compared. Pure.
 */
#ifndef CUSTOMERS_RULES_DUPLICATE_H
#define CUSTOMERS_RULES_DUPLICATE_H

#include "base.h"

/* What a record looks like; "" for what it does not have. */
struct likeness {
	char
	    name[840]; /* of a person with the telephone in it, and "" without: many share a name */
	char phone[24];
	char city[200];
};

/* phone and city may be NULL. Texts are valid UTF-8 of at most 200 characters. */
struct likeness likeness_of(bool person, const char *name, const char *phone, const char *city);

/* "" as NULL: absent in the database. */
const char *likeness_text(const char *text);

#endif
