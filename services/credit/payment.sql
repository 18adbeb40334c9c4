-- name: payment_get(id) :one
select * from payment_shown where id = :id;

-- name: payment_seen(id) :maybe
-- To those who may read it.
select id, version from payment_shown
 where id = :id and credit_reads(customer_id, false, responsible_salesperson_id, :actor, :caller_roles);

-- name: payment_page() :page
select * from payment_shown where credit_readable(responsible_salesperson_id, :actor, :caller_roles);

-- name: receivable_payment_page(id) :page
select * from payment_shown where receivable_id = :id;

-- name: payment_whose(id) :one
select customer_id, receivable_id from payment where id = :id;

-- name: payment_lock(id) :lock
select id, version, amount_fen, instrument, status, paid_on, cleared_on, number, bank, due_on, incident_id
  from payment
 where id = :id
   for no key update;

-- name: payment_create(id, receivable_id, customer_id, integer amount_fen, instrument, payer, status, date paid_on,
--       date cleared_on, number, bank, date due_on, countermeasure_id, incident_id, remarks) :exec
insert into payment (id, receivable_id, customer_id, amount_fen, instrument, payer, status, paid_on, cleared_on, number, bank,
                     due_on, countermeasure_id, incident_id, remarks, created_at, created_by, changed_at, changed_by, trace_id)
values (:id, :receivable_id, :customer_id, :amount_fen, :instrument, :payer, :status, :paid_on, :cleared_on, :number, :bank,
        :due_on, :countermeasure_id, :incident_id, :remarks, :now, :actor, :now, :actor, :trace);

-- name: payment_save_status(id, status, date cleared_on, date reversed_on, remarks) :exec
update payment
   set status = :status, cleared_on = coalesce(:cleared_on, cleared_on), reversed_on = :reversed_on,
       remarks = coalesce(:remarks, remarks), :touched
 where id = :id;
