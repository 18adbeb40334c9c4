-- name: grade_verification_get(id) :one
select s.*
  from grade_verification_shown s
 where s.id = :id and credit_reads(s.customer_id, false, s._responsible_salesperson_id, :actor, :caller_roles);

-- name: grade_verification_page() :page
select s.*
  from grade_verification_shown s
 where credit_readable(s._responsible_salesperson_id, :actor, :caller_roles);

-- name: grade_verification_last(customer_id) :one
-- When the last verification was, and when the latest report was filed.
select (select max(created_at) from grade_verification where customer_id = :customer_id) as last_verified_at,
       (select max(filed_at) from credit_report where customer_id = :customer_id) as report_filed_at;

-- name: grade_verification_facts(customer_id) :one
-- What stands for and against the customer today.
select x.exposure_fen, r.overdue_fen, r.overdue_receivables, b.open_bill_incidents, k.conditions, k.conditions_unmet
  from (select reserved_fen + committed_fen as exposure_fen from credit_exposure(:customer_id, :now)) x,
       (select coalesce(sum(outstanding_fen), 0)::bigint as overdue_fen, count(*) as overdue_receivables
          from receivable where customer_id = :customer_id and state = 'OPEN' and due_on < :today) r,
       (select count(*) as open_bill_incidents
          from bill_incident where customer_id = :customer_id and state in ('OPEN', 'INSTRUCTED')) b,
       (select count(*) as conditions,
               count(*) filter (where state <> 'SATISFIED' or valid_until < :today) as conditions_unmet
          from trading_condition where customer_id = :customer_id and state <> 'WAIVED') k;

-- name: grade_verification_create(id, customer_id, report_id, present_grade, computed_grade, facts, result, date due_on,
--       boolean late, remarks) :exec
insert into grade_verification (id, customer_id, report_id, present_grade, computed_grade, facts, result, due_on,
                                verified_on, late, remarks, created_at, created_by, changed_at, changed_by, trace_id)
values (:id, :customer_id, :report_id, :present_grade, :computed_grade, :facts, :result, :due_on,
        :today, :late, :remarks, :now, :actor, :now, :actor, :trace);
