-- name: gathering_get(id) :one
select * from gathering_shown where id = :id;

-- name: gathering_page() :page
select * from gathering_shown;

-- name: gathering_open_to(id) :one
-- A gathering in which the caller takes part: for others its lists do not exist.
select id from gathering where id = :id and gathering_staff(id, :actor, :department, :caller_roles);

-- name: gathering_customer_page(id) :page
-- Who is served by one of the two units, or by nobody. What the box holds is not told here.
select c.id, c.number, c.name, c.phone, c.address, c.department_id, c.responsible_employee_id, c.created_at, c._search
  from customer c
 where c.customer_class = 'RETAIL' and c.status in ('ACTIVE', 'INACTIVE')
   and exists (select from gathering g
                where g.id = :id and g.kind = 'JOINT'
                  and (c.responsible_employee_id is null
                       or exists (select from gathering_unit u
                                   where u.gathering_id = g.id and u.until is null and u.department_id = c.department_id)))
   and gathering_staff(:id, :actor, :department, :caller_roles);

-- name: gathering_figures_page(id) :page
-- Each department that invited, received or sold; while the box is sealed only the own.
select d.id, d.id as department_id, d.name as department_name,
       (select count(*) from invitation i
         where i.gathering_id = g.id and i.department_id = d.id and i.invited_at is not null) as invited,
       (select count(*) from invitation i
         where i.gathering_id = g.id and i.department_id = d.id and i.confirmed_at is not null) as confirmed,
       (select count(*) from attendance a
         where a.gathering_id = g.id and a.department_id = d.id and a.annulled_at is null) as arrived,
       (select count(*) from invitation i
         where i.gathering_id = g.id and i.department_id = d.id and i.state = 'NO_SHOW') as no_show,
       (select count(*) from invitation i
         where i.gathering_id = g.id and i.department_id = d.id and i.cancel_cause = 'LOST') as lost,
       (select count(*) from sale s
         where s.gathering_id = g.id and s.department_id = d.id and s.state = 'CONCLUDED') as sales,
       (select coalesce(sum(s.amount_fen - s.returned_fen), 0)::bigint from sale s
         where s.gathering_id = g.id and s.department_id = d.id and s.state = 'CONCLUDED') as sales_fen
  from gathering g
  join department d
    on d.id = g.department_id
    or d.id in (select department_id from gathering_unit where gathering_id = g.id)
    or d.id in (select department_id from attendance where gathering_id = g.id)
    or d.id in (select department_id from invitation where gathering_id = g.id)
 where g.id = :id and gathering_staff(g.id, :actor, :department, :caller_roles)
   and (g.kind <> 'JOINT' or g.state <> 'PLANNED' or coalesce(d.id = :department, false));

-- name: gathering_facts(id) :one
-- What the rules need to know, with the units and the caller as the directory knows him; asked after the lock, where
-- there is one.
select g.id, g.kind, g.state, g.held_on, g.session, g.starts_at, g.ends_at, g.department_id, g.coordinator_id,
       g.speaker_deadline_at, g.first_day, g.eve_deadline_at, g.last_deadline_at,
       a.id as first_id, a.department_id as first_department_id, a.head_id as first_head_id, a.deputy_id as first_deputy_id,
       b.id as second_id, b.department_id as second_department_id, b.head_id as second_head_id, b.deputy_id as second_deputy_id,
       e.id as employee_id, e.department_id as employee_department_id, coalesce(d.kind = 'DIRECT_SALES', false) as direct
  from gathering g
  left join gathering_unit a on a.gathering_id = g.id and a.sequence = 1 and a.until is null
  left join gathering_unit b on b.gathering_id = g.id and b.sequence = 2 and b.until is null
  left join employee e on e.subject = :actor and e.status = 'ACTIVE'
  left join department d on d.id = e.department_id
 where g.id = :id;

-- name: gathering_hold(id) :one
-- The first lock of whatever is written about a gathering: see migrations/customers/0011_joint_events.sql.
select id from gathering where id = :id for no key update;

-- name: gathering_lock(id) :lock
select id, version from gathering where id = :id for no key update;

-- name: gathering_unit_facts(department_id, head_id) :maybe
-- A department that is to be a unit, and who heads it: the one named, else the department's head.
select d.id, d.kind = 'DIRECT_SALES' and d.status = 'ACTIVE' as direct,
       (select e.id from employee e
         where e.id = coalesce(:head_id::uuid, d.head_id) and e.department_id = d.id and e.status = 'ACTIVE') as head_id
  from department d
 where d.id = :department_id;

