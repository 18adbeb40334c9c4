-- name: receivable_get(id, integer grace_days) :one
-- overdue: is it today?
select r.*, r.state = 'OPEN' and r.due_on + :grace_days::int < :today as overdue from receivable_shown r where r.id = :id;

-- name: receivable_seen(id) :maybe
-- To those who may read it.
select r.id, r.version
  from receivable r
  join credit_profile p on p.id = r.customer_id
 where r.id = :id and credit_reads(r.customer_id, false, p.responsible_salesperson_id, :actor, :caller_roles);

-- name: receivable_page(integer grace_days) :page
select r.*, r.state = 'OPEN' and r.due_on + :grace_days::int < :today as overdue
  from receivable_shown r
 where credit_readable(r.responsible_salesperson_id, :actor, :caller_roles);

-- name: receivable_whose(id) :one
select customer_id from receivable where id = :id;

-- name: receivable_hold(id) :one
select r.id, r.version, r.customer_id, r.reservation_id, r.order_ref, r.amount_fen, r.outstanding_fen, r.covered_fen, r.due_on,
       r.state, r.overdue_at is not null as overdue_told,
       (select coalesce(sum(amount_fen), 0)::bigint from payment where receivable_id = r.id and status = 'PENDING') as pending_fen
  from receivable r
 where r.id = :id
   for no key update of r;

-- name: receivable_create(id, customer_id, reservation_id, order_ref, integer amount_fen, integer within_limit_fen,
--       integer granted_fen, date shipped_on, date due_on) :exec
insert into receivable (id, customer_id, reservation_id, order_ref, amount_fen, outstanding_fen, within_limit_fen, granted_fen,
                        covered_fen, shipped_on, due_on, state, created_at, created_by, changed_at, changed_by, trace_id)
values (:id, :customer_id, :reservation_id, :order_ref, :amount_fen, :amount_fen, :within_limit_fen, :granted_fen,
        :within_limit_fen, :shipped_on, :due_on, 'OPEN', :now, :actor, :now, :actor, :trace);

-- name: receivable_save_outstanding(id, integer within_limit_fen, integer granted_fen, state, instant settled_at, date settled_on) :exec
update receivable
   set outstanding_fen = :within_limit_fen::bigint + :granted_fen::bigint, within_limit_fen = :within_limit_fen,
       granted_fen = :granted_fen, state = :state, settled_at = :settled_at, settled_on = :settled_on,
       :touched
 where id = :id;

-- name: receivable_save_reservation(reservation_id, from, to) :exec
-- SM-4: the reservation is settled with its receivable, and committed again with one that is put back.
update reservation
   set state = :to, :touched
 where id = :reservation_id and state = :from;

-- name: receivable_save_overdue(id) :exec
update receivable
   set overdue_at = :now, :touched
 where id = :id;
