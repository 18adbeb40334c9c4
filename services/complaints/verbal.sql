-- name: verbal_approval_open(order_id) :one
-- One that was asked for again counts no more: that in its place does.
select count(*) filter (where v.state = 'PENDING') as pending, count(*) filter (where v.state = 'DENIED') as denied
  from verbal_approval v
 where v.order_id = :order_id and not exists (select from verbal_approval r where r.replaces_id = v.id);

-- name: verbal_giver(id) :one
-- Does the employee hold the office of one who permits?
select exists (select from known_employee e
                where e.id = :id and e.status = 'ACTIVE' and e.roles && '{department_manager,gps_division_manager}') as may_permit;

-- name: verbal_approval_create(id, order_id, technician_id, giver_id, means, means_text, missing, allowed, done, instant asked_at, instant due_at, replaces_id) :exec
insert into verbal_approval (id, order_id, technician_id, giver_id, means, means_text, missing, allowed, done, asked_at, due_at, state, replaces_id,
                             created_at, created_by, changed_at, changed_by, trace_id)
values (:id, :order_id, :technician_id, :giver_id, :means, :means_text, :missing, :allowed, :done, :asked_at, :due_at, 'PENDING', :replaces_id,
        :now, :actor, :now, :actor, :trace);

-- name: verbal_approval_get(id) :one
select id, order_id, technician_id, giver_id, means, means_text, missing, allowed, done, asked_at, due_at, state, answered_at, answer, late, replaces_id, version
  from verbal_approval
 where id = :id;

-- name: verbal_approval_page() :page
select id, order_id, technician_id, giver_id, means, means_text, missing, allowed, done, asked_at, due_at, state, answered_at, answer, late, replaces_id, version
  from verbal_approval;

-- name: verbal_approval_of(order_id, id) :maybe
select id, state from verbal_approval where id = :id and order_id = :order_id;

-- name: verbal_approval_lock(id) :lock
select id, version, order_id, technician_id, giver_id, due_at, state from verbal_approval where id = :id for no key update;

-- name: verbal_approval_save_answer(id, state, answer, boolean late) :exec
update verbal_approval
   set state = :state, answer = :answer, answered_at = :now, late = :late, :touched
 where id = :id;
