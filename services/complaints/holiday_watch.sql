-- name: holiday_watch_get(id) :one
select id, block_from, block_until, block_until - block_from + 1 as days, version, created_at from holiday_watch where id = :id;

-- name: holiday_watch_page() :page
select id, block_from, block_until, block_until - block_from + 1 as days, version, created_at from holiday_watch;

-- name: holiday_watch_of(date block_from) :one
select id from holiday_watch where block_from = :block_from;

-- name: holiday_watch_lock(id) :lock
select id, version, block_from, block_until from holiday_watch where id = :id for no key update;

-- name: holiday_watch_create(id, date block_from, date block_until) :count
insert into holiday_watch (id, block_from, block_until, created_at, created_by, changed_at, changed_by, trace_id)
values (:id, :block_from, :block_until, :now, :actor, :now, :actor, :trace)
    on conflict (block_from) do nothing;

-- name: holiday_duty_create(id, watch_id, date on_day, employee_id) :exec
insert into holiday_duty (id, watch_id, on_day, employee_id, created_at, created_by, changed_at, changed_by, trace_id)
values (:id, :watch_id, :on_day, :employee_id, :now, :actor, :now, :actor, :trace);

-- name: holiday_duty_get(id) :one
select id, watch_id, on_day, employee_id, version from holiday_duty where id = :id;

-- name: holiday_duty_page(id) :page
select id, watch_id, on_day, employee_id, version from holiday_duty where watch_id = :id;

-- name: holiday_site_put(id, watch_id, project_id, responsible_id) :one
insert into holiday_site (id, watch_id, project_id, responsible_id, created_at, created_by, changed_at, changed_by, trace_id)
values (:id, :watch_id, :project_id, :responsible_id, :now, :actor, :now, :actor, :trace)
    on conflict (watch_id, project_id) do update
   set responsible_id = excluded.responsible_id,
       version = holiday_site.version + 1, changed_at = :now, changed_by = :actor, trace_id = :trace
returning id, watch_id, project_id, responsible_id, version;

-- name: holiday_site_page(id) :page
select id, watch_id, project_id, responsible_id, version from holiday_site where watch_id = :id;

-- name: holiday_plan_gap_page(id) :page
-- A day or a website has no row of its own here: its identifier is made of what it is.
select md5(w.id::text || d.day::date)::uuid as id, d.day::date as on_day, null::uuid as project_id
  from holiday_watch w
 cross join generate_series(w.block_from, w.block_until, interval '1 day') d (day)
 where w.id = :id and not exists (select from holiday_duty h where h.watch_id = w.id and h.on_day = d.day::date)
 union all
select p.id, null, p.id
  from service_project p
 where p.kind = 'WEBSITE' and p.state = 'DELIVERED'
   and not exists (select from holiday_site s where s.watch_id = :id and s.project_id = p.id);

-- name: holiday_plan_gaps(id) :one
select (select count(*)
          from holiday_watch w
         cross join generate_series(w.block_from, w.block_until, interval '1 day') d (day)
         where w.id = :id and not exists (select from holiday_duty h where h.watch_id = w.id and h.on_day = d.day::date))
       + (select count(*)
            from service_project p
           where p.kind = 'WEBSITE' and p.state = 'DELIVERED'
             and not exists (select from holiday_site s where s.watch_id = :id and s.project_id = p.id)) as gaps;

-- name: watch_gap_page(id, integer required) :page
select md5(p.id::text || d.day::date)::uuid as id, p.id as project_id, p.name as project_name, d.day::date as on_day,
       count(c.id) as checks, :required::bigint as required
  from holiday_watch w
 cross join generate_series(w.block_from, least(w.block_until, :today::date), interval '1 day') d (day)
  join service_project p on p.kind = 'WEBSITE' and p.delivered_on <= d.day and (p.retired_on is null or p.retired_on > d.day)
  left join watch_check c on c.watch_id = w.id and c.project_id = p.id and c.on_day = d.day::date
 where w.id = :id
 group by p.id, p.name, d.day
having count(c.id) < :required::bigint;

-- name: watch_check_create(id, watch_id, project_id, employee_id, instant checked_at, date on_day, result, note, instant contact_due_at) :exec
insert into watch_check (id, watch_id, project_id, employee_id, checked_at, on_day, result, note, contact_due_at,
                         created_at, created_by, changed_at, changed_by, trace_id)
values (:id, :watch_id, :project_id, :employee_id, :checked_at, :on_day, :result, :note, :contact_due_at,
        :now, :actor, :now, :actor, :trace);

-- name: watch_check_get(id) :one
select id, watch_id, project_id, employee_id, checked_at, on_day, result, note, contact_due_at, contacted_at, contacted_id, contact_late,
       request_id, fault_id, version
  from watch_check
 where id = :id;

-- name: watch_check_page(id) :page
select id, watch_id, project_id, employee_id, checked_at, on_day, result, note, contact_due_at, contacted_at, contacted_id, contact_late,
       request_id, fault_id, version
  from watch_check
 where watch_id = :id;

-- name: watch_check_lock(id) :lock
select c.id, c.version, c.project_id, c.note, c.contact_due_at, c.contacted_at, p.customer_id, p.name as project_name
  from watch_check c
  join service_project p on p.id = c.project_id
 where c.id = :id
   for no key update of c;

-- name: watch_check_save_contact(id, contacted_id, request_id, fault_id, boolean late) :exec
update watch_check
   set contacted_at = :now, contacted_id = :contacted_id, request_id = :request_id, fault_id = :fault_id, contact_late = :late, :touched
 where id = :id;
