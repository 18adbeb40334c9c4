-- name: customer_reclassification_get(id) :one
-- A request for another class, for whoever may read the customer.
select r.id, r.customer_id, r.department_id, r.from_class, r.to_class, r.reason, r.side, r.state, r.requested_by,
       r.requested_at, r.decided_by, r.decided_at, r.opinion, r.version, r.created_at, r.changed_at
  from customer_reclassification r
  join customer c on c.id = r.customer_id
 where r.id = :id and customer_readable(c.status, c.unit_id, c.department_id, :department, :caller_roles);

-- name: customer_reclassification_page() :page
select r.id, r.customer_id, r.department_id, r.from_class, r.to_class, r.reason, r.side, r.state, r.requested_by,
       r.requested_at, r.decided_by, r.decided_at, r.opinion, r.version, r.created_at, r.changed_at
  from customer_reclassification r
  join customer c on c.id = r.customer_id
 where customer_readable(c.status, c.unit_id, c.department_id, :department, :caller_roles);

-- name: customer_reclassification_create(id, customer_id, department_id, from_class, to_class, reason, side) :exec
insert into customer_reclassification
       (id, customer_id, department_id, from_class, to_class, reason, side, requested_by, requested_at,
        created_at, created_by, changed_at, changed_by, trace_id)
values (:id, :customer_id, :department_id, :from_class, :to_class, :reason, :side, :actor, :now,
        :now, :actor, :now, :actor, :trace);

-- name: customer_reclassification_lock(id) :lock
-- The request and its customer, held together.
select r.id, r.version, r.customer_id, r.from_class, r.to_class, r.reason, r.side, r.state, r.requested_by, c.department_id,
       c.party, c.customer_class, c.kind, c.status as customer_status, d.kind as department_kind,
       above.kind as department_parent_kind
  from customer_reclassification r
  join customer c on c.id = r.customer_id
  join department d on d.id = c.department_id
  left join department above on above.id = d.parent_id
 where r.id = :id and customer_readable(c.status, c.unit_id, c.department_id, :department, :caller_roles)
   for update of r, c;

-- name: customer_reclassification_decide(id, state, opinion) :exec
update customer_reclassification
   set state = :state, opinion = :opinion, decided_by = :actor, decided_at = :now, :touched
 where id = :id;

-- name: customer_save_class(id, customer_class, unit_id, change_reason) :exec
update customer
   set customer_class = :customer_class, unit_id = :unit_id, change_reason = :change_reason,
       :touched
 where id = :id;
