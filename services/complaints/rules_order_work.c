#include "rules_order_work.h"

#include "rules.h"
#include "rules_text.h"

struct decision
technician_suits(const struct technician *t)
{
	if (!t->active || !t->skilled)
		return decision_refuse(&R11_7, &problem_not_qualified,
		    t->active ? "%s lacks the skill for kind or model."
			      : "%s is no active field technician.",
		    t->name);
	if (t->recused)
		return decision_refuse(&R11_7, &problem_recused,
		    "A complaint of this customer about %s is open.", t->name);
	if (!t->free)
		return decision_refuse(
		    &R11_7, &problem_not_available, "%s is not free in this slot.", t->name);
	return decision_allow(&R11_7, "SUITABLE", "%s has the skill and the time.", t->name);
}

static struct decision
label_complete(const struct terminal_return *r)
{
	struct words missing = { 0 };
	struct decision d;

	if (!has_text(r->label_plate) || (r->plate && !same(r->plate, r->label_plate)))
		words_add(&missing, "plate");
	if (!same(r->symptoms, r->label_symptoms))
		words_add(&missing, "symptoms");
	if (!r->label_attached)
		words_add(&missing, "label_attached");
	if (!has_text(r->label_photo))
		words_add(&missing, "label_photo");
	if (missing.count == 0)
		return decision_allow(&R11_10, "LABELLED", "The label says plate and symptoms.");
	d = decision_refuse(&R11_10, &problem_label_missing,
	    "Missing, or not what the order says: %s.", missing.text);
	words_member(&d, "missing", &missing);
	return d;
}

struct decision
terminal_return(const struct terminal_return *r)
{
	struct decision d;

	if (!has_text(r->old_no) || has_text(r->new_no) == has_text(r->none_reason))
		return decision_refuse(&R11_10, &problem_terminal_numbers_missing,
		    "The old number, and the new one or why there is none.");
	if (same(r->old_no, r->new_no))
		return decision_refuse(
		    &R11_10, &problem_same_terminal, "A terminal does not replace itself.");
	d = label_complete(r);
	if (d.refusal)
		return d;
	if (!r->appearance_clean)
		return decision_refuse(&R11_10, &problem_appearance_not_confirmed,
		    "That the terminal looks clean is confirmed.");
	return r->new_no ? decision_allow(&R11_10, "REPLACED", "%s goes back, %s replaces it.",
			       r->old_no, r->new_no)
			 : decision_allow(&R11_10, "WITHOUT_TERMINAL",
			       "%s goes back, the vehicle is without a terminal.", r->old_no);
}

struct decision
sim_change(const char *old_sim, const char *new_sim, bool in_other_terminal)
{
	if (!has_text(old_sim) || !has_text(new_sim))
		return decision_refuse(
		    &R11_11, &problem_sim_numbers_missing, "The old and the new SIM are noted.");
	if (same(old_sim, new_sim))
		return decision_refuse(
		    &R11_11, &problem_same_sim, "A SIM does not replace itself.");
	if (in_other_terminal)
		return decision_refuse(
		    &R11_11, &problem_sim_in_use, "The new SIM is active in another terminal.");
	return decision_allow(&R11_11, "CHANGED", "%s replaces %s.", new_sim, old_sim);
}

static struct decision
refuse_list(const struct problem *refusal, const char *because, const struct words *list)
{
	struct decision d = decision_refuse(&R11_12, refusal, "%s: %s.", because, list->text);

	words_member(&d, "missing", list);
	return d;
}

static bool
damage_stated(const struct work_papers *p)
{
	return p->damage == DAMAGE_STATEMENT_NO_DAMAGE ||
	       (p->damage == DAMAGE_STATEMENT_DAMAGE_REPORT && has_text(p->damage_object) &&
		   has_text(p->damage_extent) && p->damage_customer_informed);
}

struct decision
work_papers(const struct work_papers *p)
{
	const struct {
		const char *name;
		bool given;
	} papers[] = {
		{ "plate", p->plate },
		{ "terminal_no", p->terminal },
		{ "parts", p->parts },
		{ "photos", p->photos || !p->photos_required },
		{ "signature", p->signature && has_text(p->signature_note) },
		{ "invoice", !p->invoice_missing },
	};
	struct words untested = { 0 }, missing = { 0 };
	struct decision d;

	for (size_t i = 0; i < p->untested_count; i++)
		words_add(&untested, p->untested[i]);
	if (untested.count > 0)
		return refuse_list(&problem_test_missing, "No test passed", &untested);
	if (!damage_stated(p))
		return decision_refuse(&R11_12, &problem_damage_statement_missing,
		    "No damage, or what was damaged, how far, and whether the customer knows.");
	for (size_t i = 0; i < COUNT(papers); i++)
		if (!papers[i].given)
			words_add(&missing, papers[i].name);
	if (missing.count > 0)
		return refuse_list(&problem_documents_incomplete, "Missing", &missing);
	d = decision_allow(&R11_12, "COMPLETE", "Tested, and all papers are there.");
	decision_used_text(&d, "repair.photos_required", p->photos_required ? "true" : "false");
	return d;
}
