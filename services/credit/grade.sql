-- name: grade_receivables(customer_id, date on_, date since) :many
-- R3.5: what had fallen due before a date, after another or still open; how much of it was cleared by its due date,
-- and when the last of it was.
select r.due_on, r.amount_fen, p.on_time_fen, case when p.cleared_fen >= r.amount_fen then p.cleared_on end as cleared_on
  from receivable r,
       lateral (select coalesce(sum(amount_fen) filter (where cleared_on <= r.due_on), 0)::bigint as on_time_fen,
                       coalesce(sum(amount_fen), 0)::bigint as cleared_fen, max(cleared_on) as cleared_on
                  from payment
                 where receivable_id = r.id and status = 'CLEARED' and cleared_on <= :on_) p
 where r.customer_id = :customer_id and r.due_on < :on_ and (r.due_on > :since or p.cleared_fen < r.amount_fen);

-- name: grade_incidents(customer_id, date on_, date since, instant at) :one
-- R3.5: bill incidents as of a date, to its end; and whether insolvency was found that no report tells yet.
select count(*) filter (where kind = 'DISHONOURED' and discovered_on > :since) as dishonoured,
       coalesce(bool_or(closed_at is null or closed_at > :at), false) as open_incident,
       exists (select from investigation i
                where i.customer_id = :customer_id and i.insolvency_or_enforcement
                  and i.state in ('IN_PROGRESS', 'COMPLETED')) as insolvency_found
  from bill_incident
 where customer_id = :customer_id and discovered_on <= :on_;
