-- Document 1: what happens to the archives of direct-selling units, and what it
-- costs when it does not.

-- R1.33: fines, made by rules alone. basis, basis_id: what it is fined for, as
-- subject and id; basis_key tells several occasions of one subject apart
-- ("1/2027-03-15"), and is empty where there is one.
create table penalty (
  id            uuid        not null constraint penalty_pk primary key,
  version       bigint      not null default 1,
  type          text        not null constraint penalty_type
    check (type in ('BOX_LATE', 'DISPUTE', 'GRIEVANCE_A', 'GRIEVANCE_B', 'GRIEVANCE_C')),
  person_id     uuid        not null constraint penalty_person references employee,
  amount_fen    bigint      not null constraint penalty_amount check (amount_fen >= 0),
  basis         text        not null,
  basis_id      uuid        not null,
  basis_key     text        not null default '',
  occurred_on   date        not null,
  state         text        not null default 'IMPOSED' constraint penalty_state
    check (state in ('IMPOSED', 'CANCELLED', 'SETTLED')),
  cancelled_by  text,
  cancelled_at  timestamptz,
  cancel_reason text,
  settled_by    text,
  settled_at    timestamptz,
  created_at    timestamptz not null,
  created_by    text        not null,
  changed_at    timestamptz not null,
  changed_by    text        not null,
  trace_id      text        not null,
  constraint penalty_once unique (type, person_id, basis_id, basis_key)
);
create index penalty_created on penalty (created_at, id);
create index penalty_of_person on penalty (person_id, occurred_on, id);
create index penalty_of_basis on penalty (basis_id);
create trigger audit after insert or update on penalty for each row execute function audit();

-- As the API shows it. _subject: of the person's tokens.
create view penalty_shown as
select p.id, p.type, p.person_id, e.number as person_number, e.name as person_name, e.department_id, p.amount_fen, p.basis,
       p.basis_id, nullif(p.basis_key, '') as basis_key, p.occurred_on, to_char(p.occurred_on, 'YYYY-MM') as month, p.state,
       p.cancelled_by, p.cancelled_at, p.cancel_reason, p.settled_by, p.settled_at, p.version, p.created_at, p.changed_at,
       e.subject as _subject
  from penalty p
  join employee e on e.id = p.person_id;

-- Whose archives, batches and grievances a caller may read: those of the own
-- unit, and those who oversee all.
create function unit_readable(unit_id uuid, caller_department_id uuid, caller_roles text[])
  returns boolean language sql immutable parallel safe as $$
  select coalesce(unit_id = caller_department_id, false) and caller_roles && '{employee,department_head}'::text[]
      or caller_roles && '{general_manager,crm_clerk,customer_resource_director,auditor,service}'::text[]
$$;

-- An archive that the CRM centre has entered is a customer that nobody serves
-- yet: PROSPECT until its batch is completed (R1.5). Until then only those see
-- it who oversee all.
create function customer_readable(status text, unit_id uuid, keeper_id uuid, caller_department_id uuid, caller_roles text[])
  returns boolean language sql immutable parallel safe as $$
  select customer_readable(unit_id, keeper_id, caller_department_id, caller_roles)
     and (status <> 'PROSPECT'
          or caller_roles && '{general_manager,crm_clerk,customer_resource_director,auditor,service}'::text[])
$$;
alter table customer drop constraint customer_status;
alter table customer add constraint customer_status
  check (status in ('PROSPECT', 'ACTIVE', 'INACTIVE', 'MERGED', 'WITHDRAWN'));
alter table customer drop constraint customer_source;
alter table customer add constraint customer_source
  check (source in ('SELF_DEVELOPED', 'WALK_IN', 'REFERRAL', 'ADVERTISING', 'EXHIBITION', 'TRANSFERRED', 'OUTREACH', 'FAIR',
                    'LECTURE', 'OTHER_COLLECTIVE', 'OTHER'));
drop index customer_duplicate;
alter table customer drop column _duplicate_key;
alter table customer add column _duplicate_key text generated always as (
  case when status in ('PROSPECT', 'ACTIVE', 'INACTIVE') and duplicate_reason is null
       then case party when 'PERSON' then _name_key else _name_key || '/' || _city_key end end) stored;
create unique index customer_duplicate on customer (_duplicate_key) where _duplicate_key is not null;
-- R1.3: a telephone alone tells who is known already.
create index customer_phone_key on customer (_phone_key) where party = 'PERSON' and _phone_key is not null;

