-- name: box_day_get(id, date day) :one
select * from box_day_shown
 where gathering_id = :id and day = :day and gathering_staff(gathering_id, :actor, :department, :caller_roles);

-- name: box_day_page(id) :page
select * from box_day_shown
 where gathering_id = :id and gathering_staff(gathering_id, :actor, :department, :caller_roles);

-- name: box_day_create(id, gathering_id, date day, instant deadline_at, instant open_due_at, instant return_due_at) :exec
insert into box_day (id, gathering_id, day, deadline_at, open_due_at, return_due_at,
                     created_at, created_by, changed_at, changed_by, trace_id)
values (:id, :gathering_id, :day, :deadline_at, :open_due_at, :return_due_at, :now, :actor, :now, :actor, :trace);

-- name: box_day_lock(gathering_id, date day) :lock
select id, version, deadline_at, opened_at, checked_at, returned_at
  from box_day
 where gathering_id = :gathering_id and day = :day
   for no key update;

-- name: box_day_of(id) :one
-- The day of a timer.
select gathering_id, day, deadline_at from box_day where id = :id;

-- name: box_called_off(gathering_id, instant deadline_at) :one
-- Whether the event was called off by then. Nothing changes it afterwards.
select state = 'CANCELLED' and changed_at <= :deadline_at as called_off from gathering where id = :gathering_id;

-- name: box_open_lists(gathering_id, date day, instant deadline_at) :count
-- All that was received up to the deadline and is not opened.
update box_list
   set state = 'OPENED', opened_on = :day, opened_at = :now, :touched
 where gathering_id = :gathering_id and state = 'SUBMITTED' and received_at <= :deadline_at;

-- name: box_duplicates(gathering_id) :many
-- Customers whom both units have confirmed, in lists that are open: confirmed ones, or of speakers.
select a.customer_id, a.id as first_invitation_id, b.id as second_invitation_id
  from invitation a
  join gathering_unit first on first.gathering_id = a.gathering_id and first.department_id = a.department_id
   and first.sequence = 1 and first.until is null
  join gathering_unit second on second.gathering_id = a.gathering_id and second.sequence = 2 and second.until is null
  join invitation b on b.gathering_id = a.gathering_id and b.customer_id = a.customer_id
   and b.department_id = second.department_id
 where a.gathering_id = :gathering_id and a.state = 'CONFIRMED' and b.state = 'CONFIRMED'
   and exists (select from box_line l join box_list s on s.id = l.list_id
                where l.gathering_id = a.gathering_id and l.customer_id = a.customer_id
                  and s.department_id = a.department_id and s.kind <> 'PLAN' and s.opened_at is not null)
   and exists (select from box_line l join box_list s on s.id = l.list_id
                where l.gathering_id = b.gathering_id and l.customer_id = b.customer_id
                  and s.department_id = b.department_id and s.kind <> 'PLAN' and s.opened_at is not null)
   and not exists (select from duplicate_case k where k.first_invitation_id = a.id and k.second_invitation_id = b.id)
 order by a.customer_id;

-- name: box_strike(gathering_id, instant deadline_at) :count
-- Planned by one unit, confirmed by the other.
update box_line l
   set struck_at = :now, version = l.version + 1, changed_at = :now, changed_by = :actor, trace_id = :trace
  from box_list b
 where b.id = l.list_id and b.gathering_id = :gathering_id and b.kind = 'PLAN' and b.opened_at is not null
   and l.struck_at is null and l.returned_at is null
   and exists (select from invitation i
                where i.gathering_id = b.gathering_id and i.customer_id = l.customer_id
                  and i.department_id <> b.department_id and i.state = 'CONFIRMED' and i.blocks_from <= :deadline_at);

-- name: box_day_save_opened(id, integer lists, integer duplicates, integer struck) :exec
update box_day
   set opened_at = :now, opened_by = :actor, lists = :lists, duplicates = :duplicates, struck = :struck,
       :touched
 where id = :id;

-- name: box_day_save_checked(id) :exec
update box_day
   set checked_at = :now, checked_by = :actor, :touched
 where id = :id;

-- name: box_day_save_returned(id) :exec
update box_day
   set returned_at = :now, returned_by = :actor, :touched
 where id = :id;

-- name: box_check_lists(gathering_id, date day) :exec
-- Defective ones wait for their correction.
update box_list
   set state = 'CHECKED', :touched
 where gathering_id = :gathering_id and opened_on = :day and state = 'OPENED';

-- name: box_return_lines(gathering_id, date day) :exec
-- But for those held back.
update box_line l
   set returned_at = :now, version = l.version + 1, changed_at = :now, changed_by = :actor, trace_id = :trace
  from box_list b
 where b.id = l.list_id and b.gathering_id = :gathering_id and b.opened_on = :day and b.state = 'CHECKED'
   and l.returned_at is null
   and not exists (select from duplicate_case k
                    where k.gathering_id = l.gathering_id and k.customer_id = l.customer_id and k.state <> 'DECIDED');

-- name: box_return_lists(gathering_id, date day) :exec
update box_list
   set state = 'RETURNED', returned_at = :now, :touched
 where gathering_id = :gathering_id and opened_on = :day and state = 'CHECKED';

-- name: box_lateness(gathering_id, date day, instant deadline_at) :many
-- Of each unit: who headed it at the deadline, whether it had confirmed anybody on that day, and whether a list of them
-- and the plan of the next day came in time.
select u.sequence, u.head_id,
       exists (select from invitation i
                where i.gathering_id = u.gathering_id and i.department_id = u.department_id and i.confirmed_day = :day
                  and (i.cancelled_at is null or i.cancelled_at > :deadline_at)) as confirmed,
       exists (select from box_list b
                where b.gathering_id = u.gathering_id and b.department_id = u.department_id and b.kind = 'CONFIRMED'
                  and b.day = :day and b.received_at <= :deadline_at) as received,
       exists (select from box_list b
                where b.gathering_id = u.gathering_id and b.department_id = u.department_id and b.kind = 'PLAN'
                  and b.day = :day::date + 1 and b.received_at <= :deadline_at) as planned
  from gathering_unit u
 where u.gathering_id = :gathering_id and u.since <= :deadline_at and (u.until is null or u.until > :deadline_at)
 order by u.sequence;
