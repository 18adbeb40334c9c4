-- Admission: what a sales department is to a customer, how it came to be, and on what contracts they trade.
--
-- The order of locks. Whatever depends on a customer's relations, tiers or
-- listings (an application and its decision, a contract, a change of tier, an
-- exit, a listing and its removal) locks the customer's row first, by
-- relation_customer_lock(); so of a decision and a listing at the same moment
-- one sees the other. Who also counts a department's customers (quotas) then
-- locks the department's row "for no key update", and never the other way round.

-- Who may read what a sales department has of its own: its people, the marketing
-- division, and those who oversee all (R7.1). For others it does not exist.
create function department_readable(owner_id uuid, caller_department_id uuid, caller_roles text[])
  returns boolean language sql immutable parallel safe as $$
  select coalesce(owner_id = caller_department_id
                  and caller_roles && '{sales_staff,sales_office_supervisor,sales_department_manager}'::text[], false)
      or caller_roles && '{marketing_division,marketing_division_head,general_manager,auditor,service}'::text[]
$$;

-- SM-C9: one row for a department and a customer, whatever has been between them.
-- tier: of ADMITTED and ON_HOLD only. papers_until: the last day on which all
-- papers of condition a are valid; null: no end in sight. last_reviewed_on: when
-- the last stage review was completed; last_review_to: the last day it speaks of.
create table department_customer (
  id                uuid        not null constraint department_customer_pk primary key,
  version           bigint      not null default 1,
  department_id     uuid        not null constraint department_customer_department references department,
  customer_id       uuid        not null constraint department_customer_customer references customer,
  state             text        not null constraint department_customer_state
    check (state in ('APPLIED', 'ADMITTED', 'REFUSED', 'ON_HOLD', 'ENDED', 'BLOCKED', 'PURGED')),
  tier              text        constraint department_customer_tier check (tier in ('VIP', 'PREFERRED', 'QUALIFIED')),
  admitted_at       timestamptz,
  admitted_on       date,
  papers_until      date,
  ended_at          timestamptz,
  end_kind          text        constraint department_customer_end_kind
    check (end_kind in ('ELIMINATED', 'WITHDRAWN', 'EXEMPT', 'MERGED')),
  end_reason        text,
  last_reviewed_on  date,
  last_review_to    date,
  review_due_on     date,
  data_updated_on   date,
  created_at        timestamptz not null,
  created_by        text        not null,
  changed_at        timestamptz not null,
  changed_by        text        not null,
  trace_id          text        not null,
  constraint department_customer_once unique (department_id, customer_id),
  constraint department_customer_tier_of_admitted check ((tier is not null) = (state in ('ADMITTED', 'ON_HOLD')))
);
create index department_customer_of_customer on department_customer (customer_id, department_id);
create index department_customer_created on department_customer (created_at, id);
create index department_customer_counted on department_customer (department_id, tier) where state in ('ADMITTED', 'ON_HOLD');
create index department_customer_review_due on department_customer (review_due_on) where state in ('ADMITTED', 'ON_HOLD');

-- R7.15: a product that the admission covers. Those of an admission that has
-- ended are no longer active; a new admission decides anew.
create table relation_product (
  id            uuid        not null constraint relation_product_pk primary key,
  version       bigint      not null default 1,
  relation_id   uuid        not null constraint relation_product_relation references department_customer,
  product_id    uuid        not null constraint relation_product_product references product,
  active        boolean     not null default true,
  admission_id  uuid,
  created_at    timestamptz not null,
  created_by    text        not null,
  changed_at    timestamptz not null,
  changed_by    text        not null,
  trace_id      text        not null,
  constraint relation_product_once unique (relation_id, product_id)
);
create index relation_product_of_product on relation_product (product_id) where active;

-- R7.11: one application. CLOSED: came to nothing without a decision, since the
-- customer no longer needs admission.
create table admission (
  id                   uuid        not null constraint admission_pk primary key,
  version              bigint      not null default 1,
  relation_id          uuid        not null constraint admission_relation references department_customer,
  department_id        uuid        not null constraint admission_department references department,
  customer_id          uuid        not null constraint admission_customer references customer,
  product_ids          uuid[]      not null,
  remarks              text,
  state                text        not null default 'OPEN' constraint admission_state
    check (state in ('OPEN', 'ADMITTED', 'REFUSED', 'CLOSED')),
  applied_by           text        not null,
  applied_at           timestamptz not null,
  decided_by           text,
  decided_at           timestamptz,
  reason               text,
  admitted_product_ids uuid[],
  created_at           timestamptz not null,
  created_by           text        not null,
  changed_at           timestamptz not null,
  changed_by           text        not null,
  trace_id             text        not null
);
create unique index admission_open on admission (department_id, customer_id) where state = 'OPEN';
create index admission_of_relation on admission (relation_id, applied_at);
create index admission_created on admission (created_at, id);

-- R7.11-R7.15: one condition of an application: a to f, or one that the
-- department added (R7.3), as it was judged last.
-- extract_on: of d, the date of the extract or declaration. signed_by_customer:
-- of c, the contract or the written commitment to sign one; of f, the declaration.
create table admission_check (
  id                 uuid        not null constraint admission_check_pk primary key,
  version            bigint      not null default 1,
  admission_id       uuid        not null constraint admission_check_admission references admission,
  condition          text        not null,
  result             text        not null constraint admission_check_result check (result in ('MET', 'NOT_MET')),
  assessment         text,
  evidence           json        not null default '[]',
  extract_on         date,
  signed_by_customer boolean     not null default false,
  checker            text        not null,
  checked_at         timestamptz not null,
  created_at         timestamptz not null,
  created_by         text        not null,
  changed_at         timestamptz not null,
  changed_by         text        not null,
  trace_id           text        not null,
  constraint admission_check_once unique (admission_id, condition)
);

