-- name: proposal_facts(complaint_id) :one
-- proposed_at: of the proposal that counts. responsible_id: who answers for it as far as it has come.
select (select count(*) from complaint_proposal p where p.complaint_id = c.id) as proposals,
       (select p.proposed_at from complaint_proposal p where p.complaint_id = c.id and p.number = 1) as proposed_at,
       exists (select from complaint_escalation e where e.complaint_id = c.id and e.cause = 'AUTOMATIC') as escalated,
       coalesce(c.responsible_employee_id, c.handler_id, c.officer_id, c.accepted_by_id, c.received_by_id) as responsible_id
  from complaint c
 where c.id = :complaint_id;

-- name: proposal_create(id, complaint_id, integer round, integer number, kind, text_, steps, boolean within_service_duty, integer? amount_fen, proposed_by_id, boolean late) :exec
insert into complaint_proposal (id, complaint_id, round, number, kind, text, steps, within_service_duty, amount_fen, proposed_by_id,
                                proposed_at, late, created_at, created_by, changed_at, changed_by, trace_id)
values (:id, :complaint_id, :round, :number, :kind, :text_, :steps::json, :within_service_duty, :amount_fen, :proposed_by_id,
        :now, :late, :now, :actor, :now, :actor, :trace);

-- name: proposal_get(id) :one
select id, complaint_id, round, number, kind, text, steps, within_service_duty, amount_fen, proposed_by_id, proposed_at, late, message_id,
       is_recused(complaint_id, proposed_by_id) as made_by_recused, version
  from complaint_proposal
 where id = :id;

-- name: proposal_page(id) :page
select id, complaint_id, round, number, kind, text, steps, within_service_duty, amount_fen, proposed_by_id, proposed_at, late, message_id,
       is_recused(complaint_id, proposed_by_id) as made_by_recused, version
  from complaint_proposal
 where complaint_id = :id;

-- name: proposal_lock(id) :lock
select id, version, complaint_id, amount_fen, message_id from complaint_proposal where id = :id for no key update;

-- name: proposal_save_message(id, message_id) :exec
update complaint_proposal
   set message_id = :message_id, :touched
 where id = :id;

-- name: unit_general_manager(unit_id, complaint_id) :maybe
select e.id from known_employee e
 where e.status = 'ACTIVE' and 'general_manager' = any (e.roles) and unit_of_department(e.department_id) = :unit_id::uuid
   and not is_recused(:complaint_id::uuid, e.id)
 order by e.id
 limit 1;

-- name: escalation_create(id, complaint_id, integer round, cause, reason, responsible_id, escalated_by_id, addressee_id, message_id, instant ack_due_at) :exec
insert into complaint_escalation (id, complaint_id, round, cause, reason, responsible_id, escalated_by_id, addressee_id, message_id,
                                  escalated_at, ack_due_at, created_at, created_by, changed_at, changed_by, trace_id)
values (:id, :complaint_id, :round, :cause, :reason, :responsible_id, :escalated_by_id, :addressee_id, :message_id,
        :now, :ack_due_at, :now, :actor, :now, :actor, :trace);

-- name: escalation_get(id) :one
select id, complaint_id, round, cause, reason, responsible_id, escalated_by_id, addressee_id, passed, message_id, escalated_at, ack_due_at,
       acknowledged_at, acknowledged_by_id, instruction, version
  from complaint_escalation
 where id = :id;

-- name: escalation_page(id) :page
select id, complaint_id, round, cause, reason, responsible_id, escalated_by_id, addressee_id, passed, message_id, escalated_at, ack_due_at,
       acknowledged_at, acknowledged_by_id, instruction, version
  from complaint_escalation
 where complaint_id = :id;

-- name: escalation_mine_page() :page
-- Those reported to the caller.
select e.id, e.complaint_id, e.round, e.cause, e.reason, e.responsible_id, e.escalated_by_id, e.addressee_id, e.passed, e.message_id,
       e.escalated_at, e.ack_due_at, e.acknowledged_at, e.acknowledged_by_id, e.instruction, e.version
  from complaint_escalation e
  join known_employee k on k.id = e.addressee_id and k.subject = :actor
 where not is_recused(e.complaint_id, k.id);

-- name: escalation_event(id) :one
-- No text: what customers show is that it was.
select e.complaint_id, e.id as escalation_id, c.customer_id, e.cause, e.round, e.escalated_at
  from complaint_escalation e
  join complaint c on c.id = e.complaint_id
 where e.id = :id;

-- name: escalation_lock(id, employee_id) :lock
-- asked: whether the employee is, or was, the addressee.
select e.id, e.version, e.addressee_id, e.acknowledged_at,
       coalesce(e.addressee_id = :employee_id::uuid
                or exists (select from json_array_elements(e.passed) p where p.value->>'employee_id' = :employee_id::text), false) as asked,
       exists (select from known_employee k where k.id = e.addressee_id and 'general_manager' = any (k.roles)) as at_the_top
  from complaint_escalation e
 where e.id = :id
   for no key update of e;

-- name: escalation_save_acknowledged(id, acknowledged_by_id, instruction) :exec
update complaint_escalation
   set acknowledged_at = :now, acknowledged_by_id = :acknowledged_by_id, instruction = :instruction,
       :touched
 where id = :id;

-- name: escalation_save_passed(id, next_id, instant ack_due_at) :exec
update complaint_escalation
   set passed = (passed::jsonb || jsonb_build_object('employee_id', addressee_id, 'until', ack_due_at))::json,
       addressee_id = :next_id, ack_due_at = :ack_due_at, :touched
 where id = :id;

-- name: proposal_shown(id) :one
select p.id, p.version from complaint_proposal p join complaint c on c.id = p.complaint_id
 where p.id = :id and complaint_readable(c, :actor, :caller_roles);

-- name: escalation_shown(id) :one
select e.id, e.version from complaint_escalation e join complaint c on c.id = e.complaint_id
 where e.id = :id and complaint_readable(c, :actor, :caller_roles);
