-- name: suspension_get(id) :one
select s.id, s.customer_id, c.name as customer_name, s.emergency_report_id, s.bill_incident_id, s.instruction_id,
       s.ordered_by, s.ordered_by_id, s.ordered_rank, s.reason, s.started_at, s.review_on,
       s.ended_at is null and s.review_on < :today as review_due, s.ended_at, s.ended_by, s.outcome, s.end_reason,
       s.version, s.created_at, s.changed_at
  from suspension s
  join known_customer c on c.id = s.customer_id
  join credit_profile p on p.id = s.customer_id
 where s.id = :id
   and credit_reads(s.customer_id, :actor in (s.ordered_by, s.ended_by), p.responsible_salesperson_id, :actor, :caller_roles);

-- name: suspension_page() :page
select s.id, s.customer_id, c.name as customer_name, s.emergency_report_id, s.bill_incident_id, s.instruction_id,
       s.ordered_by, s.ordered_by_id, s.ordered_rank, s.reason, s.started_at, s.review_on,
       s.ended_at is null and s.review_on < :today as review_due, s.ended_at, s.ended_by, s.outcome, s.end_reason,
       s.version, s.created_at, s.changed_at
  from suspension s
  join known_customer c on c.id = s.customer_id
  join credit_profile p on p.id = s.customer_id
 where credit_readable(p.responsible_salesperson_id, :actor, :caller_roles) or :actor in (s.ordered_by, s.ended_by);

-- name: suspension_create(id, customer_id, emergency_report_id, bill_incident_id, instruction_id, ordered_by_id,
--       integer ordered_rank, reason, date review_on) :exec
insert into suspension (id, customer_id, emergency_report_id, bill_incident_id, instruction_id, ordered_by, ordered_by_id,
                        ordered_rank, reason, started_at, review_on, created_at, created_by, changed_at, changed_by, trace_id)
values (:id, :customer_id, :emergency_report_id, :bill_incident_id, :instruction_id, :actor, :ordered_by_id,
        :ordered_rank, :reason, :now, :review_on, :now, :actor, :now, :actor, :trace);

-- name: suspension_whose(id) :one
select customer_id from suspension where id = :id;

-- name: suspension_lock(id) :lock
-- The customer is locked. reported_by_caller: what the stop rests on.
select s.id, s.version, s.ended_at, s.ordered_rank, s.ordered_by = :actor as ordered_by_caller,
       coalesce(e.reporter = :actor or e.reporter_id = k.id, false) or coalesce(b.created_by = :actor, false) as reported_by_caller,
       coalesce(k.id = any (e.reporting_line), false) as caller_on_line
  from suspension s
  left join emergency_report e on e.id = s.emergency_report_id
  left join bill_incident b on b.id = s.bill_incident_id
  left join known_employee k on k.subject = :actor
 where s.id = :id
   for no key update of s;

-- name: suspension_save_ended(customer_id, outcome, reason) :exec
update suspension
   set ended_at = :now, ended_by = :actor, outcome = :outcome, end_reason = :reason, :touched
 where customer_id = :customer_id and ended_at is null;

-- name: suspension_termination_open(customer_id) :one
-- A ruling to terminate that no later one has replaced, on an incident that is not closed, and that waits for its notice.
select exists (select from instruction i
                 join bill_incident b on b.id = i.bill_incident_id and b.state <> 'CLOSED'
                where i.customer_id = :customer_id and i.ruling = 'TERMINATE'
                  and not exists (select from instruction later
                                   where later.bill_incident_id = i.bill_incident_id and later.ruling is not null
                                     and (later.created_at, later.id) > (i.created_at, i.id))
                  and not exists (select from termination_notice n where n.instruction_id = i.id)) as open;
