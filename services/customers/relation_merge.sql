-- name: relation_merge_contracts(id, survivor_id) :exec
update contract
   set customer_id = :survivor_id, :touched
 where customer_id = :id;

-- name: relation_merge_illegality(id, survivor_id) :exec
update illegality_record
   set customer_id = :survivor_id, :touched
 where customer_id = :id;

-- name: relation_merge_entries(id, survivor_id) :exec
-- A list that has the survivor already keeps that entry; the other's stays with the alias.
update blacklist_entry e
   set customer_id = :survivor_id, :touched
 where customer_id = :id
   and not exists (select from blacklist_entry o
                    where o.customer_id = :survivor_id and o.state = 'ACTIVE' and e.state = 'ACTIVE'
                      and o.scope = e.scope and o.department_id is not distinct from e.department_id);

-- name: relation_merge_relations(id, survivor_id) :exec
-- Where the department has none to the survivor.
update department_customer r
   set customer_id = :survivor_id, :touched
 where customer_id = :id
   and not exists (select from department_customer o
                    where o.customer_id = :survivor_id and o.department_id = r.department_id);

-- name: relation_merge_admissions(id, survivor_id) :exec
-- Applications follow their relation.
update admission a
   set customer_id = :survivor_id,
       version = a.version + 1, changed_at = :now, changed_by = :actor, trace_id = :trace
  from department_customer r
 where a.customer_id = :id and r.id = a.relation_id and r.customer_id = :survivor_id;

-- name: relation_listed_open(customer_id) :many
-- Relations that a listing in force should have closed.
select r.id, bool_or(b.scope = 'COMPANY') as company
  from department_customer r
  join blacklist_entry b on b.customer_id = r.customer_id and b.state = 'ACTIVE'
                        and (b.scope = 'COMPANY' or b.department_id = r.department_id)
 where r.customer_id = :customer_id and r.state in ('APPLIED', 'ADMITTED', 'ON_HOLD')
 group by r.id
 order by r.id;
