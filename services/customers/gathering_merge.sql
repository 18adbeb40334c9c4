-- name: gathering_move_invitations(from_, to_) :exec
update invitation i
   set customer_id = :to_, :touched
 where i.customer_id = :from_
   and not exists (select from invitation o
                    where o.gathering_id = i.gathering_id and o.department_id = i.department_id and o.customer_id = :to_
                      and o.state <> 'CANCELLED');

-- name: gathering_move_attendances(from_, to_) :exec
update attendance a
   set customer_id = :to_, :touched
 where a.customer_id = :from_
   and not exists (select from attendance o
                    where o.gathering_id = a.gathering_id and o.customer_id = :to_ and o.annulled_at is null);

-- name: gathering_move_old(from_, to_) :exec
update referral
   set old_customer_id = :to_, :touched
 where old_customer_id = :from_ and new_customer_id <> :to_;

-- name: gathering_move_new(from_, to_) :exec
update referral
   set new_customer_id = :to_, :touched
 where new_customer_id = :from_ and old_customer_id <> :to_
   and (state = 'VOID' or not exists (select from referral o where o.new_customer_id = :to_ and o.state <> 'VOID'));

-- name: gathering_move_sales(from_, to_) :exec
update sale
   set customer_id = :to_, :touched
 where customer_id = :from_;

-- name: gathering_move_lines(from_, to_) :exec
update box_line l
   set customer_id = :to_, :touched
 where l.customer_id = :from_
   and not exists (select from box_line o where o.list_id = l.list_id and o.customer_id = :to_);

-- name: gathering_move_cases(from_, to_) :exec
update duplicate_case k
   set customer_id = :to_, :touched
 where k.customer_id = :from_
   and (k.state = 'DECIDED'
        or not exists (select from duplicate_case o
                        where o.gathering_id = k.gathering_id and o.customer_id = :to_ and o.state <> 'DECIDED'));
