-- name: department_get(id) :one
-- The department as the API shows it.
select id, code, name, kind, parent_id, head_id, status, version, created_at, changed_at
  from department
 where id = :id;

-- name: department_page() :page
select id, code, name, kind, parent_id, head_id, status, version, created_at, changed_at
  from department;

-- name: department_create(id, code, name, kind, parent_id) :one
insert into department (id, code, name, kind, parent_id, created_at, created_by, changed_at, changed_by, trace_id)
values (:id, :code, :name, :kind, :parent_id, :now, :actor, :now, :actor, :trace)
returning id, code, name, kind, parent_id, head_id, status, version, created_at, changed_at;

-- name: department_lock(id) :lock
select id, version, kind, parent_id, head_id, status
  from department
 where id = :id
   for update;

-- name: department_parent(id, of_id) :maybe
-- The department that is to stand above of_id, and whether it stands below it (then it may not).
with recursive above as (
  select d.id, d.parent_id, 1 as level from department d where d.id = :id
   union all
  select d.id, d.parent_id, a.level + 1 from department d join above a on d.id = a.parent_id where a.level < 50)
select d.kind, d.status, exists (select from above a where a.id = :of_id) as below
  from department d
 where d.id = :id;

-- name: department_head(id) :maybe
-- The employee who is to head a department.
select id from employee where id = :id and status = 'ACTIVE';

-- name: department_save(id, patch) :exec
-- Applies a checked merge patch.
update department d
   set code = p.code, name = p.name, parent_id = p.parent_id, head_id = p.head_id, status = p.status,
       version = d.version + 1, changed_at = :now, changed_by = :actor, trace_id = :trace
  from department old, json_populate_record(old, :patch::json) p
 where d.id = :id and old.id = d.id;
