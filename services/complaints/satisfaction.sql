-- name: satisfaction_inquiry_create(id, complaint_id, integer round, party, respondent_id, message_id, asked_by_id) :exec
-- What could not be delivered counts as asked (R10.18).
insert into satisfaction_inquiry (id, complaint_id, round, party, respondent_id, message_id, outcome, asked_by_id, asked_at,
                                  created_at, created_by, changed_at, changed_by, trace_id)
select :id, :complaint_id, :round, :party, :respondent_id, m.id, case m.outcome when 'NOT_DELIVERABLE' then m.outcome else 'ASKED' end,
       :asked_by_id, :now, :now, :actor, :now, :actor, :trace
  from complaint_message m
 where m.id = :message_id;

-- name: satisfaction_inquiry_get(id) :one
select id, complaint_id, round, party, respondent_id, outcome, asked_by_id, asked_at, score, text, answered_at, version
  from satisfaction_inquiry
 where id = :id;

-- name: satisfaction_inquiry_page(id) :page
select id, complaint_id, round, party, respondent_id, outcome, asked_by_id, asked_at, score, text, answered_at, version
  from satisfaction_inquiry
 where complaint_id = :id;

-- name: satisfaction_inquiry_lock(id) :lock
select s.id, s.version, s.complaint_id, s.round, s.party, s.respondent_id, s.outcome
  from satisfaction_inquiry s
 where s.id = :id
   for no key update;

-- name: satisfaction_inquiry_save(id, integer score, text) :exec
update satisfaction_inquiry
   set outcome = 'ANSWERED', score = :score, text = :text, answered_at = :now, :touched
 where id = :id;

-- name: party_is(complaint_id, party, respondent_id, employee_id) :one
-- Is this employee that side: the complainant, the respondent, or the head of the department that is one?
select case :party::text when 'COMPLAINANT' then coalesce(c.complainant_employee_id = :employee_id::uuid, false)
       else exists (select from complaint_respondent r left join known_department d on d.id = r.department_id
                     where r.id = :respondent_id::uuid and r.complaint_id = c.id
                       and (r.employee_id = :employee_id::uuid or d.head_id = :employee_id::uuid)) end as own,
       :party::text = 'COMPLAINANT'
         or exists (select from complaint_respondent r where r.id = :respondent_id::uuid and r.complaint_id = c.id) as known
  from complaint c
 where c.id = :complaint_id;

-- name: dissatisfaction_create(id, complaint_id, integer round, party, respondent_id, text, boolean new_facts) :exec
insert into dissatisfaction (id, complaint_id, round, party, respondent_id, text, new_facts, stated_at, state,
                             created_at, created_by, changed_at, changed_by, trace_id)
values (:id, :complaint_id, :round, :party, :respondent_id, :text, :new_facts, :now, 'OPEN', :now, :actor, :now, :actor, :trace);

-- name: dissatisfaction_get(id) :one
select id, complaint_id, round, party, respondent_id, text, new_facts, stated_at, state, reported_to_id, reported_at, report_late,
       escalated_to_id, escalation_text, escalated_at, answer, answer_text, resolution_id, answered_by_id, answered_at, answer_late,
       reopened_round, version
  from dissatisfaction
 where id = :id;

-- name: dissatisfaction_page(id) :page
select id, complaint_id, round, party, respondent_id, text, new_facts, stated_at, state, reported_to_id, reported_at, report_late,
       escalated_to_id, escalation_text, escalated_at, answer, answer_text, resolution_id, answered_by_id, answered_at, answer_late,
       reopened_round, version
  from dissatisfaction
 where complaint_id = :id;

-- name: dissatisfaction_lock(id) :lock
select d.id, d.version, d.complaint_id, d.round, d.state, d.reported_at, d.escalated_to_id
  from dissatisfaction d
 where d.id = :id
   for no key update;

-- name: dissatisfaction_save_reported(id, reported_to_id, boolean late) :exec
update dissatisfaction
   set state = 'REPORTED', reported_to_id = :reported_to_id, reported_at = :now, report_late = :late,
       :touched
 where id = :id;

-- name: dissatisfaction_save_escalated(id, escalated_to_id, text) :exec
update dissatisfaction
   set state = 'ESCALATED', escalated_to_id = :escalated_to_id, escalation_text = :text, escalated_at = :now,
       :touched
 where id = :id;

-- name: dissatisfaction_save_answered(id, answer, text, resolution_id, answered_by_id, boolean late) :exec
update dissatisfaction
   set state = 'ANSWERED', answer = :answer, answer_text = :text, resolution_id = :resolution_id, answered_by_id = :answered_by_id,
       answered_at = :now, answer_late = :late, :touched
 where id = :id;

-- name: dissatisfactions_open(complaint_id) :many
select d.id from dissatisfaction d where d.complaint_id = :complaint_id and d.state <> 'ANSWERED' order by d.id;

-- name: dissatisfactions_save_reopened(complaint_id, integer reopened_round, text, answered_by_id) :exec
-- One reopening answers all that are open, and what led to it.
update dissatisfaction
   set state = 'ANSWERED', answer = 'REOPEN', answer_text = coalesce(answer_text, :text), answered_by_id = coalesce(answered_by_id, :answered_by_id),
       answered_at = coalesce(answered_at, :now), reopened_round = :reopened_round, :touched
 where complaint_id = :complaint_id and (state <> 'ANSWERED' or answer = 'REOPEN' and reopened_round is null);

-- name: complaint_begin_round(id) :exec
-- A new day zero; what the round before had is in its own rows (R10.19).
update complaint
   set round = round + 1, day_zero = :today, settled_at = null, decision_id = null, expected_on = null,
       redo_opinion = false, redo_findings = false, redo_decision = false, :touched
 where id = :id;

-- name: measures_end_round(complaint_id) :exec
update measure
   set state = 'REPLACED', :touched
 where complaint_id = :complaint_id and state = 'OPEN';

-- name: complaint_reopened_event(id) :one
select id as complaint_id, customer_id, received_at, day_zero + overdue_days::int as due_on, round from complaint where id = :id;
