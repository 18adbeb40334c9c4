-- name: person_find(id) :maybe
select e.id, e.number, e.name, e.subject, e.department_id, d.head_id, e.status = 'ACTIVE' as at_work,
       d.kind = 'DIRECT_SALES' and d.status = 'ACTIVE' as direct
  from employee e
  join department d on d.id = e.department_id
 where e.id = :id;

-- name: person_calling() :maybe
select e.id, e.number, e.name, e.subject, e.department_id, d.head_id, e.status = 'ACTIVE' as at_work,
       d.kind = 'DIRECT_SALES' and d.status = 'ACTIVE' as direct
  from employee e
  join department d on d.id = e.department_id
 where e.subject = :actor;
