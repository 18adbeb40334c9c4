/* Service projects (R6.14) as the parts that serve them see them. */
#ifndef COMPLAINTS_PROJECT_H
#define COMPLAINTS_PROJECT_H

#include "complaints/enums.h"
#include "service.h"

struct project {
	const char *id;
	int64_t version;
	const char *customer_id, *name, *contract, *phone;
	enum service_project_kind kind;
	enum service_project_state state;
	/* NULL: not known. */
	const char *signing_salesperson_id, *division_manager_id, *division_substitute_id,
	    *project_manager_id;
	const char *contact_ids, *contact_department_ids; /* JSON lists */
	const char *inspection_interval;		  /* NULL: the company's */
	date delivered_on;				  /* NO_DATE: not yet */
};

/* 404 for one that is none. */
MAY_FAIL project_lock(struct request *req, const char *id, struct project *project);
MAY_FAIL project_read(struct request *req, const char *id, struct project *project);

#endif
