-- R10.3, R10.11. An organisation that is complained about is known as a customer, or by its code; who receives what was decided tells by
-- these whether it is one of its own.
alter table complaint_respondent add column customer_id uuid, add column unified_social_credit_code text;
alter table complaint_respondent add constraint complaint_respondent_customer unique (complaint_id, customer_id);
alter table complaint_respondent add constraint complaint_respondent_credit_code unique (complaint_id, unified_social_credit_code);
alter table complaint_respondent drop constraint complaint_respondent_one;
alter table complaint_respondent add constraint complaint_respondent_one
  check (num_nonnulls(employee_id, department_id, name, customer_id, unified_social_credit_code) >= 1);

create or replace function complaint_respondents(a_complaint uuid) returns json language sql stable as $$
  select coalesce(json_agg(json_strip_nulls(json_build_object(
           'id', id, 'complaint_id', complaint_id, 'employee_id', employee_id, 'department_id', department_id, 'name', name,
           'customer_id', customer_id, 'unified_social_credit_code', unified_social_credit_code, 'reason', reason, 'listed_at', listed_at))
           order by listed_at, id), '[]')
    from complaint_respondent
   where complaint_id = a_complaint
$$;
