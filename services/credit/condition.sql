-- name: condition_create(id, customer_id, type, applies_to, basis, basis_id, details, integer? value_fen, date valid_until) :exec
insert into trading_condition (id, customer_id, type, applies_to, basis, basis_id, details, value_fen, valid_until, state,
                               created_at, created_by, changed_at, changed_by, trace_id)
values (:id, :customer_id, :type, :applies_to, :basis, :basis_id, :details, :value_fen, :valid_until, 'REQUIRED',
        :now, :actor, :now, :actor, :trace);

-- name: condition_hold(id, adjustment_id) :maybe
-- One of the adjustment's customer, until the end: what If-Match names is the adjustment.
select c.id, c.state, c.valid_until
  from trading_condition c
  join credit_adjustment a on a.id = :adjustment_id and a.customer_id = c.customer_id
 where c.id = :id
   for no key update of c;

-- name: condition_save_waived(id, adjustment_id) :exec
update trading_condition
   set state = 'WAIVED', waived_by_adjustment_id = :adjustment_id, :touched
 where id = :id;

-- name: condition_save_lapsed(id) :exec
update trading_condition
   set state = 'LAPSED', lapsed_on = valid_until + 1, evidence_by = null, evidence_at = null,
       :touched
 where id = :id and state = 'SATISFIED' and valid_until < :today;

-- name: condition_get(id) :one
-- To those who read the customer.
select c.id, c.customer_id, c.type, c.applies_to, c.basis, c.basis_id, c.details, c.value_fen, c.valid_until, c.guarantor_name,
       c.guarantor_customer_id, c.document_ref, c.evidence_by, c.evidence_at, c.confirmed_by, c.confirmed_at,
       case when c.state = 'SATISFIED' and c.valid_until < :today then 'LAPSED' else c.state end as state,
       c.waived_by_adjustment_id, c.version, c.created_at, c.created_by, c.changed_at
  from trading_condition c
  join credit_profile p on p.id = c.customer_id
 where c.id = :id and credit_reads(c.customer_id, false, p.responsible_salesperson_id, :actor, :caller_roles);

-- name: condition_page() :page
select c.id, c.customer_id, c.type, c.applies_to, c.basis, c.basis_id, c.details, c.value_fen, c.valid_until, c.guarantor_name,
       c.guarantor_customer_id, c.document_ref, c.evidence_by, c.evidence_at, c.confirmed_by, c.confirmed_at,
       case when c.state = 'SATISFIED' and c.valid_until < :today then 'LAPSED' else c.state end as state,
       c.waived_by_adjustment_id, c.version, c.created_at, c.created_by, c.changed_at
  from trading_condition c
  join credit_profile p on p.id = c.customer_id
 where credit_readable(p.responsible_salesperson_id, :actor, :caller_roles);

-- name: condition_whose(id) :one
select customer_id from trading_condition where id = :id;

-- name: condition_lock(id) :lock
-- The customer's profile is locked.
select c.id, c.version, c.customer_id, c.type, c.state, c.valid_until, c.evidence_by, k.name as customer_name
  from trading_condition c
  join known_customer k on k.id = c.customer_id
 where c.id = :id
   for no key update of c;

-- name: condition_basis(customer_id, basis, basis_id) :one
-- Does it stand, and is it this customer's, or of one that was merged into it?
select exists (select from credit_report r
                where :basis::text = 'REPORT' and r.id = :basis_id and r.state in ('FILED', 'ACKNOWLEDGED')
                  and r.customer_id = :customer_id)
    or exists (select from credit_adjustment a
                where :basis::text = 'ADJUSTMENT' and a.id = :basis_id and a.state in ('EFFECTIVE', 'ACKNOWLEDGED')
                  and a.customer_id = :customer_id)
    or exists (select from countermeasure m
                where :basis::text = 'COUNTERMEASURE' and m.id = :basis_id and m.customer_id = :customer_id) as stands;

-- name: condition_save_evidence(id, document_ref, guarantor_name, guarantor_customer_id, integer? value_fen, date valid_until) :exec
-- What was confirmed before stays in the history. An end that lies ahead stays where the evidence names none.
update trading_condition
   set document_ref = :document_ref, guarantor_name = :guarantor_name, guarantor_customer_id = :guarantor_customer_id,
       value_fen = coalesce(:value_fen, value_fen), valid_until = coalesce(:valid_until, case when valid_until >= :today then valid_until end),
       state = case state when 'SATISFIED' then 'LAPSED' else state end,
       lapsed_on = case state when 'SATISFIED' then trading_condition.valid_until + 1 else lapsed_on end,
       evidence_by = :actor, evidence_at = :now, confirmed_by = null, confirmed_at = null, :touched
 where id = :id;

-- name: condition_save_confirmed(id) :exec
update trading_condition
   set state = 'SATISFIED', lapsed_on = null, confirmed_by = :actor, confirmed_at = :now, :touched
 where id = :id;
