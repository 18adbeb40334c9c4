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
  join customer c on c.id::text = v.customer_id
  join employee e on e.id::text = v.employee_id
on conflict on constraint service_record_source_event do nothing;

-- name: service_history_of(customer_id) :maybe
-- None: nobody of a direct-selling unit answers for it.
select * from service_history where customer_id = :customer_id;

-- name: service_customer_readable(id) :maybe
select id from customer
 where id = :id and customer_readable(status, unit_id, department_id, :department, :caller_roles);

-- name: service_lapsed(instant before, department_id, integer limit_) :many
-- Customers without attendance or without a home visit since, the longest first; the rule says which have lapsed.
select *
  from service_history h
 where (greatest(responsible_since, attended_at) < :before or greatest(responsible_since, visited_at) < :before)
   and (:department_id::uuid is null or department_id = :department_id)
 order by least(greatest(responsible_since, attended_at), greatest(responsible_since, visited_at)), customer_id
 limit :limit_;

-- name: service_record_merge(id, survivor_id) :exec
update service_record
   set customer_id = :survivor_id,
       version = version + 1, changed_at = :now, changed_by = :actor, trace_id = :trace
 where customer_id = :id;
