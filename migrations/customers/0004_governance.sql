-- What the marketing division and the departments lay down and tell each other: standards, implementing rules,
-- plans, coordination, feedback, notices, activities and key-customer plans.
--
-- The order of locks: the customer's row, then a department's, then the thing's own.

-- R7.2: version `number` of a kind of standard. Not issued: a draft. parameters: [{"parameter": …, "value": …}],
-- what it changes in the table of parameters from effective_from on. drafters: whoever wrote in it.
create table standard (
  id             uuid        not null constraint standard_pk primary key,
  version        bigint      not null default 1,
  kind           text        not null constraint standard_kind check (kind in ('ADMISSION', 'ELIMINATION', 'WORK_PROCESS')),
  number         bigint      not null,
  text           text        not null,
  parameters     json        not null default '[]',
  effective_from date        not null,
  drafters       text[]      not null,
  issued_by      text,
  issued_at      timestamptz,
  created_at     timestamptz not null,
  created_by     text        not null,
  changed_at     timestamptz not null,
  changed_by     text        not null,
  trace_id       text        not null,
  constraint standard_number unique (kind, number),
  constraint standard_issued check ((issued_at is null) = (issued_by is null))
);
create index standard_created on standard (created_at, id);

-- Version 1 is the regulation itself, with the values it was entered with. Whoever makes the next version of a
-- kind locks this row.
insert into standard (id, kind, number, text, effective_from, drafters, issued_by, issued_at,
                      created_at, created_by, changed_at, changed_by, trace_id)
select id::uuid, kind, 1, text, '2000-01-01', '{system}', 'system', '2000-01-01T00:00:00Z',
       '2000-01-01T00:00:00Z', 'system', '2000-01-01T00:00:00Z', 'system', ''
  from (values ('00dc6acf-ac00-7000-8000-000000000001', 'ADMISSION', '客户准入按管理制度规定的条件 a 至 f 办理，数值为制度默认值。'),
               ('00dc6acf-ac00-7000-8000-000000000002', 'ELIMINATION', '不再符合任何一项准入条件的客户予以淘汰。'),
               ('00dc6acf-ac00-7000-8000-000000000003', 'WORK_PROCESS', '客户管理工作流程按管理制度执行。'))
       v (id, kind, text);

-- The issued version of a kind that holds on a date: of two with one date the later issued.
create function standard_in_force(a_kind text, on_date date) returns uuid language sql stable as $$
  select id from standard
   where kind = a_kind and issued_at is not null and effective_from <= on_date
   order by effective_from desc, issued_at desc, number desc
   limit 1
$$;

-- DRAFT, EFFECTIVE (from its date on), or SUPERSEDED by another that holds instead.
create function standard_state(s standard, today date) returns text language sql stable as $$
  select case
         when s.issued_at is null then 'DRAFT'
         when exists (select from standard later
                       where later.kind = s.kind and later.issued_at is not null
                         and (later.effective_from, later.issued_at, later.number)
                             > (s.effective_from, s.issued_at, s.number)
                         and later.effective_from <= greatest(today, s.effective_from)) then 'SUPERSEDED'
         else 'EFFECTIVE' end
$$;

-- R7.3: version `number` of a department's implementing rules. overrides: [{"parameter": …, "value": …}]; conditions:
-- of admission, beside a to f, and criteria: of tiers, each [{"name": …, "text": …}]. effective_from: as the
-- department wishes; effective_on: as it comes about, unless the division speaks before opinion_due_at; null: never.
create table implementing_rules (
  id             uuid        not null constraint implementing_rules_pk primary key,
  version        bigint      not null default 1,
  department_id  uuid        not null constraint implementing_rules_department references department,
  number         bigint      not null,
  text           text        not null,
  overrides      json        not null default '[]',
  conditions     json        not null default '[]',
  criteria       json        not null default '[]',
  effective_from date,
  effective_on   date,
  submitted_by   text        not null,
  submitted_at   timestamptz not null,
  opinion_days   bigint      not null,
  opinion_due_at timestamptz not null,
  opinion        text        constraint implementing_rules_opinion check (opinion in ('NOTED', 'OBJECTED')),
  opinion_reason text,
  opinion_by     text,
  opinion_at     timestamptz,
  created_at     timestamptz not null,
  created_by     text        not null,
  changed_at     timestamptz not null,
  changed_by     text        not null,
  trace_id       text        not null,
  constraint implementing_rules_number unique (department_id, number),
  constraint implementing_rules_objected check ((opinion is not distinct from 'OBJECTED') = (effective_on is null))
);
create index implementing_rules_created on implementing_rules (created_at, id);