-- R7.10: a department's own method for a class of customers that needs no admission.
create table exempt_method (
  id             uuid        not null constraint exempt_method_pk primary key,
  version        bigint      not null default 1,
  department_id  uuid        not null constraint exempt_method_department references department,
  customer_class text        not null constraint exempt_method_class check (customer_class in ('ENTERPRISE', 'RETAIL', 'INTERNAL_RELATED')),
  text           text        not null,
  members        json,
  created_at     timestamptz not null,
  created_by     text        not null,
  changed_at     timestamptz not null,
  changed_by     text        not null,
  trace_id       text        not null,
  constraint exempt_method_once unique (department_id, customer_class)
);
-- R7.14. valid_until: the last day; null: without end. end_reason: why it ends
-- earlier than it was signed for.
create table contract (
  id            uuid        not null constraint contract_pk primary key,
  version       bigint      not null default 1,
  department_id uuid        not null constraint contract_department references department,
  customer_id   uuid        not null constraint contract_customer references customer,
  number        text        not null constraint contract_number unique,
  signed_on     date        not null,
  valid_until   date,
  file_ref      text,
  remarks       text,
  end_reason    text,
  created_at    timestamptz not null,
  created_by    text        not null,
  changed_at    timestamptz not null,
  changed_by    text        not null,
  trace_id      text        not null,
  constraint contract_validity check (valid_until >= signed_on)
);
create index contract_of_relation on contract (department_id, customer_id);
create index contract_of_customer on contract (customer_id);
create index contract_created on contract (created_at, id);

create table contract_product (
  id          uuid        not null constraint contract_product_pk primary key,
  version     bigint      not null default 1,
  contract_id uuid        not null constraint contract_product_contract references contract,
  product_id  uuid        not null constraint contract_product_product references product,
  created_at  timestamptz not null,
  created_by  text        not null,
  changed_at  timestamptz not null,
  changed_by  text        not null,
  trace_id    text        not null,
  constraint contract_product_once unique (contract_id, product_id)
);
create index contract_product_of_product on contract_product (product_id, contract_id);

-- R7.13 d: an offence in a customer's past business. department_id: who recorded
-- it, null for the marketing division. Annulled: it was an error, and counts no more.
create table illegality_record (
  id               uuid        not null constraint illegality_record_pk primary key,
  version          bigint      not null default 1,
  customer_id      uuid        not null constraint illegality_record_customer references customer,
  department_id    uuid        constraint illegality_record_department references department,
  occurred_on      date        not null,
  authority        text,
  facts            text        not null,
  evidence         json        not null default '[]',
  annulled_at      timestamptz,
  annulled_by      text,
  annulment_reason text,
  created_at       timestamptz not null,
  created_by       text        not null,
  changed_at       timestamptz not null,
  changed_by       text        not null,
  trace_id         text        not null
);
create index illegality_record_of_customer on illegality_record (customer_id, occurred_on);
create index illegality_record_created on illegality_record (created_at, id);

-- SM-C12: on the company's list (department_id is null) or on a department's;
-- an entry is kept after its removal, a new listing is a new entry. It stands
-- here because admission and contracts ask for it.
create table blacklist_entry (
  id             uuid        not null constraint blacklist_entry_pk primary key,
  version        bigint      not null default 1,
  scope          text        not null constraint blacklist_entry_scope check (scope in ('COMPANY', 'DEPARTMENT')),
  department_id  uuid        constraint blacklist_entry_department references department,
  customer_id    uuid        not null constraint blacklist_entry_customer references customer,
  state          text        not null default 'ACTIVE' constraint blacklist_entry_state check (state in ('ACTIVE', 'REMOVED')),
  reason         text        not null,
  evidence       json        not null default '[]',
  listed_by      text        not null,
  listed_at      timestamptz not null,
  published_at   timestamptz,
  severe_case_id uuid,
  reviewed_by    text,
  removed_by     text,
  removed_at     timestamptz,
  removal_reason text,
  created_at     timestamptz not null,
  created_by     text        not null,
  changed_at     timestamptz not null,
  changed_by     text        not null,
  trace_id       text        not null,
  constraint blacklist_entry_of_department check ((scope = 'DEPARTMENT') = (department_id is not null))
);
create unique index blacklist_entry_company on blacklist_entry (customer_id) where state = 'ACTIVE' and scope = 'COMPANY';
create unique index blacklist_entry_department_once on blacklist_entry (department_id, customer_id)
  where state = 'ACTIVE' and scope = 'DEPARTMENT';
create index blacklist_entry_of_customer on blacklist_entry (customer_id, listed_at);
create index blacklist_entry_created on blacklist_entry (created_at, id);

create trigger audit after insert or update on department_customer for each row execute function audit();
create trigger audit after insert or update on relation_product for each row execute function audit();
create trigger audit after insert or update on admission for each row execute function audit();
create trigger audit after insert or update on admission_check for each row execute function audit();
create trigger audit after insert or update on exempt_method for each row execute function audit();
create trigger audit after insert or update on contract for each row execute function audit();
create trigger audit after insert or update on contract_product for each row execute function audit();
create trigger audit after insert or update on illegality_record for each row execute function audit();
create trigger audit after insert or update on blacklist_entry for each row execute function audit();
