-- name: named_department_lock(id) :maybe
-- The department that is acted for. From here on nobody else makes rules or plans of it, or coordinates it.
select d.id as department_id, d.kind as department_kind, above.kind as department_parent_kind
  from department d
  left join department above on above.id = d.parent_id
 where d.id = :id
   for no key update of d;

-- name: named_departments(ids) :many
-- Departments that are addressed, or bound.
select d.id as department_id, d.kind as department_kind, above.kind as department_parent_kind
  from department d
  left join department above on above.id = d.parent_id
 where d.id in (select json_array_elements_text(:ids::json)::uuid)
 order by d.id;

-- name: named_departments_lock(ids) :many
select id from department
 where id in (select json_array_elements_text(:ids::json)::uuid)
 order by id
   for no key update;
