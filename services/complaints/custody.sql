-- name: custody_item_create(id, kind, code, name, integer stock, date maintenance_due_on) :exec
insert into custody_item (id, kind, code, name, stock, maintenance_due_on, created_at, created_by, changed_at, changed_by, trace_id)
values (:id, :kind, :code, :name, :stock, :maintenance_due_on, :now, :actor, :now, :actor, :trace);

-- name: custody_item_get(id) :one
select id, kind, code, name, stock, holder_id, maintenance_due_on, maintenance_done_on,
       coalesce(maintenance_due_on < :today, false) as maintenance_overdue, version, created_at, changed_at
  from custody_item
 where id = :id;

-- name: custody_item_page() :page
select id, kind, code, name, stock, holder_id, maintenance_due_on, maintenance_done_on,
       coalesce(maintenance_due_on < :today, false) as maintenance_overdue, version, created_at, changed_at
  from custody_item;

-- name: custody_item_lock(id) :lock
select id, version, kind, stock, holder_id from custody_item where id = :id for no key update;

-- name: custody_item_save_stock(id, integer more, holder_id) :exec
update custody_item
   set stock = stock + :more, holder_id = :holder_id, :touched
 where id = :id;

-- name: custody_item_save_maintained(id, date done_on, date due_on) :exec
update custody_item
   set maintenance_done_on = :done_on, maintenance_due_on = :due_on, :touched
 where id = :id;

-- name: custody_issue_create(id, item_id, holder_id, order_id, integer quantity) :exec
insert into custody_issue (id, item_id, holder_id, order_id, quantity, issued_at, created_at, created_by, changed_at, changed_by, trace_id)
values (:id, :item_id, :holder_id, :order_id, :quantity, :now, :now, :actor, :now, :actor, :trace);

-- name: custody_issue_get(id) :one
select c.id, c.item_id, i.kind, i.code, i.name, c.holder_id, c.order_id, c.quantity, c.used, c.returned,
       c.quantity - c.used - c.returned as difference, c.issued_at, c.returned_at, c.explanation, c.explained_difference, c.explained_by, c.explained_at, c.version
  from custody_issue c
  join custody_item i on i.id = c.item_id
 where c.id = :id;

-- name: custody_issue_page() :page
select c.id, c.item_id, i.kind, i.code, i.name, c.holder_id, c.order_id, c.quantity, c.used, c.returned,
       c.quantity - c.used - c.returned as difference, c.issued_at, c.returned_at, c.explanation, c.explained_difference, c.explained_by, c.explained_at, c.version
  from custody_issue c
  join custody_item i on i.id = c.item_id;

-- name: custody_issue_lock(id) :lock
select c.id, c.version, c.item_id, (select i.kind from custody_item i where i.id = c.item_id) as kind, c.holder_id, c.order_id, c.quantity,
       c.used, c.returned
  from custody_issue c where c.id = :id for no key update;

-- name: custody_issue_of_order(order_id) :many
-- Issued for it, or used for it.
select i.code, c.quantity, c.used, c.returned, coalesce(c.explained_difference = c.quantity - c.used - c.returned, false) as explained
  from custody_issue c
  join custody_item i on i.id = c.item_id
 where c.id in (select own.id from custody_issue own where own.order_id = :order_id
                 union all
                select u.issue_id from custody_use u where u.order_id = :order_id)
 order by c.id;

-- name: custody_issue_taken(order_id, ids) :many
-- What is taken along, in the order in which it is named.
select c.id is not null as known,
       exists (select from order_assignment a
                where a.order_id = :order_id and a.ended_at is null and a.technician_id = c.holder_id) as sent,
       coalesce(c.order_id <> :order_id, false) as other_order,
       coalesce(c.used + c.returned < c.quantity, false) as held
  from json_array_elements_text(:ids::json) with ordinality named (value, position)
  left join custody_issue c on c.id = named.value::uuid
 order by named.position;

-- name: custody_issue_save(id, integer used, integer returned) :exec
update custody_issue
   set used = used + :used, returned = returned + :returned,
       returned_at = case when :returned::bigint > 0 then :now else returned_at end, :touched
 where id = :id;

-- name: custody_issue_save_explained(id, explanation) :exec
update custody_issue
   set explanation = :explanation, explained_difference = quantity - used - returned, explained_by = :actor, explained_at = :now, :touched
 where id = :id;

-- name: custody_use_create(id, issue_id, order_id, integer quantity) :exec
insert into custody_use (id, issue_id, order_id, quantity, created_at, created_by, changed_at, changed_by, trace_id)
values (:id, :issue_id, :order_id, :quantity, :now, :actor, :now, :actor, :trace);

-- name: custody_use_page(id) :page
select id, order_id, quantity, created_by as used_by, created_at as used_at from custody_use where issue_id = :id;
