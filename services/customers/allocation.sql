-- name: allocation_department(department_id) :one
-- Its batches are allocated one after the other: each sees what was left over in those before.
select id from department where id = :department_id for no key update;

-- name: allocation_participants(batch_id) :many
-- Who took part and is still there, and what each got of what was left over in earlier batches.
select e.id, e.number,
       coalesce((select sum(p.extras_after - p.extras_before) from batch_participant p
                  where p.department_id = b.department_id and p.employee_id = e.id), 0)::bigint as extras
  from archive_batch b
  join employee e on e.id = any (b.participant_ids) and e.department_id = b.department_id and e.status = 'ACTIVE'
 where b.id = :batch_id
 order by e.number;

-- name: allocation_archives(batch_id) :many
-- What there is to deal, in the order of customer numbers.
select a.id, c.id as customer_id, c.number
  from batch_archive a
  join customer c on c.id = a.customer_id
 where a.batch_id = :batch_id and a.result = 'ENTERED' and c.status = 'PROSPECT'
 order by c.number;

-- name: allocation_save_participant(id, batch_id, department_id, employee_id, integer position_, integer extras_before,
--       integer archives, integer extras_after) :exec
insert into batch_participant (id, batch_id, department_id, employee_id, position, extras_before, archives, extras_after,
                               created_at, created_by, changed_at, changed_by, trace_id)
values (:id, :batch_id, :department_id, :employee_id, :position_, :extras_before, :archives, :extras_after,
        :now, :actor, :now, :actor, :trace);

-- name: allocation_save_archive(id, integer position_, employee_id) :exec
update batch_archive
   set position = :position_, employee_id = :employee_id, :touched
 where id = :id;

-- name: allocation_get(id) :maybe
-- To the participants once it is published, to the head once it is confirmed, and to those who oversee all.
select b.id as batch_id, b.state, b.allocated_by, b.allocated_at, b.completed_at as published_at,
       (select count(*) from batch_archive a where a.batch_id = b.id and a.position is not null) as archives,
       coalesce((select json_agg(json_build_object('position', p.position, 'employee_id', p.employee_id, 'number', e.number,
                                                   'name', e.name, 'extras_before', p.extras_before, 'archives', p.archives,
                                                   'extras_after', p.extras_after) order by p.position)
                   from batch_participant p join employee e on e.id = p.employee_id
                  where p.batch_id = b.id), '[]') as participants,
       coalesce((select json_agg(json_build_object('position', a.position, 'archive_id', a.id, 'customer_id', a.customer_id,
                                                   'customer_number', c.number, 'employee_id', a.employee_id)
                                 order by a.position)
                   from batch_archive a join customer c on c.id = a.customer_id
                  where a.batch_id = b.id and a.position is not null), '[]') as lines
  from archive_batch b
 where b.id = :id and b.state in ('ALLOCATED', 'COMPLETED')
   and (:has_general_manager or :has_crm_clerk or :has_customer_resource_director or :has_auditor or :has_service
        or (:has_department_head and b.department_id = :department)
        or (b.state = 'COMPLETED'
            and exists (select from employee e where e.subject = :actor and e.id = any (b.participant_ids))));

-- name: allocation_publish(batch_id) :many
-- Each archive has its employee from now on.
update customer c
   set status = 'ACTIVE', responsible_employee_id = a.employee_id, responsible_since = :now,
       version = c.version + 1, changed_at = :now, changed_by = :actor, trace_id = :trace
  from batch_archive a
 where a.batch_id = :batch_id and a.position is not null and c.id = a.customer_id and c.status = 'PROSPECT'
returning c.id, c.number, c.status, c.party, c.customer_class, c.kind, c.department_id, c.responsible_employee_id, c.name,
       c.unified_social_credit_code, c.phone, c.province, c.city, c.district, c.address, c.version;

-- name: allocation_of_customer(customer_id) :maybe
-- Whether an archive still waits for its allocation.
select status = 'PROSPECT' as waits from customer where id = :customer_id;

-- name: allocation_merge_archives(id, survivor_id) :exec
update batch_archive
   set customer_id = :survivor_id, :touched
 where customer_id = :id;