-- name: gathering_create(id, kind, title, place, department_id, date held_on, session, instant starts_at, instant ends_at,
--       coordinator_id, instant speaker_deadline_at, date first_day, instant eve_deadline_at, instant last_deadline_at) :exec
insert into gathering (id, kind, title, place, department_id, held_on, session, starts_at, ends_at, coordinator_id,
                       speaker_deadline_at, first_day, eve_deadline_at, last_deadline_at,
                       created_at, created_by, changed_at, changed_by, trace_id)
values (:id, :kind, :title, :place, :department_id, :held_on, :session, :starts_at, :ends_at, :coordinator_id,
        :speaker_deadline_at, :first_day, :eve_deadline_at, :last_deadline_at, :now, :actor, :now, :actor, :trace);

-- name: gathering_unit_create(id, gathering_id, integer sequence, department_id, head_id, deputy_id) :exec
insert into gathering_unit (id, gathering_id, sequence, department_id, head_id, deputy_id, since,
                            created_at, created_by, changed_at, changed_by, trace_id)
values (:id, :gathering_id, :sequence, :department_id, :head_id, :deputy_id, :now, :now, :actor, :now, :actor, :trace);

-- name: gathering_unit_end(gathering_id, integer sequence) :exec
-- Another one heads it from now on.
update gathering_unit
   set until = :now, :touched
 where gathering_id = :gathering_id and sequence = :sequence and until is null;

-- name: gathering_units_headed(department_id, head_id) :many
-- The unit's joint events that are still ahead or under way, locked.
select g.id, u.sequence, u.deputy_id
  from gathering g
  join gathering_unit u on u.gathering_id = g.id
 where u.department_id = :department_id and u.head_id = :head_id and u.until is null and g.state = 'PLANNED'
 order by g.id
   for no key update of g;

-- name: gathering_save_state(id, state, cancel_reason) :exec
update gathering
   set state = :state, cancel_reason = :cancel_reason,
       settled_at = case when :state = 'SETTLED' then :now::timestamptz end, :touched
 where id = :id;

-- name: gathering_save_coordinator(id, coordinator_id) :exec
update gathering
   set coordinator_id = :coordinator_id, :touched
 where id = :id;

-- name: gathering_touch(id) :exec
-- Its units are part of it.
update gathering set :touched where id = :id;

-- name: gathering_open_cases(id) :one
-- What has to be closed before the gathering is settled.
select (select count(*) from duplicate_case where gathering_id = :id and state <> 'DECIDED')
     + (select count(*) from event_dispute where gathering_id = :id and state in ('REPORTED', 'REFUSED', 'ESCALATED'))
       as open_cases;

-- name: gathering_end_invitations(id) :exec
-- Who had promised to come and did not.
update invitation
   set state = 'NO_SHOW', :touched
 where gathering_id = :id and state = 'CONFIRMED';

-- name: gathering_end_referrals(id) :exec
-- Who was brought and did not come may be brought by another one.
update referral
   set state = 'VOID', :touched
 where gathering_id = :id and state = 'REGISTERED';

-- name: gathering_end_pitches(id) :exec
update pitch
   set ended_at = :now, :touched
 where gathering_id = :id and ended_at is null;

-- name: gathering_cancel_invitations(id) :exec
update invitation
   set state = 'CANCELLED', cancelled_at = :now, cancel_cause = 'EVENT_CANCELLED', effective_at = null, blocks_from = null,
       :touched
 where gathering_id = :id and state in ('PLANNED', 'INVITED', 'CONFIRMED');

-- name: gathering_customer(id, gathering_id) :maybe
-- A customer as a gathering deals with him: an alias is who it lives on in; whose he is; whether he has come.
select c.id, c.status, c.merged_into_id, c.number, c.name, c.phone, c.address, c.department_id, c.responsible_employee_id,
       r.department_id as responsible_department_id,
       a.id as attendance_id, a.version as attendance_version, a.arrived_at, a.invitation_id, a.employee_id as inviter_id,
       a.department_id as inviter_department_id
  from customer c
  left join employee r on r.id = c.responsible_employee_id
  left join attendance a on a.gathering_id = :gathering_id and a.customer_id = c.id and a.annulled_at is null
 where c.id = :id;