-- The version of a department that holds on a date; of two with one date the later one.
create function implementing_rules_in_force(a_department_id uuid, on_date date) returns uuid language sql stable as $$
  select id from implementing_rules
   where department_id = a_department_id and effective_on <= on_date
   order by effective_on desc, number desc
   limit 1
$$;

-- SUBMITTED (nobody has spoken, and it does not hold yet), NOTED (will hold), OBJECTED, EFFECTIVE, SUPERSEDED.
create function implementing_rules_state(r implementing_rules, today date) returns text language sql stable as $$
  select case
         when r.effective_on is null then 'OBJECTED'
         when r.id = implementing_rules_in_force(r.department_id, today) then 'EFFECTIVE'
         when r.effective_on <= today then 'SUPERSEDED'
         when exists (select from implementing_rules later
                       where later.department_id = r.department_id and later.number > r.number
                         and later.effective_on = r.effective_on) then 'SUPERSEDED'
         when r.opinion = 'NOTED' then 'NOTED'
         else 'SUBMITTED' end
$$;

-- R7.5: version `number` of a department's plan for a year; shares in hundredths of a percent.
create table department_plan (
  id                     uuid        not null constraint department_plan_pk primary key,
  version                bigint      not null default 1,
  department_id          uuid        not null constraint department_plan_department references department,
  year                   bigint      not null,
  number                 bigint      not null,
  current                boolean     not null default true,
  market_summary         text        not null,
  target_share_vip       bigint      not null,
  target_share_preferred bigint      not null,
  created_at             timestamptz not null,
  created_by             text        not null,
  changed_at             timestamptz not null,
  changed_by             text        not null,
  trace_id               text        not null,
  constraint department_plan_number unique (department_id, year, number),
  constraint department_plan_shares check (target_share_vip between 0 and 10000 and target_share_preferred between 0 and 10000)
);
create unique index department_plan_current on department_plan (department_id, year) where current;
create index department_plan_created on department_plan (created_at, id);

-- R7.5: what the marketing division decided between departments; it binds those named. chosen_department_id: who
-- develops the customer.
create table coordination (
  id                   uuid        not null constraint coordination_pk primary key,
  version              bigint      not null default 1,
  department_ids       uuid[]      not null,
  customer_id          uuid        constraint coordination_customer references customer,
  chosen_department_id uuid        constraint coordination_chosen references department,
  feedback_item_id     uuid,
  coordination         text        not null,
  reason               text        not null,
  decided_by           text        not null,
  decided_at           timestamptz not null,
  created_at           timestamptz not null,
  created_by           text        not null,
  changed_at           timestamptz not null,
  changed_by           text        not null,
  trace_id             text        not null,
  constraint coordination_chosen_is_bound check (chosen_department_id = any (department_ids))
);
create index coordination_of_customer on coordination (customer_id, decided_at);
create index coordination_created on coordination (created_at, id);

