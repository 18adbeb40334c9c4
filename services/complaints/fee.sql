-- name: repair_fee_get(order_id) :one
select f.id, f.order_id, f.state, f.amount_fen, f.method, f.collector_id, f.collected_at, i.number as invoice_no, f.refusal_reason, f.refused_at,
       f.return_id, t.returned_at, f.due_at, f.reminded_at, f.alarmed_at, f.overdue, f.hand_in_id, f.received_by_id, f.received_at, f.version
  from repair_fee f
  left join field_return t on t.id = f.return_id
  left join repair_invoice i on i.order_id = f.order_id and i.kind = 'INVOICE' and i.cancelled_at is null
 where f.order_id = :order_id;

-- name: repair_fee_page() :page
-- Technicians see what they collected.
select f.id, f.order_id, f.state, f.amount_fen, f.method, f.collector_id, f.collected_at, i.number as invoice_no, f.refusal_reason, f.refused_at,
       f.return_id, t.returned_at, f.due_at, f.reminded_at, f.alarmed_at, f.overdue, f.hand_in_id, f.received_by_id, f.received_at, f.version
  from repair_fee f
  left join field_return t on t.id = f.return_id
  left join repair_invoice i on i.order_id = f.order_id and i.kind = 'INVOICE' and i.cancelled_at is null
 where :caller_roles::text[] && '{finance,customer_service,customer_service_manager,gps_division_manager,department_manager,auditor}'
    or f.collector_id = (select e.id from known_employee e where e.subject = :actor);

-- name: repair_fee_of(order_id) :maybe
select id, state, amount_fen, collector_id, return_id, due_at from repair_fee where order_id = :order_id for no key update;

-- name: repair_fee_save(id, order_id, state, integer amount_fen, method, collector_id, instant collected_at, refusal_reason, instant refused_at) :exec
-- The one fee of the order: a refusal stays written when it is paid after all.
insert into repair_fee (id, order_id, state, amount_fen, method, collector_id, collected_at, refusal_reason, refused_at,
                        created_at, created_by, changed_at, changed_by, trace_id)
values (:id, :order_id, :state, :amount_fen, :method, :collector_id, :collected_at, :refusal_reason, :refused_at,
        :now, :actor, :now, :actor, :trace)
    on conflict (order_id) do update
   set state = excluded.state, amount_fen = excluded.amount_fen, method = excluded.method, collector_id = excluded.collector_id,
       collected_at = excluded.collected_at, refusal_reason = coalesce(excluded.refusal_reason, repair_fee.refusal_reason),
       refused_at = coalesce(excluded.refused_at, repair_fee.refused_at),
       version = repair_fee.version + 1, changed_at = :now, changed_by = :actor, trace_id = :trace;

-- name: repair_fee_save_charge(order_id, integer charge_fen) :exec
update repair_fee
   set state = case when :charge_fen::bigint = 0 then 'WAIVED' else state end,
       amount_fen = case when :charge_fen::bigint = 0 then amount_fen else :charge_fen::bigint end, :touched
 where order_id = :order_id and state = 'REFUSED';

-- name: repair_fee_save_received(id, state, hand_in_id, received_by_id) :exec
update repair_fee
   set state = :state, hand_in_id = :hand_in_id, received_by_id = :received_by_id, received_at = :now,
       overdue = overdue or coalesce(due_at < :now, false), :touched
 where id = :id;

-- name: repair_fee_lock(id) :maybe
select f.id, f.state, f.return_id, f.collector_id, f.amount_fen, f.collected_at, f.reminded_at,
       (select o.number from service_order o where o.id = f.order_id) as number
  from repair_fee f where f.id = :id for no key update;

-- name: repair_fee_save_reminded(id, boolean alarm) :exec
update repair_fee
   set reminded_at = coalesce(reminded_at, :now), alarmed_at = case when :alarm then :now else alarmed_at end,
       :touched
 where id = :id;

-- name: field_return_create(id, technician_id, instant returned_at, instant due_at) :exec
insert into field_return (id, technician_id, returned_at, due_at, created_at, created_by, changed_at, changed_by, trace_id)
values (:id, :technician_id, :returned_at, :due_at, :now, :actor, :now, :actor, :trace);

-- name: field_return_fees(id, technician_id, instant returned_at, instant due_at) :many
-- What the technician came back with.
update repair_fee
   set return_id = :id, due_at = :due_at, :touched
 where collector_id = :technician_id and state = 'COLLECTED' and return_id is null and collected_at <= :returned_at
returning id;

-- name: field_return_after(technician_id, instant at) :maybe
-- The first return since.
select id, due_at from field_return where technician_id = :technician_id and returned_at >= :at order by returned_at, id limit 1;

