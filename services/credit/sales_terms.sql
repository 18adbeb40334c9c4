-- name: sales_terms_conditions(customer_id) :many
-- What trading with a customer is tied to, as it is on the day.
select id, type, applies_to, details, value_fen, valid_until,
       case when state = 'SATISFIED' and valid_until < :today then 'LAPSED' else state end as state
  from trading_condition
 where customer_id = :customer_id and state <> 'WAIVED'
 order by id;
