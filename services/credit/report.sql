-- name: credit_report_latest(customer_id, date on_) :maybe
-- Of those filed on that date or before.
select id, filed_on, investigation_score, insolvency_or_enforcement, declared_single_purchase_fen, declared_cycle_days,
       recommended_grade, recommended_limit_fen, recommended_term_days
  from credit_report
 where customer_id = :customer_id and filed_on <= :on_
 order by filed_on desc, filed_at desc
 limit 1;
