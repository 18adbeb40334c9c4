-- name: service_process_get(id) :one
select id, title, description, project_id, demand_department_id, led_at, version, created_at from service_process where id = :id;

-- name: service_process_page() :page
select id, title, description, project_id, demand_department_id, led_at, version, created_at from service_process;

-- name: service_process_lock(id) :lock
select id, version, demand_department_id from service_process where id = :id for no key update;

-- name: service_process_create(id, title, description, project_id) :exec
insert into service_process (id, title, description, project_id, created_at, created_by, changed_at, changed_by, trace_id)
values (:id, :title, :description, :project_id, :now, :actor, :now, :actor, :trace);

-- name: service_process_save_led(id, department_id) :exec
update service_process
   set demand_department_id = :department_id, led_at = :now, :touched
 where id = :id;

-- name: cooperation_task_get(id) :one
select t.id, t.process_id, t.department_id, t.content, t.due_on, t.state, t.opinion, t.accepted_at, t.accepted_by_id, t.delivery, t.delivered_at,
       t.late, t.confirmed_at, t.disputed_at, t.disputed_in, t.ruled_in, t.version, t.created_at
  from cooperation_task t
 where t.id = :id;

-- name: cooperation_task_page(id) :page
select t.id, t.process_id, t.department_id, t.content, t.due_on, t.state, t.opinion, t.accepted_at, t.accepted_by_id, t.delivery, t.delivered_at,
       t.late, t.confirmed_at, t.disputed_at, t.disputed_in, t.ruled_in, t.version, t.created_at
  from cooperation_task t
 where t.process_id = :id;

-- name: arbitration_task_page(id) :page
select t.id, t.process_id, t.department_id, t.content, t.due_on, t.state, t.opinion, t.accepted_at, t.accepted_by_id, t.delivery, t.delivered_at,
       t.late, t.confirmed_at, t.disputed_at, t.disputed_in, t.ruled_in, t.version, t.created_at
  from cooperation_task t
 where :id in (t.disputed_in, t.ruled_in);

-- name: cooperation_task_create(id, process_id, department_id, content, date due_on, ruled_in) :exec
insert into cooperation_task (id, process_id, department_id, content, due_on, ruled_in, state, created_at, created_by, changed_at, changed_by, trace_id)
values (:id, :process_id, :department_id, :content, :due_on, :ruled_in, 'REQUESTED', :now, :actor, :now, :actor, :trace);

-- name: cooperation_task_lock(id) :lock
select t.id, t.version, t.state, t.late, t.due_on, t.department_id, t.accepted_by_id, d.head_id, p.demand_department_id,
       coalesce(a.state in ('RULED', 'IN_EXECUTION'), false) as under_ruling
  from cooperation_task t
  join service_process p on p.id = t.process_id
  left join known_department d on d.id = t.department_id
  left join arbitration a on a.id = t.ruled_in
 where t.id = :id
   for no key update of t;

-- name: cooperation_task_save_changed(id, content, date due_on) :exec
-- What is asked is another thing now: it is accepted anew.
update cooperation_task
   set content = :content, due_on = :due_on, state = 'REQUESTED', accepted_at = null, accepted_by_id = null,
       :touched
 where id = :id;

-- name: cooperation_task_save_accepted(id, employee_id) :exec
update cooperation_task
   set state = 'ACCEPTED', accepted_at = :now, accepted_by_id = :employee_id, :touched
 where id = :id;

-- name: cooperation_task_save_disputed(id, opinion) :exec
update cooperation_task
   set state = 'DISPUTED', opinion = :opinion, disputed_at = :now, disputed_in = null, :touched
 where id = :id;

-- name: cooperation_task_save_delivered(id, delivery) :exec
update cooperation_task
   set state = 'DELIVERED', delivery = :delivery, delivered_at = :now, late = :today > due_on,
       :touched
 where id = :id;

-- name: cooperation_task_save_confirmed(id) :exec
update cooperation_task
   set state = 'CONFIRMED', confirmed_at = :now, :touched
 where id = :id;
