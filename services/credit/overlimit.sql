-- name: overlimit_grant(customer_id, order_ref) :maybe
-- What may be used now: until the end of its last day. The customer's profile is locked.
select id, excess_fen
  from overlimit_request
 where customer_id = :customer_id and order_ref = :order_ref and state = 'GRANTED' and valid_until >= :today;

-- name: overlimit_whose(id) :one
select customer_id from overlimit_request where id = :id;

-- name: overlimit_save_used(id, reservation_id) :exec
update overlimit_request
   set state = 'USED', reservation_id = :reservation_id, ended_at = :now,
       version = version + 1, changed_at = :now, changed_by = :actor, trace_id = :trace
 where id = :id and state = 'GRANTED';

-- name: overlimit_save_lapsed(id) :exec
update overlimit_request
   set state = 'LAPSED', ended_at = :now,
       version = version + 1, changed_at = :now, changed_by = :actor, trace_id = :trace
 where id = :id and state = 'GRANTED';

-- name: overlimit_save_all_lapsed(customer_id) :exec
update overlimit_request
   set state = 'LAPSED', ended_at = :now,
       version = version + 1, changed_at = :now, changed_by = :actor, trace_id = :trace
 where customer_id = :customer_id and state = 'GRANTED';