-- Whom a department intends to win: one customer, or a segment of the market. CLOSED: by a coordination, for
-- another department.
create table department_plan_item (
  id              uuid        not null constraint department_plan_item_pk primary key,
  version         bigint      not null default 1,
  plan_id         uuid        not null constraint department_plan_item_plan references department_plan,
  place           bigint      not null,
  customer_id     uuid        constraint department_plan_item_customer references customer,
  segment         text,
  product_id      uuid        constraint department_plan_item_product references product,
  owner_id        uuid        constraint department_plan_item_owner references employee,
  target_date     date,
  remarks         text,
  coordination_id uuid        constraint department_plan_item_coordination references coordination,
  created_at      timestamptz not null,
  created_by      text        not null,
  changed_at      timestamptz not null,
  changed_by      text        not null,
  trace_id        text        not null,
  constraint department_plan_item_place unique (plan_id, place),
  constraint department_plan_item_aim check ((customer_id is null) <> (segment is null))
);
create index department_plan_item_of_customer on department_plan_item (customer_id);

-- The coordination that keeps a department from developing a customer; null: none does.
create function coordination_against(a_department_id uuid, a_customer_id uuid) returns uuid language sql stable as $$
  select case when chosen_department_id <> a_department_id then id end
    from coordination
   where customer_id = a_customer_id and a_department_id = any (department_ids) and chosen_department_id is not null
   order by decided_at desc, id desc
   limit 1
$$;

-- R7.6. standard_id: what was changed by adopting it.
create table feedback_item (
  id            uuid        not null constraint feedback_item_pk primary key,
  version       bigint      not null default 1,
  department_id uuid        not null constraint feedback_item_department references department,
  kind          text        not null constraint feedback_item_kind check (kind in ('SUGGESTION', 'OPINION', 'REPORT')),
  text          text        not null,
  filed_by      text        not null,
  filed_at      timestamptz not null,
  due_at        timestamptz not null,
  answer        text        constraint feedback_item_answer check (answer in ('ADOPTED', 'DECLINED', 'NOTED')),
  reason        text,
  standard_id   uuid        constraint feedback_item_standard references standard,
  answered_by   text,
  answered_at   timestamptz,
  created_at    timestamptz not null,
  created_by    text        not null,
  changed_at    timestamptz not null,
  changed_by    text        not null,
  trace_id      text        not null,
  constraint feedback_item_adopted check ((answer is not distinct from 'ADOPTED') = (standard_id is not null)),
  constraint feedback_item_answered check ((answer is null) = (answered_at is null))
);
create index feedback_item_created on feedback_item (created_at, id);
create index feedback_item_of_department on feedback_item (department_id, created_at);
create index feedback_item_unanswered on feedback_item (due_at) where answered_at is null;

alter table coordination add constraint coordination_feedback_item foreign key (feedback_item_id) references feedback_item;

-- R7.6: from a department, or the marketing division, to departments and to the company's management.
create table notice (
  id                 uuid        not null constraint notice_pk primary key,
  version            bigint      not null default 1,
  from_department_id uuid        not null constraint notice_from references department,
  to_management      boolean     not null,
  title              text        not null,
  text               text        not null,
  sent_by            text        not null,
  sent_at            timestamptz not null,
  due_at             timestamptz not null,
  created_at         timestamptz not null,
  created_by         text        not null,
  changed_at         timestamptz not null,
  changed_by         text        not null,
  trace_id           text        not null
);
create index notice_created on notice (created_at, id);

-- due_at: by the department's own implementing rules, where these are stricter.
create table notice_address (
  id              uuid        not null constraint notice_address_pk primary key,
  version         bigint      not null default 1,
  notice_id       uuid        not null constraint notice_address_notice references notice,
  department_id   uuid        not null constraint notice_address_department references department,
  due_at          timestamptz not null,
  acknowledged_by text,
  acknowledged_at timestamptz,
  created_at      timestamptz not null,
  created_by      text        not null,
  changed_at      timestamptz not null,
  changed_by      text        not null,
  trace_id        text        not null,
  constraint notice_address_once unique (notice_id, department_id)
);
create index notice_address_of_department on notice_address (department_id, notice_id);

