/* Severity of what is valid, motive of what is not, and what may turn out to be malignant (R12.9,
 * R12.10). */
#include "classification.h"
#include "complaint_intake.h"
#include "complaints/operations.h"
#include "complaints/queries.h"
#include "escalation.h"
#include "rules.h"
#include "service_information.h"

MAY_FAIL
complaint_severity_set(struct request *req, const struct complaint_severity_set_in *in)
{
	struct classification made;
	struct complaint c;
	struct intake form;
	struct decision d;

	TRY(complaint_lock(req, in->id, &c));
	TRY(classification_may(req, &c, &R12_9));
	TRY(classification_read(req, &c, &form, &made));
	d = classification_severity(&made,
	    enum_index(complaint_severity_names, COMPLAINT_SEVERITY_COUNT, in->severity),
	    in->criteria_count);
	TRY(decide(req, "complaint", c.id, &d));
	TRY(sql_criterion_withdraw_all(req, c.id, "M"));
	TRY(sql_criterion_create(req, c.id, c.round, in->criteria_json ? in->criteria_json : "[]",
	    "ESTABLISHED", c.caller.id));
	TRY(sql_classification_save_severity(req, c.id, in->severity));
	return complaint_reply(req, c.id);
}

MAY_FAIL
complaint_motive_set(struct request *req, const struct complaint_motive_set_in *in)
{
	const struct parameters *p;
	struct classification made;
	struct complaint c;
	struct intake form;
	struct decision d;

	TRY(complaint_lock(req, in->id, &c));
	TRY(classification_may(req, &c, &R12_10));
	TRY(complaint_parameters(req, &c, &p));
	TRY(classification_read(req, &c, &form, &made));
	d = classification_motive(&made,
	    enum_index(complaint_motive_names, COMPLAINT_MOTIVE_COUNT, in->motive),
	    parameter_words(p, &parameter_complaint_motive_default), in->reason);
	TRY(decide(req, "complaint", c.id, &d));
	TRY(sql_classification_save_motive(req, c.id, in->motive, in->reason));
	return complaint_reply(req, c.id);
}

/* In a law firm the officer is told, too: it should be a major matter (R10.8). */
static MAY_FAIL
tell_suspicion(struct request *req, const struct complaint *c)
{
	bool firm = c->profile == COMPLAINT_PROFILE_LAW_FIRM;
	const char *person_id = c->handler_id ? c->handler_id : c->officer_id, *above_id;

	TRY(escalation_addressee(req, c, person_id ? person_id : c->caller.id, &above_id));
	return inform(req,
	    &(struct information) {
		.subject = "complaint",
		.subject_id = c->id,
		.kind = INFORMATION_KIND_OTHER,
		.text = arena_print(req->arena, "投诉%s疑似恶性投诉%s", c->ledger_number,
		    firm ? "，建议列为重大事项。" : "，请予关注。"),
		.people = { above_id, firm ? c->officer_id : NULL, firm ? c->handler_id : NULL },
	    });
}

MAY_FAIL
complaint_suspect_malignant(struct request *req, const struct complaint_suspect_malignant_in *in)
{
	struct complaint c;

	TRY(complaint_lock_service(req, in->id, &c, &R12_9));
	TRY(complaint_between(
	    req, &c, COMPLAINT_STATE_REGISTERED, COMPLAINT_STATE_IN_MEETING, &R12_9));
	TRY(sql_criterion_create(req, c.id, c.round, in->criteria_json, "PROPOSED", c.caller.id));
	TRY(sql_classification_save_suspicion(req, c.id));
	TRY(tell_suspicion(req, &c));
	return complaint_reply_seen(req, &c);
}
