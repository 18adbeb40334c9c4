-- name: emergency_get(id) :one
-- As it is told to who has just acted on it.
select e.id, e.customer_id, c.name as customer_name, e.category, e.direction, e.observed_at, e.description, e.evidence_refs,
       e.suggested_measures, e.source, e.source_id, e.reporter, e.reporter_id, e.responsible_salesperson_id,
       e.addressed_to_id, to_json(e.reporting_line) as reporting_line, e.state, e.instruction_due_at,
       e.state = 'REPORTED' and e.instruction_due_at < :now as overdue, e.closed_at, e.closed_by, e.version, e.created_at,
       e.created_by, e.changed_at
  from emergency_report e
  join known_customer c on c.id = e.customer_id
 where e.id = :id;

-- name: emergency_shown(id) :one
-- To those who read the customer, to who reported it, and to those above at the time.
select e.id, e.customer_id, e.version
  from emergency_report e
  join credit_profile p on p.id = e.customer_id
 where e.id = :id
   and credit_reads(e.customer_id, e.reporter = :actor
                    or exists (select from known_employee k
                                where k.subject = :actor and (k.id = e.reporter_id or k.id = any (e.reporting_line))),
                    p.responsible_salesperson_id, :actor, :caller_roles);

-- name: emergency_page() :page
select e.id, e.customer_id, c.name as customer_name, e.category, e.direction, e.observed_at, e.description, e.evidence_refs,
       e.suggested_measures, e.source, e.source_id, e.reporter, e.reporter_id, e.responsible_salesperson_id,
       e.addressed_to_id, to_json(e.reporting_line) as reporting_line, e.state, e.instruction_due_at,
       e.state = 'REPORTED' and e.instruction_due_at < :now as overdue, e.closed_at, e.closed_by, e.version, e.created_at,
       e.created_by, e.changed_at
  from emergency_report e
  join known_customer c on c.id = e.customer_id
  join credit_profile p on p.id = e.customer_id
 where credit_readable(p.responsible_salesperson_id, :actor, :caller_roles) or e.reporter = :actor
       or exists (select from known_employee k
                   where k.subject = :actor and (k.id = e.reporter_id or k.id = any (e.reporting_line)));

-- name: emergency_told(id) :one
-- To the list of work of those above.
select id as emergency_report_id, customer_id, category, direction, observed_at, source, reporter_id,
       responsible_salesperson_id, addressed_to_id, instruction_due_at
  from emergency_report
 where id = :id;

-- name: emergency_create(id, customer_id, category, direction, instant observed_at, description, evidence_refs,
--       suggested_measures, source, source_id, reporter, reporter_id, responsible_salesperson_id, addressed_to_id,
--       reporting_line, instant instruction_due_at) :exec
insert into emergency_report (id, customer_id, category, direction, observed_at, description, evidence_refs,
                              suggested_measures, source, source_id, reporter, reporter_id, responsible_salesperson_id,
                              addressed_to_id, reporting_line, state, instruction_due_at,
                              created_at, created_by, changed_at, changed_by, trace_id)
values (:id, :customer_id, :category, :direction, :observed_at, :description, coalesce(:evidence_refs, '[]')::json,
        coalesce(:suggested_measures, '[]')::json, :source, :source_id, :reporter, :reporter_id,
        :responsible_salesperson_id, :addressed_to_id, :reporting_line::uuid[], 'REPORTED', :instruction_due_at,
        :now, :actor, :now, :actor, :trace);

-- name: emergency_whose(id) :one
select customer_id from emergency_report where id = :id;

-- name: emergency_lock(id) :lock
-- The customer is locked. An incident's report is about that incident.
select e.id, e.version, e.customer_id, case when e.source = 'BILL_INCIDENT' then e.source_id end as bill_incident_id,
       e.state, e.category, e.direction,
       e.reporter = :actor or coalesce(e.reporter_id = k.id, false) as reported_by_caller,
       coalesce(k.id = any (e.reporting_line), false) as caller_on_line
  from emergency_report e
  left join known_employee k on k.subject = :actor
 where e.id = :id
   for no key update of e;

-- name: emergency_take(id, customer_id) :maybe
-- The same without a version to match: the act is about something else.
select e.id, e.version, e.customer_id, case when e.source = 'BILL_INCIDENT' then e.source_id end as bill_incident_id,
       e.state, e.category, e.direction,
       e.reporter = :actor or coalesce(e.reporter_id = k.id, false) as reported_by_caller,
       coalesce(k.id = any (e.reporting_line), false) as caller_on_line
  from emergency_report e
  left join known_employee k on k.subject = :actor
 where e.id = :id and e.customer_id = :customer_id
   for no key update of e;

-- name: emergency_of_visit(visit_id) :one
select exists (select from emergency_report where source = 'VISIT' and source_id = :visit_id) as reported;

-- name: emergency_measures(id) :one
-- Does any instruction on it list measures, or end the trade, which is one, too?
select exists (select from instruction i
                where i.emergency_report_id = :id
                  and (json_array_length(i.measures) > 0 or i.ruling = 'TERMINATE')) as measures;

-- name: emergency_save_instructed(id) :exec
update emergency_report
   set state = 'INSTRUCTED', :touched
 where id = :id and state = 'REPORTED';

-- name: emergency_save_executing(id) :exec
update emergency_report
   set state = 'EXECUTING', :touched
 where id = :id and state in ('REPORTED', 'INSTRUCTED');

-- name: emergency_save_closed(id) :exec
update emergency_report
   set state = 'CLOSED', closed_at = :now, closed_by = :actor, :touched
 where id = :id;
