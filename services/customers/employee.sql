-- name: employee_get(id) :one
-- The employee as the API shows him or her, present or not today.
select id, number, subject, name, department_id, supervisor_id, title, to_json(roles) as roles, phone, email,
       joined_on, left_on,
       case when :today between leave_from and leave_until then 'ON_LEAVE' else 'PRESENT' end as presence,
       leave_from, leave_until, deputy_id, status, version, created_at, changed_at
  from employee
 where id = :id;

-- name: employee_page() :page
select id, number, subject, name, department_id, supervisor_id, title, to_json(roles) as roles, phone, email,
       joined_on, left_on,
       case when :today between leave_from and leave_until then 'ON_LEAVE' else 'PRESENT' end as presence,
       leave_from, leave_until, deputy_id, status, version, created_at, changed_at,
       concat_ws(' ', number, name, title, phone) as _search
  from employee;

-- name: employee_create(id, number, subject, name, department_id, supervisor_id, title, roles, phone, email, date joined_on) :exec
insert into employee (id, number, subject, name, department_id, supervisor_id, title, roles, phone, email, joined_on,
                      created_at, created_by, changed_at, changed_by, trace_id)
values (:id, :number, :subject, :name, :department_id, :supervisor_id, :title,
        array(select json_array_elements_text(coalesce(:roles, '[]')::json)), :phone, :email, :joined_on,
        :now, :actor, :now, :actor, :trace);

-- name: employee_check(id, department_id, supervisor_id) :one
-- Are the department and the supervisor there and at work; does the supervisor stand below the employee?
with recursive above as (
  select e.id, e.supervisor_id, 1 as level from employee e where e.id = :supervisor_id
   union all
  select e.id, e.supervisor_id, a.level + 1 from employee e join above a on e.id = a.supervisor_id where a.level < 50)
select exists (select from department d where d.id = :department_id and d.status = 'ACTIVE') as department_at_work,
       exists (select from employee e where e.id = :supervisor_id and e.status = 'ACTIVE') as supervisor_at_work,
       exists (select from above a where a.id = :id) as below;

-- name: employee_lock(id) :lock
select id, version, subject, department_id, supervisor_id, status
  from employee
 where id = :id
   for update;

-- name: employee_save(id, patch) :exec
-- Applies a checked merge patch.
update employee e
   set number = p.number, subject = p.subject, name = p.name, department_id = p.department_id,
       supervisor_id = p.supervisor_id, title = p.title, roles = p.roles, phone = p.phone, email = p.email,
       joined_on = p.joined_on, left_on = p.left_on, status = p.status,
       version = e.version + 1, changed_at = :now, changed_by = :actor, trace_id = :trace
  from employee old, json_populate_record(old, :patch::json) p
 where e.id = :id and old.id = e.id;

-- name: employee_save_presence(id, date leave_from, date leave_until, deputy_id) :exec
update employee
   set leave_from = :leave_from, leave_until = :leave_until, deputy_id = :deputy_id, :touched
 where id = :id;

-- name: employee_supervisors(id) :many
-- Above each the named supervisor, else the head of the department, above the head the head of its parent.
with recursive chain as (
  select e.id, e.department_id, e.supervisor_id, 0 as level, array[e.id] as seen
    from employee e
   where e.id = :id
   union all
  select n.id, n.department_id, n.supervisor_id, c.level + 1, c.seen || n.id
    from chain c
    join department d on d.id = c.department_id
    left join department p on p.id = d.parent_id
    join employee n on n.id = coalesce(c.supervisor_id, case when d.head_id <> c.id then d.head_id else p.head_id end)
   where c.level < 20 and n.id <> all (c.seen))
select c.level, e.id, e.number, e.name, e.department_id, e.subject as _subject,
       case when :today between e.leave_from and e.leave_until then 'ON_LEAVE' else 'PRESENT' end as presence
  from chain c
  join employee e on e.id = c.id
 where c.level > 0
 order by c.level;
