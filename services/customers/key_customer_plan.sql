-- name: key_customer_plan_get(id) :one
-- The plan as the API shows it, to whoever may read the department's own.
select p.id, p.department_id, p.customer_id, c.name as customer_name, p.needs, p.steps,
       case when p.signed_by_division is not null and p.signed_by_department is not null then 'VALID' else 'PROPOSED' end as state,
       p.signed_by_division, p.division_signed_at, p.signed_by_department, p.department_signed_at,
       p.version, p.created_at, p.created_by, p.changed_at
  from key_customer_plan p
  join customer c on c.id = p.customer_id
 where p.id = :id and department_readable(p.department_id, :department, :caller_roles);

-- name: key_customer_plan_page() :page
select p.id, p.department_id, p.customer_id, c.name as customer_name, p.needs, p.steps,
       case when p.signed_by_division is not null and p.signed_by_department is not null then 'VALID' else 'PROPOSED' end as state,
       p.signed_by_division, p.division_signed_at, p.signed_by_department, p.department_signed_at,
       p.version, p.created_at, p.created_by, p.changed_at
  from key_customer_plan p
  join customer c on c.id = p.customer_id
 where department_readable(p.department_id, :department, :caller_roles);

-- name: key_customer_plan_create(id, department_id, customer_id, needs, steps) :exec
insert into key_customer_plan (id, department_id, customer_id, needs, steps, created_at, created_by, changed_at, changed_by, trace_id)
values (:id, :department_id, :customer_id, :needs, :steps, :now, :actor, :now, :actor, :trace);

-- name: key_customer_plan_whose(id) :one
-- Whose plan it is, before anything is locked.
select department_id, customer_id
  from key_customer_plan
 where id = :id and department_readable(department_id, :department, :caller_roles);

-- name: key_customer_plan_lock(id) :lock
select id, version, signed_by_division, signed_by_department from key_customer_plan where id = :id for no key update;

-- name: key_customer_plan_save(id, patch) :exec
-- Applies a checked merge patch.
update key_customer_plan k
   set needs = p.needs, steps = p.steps,
       version = k.version + 1, changed_at = :now, changed_by = :actor, trace_id = :trace
  from key_customer_plan old, json_populate_record(old, :patch::json) p
 where k.id = :id and old.id = k.id;

-- name: key_customer_plan_save_signature(id, side) :exec
update key_customer_plan
   set signed_by_division = case when :side = 'DIVISION' then :actor else signed_by_division end,
       division_signed_at = case when :side = 'DIVISION' then :now::timestamptz else division_signed_at end,
       signed_by_department = case when :side = 'DEPARTMENT' then :actor else signed_by_department end,
       department_signed_at = case when :side = 'DEPARTMENT' then :now::timestamptz else department_signed_at end,
       :touched
 where id = :id;

-- name: key_customer_plan_merge(id, survivor_id) :exec
-- The record of a customer became an alias of another.
update key_customer_plan
   set customer_id = :survivor_id, :touched
 where customer_id = :id;
