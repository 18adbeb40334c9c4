-- name: arbitration_get(id) :one
select id, process_id, blocked_reason, new_facts, state, office_is_party, submitted_at, opinions_due_on, opinions_complete_at, ruling, ruled_at,
       ruled_by_id, ruling_late, execution_from, supervised_by_id, completion_note, completed_at, version, created_at
  from arbitration
 where id = :id;

-- name: arbitration_page() :page
select id, process_id, blocked_reason, new_facts, state, office_is_party, submitted_at, opinions_due_on, opinions_complete_at, ruling, ruled_at,
       ruled_by_id, ruling_late, execution_from, supervised_by_id, completion_note, completed_at, version, created_at
  from arbitration;

-- name: arbitration_lock(id) :lock
select id, version, process_id, state, office_is_party, opinions_due_on from arbitration where id = :id for no key update;

-- name: arbitration_ruled_before(process_id) :one
select count(*) as ruled from arbitration where process_id = :process_id and ruled_at is not null;

-- name: arbitration_create(id, process_id, blocked_reason, new_facts, demand_department_id, task_ids, date opinions_due_on) :exec
insert into arbitration (id, process_id, blocked_reason, new_facts, state, office_is_party, submitted_at, opinions_due_on,
                         created_at, created_by, changed_at, changed_by, trace_id)
select :id, :process_id, :blocked_reason, :new_facts, 'SUBMITTED',
       is_office(:demand_department_id::uuid)
       or exists (select from cooperation_task t
                   where t.process_id = :process_id and is_office(t.department_id)
                     and t.id in (select value::uuid from json_array_elements_text(:task_ids::json))),
       :now, :opinions_due_on, :now, :actor, :now, :actor, :trace;

-- name: arbitration_take_tasks(id, process_id, task_ids) :count
-- One that is in a case already stays in that.
update cooperation_task
   set disputed_in = :id, :touched
 where process_id = :process_id and state = 'DISPUTED' and disputed_in is null
   and id in (select value::uuid from json_array_elements_text(:task_ids::json));

-- name: arbitration_parties_of(id) :many
-- The demand department, and each of the departments of its tasks.
select p.demand_department_id as department_id
  from arbitration a join service_process p on p.id = a.process_id where a.id = :id
 union
select department_id from cooperation_task where disputed_in = :id;

-- name: arbitration_party_create(id, arbitration_id, department_id) :exec
insert into arbitration_party (id, arbitration_id, department_id, created_at, created_by, changed_at, changed_by, trace_id)
values (:id, :arbitration_id, :department_id, :now, :actor, :now, :actor, :trace);

-- name: arbitration_parties(id) :many
select department_id from arbitration_party where arbitration_id = :id;

-- name: arbitration_party_page(id) :page
select id, department_id, opinion, filed_by_id, filed_at, none_filed, late, version, created_at
  from arbitration_party
 where arbitration_id = :id;

-- name: arbitration_party_of(id, department_id) :maybe
select id, filed_at, none_filed from arbitration_party where arbitration_id = :id and department_id = :department_id;

-- name: arbitration_party_save_filed(id, opinion, employee_id, boolean late) :exec
update arbitration_party
   set opinion = :opinion, filed_by_id = :employee_id, filed_at = :now, late = :late, :touched
 where id = :id;

-- name: arbitration_party_save_none(id) :exec
update arbitration_party
   set none_filed = true, :touched
 where id = :id;

-- name: arbitration_opinions_open(id) :one
select count(*) as open from arbitration_party where arbitration_id = :id and filed_at is null and not none_filed;

-- name: arbitration_save_opinions(id) :exec
update arbitration
   set state = 'OPINIONS_COMPLETE', opinions_complete_at = :now, :touched
 where id = :id;

-- name: arbitration_save_ruled(id, ruling, employee_id, boolean late) :exec
update arbitration
   set state = 'RULED', ruling = :ruling, ruled_at = :now, ruled_by_id = :employee_id, ruling_late = :late,
       :touched
 where id = :id;

-- name: arbitration_save_execution(id, employee_id) :exec
update arbitration
   set state = 'IN_EXECUTION', execution_from = :now, supervised_by_id = :employee_id, :touched
 where id = :id;

-- name: arbitration_tasks_open(id) :one
select count(*) as open from cooperation_task where ruled_in = :id and state <> 'CONFIRMED';

-- name: arbitration_save_completed(id, note) :exec
update arbitration
   set state = 'COMPLETED', completion_note = :note, completed_at = :now, :touched
 where id = :id;

-- name: memberships(employee_id) :many
select department_id, until_on from department_membership where employee_id = :employee_id;
