-- name: order_wait_create(id, order_id, reason, instant from_at) :exec
insert into order_wait (id, order_id, reason, from_at, created_at, created_by, changed_at, changed_by, trace_id)
values (:id, :order_id, :reason, :from_at, :now, :actor, :now, :actor, :trace);

-- name: order_wait_save_ended(order_id, instant until_at) :exec
update order_wait
   set until_at = :until_at, :touched
 where order_id = :order_id and until_at is null;

-- name: order_wait_of(order_id) :many
select w.from_at, w.until_at from order_wait w where w.order_id = :order_id order by w.from_at;

-- name: order_part_page(id) :page
select p.id, p.part_code, p.quantity, p.unit_price_fen, p.amount_fen, p.created_at from order_part p where p.order_id = :id;

-- name: order_part_create(id, order_id, part_code, integer quantity, integer unit_price_fen) :exec
insert into order_part (id, order_id, part_code, quantity, unit_price_fen, amount_fen, created_at, created_by, changed_at, changed_by, trace_id)
values (:id, :order_id, :part_code, :quantity, :unit_price_fen, :quantity::bigint * :unit_price_fen::bigint, :now, :actor, :now, :actor, :trace);

-- name: order_part_of(order_id) :many
select p.id, p.part_code, p.quantity, p.unit_price_fen, p.amount_fen from order_part p where p.order_id = :order_id order by p.id;

-- name: order_part_save_price(id, integer unit_price_fen) :exec
update order_part
   set unit_price_fen = :unit_price_fen, amount_fen = quantity * :unit_price_fen::bigint, :touched
 where id = :id;
