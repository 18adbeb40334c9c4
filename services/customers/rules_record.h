/* What fits together in a customer's record, whoever wrote it. Pure. */
#ifndef CUSTOMERS_RULES_RECORD_H
#define CUSTOMERS_RULES_RECORD_H

#include "base.h"

struct record {
	const char *party, *customer_class, *kind, *legal_form; /* NULL: absent, here and below */
	const char *unified_social_credit_code, *resident_identity_number;
	const char *hospital_grade, *specialty, *gender;
	bool has_beds, has_birthday;
};

struct record_fault {
	const char *pointer, *code, *message;
};

#define RECORD_FAULTS 10

/* All that does not fit; how many. */
size_t record_faults(const struct record *record, struct record_fault faults[RECORD_FAULTS]);

#endif
