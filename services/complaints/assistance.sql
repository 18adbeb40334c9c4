-- name: assistance_request_page(id) :page
select id, complaint_id, round, kind, employee_id, department_id, question, requested_by_id, due_on, state, answer, answered_by_id,
       answered_at, late or state = 'OPEN' and due_on < :today as late, reminded_at, reminded_id, version
  from assistance_request
 where complaint_id = :id;

-- name: assistance_request_mine_page() :page
-- Who is recused reads none but what he himself is to state (R10.5).
select a.id, a.complaint_id, a.round, a.kind, a.employee_id, a.department_id, a.question, a.requested_by_id, a.due_on, a.state, a.answer,
       a.answered_by_id, a.answered_at, a.late or a.state = 'OPEN' and a.due_on < :today as late, a.reminded_at, a.reminded_id, a.version
  from assistance_request a
  join known_employee e on e.subject = :actor
 where (a.employee_id = e.id or a.department_id = e.department_id or a.reminded_id = e.id)
   and (a.kind = 'STATEMENT' and a.employee_id = e.id or not is_recused(a.complaint_id, e.id));

-- name: assistance_request_get(id) :one
select id, complaint_id, round, kind, employee_id, department_id, question, requested_by_id, due_on, state, answer, answered_by_id,
       answered_at, late or state = 'OPEN' and due_on < :today as late, reminded_at, reminded_id, version
  from assistance_request
 where id = :id;

-- name: assistance_request_shown(id) :one
-- To who is asked, who stands above where it was not answered, and those who read the complaint.
select a.id, a.complaint_id, a.round, a.kind, a.employee_id, a.department_id, a.question, a.requested_by_id, a.due_on, a.state, a.answer,
       a.answered_by_id, a.answered_at, a.late or a.state = 'OPEN' and a.due_on < :today as late, a.reminded_at, a.reminded_id, a.version
  from assistance_request a
  join complaint c on c.id = a.complaint_id
 where a.id = :id
   and (complaint_readable(c, :actor, :caller_roles)
        or exists (select from known_employee e
                    where e.subject = :actor
                      and (a.employee_id = e.id or a.department_id = e.department_id or a.reminded_id = e.id)
                      and (a.kind = 'STATEMENT' and a.employee_id = e.id or not is_recused(a.complaint_id, e.id))));

-- name: assistance_request_lock(id) :lock
select id, version, complaint_id, round, kind, employee_id, department_id, due_on, state from assistance_request where id = :id for no key update;

-- name: assistance_request_create(id, complaint_id, integer round, kind, employee_id, department_id, question, requested_by_id, date due_on) :exec
insert into assistance_request (id, complaint_id, round, kind, employee_id, department_id, question, requested_by_id, due_on,
                                created_at, created_by, changed_at, changed_by, trace_id)
values (:id, :complaint_id, :round, :kind, :employee_id, :department_id, :question, :requested_by_id, :due_on,
        :now, :actor, :now, :actor, :trace);

-- name: assistance_request_save_answer(id, state, answer, answered_by_id, boolean late) :exec
update assistance_request
   set state = :state, answer = :answer, answered_by_id = :answered_by_id, answered_at = :now, late = :late,
       :touched
 where id = :id;

-- name: assistance_request_save_reminded(id, reminded_id) :exec
update assistance_request
   set reminded_at = :now, reminded_id = :reminded_id, late = true, :touched
 where id = :id;

-- name: assistance_addressee(employee_id, department_id) :one
-- Who answers for the request: who was asked, of a department its head.
select coalesce(:employee_id::uuid, (select d.head_id from known_department d where d.id = :department_id::uuid)) as person_id,
       exists (select from known_department d where d.id = :department_id::uuid) as department_known;

-- name: department_is_respondent(complaint_id, department_id) :one
select exists (select from complaint_respondent where complaint_id = :complaint_id and department_id = :department_id) as found;

-- name: respondent_of_employee(complaint_id, employee_id) :maybe
select id from complaint_respondent where complaint_id = :complaint_id and employee_id = :employee_id;
