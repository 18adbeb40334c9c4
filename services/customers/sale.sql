-- name: sale_get(id) :one
select * from sale_shown where id = :id and gathering_staff(gathering_id, :actor, :department, :caller_roles);

-- name: sale_page() :page
select * from sale_shown where gathering_staff(gathering_id, :actor, :department, :caller_roles);

-- name: sale_told(id) :one
select * from sale_shown where id = :id;

-- name: sale_invited(gathering_id, customer_id) :one
select exists (select from invitation
                where gathering_id = :gathering_id and customer_id = :customer_id and state <> 'CANCELLED') as invited;

-- name: sale_create(id, gathering_id, customer_id, integer amount_fen, instant concluded_at, sold_by, attributed_to,
--       department_id, remarks) :exec
insert into sale (id, gathering_id, customer_id, amount_fen, concluded_at, sold_by, attributed_to, department_id, remarks,
                  created_at, created_by, changed_at, changed_by, trace_id)
values (:id, :gathering_id, :customer_id, :amount_fen, :concluded_at, :sold_by, :attributed_to, :department_id, :remarks,
        :now, :actor, :now, :actor, :trace);

-- name: sale_book(id, sale_id, employee_id, department_id, integer amount_fen, cause, date booked_on) :exec
-- For whom it counts.
insert into sale_entry (id, sale_id, employee_id, department_id, amount_fen, cause, booked_on,
                        created_at, created_by, changed_at, changed_by, trace_id)
values (:id, :sale_id, :employee_id, :department_id, :amount_fen, :cause, :booked_on, :now, :actor, :now, :actor, :trace);

-- name: sale_whose(id) :one
select gathering_id, customer_id from sale where id = :id;

-- name: sale_lock(id) :lock
select id, version, amount_fen, returned_fen, state, attributed_to, department_id from sale where id = :id for no key update;

-- name: sale_save_returned(id, integer returned_fen) :exec
update sale
   set returned_fen = :returned_fen, :touched
 where id = :id;

-- name: sale_save_cancelled(id, cancel_reason) :exec
update sale
   set state = 'CANCELLED', cancel_reason = :cancel_reason, :touched
 where id = :id;

-- name: sale_of_customer(gathering_id, customer_id, employee_id) :many
-- What counts for another one than this employee.
select id, attributed_to, department_id, amount_fen - returned_fen as counts_fen
  from sale
 where gathering_id = :gathering_id and customer_id = :customer_id and state = 'CONCLUDED' and attributed_to <> :employee_id
 order by id
   for no key update;

-- name: sale_save_attributed(id, attributed_to, department_id) :exec
update sale
   set attributed_to = :attributed_to, department_id = :department_id, :touched
 where id = :id;

-- name: performance_page() :page
-- The sums of the ledger; who sees whose.
select md5(s.employee_id || to_char(s.booked_on, 'YYYY-MM') || s.department_id)::uuid as id,
       to_char(s.booked_on, 'YYYY-MM') as month, s.employee_id, e.number as employee_number, e.name as employee_name,
       s.department_id, sum(s.amount_fen)::bigint as amount_fen, count(distinct s.sale_id) as sales
  from sale_entry s
  join employee e on e.id = s.employee_id
 where :has_general_manager or :has_finance or :has_auditor or :has_service or coalesce(e.subject = :actor, false)
       or (:has_department_head and coalesce(s.department_id = :department, false))
 group by s.employee_id, e.number, e.name, s.department_id, to_char(s.booked_on, 'YYYY-MM');
