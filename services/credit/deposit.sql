-- name: deposit_get(id) :one
select d.id, d.customer_id, d.amount_fen, d.paid_on, d.remarks, d.version, d.created_at, d.created_by
  from deposit_payment d
  join credit_profile p on p.id = d.customer_id
 where d.id = :id and credit_reads(d.customer_id, false, p.responsible_salesperson_id, :actor, :caller_roles);

-- name: deposit_page(id) :page
select id, customer_id, amount_fen, paid_on, remarks, version, created_at, created_by
  from deposit_payment
 where customer_id = :id;

-- name: deposit_create(id, customer_id, integer amount_fen, date paid_on, remarks) :exec
insert into deposit_payment (id, customer_id, amount_fen, paid_on, remarks, created_at, created_by, changed_at, changed_by, trace_id)
values (:id, :customer_id, :amount_fen, :paid_on, :remarks, :now, :actor, :now, :actor, :trace);
