-- name: bill_incident_get(id) :one
-- report_late: the report came late, or has not come in time.
select i.*, coalesce(i.reported_on, :today) > i.report_due_on as report_late from bill_incident_shown i where i.id = :id;

-- name: bill_incident_seen(id) :maybe
-- To those who may read it.
select id, version from bill_incident_shown
 where id = :id and credit_reads(customer_id, false, responsible_salesperson_id, :actor, :caller_roles);

-- name: bill_incident_page() :page
select i.*, coalesce(i.reported_on, :today) > i.report_due_on as report_late
  from bill_incident_shown i
 where credit_readable(i.responsible_salesperson_id, :actor, :caller_roles);

-- name: bill_incident_whose(id) :one
select customer_id from bill_incident where id = :id;

-- name: bill_incident_lock(id) :lock
-- For an act on the incident itself.
select id, version from bill_incident where id = :id for no key update;

-- name: bill_incident_hold(id) :one
-- caller_on_line: was the caller above the responsible salesperson when it was opened (C18)?
select i.id, i.customer_id, i.receivable_id, i.amount_fen, i.recovered_fen, i.report_due_on, i.reported_on, i.state, i.ruling,
       i.loss_confirmed_by_finance, i.loss_confirmed_by_superior,
       (select coalesce(sum(amount_fen), 0)::bigint from payment where incident_id = i.id and status = 'PENDING') as pending_fen,
       exists (select from known_employee k where k.subject = :actor and k.id = any (i.reporting_line)) as caller_on_line
  from bill_incident i
 where i.id = :id
   for no key update of i;

-- name: bill_incident_of_instrument(bank, number, customer_id) :maybe
-- The incident of a customer's bill or cheque, and what of it was not paid, over all receivables it was given for: one
-- that was presented again for the same one is the same money.
select i.id, i.state,
       (select coalesce(sum(r.amount_fen), 0)::bigint
          from (select max(y.amount_fen) as amount_fen
                  from payment y
                 where y.bank = i.bank and y.number = i.number and y.customer_id = i.customer_id
                   and y.status in ('DISHONOURED', 'DELAYED')
                 group by y.receivable_id) r) as unpaid_fen
  from bill_incident i
 where i.bank = :bank and i.number = :number and i.customer_id = :customer_id;

-- name: bill_incident_of_receivable(receivable_id) :many
-- The open incidents whose bill or cheque was given for a receivable, the oldest first.
select i.id
  from receivable r
  join bill_incident i on i.customer_id = r.customer_id and i.state in ('OPEN', 'INSTRUCTED')
 where r.id = :receivable_id and i.recovered_fen < i.amount_fen
   and (i.receivable_id = r.id
        or exists (select from payment y where y.receivable_id = r.id and y.bank = i.bank and y.number = i.number))
 order by i.discovered_on, i.id;

-- name: bill_incident_recoveries(payment_id) :many
-- What a payment of a receivable recovered, and of which incidents.
select incident_id, recovered_fen from recovery_action where payment_id = :payment_id order by incident_id;

-- name: bill_incident_create(id, customer_id, receivable_id, payment_id, instrument, number, bank, integer amount_fen, date due_on,
--       kind, date discovered_on, date report_due_on, responsible_salesperson_id) :exec
insert into bill_incident (id, customer_id, receivable_id, payment_id, instrument, number, bank, amount_fen, due_on, kind,
                           discovered_on, report_due_on, state, reporting_line,
                           created_at, created_by, changed_at, changed_by, trace_id)
values (:id, :customer_id, :receivable_id, :payment_id, :instrument, :number, :bank, :amount_fen, :due_on, :kind,
        :discovered_on, :report_due_on, 'OPEN',
        array(select line.id from reporting_line(:responsible_salesperson_id::uuid) line), :now, :actor, :now, :actor, :trace);

-- name: bill_incident_save_payment(id, receivable_id, payment_id, kind, integer unpaid_fen) :exec
-- One that sales reported first, whose bill was given for several receivables, or was presented again: nobody has confirmed
-- a greater loss, and one that is closed begins anew. Once dishonoured, it is not only late.
update bill_incident
   set receivable_id = coalesce(receivable_id, :receivable_id), payment_id = coalesce(payment_id, :payment_id),
       kind = case when :kind = 'DISHONOURED' then :kind else kind end, amount_fen = greatest(amount_fen, :unpaid_fen),
       loss_confirmed_by_finance = case when amount_fen >= :unpaid_fen and state <> 'CLOSED' then loss_confirmed_by_finance end,
       loss_confirmed_by_superior = case when amount_fen >= :unpaid_fen and state <> 'CLOSED' then loss_confirmed_by_superior end,
       state = case when state <> 'CLOSED' then state when ruling is null then 'OPEN' else 'INSTRUCTED' end,
       closed_at = null, closed_by = null, :touched
 where id = :id;

-- name: bill_incident_save_report(id, circumstances, prospects, proposal, emergency_report_id) :exec
update bill_incident
   set circumstances = :circumstances, prospects = :prospects, proposal = :proposal,
       emergency_report_id = coalesce(:emergency_report_id, emergency_report_id), reported_at = :now, reported_on = :today,
       :touched
 where id = :id;

-- name: bill_incident_save_ruling(id, ruling, instruction_id) :exec
update bill_incident
   set state = 'INSTRUCTED', ruling = :ruling, instruction_id = :instruction_id, :touched
 where id = :id;

-- name: bill_incident_save_recovered(id, integer recovered_fen) :exec
update bill_incident
   set recovered_fen = :recovered_fen, :touched
 where id = :id;

-- name: bill_incident_save_lost_again(id, integer recovered_fen, state) :exec
update bill_incident
   set recovered_fen = :recovered_fen, state = :state, loss_confirmed_by_finance = null, loss_confirmed_by_superior = null,
       closed_at = null, closed_by = null, :touched
 where id = :id;

-- name: bill_incident_save_confirmed_by_finance(id) :exec
update bill_incident
   set loss_confirmed_by_finance = :actor, :touched
 where id = :id;

-- name: bill_incident_save_confirmed_by_superior(id) :exec
update bill_incident
   set loss_confirmed_by_superior = :actor, :touched
 where id = :id;

-- name: bill_incident_save_closed(id) :exec
update bill_incident
   set state = 'CLOSED', closed_at = :now, closed_by = :actor, :touched
 where id = :id;

-- name: recovery_action_page(id) :page
select id, incident_id, done_on, action, recovered_fen, payment_id, created_at, created_by
  from recovery_action
 where incident_id = :id;

-- name: recovery_action_get(id) :one
select id, incident_id, done_on, action, recovered_fen, payment_id, version, created_at, created_by
  from recovery_action
 where id = :id;

-- name: recovery_action_create(id, incident_id, date done_on, action, integer recovered_fen, payment_id) :exec
insert into recovery_action (id, incident_id, done_on, action, recovered_fen, payment_id,
                             created_at, created_by, changed_at, changed_by, trace_id)
values (:id, :incident_id, :done_on, :action, :recovered_fen, :payment_id, :now, :actor, :now, :actor, :trace);
