-- name: department_plan_get(id) :one
-- The version of the plan as the API shows it, to whoever may read the department's own.
select p.id, p.department_id, p.year, p.number, p.current, p.market_summary, p.target_share_vip, p.target_share_preferred,
       p.version, p.created_at, p.created_by, p.changed_at,
       coalesce((select json_agg(json_strip_nulls(json_build_object(
                          'id', i.id, 'customer_id', i.customer_id, 'segment', i.segment, 'product_id', i.product_id,
                          'owner_id', i.owner_id, 'target_date', i.target_date, 'remarks', i.remarks,
                          'state', case when i.coordination_id is null then 'OPEN' else 'CLOSED' end,
                          'coordination_id', i.coordination_id)) order by i.place)
                   from department_plan_item i where i.plan_id = p.id), '[]'::json) as development_items
  from department_plan p
 where p.id = :id and department_readable(p.department_id, :department, :caller_roles);

-- name: department_plan_page() :page
select p.id, p.department_id, p.year, p.number, p.current, p.market_summary, p.target_share_vip, p.target_share_preferred,
       p.version, p.created_at, p.created_by, p.changed_at
  from department_plan p
 where department_readable(p.department_id, :department, :caller_roles);

-- name: department_plan_of_year(department_id, integer year) :one
-- The department is locked.
select exists (select from department_plan where department_id = :department_id and year = :year) as has_plan;

-- name: department_plan_whose(id) :one
-- Whose plan it is, before anything is locked.
select department_id, year from department_plan where id = :id and department_readable(department_id, :department, :caller_roles);

-- name: department_plan_lock(id) :lock
select id, version, current from department_plan where id = :id for no key update;

-- name: department_plan_supersede(department_id, integer year) :exec
update department_plan
   set current = false, :touched
 where department_id = :department_id and year = :year and current;

-- name: department_plan_create(id, department_id, integer year, market_summary, integer share_vip, integer share_preferred) :exec
insert into department_plan (id, department_id, year, number, market_summary, target_share_vip, target_share_preferred,
                             created_at, created_by, changed_at, changed_by, trace_id)
select :id, :department_id, :year, coalesce(max(number), 0) + 1, :market_summary, :share_vip, :share_preferred,
       :now, :actor, :now, :actor, :trace
  from department_plan
 where department_id = :department_id and year = :year;

-- name: department_plan_items(items) :many
-- The items of a plan as they were sent, and whether what each names is there for the caller.
select i.place - 1 as place, i.customer_id, i.segment, i.product_id, i.owner_id, i.target_date, i.remarks,
       i.customer_id is null
         or exists (select from customer c
                     where c.id = i.customer_id and c.status <> 'MERGED'
                       and customer_readable(c.status, c.unit_id, c.department_id, :department, :caller_roles)) as customer_known,
       i.product_id is null or exists (select from product p where p.id = i.product_id) as product_known,
       i.owner_id is null or exists (select from employee e where e.id = i.owner_id) as owner_known
  from rows from (json_to_recordset(:items::json)
                  as (customer_id uuid, segment text, product_id uuid, owner_id uuid, target_date date, remarks text))
       with ordinality as i (customer_id, segment, product_id, owner_id, target_date, remarks, place)
 order by i.place;

-- name: department_plan_item_create(id, plan_id, department_id, integer place, customer_id, segment, product_id, owner_id,
--       date target_date, remarks) :exec
-- What was coordinated before binds a new plan, too.
insert into department_plan_item (id, plan_id, place, customer_id, segment, product_id, owner_id, target_date, remarks,
                                  coordination_id, created_at, created_by, changed_at, changed_by, trace_id)
values (:id, :plan_id, :place, :customer_id, :segment, :product_id, :owner_id, :target_date, :remarks,
        coordination_against(:department_id, :customer_id), :now, :actor, :now, :actor, :trace);

-- name: department_plan_coordinate(customer_id, department_ids) :exec
-- A coordination was recorded: closes the customer in the current plans of the departments that are not chosen, and
-- opens it again in those of the chosen one. The departments are locked.
update department_plan_item i
   set coordination_id = coordination_against(p.department_id, i.customer_id),
       version = i.version + 1, changed_at = :now, changed_by = :actor, trace_id = :trace
  from department_plan p
 where p.id = i.plan_id and p.current and i.customer_id = :customer_id
   and p.department_id in (select json_array_elements_text(:department_ids::json)::uuid)
   and i.coordination_id is distinct from coordination_against(p.department_id, i.customer_id);

-- name: department_plan_merge(id, survivor_id) :exec
-- The record of a customer became an alias of another.
update department_plan_item
   set customer_id = :survivor_id, :touched
 where customer_id = :id;
