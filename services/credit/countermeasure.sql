-- name: countermeasure_get(id) :one
select m.id, m.customer_id, i.emergency_report_id, i.bill_incident_id, m.instruction_id, m.type, m.figure_fen, m.details,
       m.condition_id, m.payment_id, m.suspension_id, m.receivable_id, m.executed_by, m.state, m.lifted_at, m.lifted_by,
       m.lift_reason, m.version, m.created_at, m.changed_at
  from countermeasure m
  join instruction i on i.id = m.instruction_id
  join credit_profile p on p.id = m.customer_id
 where m.id = :id
   and credit_reads(m.customer_id, :actor in (m.executed_by, m.lifted_by), p.responsible_salesperson_id, :actor, :caller_roles);

-- name: countermeasure_page() :page
select m.id, m.customer_id, i.emergency_report_id, i.bill_incident_id, m.instruction_id, m.type, m.figure_fen, m.details,
       m.condition_id, m.payment_id, m.suspension_id, m.receivable_id, m.executed_by, m.state, m.lifted_at, m.lifted_by,
       m.lift_reason, m.version, m.created_at, m.changed_at
  from countermeasure m
  join instruction i on i.id = m.instruction_id
  join credit_profile p on p.id = m.customer_id
 where credit_readable(p.responsible_salesperson_id, :actor, :caller_roles) or :actor in (m.executed_by, m.lifted_by);

-- name: countermeasure_instruction(instruction_id, type) :maybe
-- What a measure of this type rests on, and what was executed by it already: a deposit that was lifted is demanded no
-- longer, what was taken stays taken.
select i.customer_id, i.emergency_report_id, i.bill_incident_id, o.type is not null as listed,
       coalesce(o.figure_fen, 0) as ordered_fen,
       (select coalesce(sum(m.figure_fen), 0)::bigint from countermeasure m
         where m.instruction_id = i.id and m.type = :type and (m.state = 'IN_FORCE' or m.type <> 'INCREASE_DEPOSIT')) as executed_fen
  from instruction i
  left join json_to_recordset(i.measures) as o (type text, figure_fen bigint) on o.type = :type
 where i.id = :instruction_id;

-- name: countermeasure_security(customer_id) :one
-- Which security of the customer stands today.
select coalesce(bool_or(type in ('PERSONAL_GUARANTEE', 'JOINT_GUARANTEE')), false) as guarantee,
       coalesce(bool_or(type = 'COLLATERAL'), false) as collateral
  from trading_condition
 where customer_id = :customer_id and state = 'SATISFIED' and coalesce(valid_until >= :today, true);

-- name: countermeasure_create(id, customer_id, instruction_id, type, integer? figure_fen, details, condition_id, payment_id,
--       suspension_id, receivable_id) :exec
insert into countermeasure (id, customer_id, instruction_id, type, figure_fen, details, condition_id, payment_id,
                            suspension_id, receivable_id, executed_by, state, created_at, created_by, changed_at,
                            changed_by, trace_id)
values (:id, :customer_id, :instruction_id, :type, :figure_fen, :details, :condition_id, :payment_id, :suspension_id,
        :receivable_id, :actor, 'IN_FORCE', :now, :actor, :now, :actor, :trace);

-- name: countermeasure_whose(id) :one
select customer_id from countermeasure where id = :id;

-- name: countermeasure_lock(id) :lock
-- The customer is locked.
select m.id, m.version, m.type, m.state, i.emergency_report_id, i.bill_incident_id
  from countermeasure m
  join instruction i on i.id = m.instruction_id
 where m.id = :id
   for no key update of m;

-- name: countermeasure_save_lifted(id, reason) :exec
update countermeasure
   set state = 'LIFTED', lifted_at = :now, lifted_by = :actor, lift_reason = :reason, :touched
 where id = :id;

-- name: countermeasure_save_stops_lifted(customer_id, reason) :exec
-- The measures that were the stop of supply, which has ended.
update countermeasure
   set state = 'LIFTED', lifted_at = :now, lifted_by = :actor, lift_reason = :reason, :touched
 where customer_id = :customer_id and type = 'SUSPEND_SUPPLY' and state = 'IN_FORCE';

-- name: countermeasure_deposit(customer_id) :one
select coalesce(sum(figure_fen), 0)::bigint as required_fen
  from countermeasure
 where customer_id = :customer_id and type = 'INCREASE_DEPOSIT' and state = 'IN_FORCE';