-- R1.2: what a unit held to find customers, and who took part.
create table outreach (
  id              uuid        not null constraint outreach_pk primary key,
  version         bigint      not null default 1,
  department_id   uuid        not null constraint outreach_department references department,
  source          text        not null constraint outreach_source
    check (source in ('OUTREACH', 'FAIR', 'LECTURE', 'OTHER_COLLECTIVE')),
  topic           text,
  held_on         date        not null,
  place           text        not null,
  participant_ids uuid[]      not null,
  remarks         text,
  created_at      timestamptz not null,
  created_by      text        not null,
  changed_at      timestamptz not null,
  changed_by      text        not null,
  trace_id        text        not null
);
create index outreach_created on outreach (created_at, id);
create index outreach_of_department on outreach (department_id, held_on);

-- SM-C1.
create table archive_batch (
  id                uuid        not null constraint archive_batch_pk primary key,
  version           bigint      not null default 1,
  outreach_id       uuid        not null constraint archive_batch_outreach references outreach,
  department_id     uuid        not null constraint archive_batch_department references department,
  participant_ids   uuid[]      not null,
  state             text        not null default 'COLLECTED' constraint archive_batch_state
    check (state in ('COLLECTED', 'WITH_CRM', 'PROCESSED', 'RETURNED', 'ALLOCATED', 'COMPLETED')),
  handed_over_by    text,
  handed_over_at    timestamptz,
  handed_over_late  boolean,
  processed_by      text,
  processed_at      timestamptz,
  processed_late    boolean,
  returned_by       text,
  returned_at       timestamptz,
  allocated_by      text,
  allocated_at      timestamptz,
  completed_by      text,
  completed_at      timestamptz,
  completed_late    boolean,
  created_at        timestamptz not null,
  created_by        text        not null,
  changed_at        timestamptz not null,
  changed_by        text        not null,
  trace_id          text        not null
);
create unique index archive_batch_open on archive_batch (outreach_id) where state <> 'COMPLETED';
create index archive_batch_created on archive_batch (created_at, id);

-- The archives of a batch as they were collected, and what the CRM centre made
-- of them. position: the order in which it was dealt.
create table batch_archive (
  id          uuid        not null constraint batch_archive_pk primary key,
  version     bigint      not null default 1,
  batch_id    uuid        not null constraint batch_archive_batch references archive_batch,
  line        bigint      not null,
  name        text        not null,
  phone       text,
  address     text,
  remarks     text,
  result      text        constraint batch_archive_result check (result in ('ENTERED', 'EXISTING', 'REJECTED')),
  reason      text,
  customer_id uuid        constraint batch_archive_customer references customer,
  entered_by  text,
  entered_at  timestamptz,
  position    bigint,
  employee_id uuid        constraint batch_archive_employee references employee,
  created_at  timestamptz not null,
  created_by  text        not null,
  changed_at  timestamptz not null,
  changed_by  text        not null,
  trace_id    text        not null,
  constraint batch_archive_line unique (batch_id, line)
);
create index batch_archive_of_customer on batch_archive (customer_id) where customer_id is not null;

-- R1.4: what each participant got, in the order of dealing; extras: of what an
-- even allocation leaves over, in all batches of the department.
create table batch_participant (
  id            uuid        not null constraint batch_participant_pk primary key,
  version       bigint      not null default 1,
  batch_id      uuid        not null constraint batch_participant_batch references archive_batch,
  department_id uuid        not null,
  employee_id   uuid        not null constraint batch_participant_employee references employee,
  position      bigint      not null,
  extras_before bigint      not null,
  archives      bigint      not null,
  extras_after  bigint      not null,
  created_at    timestamptz not null,
  created_by    text        not null,
  changed_at    timestamptz not null,
  changed_by    text        not null,
  trace_id      text        not null,
  constraint batch_participant_once unique (batch_id, employee_id)
);
create index batch_participant_of_employee on batch_participant (department_id, employee_id);

create trigger audit after insert or update on outreach for each row execute function audit();
create trigger audit after insert or update on archive_batch for each row execute function audit();
create trigger audit after insert or update on batch_archive for each row execute function audit();
create trigger audit after insert or update on batch_participant for each row execute function audit();

-- As the API shows it.
create view archive_batch_shown as
select b.id, b.outreach_id, b.department_id, o.source, to_json(b.participant_ids) as participant_ids, b.state,
       a.archives, a.entered, a.existing, a.rejected, b.handed_over_by, b.handed_over_at, b.handed_over_late,
       b.processed_by, b.processed_at, b.processed_late, b.returned_by, b.returned_at, b.allocated_by, b.allocated_at,
       b.completed_by, b.completed_at, b.completed_late, b.version, b.created_at, b.created_by, b.changed_at
  from archive_batch b
  join outreach o on o.id = b.outreach_id,
       lateral (select count(*) as archives, count(*) filter (where result = 'ENTERED') as entered,
                       count(*) filter (where result = 'EXISTING') as existing,
                       count(*) filter (where result = 'REJECTED') as rejected
                  from batch_archive where batch_id = b.id) a;
