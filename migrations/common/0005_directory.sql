-- What a service keeps of the people and customers that the customers service owns: filled by its events, and
-- empty in customers itself. A version is that of the row it is a copy of: an older one changes nothing.

create table known_department (
  id         uuid        not null constraint known_department_pk primary key,
  version    bigint      not null,
  code       text        not null,
  name       text        not null,
  kind       text        not null,
  parent_id  uuid,
  head_id    uuid,
  status     text        not null
);

create table known_employee (
  id            uuid   not null constraint known_employee_pk primary key,
  version       bigint not null,
  number        text   not null,
  subject       text,
  name          text   not null,
  department_id uuid   not null,
  supervisor_id uuid,
  title         text,
  roles         text[] not null default '{}',
  leave_from    date,
  leave_until   date,
  deputy_id     uuid,
  status        text   not null
);
create unique index known_employee_subject on known_employee (subject);
create index known_employee_department on known_employee (department_id);
create index known_employee_supervisor on known_employee (supervisor_id);

create table known_customer (
  id                         uuid   not null constraint known_customer_pk primary key,
  version                    bigint not null,
  number                     bigint not null,
  status                     text   not null,
  party                      text   not null,
  customer_class             text   not null,
  kind                       text,
  department_id              uuid,
  responsible_employee_id    uuid,
  name                       text   not null,
  unified_social_credit_code text,
  phone                      text,
  address                    text,
  merged_into_id             uuid
);
create index known_customer_responsible on known_customer (responsible_employee_id);
create index known_customer_merged on known_customer (merged_into_id) where merged_into_id is not null;

-- Entries of the blacklists that stand. department_id: of a department's own list; null: the company's.
create table known_blacklisting (
  id            uuid not null constraint known_blacklisting_pk primary key,
  customer_id   uuid not null,
  department_id uuid
);
create index known_blacklisting_customer on known_blacklisting (customer_id);

-- Customers that a department has admitted (R7.16). state: ADMITTED or ON_HOLD; ended ones are gone.
create table known_admission (
  id            uuid not null constraint known_admission_pk primary key,
  customer_id   uuid not null,
  department_id uuid not null,
  state         text not null constraint known_admission_state check (state in ('ADMITTED', 'ON_HOLD'))
);
create index known_admission_customer on known_admission (customer_id);

-- Those above an employee, from the direct superior upward. A circle in the directory ends it.
create function reporting_line(employee uuid) returns table (id uuid, depth bigint) language sql stable as $$
  with recursive line (id, depth) as (
    select e.supervisor_id, 1::bigint from known_employee e where e.id = employee and e.supervisor_id is not null
    union all
    select e.supervisor_id, line.depth + 1
      from line join known_employee e on e.id = line.id
     where e.supervisor_id is not null and line.depth < 20)
  select line.id, min(line.depth) from line group by line.id
$$;
