-- name: credit_adjustment_told(id) :one
select s.*, s._ack_late or (s.state = 'EFFECTIVE' and s.ack_due_on < :today) as ack_late
  from credit_adjustment_shown s
 where s.id = :id;

-- name: credit_adjustment_get(id) :one
-- To those who may read the customer.
select s.*, s._ack_late or (s.state = 'EFFECTIVE' and s.ack_due_on < :today) as ack_late
  from credit_adjustment_shown s
 where s.id = :id and credit_reads(s.customer_id, false, s._responsible_salesperson_id, :actor, :caller_roles);

-- name: credit_adjustment_page() :page
select s.*, s._ack_late or (s.state = 'EFFECTIVE' and s.ack_due_on < :today) as ack_late
  from credit_adjustment_shown s
 where credit_readable(s._responsible_salesperson_id, :actor, :caller_roles);

-- name: credit_adjustment_whose(id) :one
select customer_id from credit_adjustment where id = :id;

-- name: credit_adjustment_lock(id) :lock
-- The customer is locked.
select id, version, kind, state, to_grade, to_limit_fen, to_term_days, conditions, waived_condition_ids, scrutinised_by,
       (scrutiny->>'report_current')::boolean as report_current,
       (scrutiny->>'no_overdue_receivable')::boolean as no_overdue_receivable,
       (scrutiny->>'no_open_bill_incident')::boolean as no_open_bill_incident,
       (scrutiny->>'no_condition_unmet')::boolean as no_condition_unmet,
       (scrutiny->>'info_card_complete')::boolean as info_card_complete,
       emergency_report_id is not null or bill_incident_id is not null as incident_basis,
       created_by, submitted_by, submitted_at, approval_step, ack_due_on,
       exists (select from approval_act where subject_id = :id and actor = :actor) as acted
  from credit_adjustment
 where id = :id
   for no key update;

-- name: credit_adjustment_bases(customer_id, verification_id, report_id, emergency_report_id, bill_incident_id, waived, conditions) :one
-- Is what a proposal names there, and the customer's? What is not named stands in nobody's way.
select :verification_id::uuid is null
       or exists (select from grade_verification v
                   where v.id = :verification_id and v.customer_id = :customer_id and v.result = 'ADJUST') as verification,
       :report_id::uuid is null
       or exists (select from credit_report r
                   where r.id = :report_id and r.customer_id = :customer_id and r.filed_on is not null) as report,
       :emergency_report_id::uuid is null
       or exists (select from emergency_report e
                   where e.id = :emergency_report_id and e.customer_id = :customer_id) as emergency_report,
       :bill_incident_id::uuid is null
       or exists (select from bill_incident b
                   where b.id = :bill_incident_id and b.customer_id = :customer_id) as bill_incident,
       not exists (select from json_array_elements_text(coalesce(:waived::json, '[]')) w(id)
                    where not exists (select from trading_condition t
                                       where t.id::text = w.id and t.customer_id = :customer_id and t.state <> 'WAIVED'
                                         and (t.state <> 'SATISFIED' or t.valid_until < :today))) as waived,
       not exists (select from json_to_recordset(coalesce(:conditions::json, '[]')) as n(valid_until date)
                    where n.valid_until < :today) as conditions;

-- name: credit_adjustment_create(id, customer_id, kind, from_grade, integer from_limit_fen, integer from_term_days, to_grade,
--       integer to_limit_fen, integer to_term_days, conditions, waived_condition_ids, verification_id, report_id,
--       emergency_report_id, bill_incident_id, reason) :exec
insert into credit_adjustment (id, customer_id, kind, state, from_grade, from_limit_fen, from_term_days, to_grade,
                               to_limit_fen, to_term_days, conditions, waived_condition_ids, verification_id, report_id,
                               emergency_report_id, bill_incident_id, reason,
                               created_at, created_by, changed_at, changed_by, trace_id)
values (:id, :customer_id, :kind, 'DRAFT', :from_grade, :from_limit_fen, :from_term_days, :to_grade,
        :to_limit_fen, :to_term_days, :conditions, :waived_condition_ids, :verification_id, :report_id,
        :emergency_report_id, :bill_incident_id, :reason, :now, :actor, :now, :actor, :trace);

