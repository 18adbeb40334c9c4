-- name: reservation_get(id) :one
select r.id, r.customer_id, r.department_id, r.order_ref, r.check_id, r.payment_mode, r.amount_fen, r.within_limit_fen,
       r.granted_fen, r.overlimit_request_id, r.term_days,
       case when r.state = 'RESERVED' and r.expires_at <= :now then 'EXPIRED' else r.state end as state, r.expires_at,
       r.shipped_fen, r.shipped_at, r.receivable_id, r.requested_by, r.ended_at, r.ended_by, r.end_reason,
       r.merged_from_id, r.version, r.created_at, r.changed_at
  from reservation r
  join credit_profile p on p.id = r.customer_id
 where r.id = :id
   and credit_reads(r.customer_id, r.requested_by = :actor, p.responsible_salesperson_id, :actor, :caller_roles);

-- name: reservation_page() :page
select r.id, r.customer_id, r.department_id, r.order_ref, r.check_id, r.payment_mode, r.amount_fen, r.within_limit_fen,
       r.granted_fen, r.overlimit_request_id, r.term_days,
       case when r.state = 'RESERVED' and r.expires_at <= :now then 'EXPIRED' else r.state end as state, r.expires_at,
       r.shipped_fen, r.shipped_at, r.receivable_id, r.requested_by, r.ended_at, r.ended_by, r.end_reason,
       r.merged_from_id, r.version, r.created_at, r.changed_at
  from reservation r
  join credit_profile p on p.id = r.customer_id
 where r.requested_by = :actor or credit_readable(p.responsible_salesperson_id, :actor, :caller_roles);

-- name: reservation_of(id) :maybe
-- Whose it is.
select customer_id from reservation where id = :id;

-- name: reservation_lock(id) :lock
select id, version, customer_id, department_id, order_ref, state, expires_at, amount_fen, within_limit_fen, granted_fen,
       term_days, shipped_fen, shipped_at, requested_by, end_reason, created_at
  from reservation
 where id = :id
   for no key update;

-- name: reservation_supply(id, instant month_begins, instant month_ends) :one
-- What a countermeasure or a list says against shipping it: after the profile was locked.
select m.order_cap_fen, m.month_cap_fen,
       case when m.month_cap_fen is not null
            then orders_of_month(r.customer_id, :month_begins, :month_ends, :now, r.id) else 0 end as month_fen,
       p.blacklisted or blacklisted_by(r.customer_id, r.department_id) as blacklisted
  from reservation r
  join credit_profile p on p.id = r.customer_id, supply_caps(r.customer_id) m
 where r.id = :id;

-- name: reservation_create(id, customer_id, department_id, order_ref, check_id, payment_mode, integer amount_fen,
--       integer within_limit_fen, integer granted_fen, overlimit_request_id, integer term_days, state,
--       instant expires_at) :exec
insert into reservation (id, customer_id, department_id, order_ref, check_id, payment_mode, amount_fen, within_limit_fen,
                         granted_fen, overlimit_request_id, term_days, state, expires_at, requested_by,
                         created_at, created_by, changed_at, changed_by, trace_id)
values (:id, :customer_id, :department_id, :order_ref, :check_id, :payment_mode, :amount_fen, :within_limit_fen,
        :granted_fen, :overlimit_request_id, :term_days, :state, :expires_at, :actor, :now, :actor, :now, :actor, :trace);

-- name: reservation_save_commit(id, integer shipped_fen, instant shipped_at, integer within_limit_fen,
--       integer granted_fen, receivable_id) :exec
update reservation
   set state = 'COMMITTED', shipped_fen = :shipped_fen, shipped_at = :shipped_at, within_limit_fen = :within_limit_fen,
       granted_fen = :granted_fen, receivable_id = :receivable_id, :touched
 where id = :id;

-- name: reservation_save_release(id, reason) :exec
update reservation
   set state = 'RELEASED', ended_at = :now, ended_by = :actor, end_reason = :reason, :touched
 where id = :id;

-- name: reservation_of_customer(customer_id) :many
-- What is still reserved.
select id
  from reservation
 where customer_id = :customer_id and state = 'RESERVED' and expires_at > :now
 order by id;

-- name: reservation_expire(customer_id) :exec
-- Whatever a decision does not count any more is marked in its transaction: nobody whose clock is behind commits it
-- afterwards.
update reservation
   set state = 'EXPIRED', ended_at = expires_at, ended_by = 'system', :touched
 where customer_id = :customer_id and state = 'RESERVED' and expires_at <= :now;

-- name: reservation_sweep(integer at_most) :count
-- Waits for nobody: what is locked is being decided about, and comes next time.
update reservation
   set state = 'EXPIRED', ended_at = expires_at, ended_by = 'system', :touched
 where id in (select id from reservation
               where state = 'RESERVED' and expires_at <= :now
               limit :at_most
                 for no key update skip locked);

-- name: reservation_next_expiry() :one
select min(expires_at) as expires_at from reservation where state = 'RESERVED';
