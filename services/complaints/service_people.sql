-- name: service_responsibility_get(id) :one
select id, employee_id, category, from_on, until_on, version, created_at, created_by, changed_at
  from service_responsibility
 where id = :id;

-- name: service_responsibility_page() :page
select id, employee_id, category, from_on, until_on, version, created_at, created_by, changed_at
  from service_responsibility;

-- name: service_responsibility_create(id, employee_id, category, date from_on, date until_on) :exec
insert into service_responsibility (id, employee_id, category, from_on, until_on, created_at, created_by, changed_at,
                                    changed_by, trace_id)
values (:id, :employee_id, :category, :from_on, :until_on, :now, :actor, :now, :actor, :trace);

-- name: service_responsibility_lock(id) :lock
select id, version, from_on
  from service_responsibility
 where id = :id
   for no key update;

-- name: service_responsibility_save_end(id, date until_on) :exec
update service_responsibility
   set until_on = :until_on, :touched
 where id = :id;

-- name: is_responsible(employee_id, category, date on) :one
select exists (select from service_responsibility
                where employee_id = :employee_id and category = :category and :on >= from_on
                  and (until_on is null or :on <= until_on)) as responsible;

-- name: technician_skill_get(id) :one
select id, employee_id, service_type, ended_at is not null as ended, ended_at, version, created_at, created_by,
       changed_at
  from technician_skill
 where id = :id;

-- name: technician_skill_page() :page
select id, employee_id, service_type, ended_at is not null as ended, ended_at, version, created_at, created_by,
       changed_at
  from technician_skill;

-- name: technician_skill_create(id, employee_id, service_type) :exec
insert into technician_skill (id, employee_id, service_type, created_at, created_by, changed_at, changed_by, trace_id)
values (:id, :employee_id, :service_type, :now, :actor, :now, :actor, :trace);

-- name: technician_skill_lock(id) :lock
select id, version
  from technician_skill
 where id = :id and ended_at is null
   for no key update;

-- name: technician_skill_save_end(id) :exec
update technician_skill
   set ended_at = :now, :touched
 where id = :id;

-- name: technicians_of(service_type) :many
-- Qualified, present, and not on the way for another request.
select s.employee_id as technician_id, e.name
  from technician_skill s
  join known_employee e on e.id = s.employee_id
 where s.service_type = :service_type and s.ended_at is null and is_present(s.employee_id, :now, :today)
   and not exists (select from onsite_assignment a
                    where a.technician_id = s.employee_id and a.finished_at is null and coalesce(a.busy_until, 'infinity') > :now)
 order by e.name, s.employee_id;

-- name: technician_lock(employee_id) :many
-- Two who appoint the same technician do so one after the other.
select id, service_type from technician_skill where employee_id = :employee_id and ended_at is null order by id for no key update;

-- name: absence_get(id) :one
select id, employee_id, from_at, until_at, reason, version, created_at, created_by, changed_at
  from absence
 where id = :id;

-- name: absence_page() :page
select id, employee_id, from_at, until_at, reason, version, created_at, created_by, changed_at
  from absence
 where service_readable(:actor, :caller_roles);

-- name: absence_create(id, employee_id, instant from_at, instant until_at, reason) :exec
insert into absence (id, employee_id, from_at, until_at, reason, created_at, created_by, changed_at, changed_by,
                     trace_id)
values (:id, :employee_id, :from_at, :until_at, :reason, :now, :actor, :now, :actor, :trace);

-- name: absence_lock(id) :lock
select id, version, employee_id, from_at
  from absence
 where id = :id
   for no key update;

-- name: absence_save_end(id, instant until_at) :exec
update absence
   set until_at = :until_at, :touched
 where id = :id;

-- name: customer_preference_get(id) :one
select id, contact_from, contact_until, language, contact_person, taboos, habits, version, created_at, created_by,
       changed_at
  from customer_preference
 where id = :id;

-- name: customer_preference_shown(id) :one
select id, contact_from, contact_until, language, contact_person, taboos, habits, version, created_at, created_by,
       changed_at
  from customer_preference
 where id = :id and service_readable(:actor, :caller_roles);

-- name: customer_preference_page() :page
select id, contact_from, contact_until, language, contact_person, taboos, habits, version, created_at, created_by,
       changed_at
  from customer_preference
 where service_readable(:actor, :caller_roles);

-- name: customer_preference_of(id) :maybe
select id, contact_from, contact_until, language, contact_person, taboos, habits, version, created_at, created_by,
       changed_at
  from customer_preference
 where id = :id;

-- name: customer_preference_put(id, contact_from, contact_until, language, contact_person, taboos, habits) :exec
insert into customer_preference (id, contact_from, contact_until, language, contact_person, taboos, habits,
                                 created_at, created_by, changed_at, changed_by, trace_id)
values (:id, :contact_from, :contact_until, :language, :contact_person, :taboos, :habits, :now, :actor, :now, :actor,
        :trace)
    on conflict (id) do update
   set contact_from = excluded.contact_from, contact_until = excluded.contact_until, language = excluded.language,
       contact_person = excluded.contact_person, taboos = excluded.taboos, habits = excluded.habits,
       version = customer_preference.version + 1, changed_at = :now, changed_by = :actor, trace_id = :trace;
