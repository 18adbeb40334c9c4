-- name: coordination_get(id) :one
-- The decision as the API shows it, to the departments that it binds and those who oversee all.
select c.id, to_json(c.department_ids) as department_ids, c.customer_id, c.chosen_department_id, c.feedback_item_id,
       c.coordination, c.reason, c.decided_by, c.decided_at, c.version, c.created_at, c.changed_at
  from coordination c
 where c.id = :id
   and exists (select from unnest(c.department_ids) d where department_readable(d, :department, :caller_roles));

-- name: coordination_page(department_id) :page
select c.id, to_json(c.department_ids) as department_ids, c.customer_id, c.chosen_department_id, c.feedback_item_id,
       c.coordination, c.reason, c.decided_by, c.decided_at, c.version, c.created_at, c.changed_at
  from coordination c
 where exists (select from unnest(c.department_ids) d where department_readable(d, :department, :caller_roles))
   and (:department_id::uuid is null or :department_id = any (c.department_ids));

-- name: coordination_create(id, department_ids, customer_id, chosen_department_id, feedback_item_id, coordination, reason) :exec
insert into coordination (id, department_ids, customer_id, chosen_department_id, feedback_item_id, coordination, reason,
                          decided_by, decided_at, created_at, created_by, changed_at, changed_by, trace_id)
values (:id, array(select json_array_elements_text(:department_ids::json)::uuid), :customer_id, :chosen_department_id,
        :feedback_item_id, :coordination, :reason, :actor, :now, :now, :actor, :now, :actor, :trace);

-- name: coordination_merge(id, survivor_id) :exec
-- The record of a customer became an alias of another.
update coordination
   set customer_id = :survivor_id, :touched
 where customer_id = :id;
