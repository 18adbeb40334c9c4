-- name: purchase_page(id) :page
-- Of the customer whose card it is.
select e.id, c.id as card_id, e.customer_id, e.order_date, e.product_name,
       trim_scale(e.quantity_milli::numeric / 1000)::text as quantity, e.unit_price_fen, e.amount_fen,
       e.cancelled_at is not null as cancelled, e.cancelled_at, e.cancel_reason, e.version, e.created_at, e.created_by
  from info_card c
  join purchase_entry e on e.customer_id = c.customer_id
 where c.id = :id;

-- name: purchase_get(id) :one
select e.id, c.id as card_id, e.customer_id, e.order_date, e.product_name,
       trim_scale(e.quantity_milli::numeric / 1000)::text as quantity, e.unit_price_fen, e.amount_fen,
       e.cancelled_at is not null as cancelled, e.cancelled_at, e.cancel_reason, e.version, e.created_at, e.created_by
  from purchase_entry e
  join info_card c on c.customer_id = e.customer_id
 where e.id = :id;

-- name: purchase_shown(id) :maybe
select e.id, e.version
  from purchase_entry e
  join credit_profile p on p.id = e.customer_id
 where e.id = :id
   and credit_reads(e.customer_id, :has_finance or :has_auditor or :has_service, p.responsible_salesperson_id, :actor, '{}',
                    'info_card_readable');

-- name: purchase_create(id, card_id, customer_id, date order_date, product_name, integer quantity_milli,
--       integer unit_price_fen, integer amount_fen) :exec
insert into purchase_entry (id, card_id, customer_id, order_date, product_name, quantity_milli, unit_price_fen, amount_fen,
                            created_at, created_by, changed_at, changed_by, trace_id)
values (:id, :card_id, :customer_id, :order_date, :product_name, :quantity_milli, :unit_price_fen, :amount_fen,
        :now, :actor, :now, :actor, :trace);

-- name: purchase_lock(id) :lock
select id, version, cancelled_at from purchase_entry where id = :id for no key update;

-- name: purchase_save_cancelled(id, reason) :exec
update purchase_entry
   set cancelled_at = :now, cancel_reason = :reason, :touched
 where id = :id;