-- name: credit_adjustment_save_scrutiny(id, scrutiny) :exec
update credit_adjustment
   set scrutiny = :scrutiny, scrutinised_by = :actor, scrutinised_at = :now, :touched
 where id = :id;

-- name: credit_adjustment_save_submission(id, customer_id) :exec
-- It rests on the latest report, unless it named one.
update credit_adjustment
   set state = 'SUBMITTED', submitted_at = :now, submitted_by = :actor,
       report_id = coalesce(report_id, (select r.id from credit_report r
                                         where r.customer_id = :customer_id and r.filed_on <= :today
                                         order by r.filed_on desc, r.filed_at desc limit 1)),
       :touched
 where id = :id;

-- name: credit_adjustment_save_step(id, integer approval_step) :exec
update credit_adjustment
   set state = 'MANAGER_APPROVED', approval_step = :approval_step, :touched
 where id = :id;

-- name: credit_adjustment_save_end(id, state, integer approval_step) :exec
update credit_adjustment
   set state = :state, approval_step = :approval_step, ended_at = :now, :touched
 where id = :id;

-- name: credit_adjustment_save_effect(id, date ack_due_on) :exec
update credit_adjustment
   set state = 'EFFECTIVE', effective_at = :now, ack_due_on = :ack_due_on, :touched
 where id = :id;

-- name: credit_adjustment_save_acknowledgement(id, boolean late) :exec
update credit_adjustment
   set state = 'ACKNOWLEDGED', acknowledged_at = :now, acknowledged_by = :actor, ack_late = :late,
       :touched
 where id = :id;

-- name: credit_adjustment_since(customer_id, date since) :one
-- R3.9: what has happened since the limit was last raised.
select exists (select from credit_report
                where customer_id = :customer_id and filed_on > :since) as report_filed,
       exists (select from receivable r,
                           lateral (select coalesce(sum(amount_fen), 0) as cleared_fen, max(cleared_on) as cleared_on
                                      from payment where receivable_id = r.id and status = 'CLEARED') p
                where r.customer_id = :customer_id and r.due_on < :today
                  and (p.cleared_fen < r.amount_fen
                       or p.cleared_on > r.due_on and p.cleared_on > :since)) as overdue,
       exists (select from bill_incident
                where customer_id = :customer_id and (discovered_on > :since or state <> 'CLOSED')) as bill_incident;

-- name: credit_adjustment_scrutiny_data(customer_id, waived, required) :one
-- R3.10: what a scrutiny says, as it is. Conditions that the adjustment waives stand in nobody's way.
select not exists (select from receivable
                    where customer_id = :customer_id and state = 'OPEN' and due_on < :today) as no_overdue_receivable,
       not exists (select from bill_incident
                    where customer_id = :customer_id and state in ('OPEN', 'INSTRUCTED')) as no_open_bill_incident,
       not exists (select from trading_condition
                    where customer_id = :customer_id and state <> 'WAIVED'
                      and (state <> 'SATISFIED' or valid_until < :today)
                      and id::text not in (select json_array_elements_text(coalesce(:waived::json, '[]')))) as no_condition_unmet,
       exists (select from info_card c
                where c.customer_id = :customer_id and info_card_missing(c, :required::json) = '{}') as info_card_complete;

-- name: credit_adjustment_conditions(id) :many
select n.type, n.applies_to, n.details, n.value_fen, n.valid_until
  from credit_adjustment a,
       json_to_recordset(coalesce(a.conditions, '[]'))
       as n(type text, applies_to text, details text, value_fen bigint, valid_until date)
 where a.id = :id;

-- name: credit_adjustment_waived(id) :many
select w.id
  from credit_adjustment a, json_array_elements_text(coalesce(a.waived_condition_ids, '[]')) w(id)
 where a.id = :id;

-- name: credit_line_last(customer_id) :one
select max(valid_from) as valid_from from credit_line_version where customer_id = :customer_id;
