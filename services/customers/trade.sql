-- name: trade_get(id) :one
select t.id, t.department_id, t.customer_id, t.product_id, t.period_from, t.period_to, t.amount_fen, t.paid_fen, t.reference,
       t.remarks, t.annulled_at is not null as annulled, t.annulled_at, t.annulled_by, t.annulment_reason, t.version,
       t.created_at, t.created_by, t.changed_at
  from trade t
 where t.id = :id and (department_readable(t.department_id, :department, :caller_roles) or :has_finance);

-- name: trade_page() :page
select t.id, t.department_id, t.customer_id, t.product_id, t.period_from, t.period_to, t.amount_fen, t.paid_fen, t.reference,
       t.remarks, t.annulled_at is not null as annulled, t.annulled_at, t.annulled_by, t.annulment_reason, t.version,
       t.created_at, t.created_by, t.changed_at
  from trade t
 where department_readable(t.department_id, :department, :caller_roles) or :has_finance;

-- name: trade_whose(customer_id, department_id) :one
-- The customer, if the caller may read it, and a department as the rules see it.
select c.id, c.status, c.merged_into_id, d.id as department_id, d.kind as department_kind,
       above.kind as department_parent_kind
  from customer c
  join department d on d.id = :department_id
  left join department above on above.id = d.parent_id
 where c.id = :customer_id and customer_readable(c.status, c.unit_id, c.department_id, :department, :caller_roles);

-- name: trade_product(id) :maybe
select id from product where id = :id;

-- name: trade_create(id, department_id, customer_id, product_id, date period_from, date period_to, integer amount_fen,
--       integer paid_fen, reference, remarks) :exec
insert into trade (id, department_id, customer_id, product_id, period_from, period_to, amount_fen, paid_fen, reference,
                   remarks, created_at, created_by, changed_at, changed_by, trace_id)
values (:id, :department_id, :customer_id, :product_id, :period_from, :period_to, :amount_fen, :paid_fen, :reference,
        :remarks, :now, :actor, :now, :actor, :trace);

-- name: trade_lock(id) :lock
select t.id, t.version, t.customer_id, t.amount_fen, t.annulled_at, d.id as department_id, d.kind as department_kind,
       above.kind as department_parent_kind
  from trade t
  join department d on d.id = t.department_id
  left join department above on above.id = d.parent_id
 where t.id = :id
   for no key update of t;

-- name: trade_save_paid(id, integer paid_fen) :exec
update trade
   set paid_fen = :paid_fen, :touched
 where id = :id;

-- name: trade_save_annulment(id, annulment_reason) :exec
update trade
   set annulled_at = :now, annulled_by = :actor, annulment_reason = :annulment_reason, :touched
 where id = :id;
