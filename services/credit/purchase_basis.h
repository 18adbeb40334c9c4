/* One purchase and one purchase cycle of a customer (R3.8). */
#ifndef CREDIT_PURCHASE_BASIS_H
#define CREDIT_PURCHASE_BASIS_H

#include "rules_sales_policy.h"
#include "service.h"

/* As of a date, by the parameters of today. customer_id: of a profile that is there. */
MAY_FAIL purchase_basis_of(
    struct request *req, const char *customer_id, date on, struct purchase_basis *basis);

#endif
