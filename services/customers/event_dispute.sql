-- name: event_dispute_get(id) :one
select * from event_dispute_shown where id = :id and gathering_staff(gathering_id, :actor, :department, :caller_roles);

-- name: event_dispute_page() :page
select * from event_dispute_shown where gathering_staff(gathering_id, :actor, :department, :caller_roles);

-- name: event_dispute_told(id) :one
select * from event_dispute_shown where id = :id;

-- name: event_dispute_people(ids) :many
-- Those of a list who are employees.
select id from employee where id in (select json_array_elements_text(:ids::json)::uuid) order by id;

-- name: event_dispute_create(id, gathering_id, customer_id, involved_employee_ids, facts, instant occurred_at,
--       instant settle_due_at) :exec
insert into event_dispute (id, gathering_id, customer_id, involved_employee_ids, facts, occurred_at, reported_by, reported_at,
                           settle_due_at, created_at, created_by, changed_at, changed_by, trace_id)
values (:id, :gathering_id, :customer_id,
        array(select distinct json_array_elements_text(:involved_employee_ids::json)::uuid order by 1), :facts, :occurred_at,
        :actor, :now, :settle_due_at, :now, :actor, :now, :actor, :trace);

-- name: event_dispute_whose(id) :one
select gathering_id, customer_id from event_dispute where id = :id;

-- name: event_dispute_lock(id) :lock
select id, version, state, fined, reported_at, to_json(involved_employee_ids) as involved_employee_ids
  from event_dispute
 where id = :id
   for no key update;

-- name: event_dispute_save_established(id, boolean before_customer, findings, boolean fined) :exec
update event_dispute
   set before_customer = :before_customer, findings = :findings, fined = fined or :fined, :touched
 where id = :id;

-- name: event_dispute_save_settled(id, present_employee_ids, outcome) :exec
update event_dispute
   set state = 'SETTLED', outcome = :outcome, settled_at = :now,
       present_employee_ids = array(select distinct json_array_elements_text(:present_employee_ids::json)::uuid order by 1),
       :touched
 where id = :id;

-- name: event_dispute_save_refused(id, refusal_reason, boolean fined) :exec
update event_dispute
   set state = 'REFUSED', refusal_reason = :refusal_reason, refused_at = :now, fined = fined or :fined,
       :touched
 where id = :id;

-- name: event_dispute_save_escalated(id, escalation_reason, first_statement, second_statement, boolean late) :exec
update event_dispute
   set state = 'ESCALATED', escalated_at = :now, escalation_reason = :escalation_reason,
       escalated_late = :late, first_statement = :first_statement, second_statement = :second_statement, :touched
 where id = :id;

-- name: event_dispute_save_ruled(id, ruling, employee_id) :exec
update event_dispute
   set state = 'RULED', ruling = :ruling, employee_id = :employee_id, ruled_by = :actor, ruled_at = :now,
       :touched
 where id = :id;
