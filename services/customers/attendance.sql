-- name: attendance_get(id) :one
select * from attendance_shown where id = :id and gathering_staff(gathering_id, :actor, :department, :caller_roles);

-- name: attendance_page() :page
select * from attendance_shown where gathering_staff(gathering_id, :actor, :department, :caller_roles);

-- name: attendance_told(id) :one
-- The same, to those who act, and as it is told.
select * from attendance_shown where id = :id;

-- name: attendance_create(id, gathering_id, customer_id, instant arrived_at) :exec
insert into attendance (id, gathering_id, customer_id, arrived_at, recorded_by,
                        created_at, created_by, changed_at, changed_by, trace_id)
values (:id, :gathering_id, :customer_id, :arrived_at, :actor, :now, :actor, :now, :actor, :trace);

-- name: attendance_whose(id) :one
select gathering_id, customer_id from attendance where id = :id;

-- name: attendance_lock(id) :lock
select id, version, annulled_at from attendance where id = :id for no key update;

-- name: attendance_save_annulled(id, annulment_reason) :exec
update attendance
   set annulled_at = :now, annulled_by = :actor, annulment_reason = :annulment_reason, :touched
 where id = :id;

-- name: attendance_sales(gathering_id, customer_id) :one
-- Whether sales stand on the attendance, and a pitch is under way.
select exists (select from sale
                where gathering_id = :gathering_id and customer_id = :customer_id and state = 'CONCLUDED'
                  and returned_fen < amount_fen) as sold;

-- name: attendance_reopen_invitations(gathering_id, customer_id, invitation_id) :exec
-- As they were before the arrival: the one that had won, and what it had won over.
update invitation
   set state = case when confirmed_at is null then 'INVITED' else 'CONFIRMED' end,
       cancelled_at = null, cancel_cause = null, :touched
 where gathering_id = :gathering_id and customer_id = :customer_id
   and (id = :invitation_id
        or cancel_cause = 'LOST'
           and not exists (select from duplicate_case k
                            where k.gathering_id = :gathering_id and k.customer_id = :customer_id and k.state = 'DECIDED'));

-- name: attribution_claims(gathering_id, customer_id) :many
-- The invitations among which a customer is attributed, unit 1 first. Without a box, what is confirmed first counts.
select i.id, i.department_id, i.employee_id, i.confirmed_at is not null or g.kind <> 'JOINT' as confirmed,
       case g.kind when 'JOINT' then i.effective_at else coalesce(i.confirmed_at, i.invited_at, i.created_at) end as effective_at
  from invitation i
  join gathering g on g.id = i.gathering_id
  left join gathering_unit u on u.gathering_id = g.id and u.department_id = i.department_id and u.until is null
 where i.gathering_id = :gathering_id and i.customer_id = :customer_id
   and (i.state <> 'CANCELLED' or i.cancel_cause = 'LOST')
 order by u.sequence, i.created_at, i.id;

-- name: attribution_decided(gathering_id, customer_id) :maybe
-- What was decided before the customer came.
select k.department_id, k.escalated_at is not null as ruled
  from duplicate_case k
 where k.gathering_id = :gathering_id and k.customer_id = :customer_id and k.state = 'DECIDED'
 order by k.decided_at desc
 limit 1;

-- name: attribution_save(attendance_id, invitation_id, employee_id, department_id, attribution_basis) :exec
update attendance
   set invitation_id = :invitation_id, employee_id = :employee_id, department_id = :department_id,
       attributed_at = :now, attribution_basis = :attribution_basis, :touched
 where id = :attendance_id;

-- name: attribution_save_won(invitation_id) :exec
update invitation
   set state = 'ARRIVED', cancelled_at = null, cancel_cause = null, :touched
 where id = :invitation_id and state <> 'ARRIVED';

-- name: attribution_save_lost(gathering_id, customer_id, invitation_id) :exec
-- All but the one that has won.
update invitation
   set state = 'CANCELLED', cancelled_at = :now, cancel_cause = 'LOST', :touched
 where gathering_id = :gathering_id and customer_id = :customer_id and id is distinct from :invitation_id::uuid
   and state <> 'CANCELLED';
