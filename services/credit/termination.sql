-- name: termination_get(id) :one
select n.id, n.customer_id, c.name as customer_name, n.instruction_id, i.bill_incident_id, n.sent_on, n.channel, n.addressee,
       n.text, n.late, n.version, n.created_at, n.created_by
  from termination_notice n
  join instruction i on i.id = n.instruction_id
  join known_customer c on c.id = n.customer_id
  join credit_profile p on p.id = n.customer_id
 where n.id = :id and credit_reads(n.customer_id, n.created_by = :actor, p.responsible_salesperson_id, :actor, :caller_roles);

-- name: termination_page() :page
select n.id, n.customer_id, c.name as customer_name, n.instruction_id, i.bill_incident_id, n.sent_on, n.channel, n.addressee,
       n.text, n.late, n.version, n.created_at, n.created_by
  from termination_notice n
  join instruction i on i.id = n.instruction_id
  join known_customer c on c.id = n.customer_id
  join credit_profile p on p.id = n.customer_id
 where credit_readable(p.responsible_salesperson_id, :actor, :caller_roles) or n.created_by = :actor;

-- name: termination_instruction(instruction_id) :maybe
-- The ruling that a notice rests on. ruled: it is to terminate, and no later one has replaced it.
select i.customer_id, i.emergency_report_id, i.created_at as ruled_at,
       i.ruling is not distinct from 'TERMINATE'
         and not exists (select from instruction later
                          where later.bill_incident_id = i.bill_incident_id and later.ruling is not null
                            and (later.created_at, later.id) > (i.created_at, i.id)) as ruled,
       exists (select from termination_notice n where n.instruction_id = i.id) as noticed,
       exists (select from known_employee k join emergency_report e on e.id = i.emergency_report_id
                where k.subject = :actor and k.id = any (e.reporting_line)) as caller_on_line
  from instruction i
 where i.id = :instruction_id;

-- name: termination_create(id, customer_id, instruction_id, date sent_on, channel, addressee, text_, boolean late) :exec
insert into termination_notice (id, customer_id, instruction_id, sent_on, channel, addressee, text, late,
                                created_at, created_by, changed_at, changed_by, trace_id)
values (:id, :customer_id, :instruction_id, :sent_on, :channel, :addressee, :text_, :late,
        :now, :actor, :now, :actor, :trace);
