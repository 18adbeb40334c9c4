-- name: partner_area_page(id) :page
select id, unit_id, practice_area, employee_id, version from partner_area where unit_id = :id;

-- name: partner_area_put(id, unit_id, practice_area, employee_id) :one
insert into partner_area (id, unit_id, practice_area, employee_id, created_at, created_by, changed_at, changed_by, trace_id)
values (:id, :unit_id, :practice_area, :employee_id, :now, :actor, :now, :actor, :trace)
    on conflict on constraint partner_area_once do update
   set employee_id = excluded.employee_id, version = partner_area.version + 1, changed_at = :now, changed_by = :actor, trace_id = :trace
returning id, unit_id, practice_area, employee_id, version;

-- name: unit_person(unit_id, employee_id) :one
-- An employee as one of a unit.
select exists (select from known_employee e
                where e.id = :employee_id::uuid and e.status = 'ACTIVE' and unit_of_department(e.department_id) = :unit_id::uuid) as in_unit,
       coalesce((select e.roles && '{supervising_partner,partner,director}' from known_employee e where e.id = :employee_id::uuid), false) as partner;

-- name: complaint_handlers(id, roles) :many
-- Who could handle a complaint: those of its unit with one of the roles, and (last_resort) its general manager; in service also who is
-- responsible by the method of the sales department (R7.8). in_charge: the
-- partner of its practice area; where none was put in charge of it, each supervising partner.
select e.id, e.name,
       not (e.roles && array(select json_array_elements_text(:roles::json)) or coalesce(c.responsible_employee_id = e.id, false)) as last_resort,
       coalesce(a.employee_id = e.id, 'supervising_partner' = any (e.roles)) as in_charge,
       not is_present(e.id, :now, :today) as absent,
       is_recused(c.id, e.id) as recused,
       exists (select from written_opinion o where o.complaint_id = c.id and o.author_id = e.id)
         or coalesce(c.officer_id = e.id, false) as officer,
       exists (select from complaint_function f
                where f.complaint_id = c.id and (f.round = c.round or f.ended_at is null)
                  and f.function = 'INVESTIGATOR' and f.employee_id = e.id) as investigator
  from complaint c
  left join partner_area a on a.unit_id = c.unit_id and a.practice_area = c.practice_area
  join known_employee e
    on e.status = 'ACTIVE'
   and (e.roles && (array(select json_array_elements_text(:roles::json)) || '{general_manager}'::text[])
        and unit_of_department(e.department_id) = c.unit_id
        or c.profile = 'SERVICE' and e.id = c.responsible_employee_id)
 where c.id = :id
 order by e.name, e.id;

-- name: complaint_handler_absence(employee_id) :maybe
-- Of the absences that are now, of whole days or by the register, the one that lasts longest.
select e.status = 'ACTIVE' as at_work, a.from_at, a.until_at
  from known_employee e
  left join lateral (
    select p.from_at, p.until_at
      from (select x.from_at, x.until_at from absence x where x.employee_id = e.id
             union all
            select e.leave_from::timestamp at time zone 'Asia/Shanghai', (e.leave_until + 1)::timestamp at time zone 'Asia/Shanghai') p
     where p.from_at <= :now and :now < p.until_at
     order by p.until_at desc
     limit 1) a on true
 where e.id = :employee_id;

-- name: complaint_save_handler(id, handler_id) :exec
update complaint
   set handler_id = :handler_id, handler_assigned_at = :now, :touched
 where id = :id;

-- name: complaint_save_officer(id, officer_id) :exec
update complaint
   set officer_id = :officer_id, :touched
 where id = :id;

-- name: complaint_officers_recused(id, roles, caller_id) :one
-- Of those of the unit who organise complaints by their role: is one recused, and does the caller stand above one who is.
-- directors_recused: nobody with the role director is left.
select coalesce(bool_or(e.recused and e.organises), false) as recused,
       coalesce(bool_or(e.recused and e.organises and exists (
         select from reporting_line(e.id) line where line.id = :caller_id::uuid)), false) as above,
       coalesce(bool_and(e.recused) filter (where e.directs), true) as directors_recused
  from (select k.id, is_recused(c.id, k.id) as recused,
               k.roles && array(select json_array_elements_text(:roles::json)) as organises, 'director' = any (k.roles) as directs
          from complaint c
          join known_employee k on k.status = 'ACTIVE'
                               and k.roles && (array(select json_array_elements_text(:roles::json)) || '{director}'::text[])
         where c.id = :id and unit_of_department(k.department_id) = c.unit_id) e;

-- name: complaint_investigator_standing(id, employee_id) :one
-- Why somebody should not investigate (R12.13): stands directly above a respondent, or received it and saw the conflict.
select exists (select from complaint_respondent r
                 join known_employee e on e.id = r.employee_id
                where r.complaint_id = :id::uuid and e.supervisor_id = :employee_id::uuid) as supervises,
       exists (select from party_statement s
                where s.complaint_id = :id::uuid and s.party = 'WITNESS' and s.employee_id = :employee_id::uuid)
         and exists (select from complaint_function f
                      where f.complaint_id = :id::uuid and f.function = 'INTAKE' and f.employee_id = :employee_id::uuid) as witness;

-- name: unit_manager_deputy(unit_id, employee_id) :one
-- Does the employee stand in for a head of customer service of the unit who is on leave (R12.13).
select exists (select from known_employee e
                where e.deputy_id = :employee_id::uuid and :today between e.leave_from and e.leave_until and 'customer_service_manager' = any (e.roles)
                  and unit_of_department(e.department_id) = :unit_id::uuid) as found;

-- name: complaint_function_page(id) :page
select id, function, employee_id, round, lead, object_id, reason, ended_at, end_reason, created_at
  from complaint_function
 where complaint_id = :id;
