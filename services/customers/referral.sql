-- name: referral_get(id) :one
select * from referral_shown where id = :id and gathering_staff(gathering_id, :actor, :department, :caller_roles);

-- name: referral_page() :page
select * from referral_shown where gathering_staff(gathering_id, :actor, :department, :caller_roles);

-- name: referral_told(id) :one
select * from referral_shown where id = :id;

-- name: referral_acquaintance(customer_id, gathering_id) :one
-- Whether the customer came to a gathering or bought before this one, under whatever record; whether anybody has
-- brought him.
with known as (
  select id from customer where id = :customer_id or merged_into_id = :customer_id),
here as (
  select id, starts_at, held_on from gathering where id = :gathering_id)
select exists (select from attendance a join known on known.id = a.customer_id, here
                where a.gathering_id <> here.id and a.annulled_at is null and a.arrived_at < here.starts_at)
    or exists (select from sale s join known on known.id = s.customer_id, here
                where s.concluded_at < here.starts_at and s.state = 'CONCLUDED' and s.returned_fen < s.amount_fen)
    or exists (select from trade t join known on known.id = t.customer_id, here
                where t.period_from < here.held_on and t.annulled_at is null) as old,
       exists (select from referral r join known on known.id = r.new_customer_id where r.state <> 'VOID') as referred;

-- name: referral_create(id, gathering_id, old_customer_id, new_customer_id) :exec
insert into referral (id, gathering_id, old_customer_id, new_customer_id, registered_by, registered_at,
                      created_at, created_by, changed_at, changed_by, trace_id)
values (:id, :gathering_id, :old_customer_id, :new_customer_id, :actor, :now, :now, :actor, :now, :actor, :trace);

-- name: referral_save_state(id, state) :exec
update referral
   set state = :state, :touched
 where id = :id and state <> :state;
