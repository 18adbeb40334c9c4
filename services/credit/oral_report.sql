-- name: oral_report_get(id) :one
-- To those who read the customer.
select o.id, o.customer_id, o.kind, o.salesperson_id, o.reported_to_id, o.spoken_at, o.summary, o.emergency_report_id,
       o.created_by as logged_by, o.version, o.created_at, o.changed_at
  from oral_report o
  join credit_profile p on p.id = o.customer_id
 where o.id = :id and credit_reads(o.customer_id, false, p.responsible_salesperson_id, :actor, :caller_roles);

-- name: oral_report_page() :page
select o.id, o.customer_id, o.kind, o.salesperson_id, o.reported_to_id, o.spoken_at, o.summary, o.emergency_report_id,
       o.created_by as logged_by, o.version, o.created_at, o.changed_at
  from oral_report o
  join credit_profile p on p.id = o.customer_id
 where credit_readable(p.responsible_salesperson_id, :actor, :caller_roles);

-- name: oral_report_told(id) :one
select o.id, o.customer_id, o.kind, o.salesperson_id, o.reported_to_id, o.spoken_at, o.summary, o.emergency_report_id,
       o.created_by as logged_by, o.version, o.created_at, o.changed_at
  from oral_report o
 where o.id = :id;

-- name: oral_report_create(id, customer_id, kind, salesperson_id, reported_to_id, instant spoken_at, summary, emergency_report_id) :exec
insert into oral_report (id, customer_id, kind, salesperson_id, reported_to_id, spoken_at, summary, emergency_report_id,
                         created_at, created_by, changed_at, changed_by, trace_id)
values (:id, :customer_id, :kind, :salesperson_id, :reported_to_id, :spoken_at, :summary, :emergency_report_id,
        :now, :actor, :now, :actor, :trace);

-- name: oral_report_count_page(month, this_month, instant from_, instant until_) :page
-- How many were spoken in a month, this one unless told otherwise, by salesperson; a sales manager reads those of the own department.
select o.salesperson_id as id, e.name as salesperson_name, e.department_id, coalesce(:month::text, :this_month::text) as month, count(*) as reports,
       count(*) filter (where o.kind = 'ROUTINE') as routine, count(*) filter (where o.kind = 'EMERGENCY') as emergency
  from oral_report o
  join known_employee e on e.id = o.salesperson_id
 where o.spoken_at >= :from_ and o.spoken_at < :until_
   and (:has_finance or :has_marketing_director or :has_president or :has_auditor or :has_service
        or e.department_id::text = :department::text)
 group by o.salesperson_id, e.name, e.department_id;
