/* What is received and registered: channels, forms and times (R10.2, R10.3, R12.4, R12.5, R12.7,
 * R12.8, R12.11, R12.12). */
#ifndef COMPLAINTS_RULES_INTAKE_H
#define COMPLAINTS_RULES_INTAKE_H

#include "calendar.h"
#include "complaints/enums.h"
#include "decision.h"

struct intake {
	enum complaint_profile profile;
	enum complaint_channel channel;
	bool anonymous;
	const char *name, *phone, *object, *course; /* NULL: not given */
	const char *referral_body, *referral_number;
	date referral_on;
	const char *chat_tool, *chat_account;
	instant received_at, reception_ended_at; /* NO_INSTANT: not said */
	enum complaint_type type;
	const char *const *subtypes;
	size_t subtype_count;
	const char *subtype_text;
	const date *incidents;
	size_t incident_count;
};

/* 422 CHANNEL_NOT_ALLOWED; channels: those of the profile, ends with NULL (R10.2, R12.5). */
struct decision intake_channel(const struct intake *intake, const char *const *channels);
/* 422 REFERRAL_DATA_MISSING, CHAT_ACCOUNT_MISSING, TIME_IN_FUTURE, TIMES_INCONSISTENT, MIXED_TYPES,
 * TEXT_MISSING, INCIDENT_IN_FUTURE. */
struct decision intake_facts(const struct intake *intake, instant now);
/* 422 MIXED_TYPES, TEXT_MISSING (R12.4). */
struct decision intake_types(const struct intake *intake);
/* 422 FORM_INCOMPLETE with the fields, PHONE_INVALID (R12.11); what an anonymous caller does not
 * give may be empty (R12.8). */
struct decision intake_complete(const struct intake *intake, int64_t course_min);
/* Outcome REGISTERED_IN_TIME or REGISTERED_LATE (R12.12); 422 TIMES_INCONSISTENT before the
 * reception has ended. */
struct decision intake_register(const struct intake *intake, struct period within, instant now);

#endif
