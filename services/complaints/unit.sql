-- name: complaint_unit_get(id) :one
select id, code, name, profile, parent_id, status, version, created_at, changed_at from complaint_unit where id = :id;

-- name: complaint_unit_page() :page
select id, code, name, profile, parent_id, status, version, created_at, changed_at from complaint_unit;

-- name: complaint_unit_department(id) :maybe
select id, name from known_department where id = :id;

-- name: complaint_unit_create(id, code, name, profile, parent_id) :exec
insert into complaint_unit (id, code, name, profile, parent_id, created_at, created_by, changed_at, changed_by, trace_id)
values (:id, :code, :name, :profile, :parent_id, :now, :actor, :now, :actor, :trace);
