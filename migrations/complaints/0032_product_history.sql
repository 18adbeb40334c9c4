-- R11.2. The history of a product: also the order that installed it.
create index order_vehicle_of_terminal on order_vehicle (terminal_no) where terminal_no is not null;

create or replace view product_record_shown as
select r.id, r.terminal_no, to_json(r.terminals) as terminals, r.model, r.sim, r.customer_id, r.customer_name, r.plate,
       r.purchased_on, r.installed_on, r.warranty_end, r.terminal_no is null as without_terminal,
       (select json_agg(json_build_object('order_id', o.id, 'number', o.number, 'kind', o.kind, 'state', o.state,
                                          'terminal_no', h.terminal_no, 'reported_on', o.reported_on) order by o.number)
          from (select s.id as order_id, s.terminal_no from service_order s where s.kind = 'REPAIR' and s.terminal_no = any (r.terminals)
                union all
                select v.order_id, v.terminal_no from order_vehicle v where v.terminal_no = any (r.terminals)) h
          join service_order o on o.id = h.order_id) as orders,
       r.version, r.created_at, r.created_by
  from product_record r;
