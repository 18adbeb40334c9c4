-- name: penalty_get(id) :one
-- To the person, to the head of his or her department, and to those who keep the register.
select *
  from penalty_shown
 where id = :id
   and (:has_general_manager or :has_finance or :has_auditor or :has_service or coalesce(_subject = :actor, false)
        or (:has_department_head and coalesce(department_id = :department, false)));

-- name: penalty_page() :page
select *
  from penalty_shown
 where (:has_general_manager or :has_finance or :has_auditor or :has_service or coalesce(_subject = :actor, false)
       or (:has_department_head and coalesce(department_id = :department, false)));

-- name: penalty_month_page() :page
-- Sums by person and month; a cancelled fine counts nothing.
select md5(p.person_id || to_char(p.occurred_on, 'YYYY-MM'))::uuid as id, p.person_id, e.number as person_number,
       e.name as person_name, e.department_id, to_char(p.occurred_on, 'YYYY-MM') as month,
       count(*) filter (where p.state <> 'CANCELLED') as fines,
       coalesce(sum(p.amount_fen) filter (where p.state <> 'CANCELLED'), 0)::bigint as amount_fen,
       coalesce(sum(p.amount_fen) filter (where p.state = 'SETTLED'), 0)::bigint as settled_fen
  from penalty p
  join employee e on e.id = p.person_id
 where :has_general_manager or :has_finance or :has_auditor or :has_service or coalesce(e.subject = :actor, false)
       or (:has_department_head and coalesce(e.department_id = :department, false))
 group by p.person_id, e.number, e.name, e.department_id, to_char(p.occurred_on, 'YYYY-MM');

-- name: penalty_create(id, type, person_id, integer amount_fen, basis, basis_id, basis_key, date occurred_on) :count
-- None: this occasion was fined already.
insert into penalty (id, type, person_id, amount_fen, basis, basis_id, basis_key, occurred_on,
                     created_at, created_by, changed_at, changed_by, trace_id)
values (:id, :type, :person_id, :amount_fen, :basis, :basis_id, :basis_key, :occurred_on, :now, :actor, :now, :actor, :trace)
on conflict on constraint penalty_once do nothing;

-- name: penalty_told(id) :one
-- The same, to those who act, and as it is told.
select * from penalty_shown where id = :id;

-- name: penalty_lock(id) :lock
select p.id, p.version, p.state, coalesce(e.subject = :actor, false) as own
  from penalty p
  join employee e on e.id = p.person_id
 where p.id = :id
   for no key update of p;

-- name: penalty_save_cancelled(id, cancel_reason) :exec
update penalty
   set state = 'CANCELLED', cancelled_by = :actor, cancelled_at = :now, cancel_reason = :cancel_reason,
       :touched
 where id = :id;

-- name: penalty_save_settled(id) :exec
update penalty
   set state = 'SETTLED', settled_by = :actor, settled_at = :now, :touched
 where id = :id;
