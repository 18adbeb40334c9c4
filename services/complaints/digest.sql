-- name: suggestion_digest_create(id, date month_from, date due_on, summary) :exec
insert into suggestion_digest (id, month_from, due_on, summary, state, created_at, created_by, changed_at, changed_by, trace_id)
values (:id, :month_from, :due_on, :summary, 'DRAFT', :now, :actor, :now, :actor, :trace);

-- name: suggestion_digest_get(id) :one
select d.id, d.month_from, d.due_on, d.summary, d.state, d.delivered_at, d.late,
       (select count(*) from inbound_item i where i.digest_id = d.id) as items, d.version, d.created_at, d.changed_at
  from suggestion_digest d
 where d.id = :id;

-- name: suggestion_digest_page() :page
select d.id, d.month_from, d.due_on, d.summary, d.state, d.delivered_at, d.late,
       (select count(*) from inbound_item i where i.digest_id = d.id) as items, d.version, d.created_at, d.changed_at
  from suggestion_digest d;

-- name: suggestion_digest_lock(id) :lock
select id, version, month_from, due_on, state from suggestion_digest where id = :id for no key update;

-- name: suggestion_item_lock(id) :maybe
select id, valuable, digest_id, received_at from inbound_item where id = :id for no key update;

-- name: suggestion_item_save(id, digest_id) :exec
update inbound_item
   set digest_id = :digest_id, :touched
 where id = :id;

-- name: suggestion_outside(instant until) :one
-- Valuable, of the period or before it, and in no digest.
select count(*) as outside from inbound_item where valuable and digest_id is null and received_at <= :until;

-- name: suggestion_items(digest_id) :many
select id from inbound_item where digest_id = :digest_id order by id;

-- name: suggestion_digest_save_delivered(id, boolean late) :exec
update suggestion_digest
   set state = 'DELIVERED', delivered_at = :now, late = :late, :touched
 where id = :id;

-- name: suggestion_departments(digest_id) :many
select distinct unnest(departments) as department_id from inbound_item where digest_id = :digest_id;

-- name: suggestion_delivery_create(id, digest_id, department_id) :exec
insert into suggestion_delivery (id, digest_id, department_id, delivered_at, created_at, created_by, changed_at, changed_by, trace_id)
values (:id, :digest_id, :department_id, :now, :now, :actor, :now, :actor, :trace);

-- name: suggestion_delivery_get(id) :one
select v.id, v.digest_id, v.department_id, g.month_from, v.delivered_at, v.acknowledged_by, v.acknowledged_at, v.version
  from suggestion_delivery v
  join suggestion_digest g on g.id = v.digest_id
 where v.id = :id;

-- name: suggestion_delivery_page() :page
-- All for who compiles them; others see what went to their department.
select v.id, v.digest_id, v.department_id, g.month_from, v.delivered_at, v.acknowledged_by, v.acknowledged_at, v.version
  from suggestion_delivery v
  join suggestion_digest g on g.id = v.digest_id
 where :caller_roles::text[] && '{customer_service,customer_service_manager,general_manager,auditor}'
    or v.department_id = (select e.department_id from known_employee e where e.subject = :actor);

-- name: suggestion_delivery_lock(id) :lock
select id, version, department_id, acknowledged_at from suggestion_delivery where id = :id for no key update;

-- name: suggestion_delivery_save_acknowledged(id) :exec
update suggestion_delivery
   set acknowledged_by = :actor, acknowledged_at = :now, :touched
 where id = :id;

-- name: suggestion_delivery_item_page(id) :page
-- What a department is told: the ideas that concern it.
select i.id, i.medium, i.kind, i.text, i.customer_id, i.received_at
  from suggestion_delivery v
  join inbound_item i on i.digest_id = v.digest_id and v.department_id = any (i.departments)
 where v.id = :id;
