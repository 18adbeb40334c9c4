/* To which departments an employee belonged when: kept from the events of the directory. */
#ifndef COMPLAINTS_MEMBERSHIP_H
#define COMPLAINTS_MEMBERSHIP_H

#include "service.h"

/* employee.created, employee.updated: joins the directory, and keeps the change of department. */
MAY_FAIL membership_employee_told(struct request *req, const struct event *event);

#endif
