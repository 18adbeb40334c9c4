-- name: purchase_basis_entries(customer_id, date on_) :many
-- What the customer had ordered by then (R3.33); the rule says what of it counts.
select id, order_date, product_name, amount_fen
  from purchase_entry
 where customer_id = :customer_id and cancelled_at is null and order_date <= :on_
 order by order_date, id;

-- name: purchase_basis_declared(customer_id, date on_) :maybe
-- What the latest report filed by then says a purchase is.
select declared_single_purchase_fen, declared_cycle_days
  from credit_report
 where customer_id = :customer_id and state in ('FILED', 'ACKNOWLEDGED') and filed_on <= :on_
 order by filed_on desc, filed_at desc
 limit 1;