-- R7.7. year: of ANNUAL_THANKS that is not called off.
create table marketing_activity (
  id             uuid        not null constraint marketing_activity_pk primary key,
  version        bigint      not null default 1,
  type           text        not null constraint marketing_activity_type
    check (type in ('PROMOTION', 'EXHIBITION_SALE', 'SEMINAR', 'ANNUAL_THANKS', 'OTHER')),
  title          text        not null,
  department_ids uuid[]      not null default '{}',
  held_on        date        not null,
  place          text,
  state          text        not null default 'PLANNED' constraint marketing_activity_state check (state in ('PLANNED', 'CANCELLED')),
  year           bigint,
  cancel_reason  text,
  created_at     timestamptz not null,
  created_by     text        not null,
  changed_at     timestamptz not null,
  changed_by     text        not null,
  trace_id       text        not null,
  constraint marketing_activity_annual unique (year),
  constraint marketing_activity_year
    check (year is not distinct from case when type = 'ANNUAL_THANKS' and state = 'PLANNED' then date_part('year', held_on)::bigint end)
);
create index marketing_activity_held on marketing_activity (held_on, id);

-- Who was invited, by which department (the marketing division's own, where it invites).
create table activity_invitation (
  id            uuid        not null constraint activity_invitation_pk primary key,
  version       bigint      not null default 1,
  activity_id   uuid        not null constraint activity_invitation_activity references marketing_activity,
  customer_id   uuid        not null constraint activity_invitation_customer references customer,
  department_id uuid        not null constraint activity_invitation_department references department,
  created_at    timestamptz not null,
  created_by    text        not null,
  changed_at    timestamptz not null,
  changed_by    text        not null,
  trace_id      text        not null,
  constraint activity_invitation_once unique (activity_id, customer_id)
);
create index activity_invitation_of_customer on activity_invitation (customer_id);

-- A need that a customer, or nobody in particular, made known at an activity.
create table activity_need (
  id            uuid        not null constraint activity_need_pk primary key,
  version       bigint      not null default 1,
  activity_id   uuid        not null constraint activity_need_activity references marketing_activity,
  customer_id   uuid        constraint activity_need_customer references customer,
  department_id uuid        not null constraint activity_need_department references department,
  text          text        not null,
  created_at    timestamptz not null,
  created_by    text        not null,
  changed_at    timestamptz not null,
  changed_by    text        not null,
  trace_id      text        not null
);
create index activity_need_of_activity on activity_need (activity_id, id);
create index activity_need_of_customer on activity_need (customer_id);

-- R7.7: valid with both signatures, of two persons.
create table key_customer_plan (
  id                   uuid        not null constraint key_customer_plan_pk primary key,
  version              bigint      not null default 1,
  department_id        uuid        not null constraint key_customer_plan_department references department,
  customer_id          uuid        not null constraint key_customer_plan_customer references customer,
  needs                json        not null,
  steps                json        not null,
  signed_by_division   text,
  division_signed_at   timestamptz,
  signed_by_department text,
  department_signed_at timestamptz,
  created_at           timestamptz not null,
  created_by           text        not null,
  changed_at           timestamptz not null,
  changed_by           text        not null,
  trace_id             text        not null,
  constraint key_customer_plan_two_persons check (signed_by_division <> signed_by_department)
);
create index key_customer_plan_created on key_customer_plan (created_at, id);
create index key_customer_plan_of_customer on key_customer_plan (customer_id);

create trigger audit after insert or update on standard for each row execute function audit();
create trigger audit after insert or update on implementing_rules for each row execute function audit();
create trigger audit after insert or update on department_plan for each row execute function audit();
create trigger audit after insert or update on department_plan_item for each row execute function audit();
create trigger audit after insert or update on coordination for each row execute function audit();
create trigger audit after insert or update on feedback_item for each row execute function audit();
create trigger audit after insert or update on notice for each row execute function audit();
create trigger audit after insert or update on notice_address for each row execute function audit();
create trigger audit after insert or update on marketing_activity for each row execute function audit();
create trigger audit after insert or update on activity_invitation for each row execute function audit();
create trigger audit after insert or update on activity_need for each row execute function audit();
create trigger audit after insert or update on key_customer_plan for each row execute function audit();
