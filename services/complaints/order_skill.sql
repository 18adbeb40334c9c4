-- name: order_skill_page() :page
select s.id, s.technician_id, s.kind, s.model, s.from_on, s.ended_at, s.ended_at is null as standing, s.version, s.created_at, s.created_by
  from order_skill s;

-- name: order_skill_get(id) :one
select s.id, s.technician_id, s.kind, s.model, s.from_on, s.ended_at, s.ended_at is null as standing, s.version, s.created_at, s.created_by
  from order_skill s where s.id = :id;

-- name: order_skill_create(id, technician_id, kind, model) :exec
insert into order_skill (id, technician_id, kind, model, from_on, created_at, created_by, changed_at, changed_by, trace_id)
values (:id, :technician_id, :kind, :model, :today, :now, :actor, :now, :actor, :trace);

-- name: order_skill_lock(id) :lock
select s.id, s.version, s.ended_at from order_skill s where s.id = :id for no key update;

-- name: order_skill_save_ended(id) :exec
update order_skill
   set ended_at = :now, :touched
 where id = :id;
