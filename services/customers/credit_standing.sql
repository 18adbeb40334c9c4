-- name: credit_standing_get(id) :one
-- What is known of the customer, or of whom its record lives on in; to whoever may read it.
select c.id as customer_id, s.grade, s.grade_changed_at, s.limit_fen, s.term_days, s.line_changed_at, s.trading_status,
       s.trading_changed_at, s.adjustment_id, s.adjusted_at, s.responsible_salesperson_id
  from customer c
  left join credit_standing s on s.customer_id = coalesce(c.merged_into_id, c.id)
 where c.id = :id and customer_readable(c.status, c.unit_id, c.department_id, :department, :caller_roles);

-- name: credit_standing_open(id, customer_id) :exec
-- Nothing of a customer that is not known here.
insert into credit_standing (id, customer_id, created_at, created_by, changed_at, changed_by, trace_id)
select :id, c.id, :now, :actor, :now, :actor, :trace from customer c where c.id = :customer_id
    on conflict on constraint credit_standing_customer do nothing;

-- name: credit_standing_save_grade(customer_id, grade, instant at, integer grade_version) :exec
update credit_standing
   set grade = :grade, grade_changed_at = :at, grade_version = greatest(grade_version, :grade_version),
       :touched
 where customer_id = :customer_id and (:grade_version = 0 or grade_version < :grade_version)
   and (grade, grade_changed_at) is distinct from (:grade, :at);

-- name: credit_standing_save_line(customer_id, integer? limit_fen, integer? term_days, instant at, integer line_version) :exec
-- What was not told stays.
update credit_standing
   set limit_fen = coalesce(:limit_fen, limit_fen), term_days = coalesce(:term_days, term_days), line_changed_at = :at,
       line_version = greatest(line_version, :line_version), :touched
 where customer_id = :customer_id and (:line_version = 0 or line_version < :line_version)
   and (limit_fen, term_days, line_changed_at)
       is distinct from (coalesce(:limit_fen, limit_fen), coalesce(:term_days, term_days), :at);

-- name: credit_standing_save_trading(customer_id, trading_status, instant at, integer trading_version) :exec
update credit_standing
   set trading_status = :trading_status, trading_changed_at = :at, trading_version = greatest(trading_version, :trading_version),
       :touched
 where customer_id = :customer_id and (:trading_version = 0 or trading_version < :trading_version)
   and (trading_status, trading_changed_at) is distinct from (:trading_status, :at);

-- name: credit_standing_save_adjustment(customer_id, adjustment_id, responsible_salesperson_id, instant at) :exec
-- The latest one.
update credit_standing
   set adjustment_id = :adjustment_id, adjusted_at = :at,
       responsible_salesperson_id = coalesce(:responsible_salesperson_id, responsible_salesperson_id),
       :touched
 where customer_id = :customer_id and (adjusted_at is null or adjusted_at <= :at)
   and adjustment_id is distinct from :adjustment_id;
