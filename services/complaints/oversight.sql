-- name: unit_ledger_page(id) :page
-- Of the complainant only the initial, but for those who read the complaint. Who is recused finds no line of it (R10.15).
select c.id, c.ledger_number as number, c.state, (c.received_at at time zone 'Asia/Shanghai')::date as received_on,
       case when complaint_readable(c, :actor, :caller_roles) then c.complainant_name else left(c.complainant_name, 1) end as complainant,
       c.channel, c.type, c.validity, c.severity, c.handler_id, (c.decided_at at time zone 'Asia/Shanghai')::date as decided_on,
       (c.replied_at at time zone 'Asia/Shanghai')::date as replied_on,
       (select f.year || '-' || v.number from case_volume v join annual_case_file f on f.id = v.file_id
         where v.complaint_id = c.id order by v.round desc limit 1) as archive_volume
  from complaint c
 where c.unit_id = :id and c.ledger_number is not null
   and not exists (select from known_employee e where e.subject = :actor and is_recused(c.id, e.id));

-- name: unit_reach(id, department_id) :maybe
-- Is the department of this unit, or of its head office?
select u.id, coalesce(unit_of_department(:department_id::uuid) = u.id, false) as own,
       coalesce(unit_of_department(:department_id::uuid) = u.parent_id, false) as head, u.parent_id, u.profile
  from complaint_unit u
 where u.id = :id;

-- name: oversight_record_create(id, unit_id, head_unit_id, date period_from, date period_to, findings, guidance, date due_on) :exec
insert into oversight_record (id, unit_id, head_unit_id, period_from, period_to, findings, guidance, due_on,
                              created_at, created_by, changed_at, changed_by, trace_id)
values (:id, :unit_id, :head_unit_id, :period_from, :period_to, :findings, :guidance, :due_on, :now, :actor, :now, :actor, :trace);

-- name: oversight_record_get(id) :one
select id, unit_id, head_unit_id, period_from, period_to, findings, guidance, due_on, response, responded_at, responded_by, late,
       response is null and due_on < :today as overdue, version, created_at, created_by
  from oversight_record
 where id = :id;

-- name: oversight_record_shown(id) :one
-- To the units on either side; the general manager and auditors see all.
select o.id, o.unit_id, o.head_unit_id, o.period_from, o.period_to, o.findings, o.guidance, o.due_on, o.response, o.responded_at,
       o.responded_by, o.late, o.response is null and o.due_on < :today as overdue, o.version, o.created_at, o.created_by
  from oversight_record o
 where o.id = :id
   and (:has_general_manager or :has_auditor
        or exists (select from known_employee e
                    where e.subject = :actor and unit_of_department(e.department_id) in (o.unit_id, o.head_unit_id)));

-- name: oversight_record_page() :page
-- Those of the caller's unit, on either side; the general manager and auditors see all.
select o.id, o.unit_id, o.head_unit_id, o.period_from, o.period_to, o.findings, o.guidance, o.due_on, o.response, o.responded_at,
       o.responded_by, o.late, o.response is null and o.due_on < :today as overdue, o.version, o.created_at, o.created_by
  from oversight_record o
 where :has_general_manager or :has_auditor
    or exists (select from known_employee e
                where e.subject = :actor and unit_of_department(e.department_id) in (o.unit_id, o.head_unit_id));

-- name: oversight_record_lock(id) :lock
select id, version, unit_id, due_on, response from oversight_record where id = :id for no key update;

-- name: oversight_record_save(id, response, boolean late) :exec
update oversight_record
   set response = :response, responded_at = :now, responded_by = :actor, late = :late, :touched
 where id = :id;
