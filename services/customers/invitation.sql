-- name: invitation_get(id) :one
select * from invitation_shown
 where id = :id and box_readable(gathering_id, department_id, _opened, :actor, :department, :caller_roles);

-- name: invitation_page() :page
select * from invitation_shown
 where box_readable(gathering_id, department_id, _opened, :actor, :department, :caller_roles);

-- name: invitation_told(id) :one
select * from invitation_shown where id = :id;

-- name: invitation_claim(gathering_id, customer_id, department_id) :one
-- What forbids the department to invite the customer: the other unit's confirmation in the box, named once its line was
-- returned, or a decision for the other unit; and whether the department has invited him already.
with claim as (
  select i.blocks_from, i.department_id,
         exists (select from box_line l where l.invitation_id = i.id and l.returned_at is not null) as open
    from invitation i
   where i.gathering_id = :gathering_id and i.customer_id = :customer_id and i.department_id <> :department_id
     and i.state in ('CONFIRMED', 'ARRIVED') and i.blocks_from is not null
   union all
  select k.decided_at, k.department_id, true
    from duplicate_case k
   where k.gathering_id = :gathering_id and k.customer_id = :customer_id and k.state = 'DECIDED'
     and k.department_id <> :department_id)
select (select min(blocks_from) from claim) as blocks_from,
       (select d.name from claim join department d on d.id = claim.department_id
         where claim.open order by claim.blocks_from limit 1) as department_name,
       exists (select from invitation i
                where i.gathering_id = :gathering_id and i.customer_id = :customer_id
                  and i.department_id = :department_id and i.state <> 'CANCELLED') as invited_already;

-- name: invitation_plan(gathering_id, department_id, customer_id, date on_) :one
-- Whether the plan of the day has the customer, and whether there is one (R1.12).
select exists (select from box_list b join box_line l on l.list_id = b.id
                where b.gathering_id = :gathering_id and b.department_id = :department_id and b.kind = 'PLAN'
                  and b.day = :on_ and not b.late and l.customer_id = :customer_id) as planned,
       exists (select from box_list b
                where b.gathering_id = :gathering_id and b.department_id = :department_id and b.kind = 'PLAN'
                  and b.day = :on_ and not b.late) as submitted;

-- name: invitation_create(id, gathering_id, customer_id, department_id, employee_id) :exec
-- Planned; with invitation_save_invited() it is one.
insert into invitation (id, gathering_id, customer_id, department_id, employee_id, state,
                        created_at, created_by, changed_at, changed_by, trace_id)
values (:id, :gathering_id, :customer_id, :department_id, :employee_id, 'PLANNED', :now, :actor, :now, :actor, :trace);

-- name: invitation_whose(id) :one
select gathering_id, customer_id, department_id from invitation where id = :id;

-- name: invitation_lock(id) :lock
select id, version, state, employee_id from invitation where id = :id for no key update;

-- name: invitation_save_invited(id, date invited_day, boolean unplanned, boolean plan_missing, boolean lead_missed) :exec
update invitation
   set state = 'INVITED', invited_at = :now, invited_day = :invited_day, unplanned = :unplanned,
       plan_missing = :plan_missing, lead_missed = :lead_missed, :touched
 where id = :id;

-- name: invitation_save_confirmed(id, date confirmed_day) :exec
update invitation
   set state = 'CONFIRMED', confirmed_at = :now, confirmed_day = :confirmed_day, :touched
 where id = :id;

-- name: invitation_save_cancelled(id, cancel_reason) :exec
update invitation
   set state = 'CANCELLED', cancelled_at = :now, cancel_cause = 'DECLINED', cancel_reason = :cancel_reason,
       effective_at = null, blocks_from = null, :touched
 where id = :id;

-- name: invitation_in_box(id) :one
-- The confirmation, and how it got into the box: the first list with it, the first list of speakers with the customer,
-- the last defect of a line.
select i.gathering_id, i.state, i.confirmed_at, i.confirmed_day,
       (select min(b.received_at) from box_line l join box_list b on b.id = l.list_id
         where l.invitation_id = i.id and b.kind = 'CONFIRMED') as received_at,
       (select min(b.received_at) from box_line l join box_list b on b.id = l.list_id
         where b.gathering_id = i.gathering_id and b.department_id = i.department_id and b.kind = 'SPEAKER_LEADER'
           and l.customer_id = i.customer_id) as speaker_at,
       d.defect_due_at, d.corrected_at
  from invitation i
  left join lateral (
    select l.defect_due_at, l.corrected_at
      from box_line l join box_list b on b.id = l.list_id
     where l.invitation_id = i.id and b.kind = 'CONFIRMED' and l.defect_at is not null
     order by l.defect_at desc limit 1) d on true
 where i.id = :id;

-- name: invitation_save_effect(id, instant listed_at, boolean list_late, instant effective_at, instant blocks_from) :exec
update invitation
   set listed_at = :listed_at, list_late = :list_late, effective_at = :effective_at, blocks_from = :blocks_from,
       :touched
 where id = :id;
