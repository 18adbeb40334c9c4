-- name: request_work_get(id) :one
select id, request_id, employee_id, department_id, cross_department, work_start, work_end, done_text, emergency,
       emergency_reason, due_at, order_id, version, created_at, created_by, changed_at
  from request_work
 where id = :id;

-- name: request_work_page(id) :page
select id, request_id, employee_id, department_id, cross_department, work_start, work_end, done_text, emergency,
       emergency_reason, due_at, order_id, version, created_at, created_by, changed_at
  from request_work
 where request_id = :id;

-- name: request_work_create(id, request_id, employee_id, department_id, boolean cross_department, instant work_start, instant work_end, done_text, boolean emergency, emergency_reason, instant due_at, order_id) :exec
insert into request_work (id, request_id, employee_id, department_id, cross_department, work_start, work_end,
                          done_text, emergency, emergency_reason, due_at, order_id, created_at, created_by,
                          changed_at, changed_by, trace_id)
values (:id, :request_id, :employee_id, :department_id, :cross_department, :work_start, :work_end, :done_text,
        :emergency, :emergency_reason, :due_at, :order_id, :now, :actor, :now, :actor, :trace);

-- name: request_work_owing(id, request_id) :maybe
select id, employee_id, work_start, work_end, done_text, emergency, emergency_reason, due_at
  from request_work
 where request_id = :request_id and due_at is not null and order_id is null and (:id::uuid is null or id = :id::uuid)
 order by due_at, id
 limit 1;

-- name: request_work_save_order(id, order_id) :exec
update request_work
   set order_id = :order_id, :touched
 where id = :id;

-- name: work_contact_order_get(id) :one
select id, number, request_id, state, from_department_id, to_department_id, task, due_on, after_the_fact, late,
       emergency, emergency_reason, work_start, work_end, done_text, issued_by_id, submitted_at, accepted_at,
       accepted_by_id, done_at, version, created_at, created_by, changed_at
  from work_contact_order
 where id = :id;

-- name: work_contact_order_shown(id) :one
select id, number, request_id, state, from_department_id, to_department_id, task, due_on, after_the_fact, late,
       emergency, emergency_reason, work_start, work_end, done_text, issued_by_id, submitted_at, accepted_at,
       accepted_by_id, done_at, version, created_at, created_by, changed_at
  from work_contact_order
 where id = :id and service_readable(:actor, :caller_roles);

-- name: work_contact_order_page(id) :page
select id, number, request_id, state, from_department_id, to_department_id, task, due_on, after_the_fact, late,
       emergency, emergency_reason, work_start, work_end, done_text, issued_by_id, submitted_at, accepted_at,
       accepted_by_id, done_at, version, created_at, created_by, changed_at
  from work_contact_order
 where request_id = :id;

-- name: work_contact_order_create(id, request_id, state, from_department_id, to_department_id, task, date due_on, boolean after_the_fact, boolean late, boolean emergency, emergency_reason, instant work_start, instant work_end, done_text, issued_by_id, instant done_at) :exec
insert into work_contact_order (id, request_id, state, from_department_id, to_department_id, task, due_on,
                                after_the_fact, late, emergency, emergency_reason, work_start, work_end, done_text,
                                issued_by_id, submitted_at, done_at, created_at, created_by, changed_at, changed_by,
                                trace_id)
values (:id, :request_id, :state, :from_department_id, :to_department_id, :task, :due_on, :after_the_fact, :late,
        :emergency, :emergency_reason, :work_start, :work_end, :done_text, :issued_by_id, :now, :done_at, :now,
        :actor, :now, :actor, :trace);

-- name: work_contact_order_lock(id) :lock
select id, version, state, request_id, to_department_id, submitted_at
  from work_contact_order
 where id = :id
   for no key update;

-- name: work_contact_order_for(id, request_id, department_id, instant work_start) :maybe
-- Issued before the work.
select id from work_contact_order
 where id = :id and request_id = :request_id and to_department_id = :department_id and not after_the_fact and submitted_at <= :work_start;

-- name: work_contact_order_save_accepted(id, employee_id) :exec
update work_contact_order
   set state = 'ACCEPTED', accepted_at = :now, accepted_by_id = :employee_id, :touched
 where id = :id;

-- name: work_contact_order_save_done(id, instant work_start, instant work_end, done_text) :exec
update work_contact_order
   set state = 'DONE', work_start = :work_start, work_end = :work_end, done_text = :done_text, done_at = :now,
       :touched
 where id = :id;
