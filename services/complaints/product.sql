-- name: product_installed(order_id) :many
-- The records of what an installation has put in.
select p.id, p.terminal_no, p.model, coalesce(k.merged_into_id, p.customer_id) as customer_id, p.plate, p.installed_on, p.version
  from order_vehicle v
  join product_record p on p.terminal_no = v.terminal_no
  left join known_customer k on k.id = p.customer_id
 where v.order_id = :order_id
 order by v.position;

-- name: product_warranty_of(code) :maybe
select code, warranty_period from product_model where code = :code and status = 'ACTIVE';

-- name: product_open(id, terminal_no, model, sim, customer_id, customer_name, plate, date purchased_on, date installed_on, date warranty_end) :exec
insert into product_record (id, terminal_no, terminals, model, sim, customer_id, customer_name, plate, purchased_on, installed_on,
                            warranty_end, created_at, created_by, changed_at, changed_by, trace_id)
values (:id, :terminal_no, array[:terminal_no::text], :model, :sim, :customer_id, :customer_name, :plate, :purchased_on, :installed_on,
        :warranty_end, :now, :actor, :now, :actor, :trace);

-- name: product_anchor(customer_id) :one
-- The first installation for a customer: its after-sales tracking counts from there.
select min(installed_on) as anchor_on from product_record where customer_id in (select same_customer(:customer_id));

-- name: product_shown(id) :one
select id, terminal_no, to_json(terminals) as terminals, model, sim, customer_id, customer_name, plate, purchased_on, installed_on,
       warranty_end, version, created_at, changed_at
  from product_record
 where id = :id;

-- name: product_history_page(id) :page
-- The orders of all terminals that the record has had (R11.10).
select o.id, o.number, o.kind, o.state, o.reported_at, o.done_at, h.terminal_no, o.problem, o.symptoms, o.charge_fen
  from (select r.id as order_id, r.terminal_no
          from product_record p
          join service_order r on r.kind = 'REPAIR' and r.terminal_no = any (p.terminals)
         where p.id = :id
        union all
        select v.order_id, v.terminal_no
          from product_record p
          join order_vehicle v on v.terminal_no = any (p.terminals)
         where p.id = :id) h
  join service_order o on o.id = h.order_id;
