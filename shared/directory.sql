-- name: directory_save_department(data) :exec
insert into known_department (id, version, code, name, kind, parent_id, head_id, status)
select id, version, code, name, kind, parent_id, head_id, status
  from json_to_record(:data::json) as d (id uuid, version bigint, code text, name text, kind text, parent_id uuid,
                                         head_id uuid, status text)
    on conflict (id) do update
   set version = excluded.version, code = excluded.code, name = excluded.name, kind = excluded.kind,
       parent_id = excluded.parent_id, head_id = excluded.head_id, status = excluded.status
 where known_department.version < excluded.version;

-- name: directory_save_employee(data) :exec
insert into known_employee (id, version, number, subject, name, department_id, supervisor_id, title, roles,
                            leave_from, leave_until, deputy_id, status)
select id, version, number, subject, name, department_id, supervisor_id, title, coalesce(roles, '{}'),
       leave_from, leave_until, deputy_id, status
  from json_to_record(:data::json) as e (id uuid, version bigint, number text, subject text, name text,
                                         department_id uuid, supervisor_id uuid, title text, roles text[],
                                         leave_from date, leave_until date, deputy_id uuid, status text)
    on conflict (id) do update
   set version = excluded.version, number = excluded.number, subject = excluded.subject, name = excluded.name,
       department_id = excluded.department_id, supervisor_id = excluded.supervisor_id, title = excluded.title,
       roles = excluded.roles, leave_from = excluded.leave_from, leave_until = excluded.leave_until,
       deputy_id = excluded.deputy_id, status = excluded.status
 where known_employee.version < excluded.version;

-- name: directory_save_customer(integer version, data) :exec
insert into known_customer (id, version, number, status, party, customer_class, kind, department_id,
                            responsible_employee_id, name, unified_social_credit_code, phone, address)
select customer_id, :version, number, status, party, customer_class, kind, department_id, responsible_employee_id,
       name, unified_social_credit_code, phone, concat(province, city, district, address)
  from json_to_record(:data::json) as c (customer_id uuid, number bigint, status text, party text,
                                         customer_class text, kind text, department_id uuid,
                                         responsible_employee_id uuid, name text, unified_social_credit_code text,
                                         phone text, province text, city text, district text, address text)
    on conflict (id) do update
   set version = excluded.version, status = excluded.status, party = excluded.party,
       customer_class = excluded.customer_class, kind = excluded.kind, department_id = excluded.department_id,
       responsible_employee_id = excluded.responsible_employee_id, name = excluded.name,
       unified_social_credit_code = excluded.unified_social_credit_code, phone = excluded.phone,
       address = excluded.address
 where known_customer.version < excluded.version;

-- name: directory_save_owner(customer_id, integer version, employee_id) :exec
-- As of a version of the customer; all of it comes with customer.updated.
update known_customer set responsible_employee_id = :employee_id where id = :customer_id and version <= :version;

-- name: directory_save_class(customer_id, integer version, customer_class) :exec
update known_customer set customer_class = :customer_class where id = :customer_id and version <= :version;

-- name: directory_save_merge(survivor_id, merged_id) :exec
-- What was merged into the merged one earlier lives on in the survivor, too.
update known_customer
   set merged_into_id = :survivor_id, status = case when id = :merged_id then 'MERGED' else status end
 where id = :merged_id or merged_into_id = :merged_id;

-- name: directory_save_blacklisting(id, customer_id, department_id) :exec
insert into known_blacklisting (id, customer_id, department_id) values (:id, :customer_id, :department_id)
    on conflict (id) do nothing;

-- name: directory_end_blacklisting(id) :exec
delete from known_blacklisting where id = :id;

-- name: directory_save_admission(id, customer_id, department_id, state) :exec
insert into known_admission (id, customer_id, department_id, state)
values (:id, :customer_id, :department_id, :state)
    on conflict (id) do update set state = excluded.state;

-- name: directory_end_admission(id) :exec
delete from known_admission where id = :id;

-- name: directory_caller() :maybe
select id, number, name, subject, department_id, supervisor_id, status = 'ACTIVE' as at_work,
       status = 'ACTIVE' and not coalesce(:today between leave_from and leave_until, false) as present
  from known_employee
 where subject = :actor;

-- name: directory_person(id) :maybe
select id, number, name, subject, department_id, supervisor_id, status = 'ACTIVE' as at_work,
       status = 'ACTIVE' and not coalesce(:today between leave_from and leave_until, false) as present
  from known_employee
 where id = :id;

-- name: directory_superiors(employee_id) :many
select e.id, e.number, e.name, e.subject, e.department_id, e.supervisor_id, e.status = 'ACTIVE' as at_work,
       e.status = 'ACTIVE' and not coalesce(:today between e.leave_from and e.leave_until, false) as present
  from reporting_line(:employee_id::uuid) line
  join known_employee e on e.id = line.id
 order by line.depth;

-- name: directory_customer(id) :maybe
-- One that was merged is who it lives on in.
select c.id, c.number, c.name, c.status, c.party, c.customer_class, c.department_id, c.responsible_employee_id,
       e.department_id as responsible_department_id
  from known_customer asked
  join known_customer c on c.id = coalesce(asked.merged_into_id, asked.id)
  left join known_employee e on e.id = c.responsible_employee_id
 where asked.id = :id;
