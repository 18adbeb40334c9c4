-- name: visit_stop_save(id, customer_id, salesperson_id, integer visit_count, instant at) :exec
-- Of a customer that is known here. What came before it changes nothing.
insert into visit_stop (id, customer_id, salesperson_id, visit_count, stopped_at, created_at, created_by, changed_at, changed_by, trace_id)
select :id, coalesce(c.merged_into_id, c.id), :salesperson_id, :visit_count, :at, :now, :actor, :now, :actor, :trace
  from customer c where c.id = :customer_id
    on conflict (customer_id, salesperson_id) do update
   set visit_count = excluded.visit_count, stopped_at = excluded.stopped_at,
       version = visit_stop.version + 1, changed_at = :now, changed_by = :actor, trace_id = :trace
 where visit_stop.stopped_at < excluded.stopped_at;

-- name: visit_stop_page(id) :page
select s.id, s.customer_id, s.salesperson_id, s.visit_count, s.stopped_at
  from visit_stop s
  join customer c on c.id = :id
 where s.customer_id = coalesce(c.merged_into_id, c.id);

-- name: visit_stop_customer(id) :one
select c.id from customer c
 where c.id = :id and customer_readable(c.status, c.unit_id, c.department_id, :department, :caller_roles);
