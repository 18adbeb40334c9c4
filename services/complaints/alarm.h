/* Alarms: what the holders of a role have to be told, because a rule found it missing. */
#ifndef COMPLAINTS_ALARM_H
#define COMPLAINTS_ALARM_H

#include "service.h"

struct alarm_new {
	const char *kind; /* "FAULT_NOT_TOLD": one of each kind, subject and role */
	const struct rule *rule;
	const char *subject, *subject_id; /* "fault", its id */
	const char *role;
	const char *text;
};

MAY_FAIL alarm_raise(struct request *req, const struct alarm_new *alarm);

#endif
