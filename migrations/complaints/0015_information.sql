-- May an employee hear of steps of this subject by department or role? Those of a complaint only the employees of its unit, and
-- never who is recused (R6.22, R10.5, R10.15).
create function information_shown(subject text, subject_id uuid, actor text) returns boolean language sql stable as $$
  select subject <> 'complaint'
      or exists (select from complaint c join known_employee e on e.subject = actor
                  where c.id = subject_id and unit_of_department(e.department_id) = c.unit_id and not is_recused(c.id, e.id))
$$;

-- Everybody looks daily at what his or her department, and those who hold a role, are told.
create index service_information_department on service_information (department_id, id) where department_id is not null;
create index service_information_role on service_information (role, id) where role is not null;

-- As whom somebody is told: who heads customer service is of it.
create function heard_as(roles text[]) returns text[] language sql immutable as $$
  select case when roles && '{customer_service_manager}' then roles || '{customer_service}' else roles end
$$;
