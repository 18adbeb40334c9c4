-- name: import_keep(id, operation, integer row_count, ids) :one
-- A file that was imported, and what it entered.
insert into import (id, operation, rows, ids, created_at, created_by, changed_at, changed_by, trace_id)
values (:id, :operation, :row_count, :ids, :now, :actor, :now, :actor, :trace)
returning id, operation, rows, ids, version, created_at, created_by, undone_at;

-- name: import_get(id) :one
select id, operation, rows, ids, version, created_at, created_by, undone_at from import where id = :id;

-- name: import_lock(id) :lock
select id, operation, rows, ids, version, created_at, created_by, undone_at from import where id = :id for update;

-- name: import_undone(id) :one
update import
   set undone_at = :now, :touched
 where id = :id
returning id, operation, rows, ids, version, created_at, created_by, undone_at;
