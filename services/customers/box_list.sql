-- name: box_list_get(id) :one
select * from box_list_shown
 where id = :id and box_readable(gathering_id, department_id, opened_at is not null, :actor, :department, :caller_roles);

-- name: box_list_page() :page
select * from box_list_shown
 where box_readable(gathering_id, department_id, opened_at is not null, :actor, :department, :caller_roles);

-- name: box_line_page(id) :page
select l.*, case when box_marks_seen(returned_at is not null, _department_id, :department) then _struck_at end as struck_at,
       _held and box_marks_seen(returned_at is not null, _department_id, :department) as held
  from box_line_shown l
 where list_id = :id and box_readable(gathering_id, _department_id, _opened, :actor, :department, :caller_roles);

-- name: box_line_told(id) :one
-- The same, to those who act.
select l.*, case when box_marks_seen(returned_at is not null, _department_id, :department) then _struck_at end as struck_at,
       _held and box_marks_seen(returned_at is not null, _department_id, :department) as held
  from box_line_shown l
 where id = :id;

-- name: box_list_create(id, gathering_id, department_id, integer unit, kind, date day, instant due_at, boolean late,
--       submitted_by) :exec
insert into box_list (id, gathering_id, department_id, unit, kind, day, due_at, received_at, late, submitted_by,
                      created_at, created_by, changed_at, changed_by, trace_id)
values (:id, :gathering_id, :department_id, :unit, :kind, :day, :due_at, :now, :late, :submitted_by,
        :now, :actor, :now, :actor, :trace);

-- name: box_line_create(id, list_id, gathering_id, customer_id, invitation_id, employee_id, role, integer customer_number,
--       name, phone, address, instant confirmed_at) :exec
insert into box_line (id, list_id, gathering_id, customer_id, invitation_id, employee_id, role, customer_number, name, phone,
                      address, confirmed_at, created_at, created_by, changed_at, changed_by, trace_id)
values (:id, :list_id, :gathering_id, :customer_id, :invitation_id, :employee_id, :role, :customer_number, :name, :phone,
        :address, :confirmed_at, :now, :actor, :now, :actor, :trace);

-- name: box_confirmed(gathering_id, department_id, date day, invitation_ids) :many
-- The department's confirmations of the day: those named, or those that no list has yet.
select i.id as invitation_id, c.id as customer_id, c.number, c.name, c.phone, c.address, i.employee_id, null as role,
       i.confirmed_at, true as ours, false as claimed
  from invitation i
  join customer c on c.id = i.customer_id
 where i.gathering_id = :gathering_id and i.department_id = :department_id and i.confirmed_day = :day
   and i.state = 'CONFIRMED'
   and case when :invitation_ids::json is null
            then not exists (select from box_line l join box_list b on b.id = l.list_id
                              where l.invitation_id = i.id and b.kind = 'CONFIRMED')
            else i.id in (select json_array_elements_text(:invitation_ids::json)::uuid) end
 order by c.number;

-- name: box_named(gathering_id, department_id, lines) :many
-- The customers of a plan or a list of speakers, each once, as they stand in the archive: whether the department may
-- invite them, and whether the other unit's confirmation forbids it already.
select null as invitation_id, l.customer_id, c.number, c.name, c.phone, c.address, e.id as employee_id, l.role,
       null::timestamptz as confirmed_at,
       coalesce(c.status in ('ACTIVE', 'INACTIVE')
                and (c.responsible_employee_id is null
                     or exists (select from gathering_unit u
                                 where u.gathering_id = :gathering_id and u.until is null
                                   and u.department_id = c.department_id)
                     or exists (select from invitation i
                                 where i.gathering_id = :gathering_id and i.department_id = :department_id
                                   and i.customer_id = c.id and i.state <> 'CANCELLED')), false)
         and (l.employee_id is null or e.id is not null) as ours,
       exists (select from invitation i
                where i.gathering_id = :gathering_id and i.customer_id = l.customer_id and i.department_id <> :department_id
                  and i.state = 'CONFIRMED' and i.blocks_from <= :now) as claimed
  from (select distinct on (customer_id) customer_id, employee_id, role
          from json_to_recordset(:lines::json) as given (customer_id uuid, employee_id uuid, role text)
         order by customer_id) l
  left join customer c on c.id = l.customer_id
  left join employee e on e.id = l.employee_id and e.department_id = :department_id and e.status = 'ACTIVE'
 order by c.number;

-- name: box_speakers_confirmed(list_id, department_id) :many
-- Confirmations that a list of speakers protects.
select i.id
  from box_line l
  join invitation i on i.gathering_id = l.gathering_id and i.customer_id = l.customer_id and i.department_id = :department_id
   and i.state = 'CONFIRMED'
 where l.list_id = :list_id
 order by i.id;

-- name: box_line_whose(id) :one
select l.gathering_id, l.list_id, l.invitation_id, b.department_id
  from box_line l
  join box_list b on b.id = l.list_id
 where l.id = :id;

-- name: box_line_lock(id) :lock
select l.id, l.version, l.list_id, l.invitation_id, b.state, l.defect_at, l.defect_due_at, l.corrected_at, l.returned_at,
       d.checked_at, b.opened_at,
       exists (select from duplicate_case k
                where k.gathering_id = l.gathering_id and k.customer_id = l.customer_id and k.state <> 'DECIDED') as held
  from box_line l
  join box_list b on b.id = l.list_id
  left join box_day d on d.gathering_id = b.gathering_id and d.day = b.opened_on
 where l.id = :id
   for no key update of l;

-- name: box_line_save_defect(id, defect_reason, instant defect_due_at) :exec
update box_line
   set defect_reason = :defect_reason, defect_at = :now, defect_due_at = :defect_due_at, corrected_at = null,
       :touched
 where id = :id;

-- name: box_line_save_corrected(id, name, phone, address) :exec
update box_line
   set name = coalesce(:name, name), phone = coalesce(:phone, phone), address = coalesce(:address, address),
       corrected_at = :now, :touched
 where id = :id;

-- name: box_line_save_returned(id) :exec
update box_line
   set returned_at = :now, :touched
 where id = :id;

-- name: box_list_save_defective(id) :exec
update box_list
   set state = 'DEFECTIVE', :touched
 where id = :id and state <> 'DEFECTIVE';

-- name: box_list_save_corrected(id) :exec
-- Without a defect left it goes into the box again; its receipt stays what it was.
update box_list
   set state = 'SUBMITTED', opened_on = null, :touched
 where id = :id and state = 'DEFECTIVE'
   and not exists (select from box_line l where l.list_id = :id and l.defect_at is not null and l.corrected_at is null);
