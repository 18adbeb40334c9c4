-- name: credit_merge_lock(from_, to_) :many
-- Both, in the order in which everybody would lock two.
select id, grade, trading_status, terminated_at, last_report_on, merged_into_id is not null as merged
  from credit_profile
 where id in (:from_, :to_)
 order by id
   for no key update;

-- name: credit_merge_take(from_, to_) :exec
-- What both profiles say together: who is listed as one of them is listed; deposits, demanded and paid, add up; the last
-- termination is that of either.
update credit_profile t
   set blacklisted = t.blacklisted or f.blacklisted, terminated_at = greatest(t.terminated_at, f.terminated_at),
       deposit_required_fen = t.deposit_required_fen + f.deposit_required_fen,
       deposit_paid_fen = t.deposit_paid_fen + f.deposit_paid_fen,
       version = t.version + 1, changed_at = :now, changed_by = :actor, trace_id = :trace
  from credit_profile f
 where t.id = :to_ and f.id = :from_;

-- name: credit_merge_alias(from_, to_) :exec
-- It lives on in the survivor, as all that was merged into it before; its own limit is gone, and what stays with it is read
-- by whoever reads the survivor.
update credit_profile
   set merged_into_id = :to_, responsible_salesperson_id = (select responsible_salesperson_id from credit_profile where id = :to_),
       limit_fen = 0, term_days = 0, report_due_on = null, verification_due_on = null,
       :touched
 where id = :from_ or merged_into_id = :from_;

-- name: credit_merge_move_reservations(from_, to_) :exec
-- Both may have had an order of one reference: merged_from_id keeps them apart.
update reservation
   set customer_id = :to_, merged_from_id = coalesce(merged_from_id, :from_), :touched
 where customer_id = :from_;

-- name: credit_merge_move_receivable(from_, to_) :exec
update receivable
   set customer_id = :to_, :touched
 where customer_id = :from_;

-- name: credit_merge_move_payment(from_, to_) :exec
update payment
   set customer_id = :to_, :touched
 where customer_id = :from_;

-- name: credit_merge_move_bill_incident(from_, to_) :exec
update bill_incident
   set customer_id = :to_, :touched
 where customer_id = :from_;

-- name: credit_merge_move_grade_verification(from_, to_) :exec
update grade_verification
   set customer_id = :to_, :touched
 where customer_id = :from_;

-- name: credit_merge_move_field_survey(from_, to_) :exec
update field_survey
   set customer_id = :to_, :touched
 where customer_id = :from_;

-- name: credit_merge_move_credit_report(from_, to_) :exec
update credit_report
   set customer_id = :to_, :touched
 where customer_id = :from_;

-- name: credit_merge_move_oral_report(from_, to_) :exec
update oral_report
   set customer_id = :to_, :touched
 where customer_id = :from_;

-- name: credit_merge_move_emergency_report(from_, to_) :exec
update emergency_report
   set customer_id = :to_, :touched
 where customer_id = :from_;

-- name: credit_merge_move_instruction(from_, to_) :exec
update instruction
   set customer_id = :to_, :touched
 where customer_id = :from_;

-- name: credit_merge_move_countermeasure(from_, to_) :exec
update countermeasure
   set customer_id = :to_, :touched
 where customer_id = :from_;

-- name: credit_merge_move_deposit_payment(from_, to_) :exec
update deposit_payment
   set customer_id = :to_, :touched
 where customer_id = :from_;

-- name: credit_merge_move_termination_notice(from_, to_) :exec
update termination_notice
   set customer_id = :to_, :touched
 where customer_id = :from_;

-- name: credit_merge_move_trading_condition(from_, to_) :exec
update trading_condition
   set customer_id = :to_, :touched
 where customer_id = :from_;

