-- name: instruction_get(id) :one
select i.id, i.customer_id, i.emergency_report_id, i.bill_incident_id, i.given_by, i.given_by_id, i.measures,
       i.no_measure as none, i.ruling, i.text, i.version, i.created_at as given_at, i.created_at, i.changed_at
  from instruction i
  join credit_profile p on p.id = i.customer_id
 where i.id = :id
   and credit_reads(i.customer_id, i.given_by = :actor, p.responsible_salesperson_id, :actor, :caller_roles);

-- name: instruction_page() :page
select i.id, i.customer_id, i.emergency_report_id, i.bill_incident_id, i.given_by, i.given_by_id, i.measures,
       i.no_measure as none, i.ruling, i.text, i.version, i.created_at as given_at, i.created_at, i.changed_at
  from instruction i
  join credit_profile p on p.id = i.customer_id
 where credit_readable(p.responsible_salesperson_id, :actor, :caller_roles) or i.given_by = :actor;

-- name: instruction_of_report_page(id) :page
select i.id, i.customer_id, i.emergency_report_id, i.bill_incident_id, i.given_by, i.given_by_id, i.measures,
       i.no_measure as none, i.ruling, i.text, i.version, i.created_at as given_at, i.created_at, i.changed_at
  from instruction i
 where i.emergency_report_id = :id;

-- name: instruction_of_incident_page(id) :page
select i.id, i.customer_id, i.emergency_report_id, i.bill_incident_id, i.given_by, i.given_by_id, i.measures,
       i.no_measure as none, i.ruling, i.text, i.version, i.created_at as given_at, i.created_at, i.changed_at
  from instruction i
 where i.bill_incident_id = :id;

-- name: instruction_incident_shown(id) :one
-- The incident, to those who read its customer.
select b.id, b.customer_id
  from bill_incident b
  join credit_profile p on p.id = b.customer_id
 where b.id = :id and credit_reads(b.customer_id, false, p.responsible_salesperson_id, :actor, :caller_roles);

-- name: instruction_incident_whose(id) :one
select customer_id from bill_incident where id = :id;

-- name: instruction_incident_take(id, customer_id) :maybe
-- The incident as what is done rests on it. The customer is locked. The reporter is who opened it, or completed its
-- report.
select b.id, b.receivable_id, b.emergency_report_id, b.state = 'CLOSED' as closed,
       b.created_by = :actor or coalesce(e.reporter = :actor or e.reporter_id = k.id, false) as reported_by_caller,
       coalesce(k.id = any (e.reporting_line), false) as caller_on_line
  from bill_incident b
  left join emergency_report e on e.id = b.emergency_report_id
  left join known_employee k on k.subject = :actor
 where b.id = :id and b.customer_id = :customer_id
   for no key update of b;

-- name: instruction_create(id, customer_id, emergency_report_id, bill_incident_id, given_by_id, measures, boolean none,
--       ruling, text_) :exec
insert into instruction (id, customer_id, emergency_report_id, bill_incident_id, given_by, given_by_id, measures,
                         no_measure, ruling, text, created_at, created_by, changed_at, changed_by, trace_id)
values (:id, :customer_id, :emergency_report_id, :bill_incident_id, :actor, :given_by_id,
        coalesce(:measures, '[]')::json, :none, :ruling, :text_, :now, :actor, :now, :actor, :trace);
