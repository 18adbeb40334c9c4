-- name: terminal_page() :page
select t.id, t.terminal_no, t.model, t.status, t.plate, t.order_id, t.version, t.created_at, t.created_by from terminal t;

-- name: terminal_get(id) :one
select t.id, t.terminal_no, t.model, t.status, t.plate, t.order_id, t.version, t.created_at, t.created_by
  from terminal t where t.id = :id;

-- name: terminal_create(id, terminal_no, model) :exec
insert into terminal (id, terminal_no, model, status, created_at, created_by, changed_at, changed_by, trace_id)
values (:id, :terminal_no, :model, 'IN_STOCK', :now, :actor, :now, :actor, :trace);

-- name: terminal_known(id, terminal_no, model, plate) :exec
-- One sold before there were records is entered where it is first met: in its vehicle.
insert into terminal (id, terminal_no, model, status, plate, created_at, created_by, changed_at, changed_by, trace_id)
values (:id, :terminal_no, :model, 'INSTALLED', :plate, :now, :actor, :now, :actor, :trace)
    on conflict (terminal_no) do nothing;

-- name: terminal_lock_pair(old_no, new_no) :many
-- One or two terminals, always in the same order.
select t.terminal_no, t.status, t.model, t.plate
  from terminal t
 where t.terminal_no = :old_no or t.terminal_no = :new_no
 order by t.terminal_no
   for no key update;

-- name: terminal_save_installed(terminal_no, plate) :exec
update terminal
   set status = 'INSTALLED', plate = :plate, order_id = null, :touched
 where terminal_no = :terminal_no;

-- name: terminal_save_returned(terminal_no, order_id) :exec
update terminal
   set status = 'IN_RETURN', plate = null, order_id = :order_id, :touched
 where terminal_no = :terminal_no;

-- name: terminal_return_create(id, order_id, record_id, plate, symptoms_on_label, label_photo, old_terminal_no, new_terminal_no, none_reason) :exec
insert into terminal_return (id, order_id, record_id, plate, symptoms_on_label, label_photo, old_terminal_no, new_terminal_no,
                             none_reason, created_at, created_by, changed_at, changed_by, trace_id)
values (:id, :order_id, :record_id, :plate, :symptoms_on_label, :label_photo, :old_terminal_no, :new_terminal_no,
        :none_reason, :now, :actor, :now, :actor, :trace);

-- name: sim_card_page() :page
select s.id, s.number, s.terminal_no, s.version, s.created_at, s.created_by from sim_card s;

-- name: sim_card_known(id, number) :exec
insert into sim_card (id, number, created_at, created_by, changed_at, changed_by, trace_id)
values (:id, :number, :now, :actor, :now, :actor, :trace)
    on conflict (number) do nothing;

-- name: sim_card_lock(number) :lock
select s.version, s.number, s.terminal_no from sim_card s where s.number = :number for no key update;

-- name: sim_card_save_active(number, terminal_no) :exec
update sim_card
   set terminal_no = :terminal_no, :touched
 where number = :number;

-- name: sim_card_save_moved(terminal_no, to_no) :exec
-- What was active in a terminal goes to another, or (null) is active in none.
update sim_card
   set terminal_no = :to_no, :touched
 where terminal_no = :terminal_no;

-- name: sim_change_create(id, order_id, record_id, terminal_no, old_sim, new_sim) :exec
insert into sim_change (id, order_id, record_id, terminal_no, old_sim, new_sim, created_at, created_by, changed_at, changed_by, trace_id)
values (:id, :order_id, :record_id, :terminal_no, :old_sim, :new_sim, :now, :actor, :now, :actor, :trace);

-- name: product_record_create(id, terminal_no, model, sim, customer_id, customer_name, plate, date purchased_on, date installed_on, date warranty_end) :count
insert into product_record (id, terminal_no, terminals, model, sim, customer_id, customer_name, plate, purchased_on, installed_on,
                            warranty_end, created_at, created_by, changed_at, changed_by, trace_id)
values (:id, :terminal_no, array[:terminal_no], :model, :sim, :customer_id, :customer_name, :plate, :purchased_on, :installed_on,
        :warranty_end, :now, :actor, :now, :actor, :trace)
    on conflict (terminal_no) do nothing;

-- name: product_record_of(order_id, terminal_no) :maybe
-- That of which the order took a terminal back; else by a number it has or has had: the last that had it.
select r.id, r.terminal_no, r.terminals[cardinality(r.terminals)] as last_no, r.plate, r.sim, r.warranty_end
  from product_record r
 where r.id in (select known.id from product_record known where known.terminals @> array[:terminal_no::text]
                 union all
                select t.record_id from terminal_return t where t.order_id = :order_id)
 order by r.id in (select t.record_id from terminal_return t where t.order_id = :order_id) desc,
          coalesce(r.terminal_no = :terminal_no::text, false) desc, r.id desc
 limit 1
   for no key update of r;

-- name: product_record_warranty(terminal_no) :maybe
select r.warranty_end from product_record r where r.terminals @> array[:terminal_no::text] and r.warranty_end is not null limit 1;

-- name: product_record_save_terminal(id, terminal_no, plate) :exec
update product_record
   set terminal_no = :terminal_no, plate = :plate,
       terminals = case when :terminal_no::text is null or terminals[cardinality(terminals)] = :terminal_no::text then terminals
                        else terminals || :terminal_no::text end,
       :touched
 where id = :id;

-- name: product_record_save_sim(id, sim) :exec
update product_record
   set sim = :sim, :touched
 where id = :id;

-- name: product_record_save_purchase(terminal_no, date purchased_on, date warranty_end) :exec
-- The proof of a purchase that was not known.
update product_record
   set purchased_on = :purchased_on, warranty_end = :warranty_end, :touched
 where terminals @> array[:terminal_no::text] and purchased_on is null;
