-- Who received a complaint, or accepted it, reads it until it is handed on: until its registration, or, where he registered it
-- himself, until whom the form was forwarded to acknowledges it or the handling begins (R10.4, R10.15).
create function complaint_intake_open(c complaint, employee uuid) returns boolean language sql stable as $$
  select exists (select from complaint_function f
                  where f.complaint_id = c.id and f.employee_id = employee and f.function = 'INTAKE' and f.ended_at is null)
         and c.state = 'RECEIVED'
      or c.state = 'REGISTERED' and c.accepted_by_id = employee
         and not exists (select from material_forwarding m
                          where m.complaint_id = c.id and m.material_id is null and m.acknowledged_at is not null)
$$;

create or replace function complaint_readable(c complaint, actor text, roles text[]) returns boolean language sql stable as $$
  select exists (
    select from known_employee e
     where e.subject = actor and not is_recused(c.id, e.id)
       and (exists (select from complaint_function f
                     where f.complaint_id = c.id and f.employee_id = e.id and f.ended_at is null
                       and f.function not in ('INTAKE', 'MEASURE'))
            or complaint_intake_open(c, e.id)
            or unit_of_department(e.department_id) = c.unit_id
               and (case c.profile when 'LAW_FIRM' then roles && '{complaint_officer}'
                                   when 'LOGISTICS' then roles && '{customer_service_manager}'
                                   else roles && '{tech_service_supervisor,customer_service_manager,department_manager}' end
                    or c.state = 'RECEIVED'
                       and case c.profile when 'LAW_FIRM' then c.channel = 'WRITTEN' and roles && '{admin_desk}'
                                          when 'LOGISTICS' then roles && '{customer_service}'
                                          else roles && '{tech_service,customer_service}' end
                    or c.state in ('CLOSED', 'ARCHIVED') and roles && '{admin_staff}')))
$$;

-- Was it made by somebody who is recused by now (R10.5)? actor: the subject of his tokens.
create function made_by_recused(complaint uuid, actor text) returns boolean language sql stable as $$
  select exists (select from known_employee e where e.subject = actor and is_recused(complaint, e.id))
$$;