-- name: repair_fee_save_returned(id, return_id, instant due_at) :exec
update repair_fee
   set return_id = :return_id, due_at = :due_at, :touched
 where id = :id;

-- name: field_return_get(id) :one
select t.id, t.technician_id, t.returned_at, t.due_at, count(f.id) as fees, coalesce(sum(f.amount_fen), 0)::bigint as total_fen,
       count(f.id) filter (where f.state = 'COLLECTED') as open, t.version
  from field_return t
  left join repair_fee f on f.return_id = t.id
 where t.id = :id
 group by t.id;

-- name: field_return_page() :page
select t.id, t.technician_id, t.returned_at, t.due_at, (select count(*) from repair_fee f where f.return_id = t.id) as fees,
       (select coalesce(sum(f.amount_fen), 0)::bigint from repair_fee f where f.return_id = t.id) as total_fen,
       (select count(*) from repair_fee f where f.return_id = t.id and f.state = 'COLLECTED') as open, t.version
  from field_return t;

-- name: field_return_open(id) :many
-- Not handed in when its time was over.
update repair_fee
   set overdue = true, :touched
 where return_id = :id and state = 'COLLECTED' and due_at < :now
returning collector_id;

-- name: fee_hand_in_create(id, technician_id, integer total_fen, received_by_id, boolean late) :exec
insert into fee_hand_in (id, technician_id, total_fen, received_by_id, received_at, late, created_at, created_by, changed_at, changed_by, trace_id)
values (:id, :technician_id, :total_fen, :received_by_id, :now, :late, :now, :actor, :now, :actor, :trace);

-- name: fee_hand_in_get(id) :one
select h.id, h.technician_id, h.total_fen, h.received_by_id, h.received_at, h.late,
       (select max(t.returned_at) from repair_fee f join field_return t on t.id = f.return_id where f.hand_in_id = h.id) as returned_at,
       (select json_agg(f.order_id order by f.order_id) from repair_fee f where f.hand_in_id = h.id) as orders, h.version
  from fee_hand_in h
 where h.id = :id;

-- name: fee_hand_in_shown(id) :one
select h.id, h.technician_id, h.total_fen, h.received_by_id, h.received_at, h.late,
       (select max(t.returned_at) from repair_fee f join field_return t on t.id = f.return_id where f.hand_in_id = h.id) as returned_at,
       (select json_agg(f.order_id order by f.order_id) from repair_fee f where f.hand_in_id = h.id) as orders, h.version
  from fee_hand_in h
 where h.id = :id
   and (:caller_roles::text[] && '{finance,customer_service_manager,gps_division_manager,department_manager,auditor}'
        or h.technician_id = (select e.id from known_employee e where e.subject = :actor));

-- name: fee_hand_in_page() :page
select h.id, h.technician_id, h.total_fen, h.received_by_id, h.received_at, h.late,
       (select max(t.returned_at) from repair_fee f join field_return t on t.id = f.return_id where f.hand_in_id = h.id) as returned_at,
       (select json_agg(f.order_id order by f.order_id) from repair_fee f where f.hand_in_id = h.id) as orders, h.version
  from fee_hand_in h
 where :caller_roles::text[] && '{finance,customer_service_manager,gps_division_manager,department_manager,auditor}'
    or h.technician_id = (select e.id from known_employee e where e.subject = :actor);

-- name: repair_invoice_create(id, order_id, kind, number, integer amount_fen, cancels_id, reason, issued_by_id) :exec
insert into repair_invoice (id, order_id, kind, number, amount_fen, cancels_id, reason, issued_by_id,
                            created_at, created_by, changed_at, changed_by, trace_id)
values (:id, :order_id, :kind, :number, :amount_fen, :cancels_id, :reason, :issued_by_id, :now, :actor, :now, :actor, :trace);

-- name: repair_invoice_get(id) :one
select id, order_id, kind, number, amount_fen, cancels_id, reason, cancelled_at, issued_by_id, created_at as issued_at, version
  from repair_invoice
 where id = :id;

-- name: repair_invoice_page(id) :page
select id, order_id, kind, number, amount_fen, cancels_id, reason, cancelled_at, issued_by_id, created_at as issued_at, version
  from repair_invoice
 where order_id = :id;

-- name: repair_invoice_stands(order_id) :one
select exists (select from repair_invoice where order_id = :order_id and kind = 'INVOICE' and cancelled_at is null) as stands;

-- name: repair_invoice_lock(id) :lock
select id, version, order_id, kind, amount_fen, cancelled_at from repair_invoice where id = :id for no key update;

-- name: repair_invoice_save_cancelled(id) :exec
update repair_invoice
   set cancelled_at = :now, :touched
 where id = :id;
