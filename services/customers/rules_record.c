#include "rules_record.h"
#include "rules_text.h"

/*
 * Whether the member may stand in a record of this party, or kind; what is not here may stand
 * anywhere.
 */
enum only { ONLY_PERSON = 1, ONLY_ORGANISATION, ONLY_MEDICAL };

static const char *const only_messages[] = {
	[ONLY_PERSON] = "Only a natural person has it.",
	[ONLY_ORGANISATION] = "Only an organisation has it.",
	[ONLY_MEDICAL] = "Only a medical institution has it.",
};

size_t
record_faults(const struct record *record, struct record_fault faults[RECORD_FAULTS])
{
	bool person = same(record->party, "PERSON");
	bool medical = same(record->kind, "MEDICAL_INSTITUTION");
	size_t count = 0;

	const struct {
		const char *pointer;
		bool present;
		enum only only;
	} members[] = {
		{ "/kind", record->kind != NULL, ONLY_ORGANISATION },
		{ "/legal_form", record->legal_form != NULL, ONLY_ORGANISATION },
		{ "/unified_social_credit_code", record->unified_social_credit_code != NULL,
		    ONLY_ORGANISATION },
		{ "/resident_identity_number", record->resident_identity_number != NULL,
		    ONLY_PERSON },
		{ "/gender", record->gender != NULL, ONLY_PERSON },
		{ "/born_on", record->has_birthday, ONLY_PERSON },
		{ "/hospital_grade", record->hospital_grade != NULL, ONLY_MEDICAL },
		{ "/specialty", record->specialty != NULL, ONLY_MEDICAL },
		{ "/beds", record->has_beds, ONLY_MEDICAL },
	};

	for (size_t i = 0; i < COUNT(members); i++) {
		enum only only = members[i].only;
		bool fits = only == ONLY_PERSON ? person : only == ONLY_MEDICAL ? medical : !person;

		if (members[i].present && !fits)
			faults[count++] = (struct record_fault) { members[i].pointer,
				"NOT_APPLICABLE", only_messages[only] };
	}
	if (!person && !record->kind)
		faults[count++] =
		    (struct record_fault) { "/kind", "REQUIRED", "An organisation is of a kind." };
	if (person && same(record->customer_class, "ENTERPRISE"))
		faults[count++] = (struct record_fault) { "/customer_class", "NOT_APPLICABLE",
			"A natural person is no enterprise (R7.12): RETAIL or INTERNAL_RELATED." };
	return count;
}