-- name: credit_merge_end_overlimit(from_, to_) :exec
-- Of two requests for an order of one reference, the survivor's stands.
update overlimit_request o
   set state = 'LAPSED', ended_at = :now, :touched
 where customer_id = :from_ and state in ('SUBMITTED', 'MANAGER_APPROVED', 'DIRECTOR_APPROVED', 'PRESIDENT_APPROVED', 'GRANTED')
   and exists (select from overlimit_request s
                where s.customer_id = :to_ and s.order_ref = o.order_ref
                  and s.state in ('SUBMITTED', 'MANAGER_APPROVED', 'DIRECTOR_APPROVED', 'PRESIDENT_APPROVED', 'GRANTED'));

-- name: credit_merge_move_overlimit(from_, to_) :exec
update overlimit_request
   set customer_id = :to_, :touched
 where customer_id = :from_;

-- name: credit_merge_move_adjustments(from_, to_) :exec
-- One that is open proposes to change a profile that is none any more.
update credit_adjustment
   set customer_id = :to_, ended_at = case when state in ('DRAFT', 'SUBMITTED', 'MANAGER_APPROVED') then :now else ended_at end,
       state = case when state in ('DRAFT', 'SUBMITTED', 'MANAGER_APPROVED') then 'WITHDRAWN' else state end,
       :touched
 where customer_id = :from_;

-- name: credit_merge_move_investigations(from_, to_) :exec
-- Of two that are open, the survivor's goes on.
update investigation i
   set customer_id = :to_,
       state = case when state in ('REQUESTED', 'IN_PROGRESS')
                     and exists (select from investigation s
                                  where s.customer_id = :to_ and s.state in ('REQUESTED', 'IN_PROGRESS'))
                    then 'CANCELLED' else state end, :touched
 where customer_id = :from_;

-- name: credit_merge_move_suspensions(from_, to_, boolean ends) :exec
-- ends: the survivor's supply is stopped already, or its trade was terminated.
update suspension
   set customer_id = :to_,
       ended_at = case when ended_at is null and :ends then :now else ended_at end,
       ended_by = case when ended_at is null and :ends then :actor else ended_by end,
       end_reason = case when ended_at is null and :ends then 'MERGED' else end_reason end, :touched
 where customer_id = :from_;

-- name: credit_merge_move_trading_cards(from_, to_, boolean ends) :exec
-- ends: the survivor trades on its own card; one that has none trades on this one.
update trading_card
   set customer_id = :to_, closed_at = case when state = 'ACTIVE' and :ends then :now else closed_at end,
       close_reason = case when state = 'ACTIVE' and :ends then 'MERGED' else close_reason end,
       state = case when state = 'ACTIVE' and :ends then 'CLOSED' else state end, :touched
 where customer_id = :from_;

-- name: credit_merge_started_since(customer_id, instant terminated_at) :one
-- Was the trade with the survivor begun anew since the other one's was terminated, as R3.39 asks: on a card of after that,
-- with a report filed since, and with no incident open?
select exists (select from trading_card c
                where c.customer_id = :customer_id and c.state = 'ACTIVE' and c.activated_at > :terminated_at)
   and exists (select from credit_report r
                where r.customer_id = :customer_id and r.state in ('FILED', 'ACKNOWLEDGED') and r.filed_at > :terminated_at)
   and not exists (select from bill_incident b
                    where b.customer_id = :customer_id and b.state in ('OPEN', 'INSTRUCTED')) as started;

-- name: credit_merge_move_info_card(from_, to_) :exec
-- A survivor without one takes it over, and its salesperson with it. One that stays is of that salesperson, too.
update info_card
   set customer_id = case when exists (select from info_card where customer_id = :to_) then customer_id else :to_ end,
       owner_id = (select responsible_salesperson_id from credit_profile where id = :to_), :touched
 where customer_id = :from_;

-- name: credit_merge_move_purchases(from_, to_) :exec
update purchase_entry
   set customer_id = :to_, card_id = (select id from info_card where customer_id = :to_), :touched
 where customer_id = :from_;
