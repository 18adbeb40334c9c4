-- name: order_assignment_page(id) :page
select a.id, a.kind, a.technician_id, a.vendor_id, a.name, a.lead, a.from_at, a.until_at, a.ended_at, a.end_reason,
       a.ended_at is null as standing, a.created_at
  from order_assignment a
 where a.order_id = :id;

-- name: order_assignment_create(id, order_id, technician_id, boolean lead, instant from_at, instant until_at) :exec
insert into order_assignment (id, order_id, technician_id, lead, from_at, until_at, created_at, created_by, changed_at, changed_by, trace_id)
values (:id, :order_id, :technician_id, :lead, :from_at, :until_at, :now, :actor, :now, :actor, :trace);

-- name: order_assignment_end(order_id, reason) :exec
update order_assignment
   set ended_at = :now, end_reason = :reason, :touched
 where order_id = :order_id and ended_at is null;

-- name: order_technician_lock(ids) :many
-- All skills of those who are to be sent, so that nobody is sent to two places at once.
select s.technician_id
  from order_skill s
 where s.technician_id in (select value::uuid from json_array_elements_text(:ids::json))
 order by s.id
   for no key update;

-- name: order_technician_facts(order_id, technician_id, instant from_at, instant until_at) :maybe
-- An order that is done keeps its technicians no longer than until then.
select e.name, e.status = 'ACTIVE' and 'field_technician' = any (e.roles) as active,
       not exists (select from (select o.model union all
                                select v.model from order_vehicle v where v.order_id = o.id and v.open) m
                    where m.model is not null
                      and not exists (select from order_skill s
                                       where s.technician_id = e.id and s.kind = o.kind and s.model = m.model and s.ended_at is null
                                         and s.from_on <= (:from_at::timestamptz at time zone 'Asia/Shanghai')::date)) as skilled,
       not exists (select from order_assignment a join service_order b on b.id = a.order_id
                    where a.technician_id = e.id and a.ended_at is null and a.order_id <> o.id
                      and a.from_at < :until_at and :from_at < least(a.until_at, coalesce(b.done_at, a.until_at)))
       and not exists (select from absence x where x.employee_id = e.id and x.from_at < :until_at and :from_at < x.until_at)
       and not coalesce(e.leave_from <= (:until_at::timestamptz at time zone 'Asia/Shanghai')::date
                        and (:from_at::timestamptz at time zone 'Asia/Shanghai')::date <= e.leave_until, false) as free,
       coalesce(is_recused_for_customer(o.customer_id, e.id), false) as recused
  from service_order o, known_employee e
 where o.id = :order_id and e.id = :technician_id;
