#include "attribution.h"

#include "customers/queries.h"
#include "duplicate_case.h"
#include "person.h"
#include "rules.h"
#include "rules_duplicate_case.h"
#include "rules_text.h"
#include "sale.h"

#define CLAIMS_MAX 8

/* The invitations among which the customer is attributed. */
struct claims {
	struct claim claim[CLAIMS_MAX];
	const char *invitation_id[CLAIMS_MAX], *employee_id[CLAIMS_MAX];
	size_t count;
};

/* Whom the arrival goes to; invitation_id NULL: nobody had invited the customer. */
struct winner {
	const char *invitation_id, *employee_id, *department_id;
	enum attribution_basis basis;
};

static MAY_FAIL
load(struct request *req, const struct gathering *g, const char *customer_id, struct claims *claims)
{
	struct rows rows;

	TRY(sql_attribution_claims(req, g->id, customer_id, &rows));
	claims->count = 0;
	for (int i = 0; i < rows.count && claims->count < CLAIMS_MAX; i++) {
		struct row row = rows_at(&rows, i);

		claims->claim[claims->count] = (struct claim) {
			.department_id = row_text(req, &row, "department_id"),
			.confirmed = row_boolean(&row, "confirmed"),
			.effective_at = row_instant(&row, "effective_at"),
		};
		claims->invitation_id[claims->count] = row_text(req, &row, "id");
		claims->employee_id[claims->count++] = row_text(req, &row, "employee_id");
	}
	return NULL;
}

static struct winner
won(const struct claims *claims, size_t at, enum attribution_basis basis)
{
	return (struct winner) {
		.invitation_id = claims->invitation_id[at],
		.employee_id = claims->employee_id[at],
		.department_id = claims->claim[at].department_id,
		.basis = basis,
	};
}

static MAY_FAIL
save(struct request *req, const struct gathering *g, const struct guest *guest,
    const struct winner *winner)
{
	struct row row;

	TRY(sql_attribution_save_lost(req, g->id, guest->id, winner->invitation_id));
	if (!guest->attendance_id)
		return NULL;
	if (winner->invitation_id)
		TRY(sql_attribution_save_won(req, winner->invitation_id));
	TRY(sql_attribution_save(req, guest->attendance_id, winner->invitation_id,
	    winner->employee_id, winner->department_id, attribution_basis_names[winner->basis]));
	TRY(sale_follow(req, g, guest->id, winner->employee_id, winner->department_id));
	TRY(sql_borrow_consent_end(req, g->id, guest->id, winner->employee_id));
	TRY(sql_attendance_told(req, guest->attendance_id, &row));
	return event_emit(req, "attendance.attributed", guest->attendance_id,
	    row_integer(&row, "version"), row_json(req, &row));
}

/* Nobody had invited the customer: whoever serves him. */
static MAY_FAIL
uninvited(struct request *req, const struct gathering *g, const struct guest *guest)
{
	struct winner winner = {
		.employee_id = guest->responsible_employee_id,
		.department_id = guest->responsible_department_id,
		.basis = ATTRIBUTION_BASIS_RESPONSIBLE_EMPLOYEE,
	};
	struct decision d = decision_allow(&R1_15, attribution_basis_names[winner.basis],
	    "No department had invited the customer.");

	if (!winner.employee_id)
		return NULL;
	TRY(decide(req, "attendance", guest->attendance_id, &d));
	return save(req, g, guest, &winner);
}

/* What was decided before the customer came; found false: nothing. */
static MAY_FAIL
decided(struct request *req, const struct gathering *g, const struct guest *guest,
    const struct claims *claims, struct winner *winner, bool *found)
{
	struct row row;

	TRY(sql_attribution_decided(req, g->id, guest->id, &row, found));
	if (!*found)
		return NULL;
	*found = false;
	for (size_t i = 0; i < claims->count && !*found; i++)
		if (same(claims->claim[i].department_id, row_text(req, &row, "department_id"))) {
			*winner = won(claims, i,
			    row_boolean(&row, "ruled") ? ATTRIBUTION_BASIS_RULING
						       : ATTRIBUTION_BASIS_DECISION);
			*found = true;
		}
	return NULL;
}

MAY_FAIL
attribute_arrival(struct request *req, const struct gathering *g, const struct guest *guest)
{
	struct claims claims;
	struct winner winner;
	struct decision d;
	bool found;
	int first;

	TRY(load(req, g, guest->id, &claims));
	if (!claims.count)
		return uninvited(req, g, guest);
	TRY(decided(req, g, guest, &claims, &winner, &found));
	if (found) {
		d = decision_allow(&R1_15, attribution_basis_names[winner.basis],
		    "It was decided before the customer came.");
		TRY(decide(req, "attendance", guest->attendance_id, &d));
		return save(req, g, guest, &winner);
	}
	d = attribution_winner(claims.claim, claims.count, &first);
	TRY(decide(req, "attendance", guest->attendance_id, &d));
	if (first < 0)
		return duplicate_case_open(
		    req, g, guest->id, claims.invitation_id[0], claims.invitation_id[1]);
	winner = won(&claims, (size_t)first,
	    enum_index(attribution_basis_names, ATTRIBUTION_BASIS_COUNT, d.outcome));
	return save(req, g, guest, &winner);
}

/* The claim of this department, or of this employee; none is there: the employee himself. */
static MAY_FAIL
named(struct request *req, const struct gathering *g, const struct claims *claims,
    const char *department_id, const char *employee_id, struct winner *winner)
{
	struct person person;

	for (size_t i = 0; i < claims->count; i++)
		if (employee_id ? same(claims->employee_id[i], employee_id)
				: same(claims->claim[i].department_id, department_id)) {
			*winner = won(claims, i, winner->basis);
			return NULL;
		}
	TRY(person_find(req, employee_id, &person));
	for (int i = 0; i < 2; i++)
		if (same(person.department_id, g->units[i].department_id)) {
			winner->employee_id = person.id;
			winner->department_id = person.department_id;
			return NULL;
		}
	return problem_fault(req, employee_id ? "/employee_id" : "/department_id", "UNKNOWN",
	    "Nobody of this name has a part in inviting the customer.");
}

MAY_FAIL
attribute_by(struct request *req, const struct gathering *g, const struct guest *guest,
    enum attribution_basis basis, const char *department_id, const char *employee_id)
{
	struct winner winner = { .basis = basis };
	struct claims claims;

	TRY(load(req, g, guest->id, &claims));
	TRY(named(req, g, &claims, department_id, employee_id, &winner));
	return save(req, g, guest, &winner);
}
