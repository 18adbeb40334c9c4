-- name: data_update_get(id) :one
select id, relation_id, department_id, customer_id, contract_performance, payment, integrity, other, confirmed_unchanged,
       version, created_at, created_by
  from data_update
 where id = :id and department_readable(department_id, :department, :caller_roles);

-- name: data_update_page() :page
select id, relation_id, department_id, customer_id, contract_performance, payment, integrity, other, confirmed_unchanged,
       version, created_at, created_by
  from data_update
 where department_readable(department_id, :department, :caller_roles);

-- name: data_update_create(id, relation_id, department_id, customer_id, contract_performance, payment, integrity, other,
--       boolean confirmed_unchanged) :exec
insert into data_update (id, relation_id, department_id, customer_id, contract_performance, payment, integrity, other,
                         confirmed_unchanged, created_at, created_by, changed_at, changed_by, trace_id)
values (:id, :relation_id, :department_id, :customer_id, :contract_performance, :payment, :integrity, :other,
        :confirmed_unchanged, :now, :actor, :now, :actor, :trace);

-- name: data_update_save_relation(id, date data_stale_on) :exec
update department_customer
   set data_updated_on = :today, data_stale_on = :data_stale_on, :touched
 where id = :id;

-- name: stale_data_page() :page
-- R7.23: by the period that was in force when the data was updated last.
select r.id, r.department_id, r.customer_id, c.name as customer_name, r.tier, 'DATA_STALE' as flag, r.data_updated_on,
       r.data_stale_on as stale_from
  from department_customer r
  join customer c on c.id = r.customer_id
 where r.state in ('ADMITTED', 'ON_HOLD') and r.data_stale_on <= :today
   and department_readable(r.department_id, :department, :caller_roles);
