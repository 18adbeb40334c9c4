-- name: service_record_get(id) :one
-- To whoever may read the customer, and to who served it.
select * from service_record_shown
 where id = :id
   and (coalesce(_subject = :actor, false) or customer_readable(_status, _unit_id, _keeper_id, :department, :caller_roles));

-- name: service_record_page() :page
select * from service_record_shown
 where coalesce(_subject = :actor, false) or customer_readable(_status, _unit_id, _keeper_id, :department, :caller_roles);

-- name: service_record_told(id) :one
select * from service_record_shown where id = :id;

-- name: service_month_page() :page
-- What each employee did, by month and kind.
select md5(employee_id || to_char(served_on, 'YYYY-MM') || kind)::uuid as id, employee_id, employee_name,
       department_id, to_char(served_on, 'YYYY-MM') as month, kind, count(*) as records,
       count(*) filter (where at_home) as at_home, count(distinct customer_id) as customers
  from service_record_shown
 where coalesce(_subject = :actor, false) or unit_readable(department_id, :department, :caller_roles)
 group by employee_id, employee_name, department_id, to_char(served_on, 'YYYY-MM'), kind;

-- name: service_customer(id) :maybe
-- R1.26: what the kinds of service ask of a customer, or of whom its record became an alias.
select c.id,
       exists (select from batch_archive a where a.customer_id in (alias.id, c.id))
         or c.source in ('OUTREACH', 'FAIR', 'LECTURE', 'OTHER_COLLECTIVE') as took_part,
       exists (select from attendance a where a.customer_id in (alias.id, c.id) and a.annulled_at is null) as attended,
       exists (select from sale s where s.customer_id in (alias.id, c.id) and s.state = 'CONCLUDED' and s.returned_fen < s.amount_fen)
         or exists (select from trade t where t.customer_id = c.id and t.annulled_at is null) as bought
  from customer alias
  join customer c on c.id = coalesce(alias.merged_into_id, alias.id)
 where alias.id = :id and c.status in ('PROSPECT', 'ACTIVE', 'INACTIVE');

-- name: service_record_create(id, customer_id, kind, act, employee_id, department_id, instant at, date served_on, boolean at_home,
--       integer charge_fen, note) :exec
insert into service_record (id, customer_id, kind, act, employee_id, department_id, at, served_on, at_home, charge_fen, note,
                            created_at, created_by, changed_at, changed_by, trace_id)
values (:id, :customer_id, :kind, :act, :employee_id, :department_id, :at, :served_on, :at_home, :charge_fen, :note,
        :now, :actor, :now, :actor, :trace);

-- name: service_record_take(id, source_event, data, act_at_home, act_elsewhere, instant at, date served_on) :exec
-- What a visit was to the customer, once; nothing of people and customers that are not known here.
insert into service_record (id, customer_id, kind, act, employee_id, department_id, at, served_on, at_home, source_event,
                            created_at, created_by, changed_at, changed_by, trace_id)
select :id, coalesce(c.merged_into_id, c.id), 'REGULAR', case when v.at_home then :act_at_home else :act_elsewhere end, e.id,
       e.department_id, :at, :served_on, coalesce(v.at_home, false), :source_event, :now, :actor, :now, :actor, :trace
  from json_to_record(:data::json) v (customer_id text, employee_id text, at_home boolean)
  join customer c on c.id = case when v.customer_id ~ '^[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}$' then v.customer_id::uuid end
  join employee e on e.id = case when v.employee_id ~ '^[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}$' then v.employee_id::uuid end
on conflict on constraint service_record_source_event do nothing;

-- name: service_history_of(customer_id) :maybe
-- None: nobody of a direct-selling unit answers for it.
select * from service_history where customer_id = :customer_id;

-- name: service_customer_readable(id) :maybe
select id from customer
 where id = :id and customer_readable(status, unit_id, department_id, :department, :caller_roles);

-- name: service_lapsed_page(integer months, integer days, integer offset_minutes, criteria, mode) :page
-- service_status_on() of all customers, and those LAPSED of them; months and days are the period.
select h.customer_id as id, h.*, 'LAPSED' as state,
       to_json(array_remove(array[case when not_attended then why end, case when not_visited then 'NO_HOME_VISIT' end], null))
         as reasons,
       attended_ok_until, visited_ok_until,
       case when :mode = 'ALL'
            then greatest(case when not_attended then attended_ok_until end, case when not_visited then visited_ok_until end)
            else least(case when not_attended then attended_ok_until end, case when not_visited then visited_ok_until end)
       end + 1 as lapsed_from
  from service_history h,
       lateral (select greatest(responsible_since, attended_at) as attended, greatest(responsible_since, visited_at) as visited,
                       make_interval(months => :months::int, days => :days::int) as period,
                       make_interval(mins => :offset_minutes::int) as zone) last,
       lateral (select case when invited_at > attended then 'INVITED_NOT_ATTENDED' else 'NOT_INVITED' end as why,
                       case when :criteria::jsonb ?| array['NOT_INVITED', 'INVITED_NOT_ATTENDED']
                            then ((attended + zone)::date + period)::date end as attended_ok_until,
                       case when :criteria::jsonb ? 'NO_HOME_VISIT'
                            then ((visited + zone)::date + period)::date end as visited_ok_until) until,
       lateral (select coalesce(attended_ok_until < :today and :criteria::jsonb ? why, false) as not_attended,
                       coalesce(visited_ok_until < :today, false) as not_visited) missing
 where case when :mode = 'ALL'
            then (not_attended or not_visited) and (not_attended or attended_ok_until is null)
             and (not_visited or visited_ok_until is null)
            else not_attended or not_visited end;

-- name: service_record_merge(id, survivor_id) :exec
update service_record
   set customer_id = :survivor_id, :touched
 where customer_id = :id;
