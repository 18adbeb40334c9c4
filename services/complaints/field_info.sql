-- name: field_info_create(id, kind, text_, technician_id, department_id, customer_id, instant observed_at, instant due_at, boolean late) :exec
insert into field_info (id, kind, text, technician_id, department_id, customer_id, observed_at, due_at, late,
                        created_at, created_by, changed_at, changed_by, trace_id)
values (:id, :kind, :text_, :technician_id, :department_id, :customer_id, :observed_at, :due_at, :late,
        :now, :actor, :now, :actor, :trace);

-- name: field_info_get(id) :one
select f.id, f.kind, f.text, f.technician_id, f.department_id, f.customer_id, f.observed_at, f.due_at, f.late, f.created_at as reported_at,
       f.told_at, f.acknowledged_at is not null as acknowledged, f.acknowledged_by, f.acknowledged_at, f.proven_false, f.proof, f.version
  from field_info f
 where f.id = :id and field_info_readable(f, :actor, :caller_roles);

-- name: field_info_page() :page
select f.id, f.kind, f.text, f.technician_id, f.department_id, f.customer_id, f.observed_at, f.due_at, f.late, f.created_at as reported_at,
       f.told_at, f.acknowledged_at is not null as acknowledged, f.acknowledged_by, f.acknowledged_at, f.proven_false, f.proof, f.version
  from field_info f
 where field_info_readable(f, :actor, :caller_roles);

-- name: field_info_lock(id) :lock
select f.id, f.version, f.kind, f.text, f.technician_id, f.department_id, f.customer_id, f.observed_at, f.acknowledged_at, f.proven_false
  from field_info f
 where f.id = :id and field_info_readable(f, :actor, :caller_roles)
   for no key update;

-- name: field_info_save_told(id, customer_id) :exec
update field_info
   set customer_id = :customer_id, told_at = :now, :touched
 where id = :id;

-- name: field_info_save_acknowledged(id) :exec
update field_info
   set acknowledged_by = :actor, acknowledged_at = :now, :touched
 where id = :id;

-- name: field_info_save_false(id, proof) :exec
update field_info
   set proven_false = true, proof = :proof, :touched
 where id = :id;
