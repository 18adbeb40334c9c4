/* What is generated for a service, and what a service is made of. */
#ifndef KEHU_TABLES_H
#define KEHU_TABLES_H

#include "db.h"
#include "event.h"
#include "operation.h"
#include "problem.h"
#include "timer.h"

/* A parameter of the rules, from api-spec/rules/: a number the company may change. */
enum parameter_type { PARAMETER_INTEGER = 1, PARAMETER_BOOLEAN, PARAMETER_PERIOD, PARAMETER_TEXT, PARAMETER_LIST, PARAMETER_TIME };

struct parameter {
	const char         *name;          /* "tier.VIP.max_percent" */
	enum parameter_type type;
	const char         *unit;          /* "percent", "days", "fen", or NULL */
	const char         *default_value; /* JSON; NULL: blank in the source (C19) */
	const char *const  *changed_by;    /* roles, ends with NULL */
	const char *const  *rules;         /* "R7.21" … ends with NULL */
	int64_t             min, max;
	const char *const  *one_of;        /* the words a text or list may have, ends with NULL; NULL: any */
	bool                or_period;     /* besides one_of, an ISO 8601 duration */
	const char *const  *must_have;     /* words a list always has, ends with NULL; NULL: none */
	const char         *title_en, *title_zh;
};

struct enumeration {
	const char        *name; /* "customer_class" */
	const char *const *values;              /* ends with NULL */
	const char *const *labels_en;
	const char *const *labels_zh;
};

/* An event this service emits, and who may read it: roles ends with NULL; {"any", NULL}: every caller. */
struct event_kind {
	const char        *type; /* "customer.blacklisted" */
	const char *const *roles;
};

/* A resource that has a history and decisions: x-resources of the spec. */
struct resource {
	const char         *subject; /* "customer": the table, and the subject of decisions */
	const struct query *get;     /* :one or :maybe by id: what the caller may not see is 404 there too */
};

/* All that is generated for a service: build/gen/<service>/tables.c. */
struct service_tables {
	const struct operation    *operations;   /* ends with { 0 }; the shared ones of api-spec/common/ included */
	const struct query *const *queries;      /* ends with NULL; those of shared/ included */
	const struct rule *const  *rules;        /* ends with NULL */
	const struct parameter *const *parameters; /* ends with NULL */
	const struct enumeration  *enumerations; /* ends with { 0 } */
	const struct event_kind   *events;       /* ends with { 0 } */
	const struct resource     *resources;    /* ends with { 0 } */
	const char                *openapi;      /* the whole document as JSON */
	size_t                     openapi_length;
	const char *const         *migrations;   /* file names that must be applied; ends with NULL */
};

struct service {
	const char                  *name;          /* = its schema, role and folder */
	const struct service_tables *tables;
	const struct refusal        *refusals;      /* ends with { 0 } */
	const struct timer_kind     *timers;        /* ends with { 0 } */
	const struct subscription   *subscriptions; /* ends with { 0 } */
};

#endif
