-- name: credit_check_lock(customer_id) :exec
-- What is decided about a customer is decided one after the other (R3.13). Not waited for: what is asked next is asked
-- when this is held, of a snapshot taken then. Together they would see what was there before the wait.
select hold_profile(:customer_id);

-- name: credit_check_facts(customer_id, order_ref, department_id, instant month_begins, instant month_ends) :maybe
-- All that the check of an order depends on. Whoever was merged is who it lives on in.
select p.id, p.grade, p.limit_fen, p.term_days, p.trading_status, p.deposit_required_fen, p.deposit_paid_fen, p.report_due_on,
       p.blacklisted
       or case when :department_id::uuid is not null then blacklisted_by(p.id, :department_id) else false end as blacklisted,
       :department_id::uuid is null
       or exists (select from known_department d where d.id = :department_id::uuid) as department_known,
       r.within_limit_fen + v.within_limit_fen as used_fen, r.expired, v.earliest_due_on, m.order_cap_fen, m.month_cap_fen,
       case when m.month_cap_fen is not null
            then orders_of_month(p.id, :month_begins, :month_ends, :now, null) else 0 end as month_fen,
       c.unmet_for_credit, c.unmet_for_all,
       exists (select from bill_incident b
                where b.customer_id = p.id and b.state in ('OPEN', 'INSTRUCTED')) as bill_incident_open,
       g.id as grant_id, g.excess_fen as granted_fen,
       o.check_id, o.amount_fen as order_amount_fen, o.payment_mode as order_mode,
       coalesce((select number from credit_policy where id = credit_policy_in_force(:now, :today)), 1) as policy_version,
       parameters_in_force(:today) as parameters
  from credit_profile p
 cross join lateral (select coalesce(sum(within_limit_fen) filter (where expires_at > :now), 0)::bigint as within_limit_fen,
                            count(*) filter (where expires_at <= :now) as expired
                       from reservation
                      where customer_id = p.id and state = 'RESERVED') r
 cross join lateral (select coalesce(sum(within_limit_fen), 0)::bigint as within_limit_fen, min(due_on) as earliest_due_on
                       from receivable
                      where customer_id = p.id and state = 'OPEN') v
 cross join lateral supply_caps(p.id) m
 cross join lateral (select count(*) filter (where applies_to = 'CREDIT') > 0 as unmet_for_credit,
                            count(*) filter (where applies_to = 'ALL') > 0 as unmet_for_all
                       from trading_condition
                      where customer_id = p.id and state <> 'WAIVED' and (state <> 'SATISFIED' or valid_until < :today)) c
  left join lateral (select id, excess_fen
                       from overlimit_request
                      where customer_id = p.id and order_ref = :order_ref and state = 'GRANTED' and valid_until >= :today) g
       on true
  left join lateral (select check_id, amount_fen, payment_mode
                       from reservation
                      where customer_id = p.id and order_ref = :order_ref
                        and state in ('PLACED', 'RESERVED', 'COMMITTED', 'SETTLED')
                        and (state <> 'RESERVED' or expires_at > :now)
                      order by merged_from_id nulls first, id
                      limit 1) o
       on true
 where p.id = coalesce((select merged_into_id from credit_profile where id = :customer_id), :customer_id);

-- name: credit_check_create(id, customer_id, department_id, order_ref, integer amount_fen, payment_mode, integer? prepaid_fen,
--       boolean reserve, decision, reasons, because, required_payment_mode, integer available_fen, integer excess_fen,
--       integer term_days, integer policy_version, reservation_id) :exec
insert into credit_check (id, customer_id, department_id, order_ref, amount_fen, payment_mode, prepaid_fen, reserve, decision,
                          reasons, because, required_payment_mode, available_fen, excess_fen, term_days, policy_version, reservation_id,
                          created_at, created_by, changed_at, changed_by, trace_id)
values (:id, :customer_id, :department_id, :order_ref, :amount_fen, :payment_mode, :prepaid_fen, :reserve, :decision,
        :reasons, :because, :required_payment_mode, :available_fen, :excess_fen, :term_days, :policy_version, :reservation_id,
        :now, :actor, :now, :actor, :trace);

-- name: credit_check_get(id, boolean asked) :one
-- asked: to who asks just that; else to those who may read it. The reservation is shown as it now is.
select c.id, c.customer_id, c.department_id, c.order_ref, c.amount_fen, c.payment_mode, c.prepaid_fen, c.reserve, c.decision,
       to_json(c.reasons) as reasons, 'R3.14' as rule, c.because, c.required_payment_mode, c.available_fen, c.excess_fen, c.term_days, c.policy_version,
       c.reservation_id,
       case when r.state = 'RESERVED' and r.expires_at <= :now then 'EXPIRED' else r.state end as reservation_state,
       r.expires_at, c.version, c.created_at, c.created_by
  from credit_check c
  join credit_profile p on p.id = c.customer_id
  left join reservation r on r.id = c.reservation_id
 where c.id = :id
   and credit_reads(c.customer_id, :asked or c.created_by = :actor, p.responsible_salesperson_id, :actor, :caller_roles);

-- name: credit_check_page() :page
select c.id, c.customer_id, c.department_id, c.order_ref, c.amount_fen, c.payment_mode, c.prepaid_fen, c.reserve, c.decision,
       to_json(c.reasons) as reasons, 'R3.14' as rule, c.because, c.required_payment_mode, c.available_fen, c.excess_fen, c.term_days, c.policy_version,
       c.reservation_id,
       case when r.state = 'RESERVED' and r.expires_at <= :now then 'EXPIRED' else r.state end as reservation_state,
       r.expires_at, c.version, c.created_at, c.created_by
  from credit_check c
  join credit_profile p on p.id = c.customer_id
  left join reservation r on r.id = c.reservation_id
 where c.created_by = :actor or credit_readable(p.responsible_salesperson_id, :actor, :caller_roles);

-- name: credit_check_shown(id) :maybe
-- Its own columns, to those who may read it.
select c.id, c.customer_id, c.department_id, c.order_ref, c.amount_fen, c.payment_mode, c.prepaid_fen, c.reserve, c.decision,
       c.reasons, c.because, c.required_payment_mode, c.available_fen, c.excess_fen, c.term_days, c.policy_version, c.reservation_id,
       c.version
  from credit_check c
  join credit_profile p on p.id = c.customer_id
 where c.id = :id
   and credit_reads(c.customer_id, c.created_by = :actor, p.responsible_salesperson_id, :actor, :caller_roles);
