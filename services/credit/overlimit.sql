-- name: overlimit_whose(id) :one
select customer_id from overlimit_request where id = :id;

-- name: overlimit_save_used(id, reservation_id) :exec
update overlimit_request
   set state = 'USED', reservation_id = :reservation_id, ended_at = :now, :touched
 where id = :id and state = 'GRANTED';

-- name: overlimit_save_lapsed(id) :exec
update overlimit_request
   set state = 'LAPSED', ended_at = :now, :touched
 where id = :id and state = 'GRANTED';

-- name: overlimit_of_customer(customer_id) :many
-- What is not over yet. The customer's profile is locked.
select id, state = 'GRANTED' as granted
  from overlimit_request
 where customer_id = :customer_id
   and state in ('SUBMITTED', 'MANAGER_APPROVED', 'DIRECTOR_APPROVED', 'PRESIDENT_APPROVED', 'GRANTED')
 order by id;

-- name: overlimit_save_past(customer_id, order_ref) :exec
-- A grant for the order whose last day is over, whether or not its timer has come yet.
update overlimit_request
   set state = 'LAPSED', ended_at = :now, :touched
 where customer_id = :customer_id and order_ref = :order_ref and state = 'GRANTED' and valid_until < :today;

-- name: overlimit_request_told(id) :one
select r.id, r.customer_id, r.order_ref, r.amount_fen, r.excess_fen, r.reason, r.tier, r.state,
       case r.state when 'SUBMITTED' then 'sales_manager' when 'MANAGER_APPROVED' then 'marketing_director'
                    when 'DIRECTOR_APPROVED' then 'president' end as waits_for, approval_acts(r.id) as approvals,
       r.granted_at, r.valid_until, r.reservation_id, r.ended_at, r.version, r.created_at, r.created_by, r.changed_at
  from overlimit_request r
 where r.id = :id;

-- name: overlimit_request_shown(id) :one
-- To those who may read the customer.
select r.id, r.customer_id, r.order_ref, r.amount_fen, r.excess_fen, r.reason, r.tier, r.state,
       case r.state when 'SUBMITTED' then 'sales_manager' when 'MANAGER_APPROVED' then 'marketing_director'
                    when 'DIRECTOR_APPROVED' then 'president' end as waits_for, approval_acts(r.id) as approvals,
       r.granted_at, r.valid_until, r.reservation_id, r.ended_at, r.version, r.created_at, r.created_by, r.changed_at
  from overlimit_request r
  join credit_profile p on p.id = r.customer_id
 where r.id = :id and credit_reads(r.customer_id, false, p.responsible_salesperson_id, :actor, :caller_roles);

-- name: overlimit_request_page() :page
select r.id, r.customer_id, r.order_ref, r.amount_fen, r.excess_fen, r.reason, r.tier, r.state,
       case r.state when 'SUBMITTED' then 'sales_manager' when 'MANAGER_APPROVED' then 'marketing_director'
                    when 'DIRECTOR_APPROVED' then 'president' end as waits_for,
       r.granted_at, r.valid_until, r.reservation_id, r.ended_at, r.version, r.created_at, r.created_by, r.changed_at
  from overlimit_request r
  join credit_profile p on p.id = r.customer_id
 where credit_readable(p.responsible_salesperson_id, :actor, :caller_roles);

-- name: overlimit_exposure(customer_id, integer limit_fen) :one
select reserved_fen + committed_fen as exposure_fen, greatest(:limit_fen - used_fen, 0) as available_fen
  from credit_exposure(:customer_id, :now);

-- name: overlimit_create(id, customer_id, order_ref, integer amount_fen, integer excess_fen, reason, integer tier) :exec
insert into overlimit_request (id, customer_id, order_ref, amount_fen, excess_fen, reason, tier, state,
                               created_at, created_by, changed_at, changed_by, trace_id)
values (:id, :customer_id, :order_ref, :amount_fen, :excess_fen, :reason, :tier, 'SUBMITTED',
        :now, :actor, :now, :actor, :trace);

-- name: overlimit_lock(id) :lock
-- The customer's profile is locked.
select id, version, amount_fen, excess_fen, state, approval_step, created_by
  from overlimit_request
 where id = :id
   for no key update;

-- name: overlimit_save_step(id, state, integer tier, integer approval_step) :exec
update overlimit_request
   set state = :state, tier = :tier, approval_step = :approval_step, :touched
 where id = :id;

-- name: overlimit_save_granted(id, integer tier, date valid_until) :exec
update overlimit_request
   set state = 'GRANTED', tier = :tier, granted_at = :now, valid_until = :valid_until, :touched
 where id = :id;

-- name: overlimit_save_rejected(id) :exec
update overlimit_request
   set state = 'REJECTED', ended_at = :now, :touched
 where id = :id;
