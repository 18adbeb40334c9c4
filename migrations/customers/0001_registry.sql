-- The registry: departments, employees, products, customers and their papers.

create table department (
  id         uuid        not null constraint department_pk primary key,
  version    bigint      not null default 1,
  code       text        not null constraint department_code unique,
  name       text        not null,
  kind       text        not null constraint department_kind
    check (kind in ('SALES', 'DIRECT_SALES', 'MARKETING_DIVISION', 'FINANCE', 'PRODUCTION', 'SERVICE', 'MANAGEMENT', 'OTHER')),
  parent_id  uuid        constraint department_parent references department,
  head_id    uuid,
  status     text        not null default 'ACTIVE' constraint department_status check (status in ('ACTIVE', 'CLOSED')),
  created_at timestamptz not null,
  created_by text        not null,
  changed_at timestamptz not null,
  changed_by text        not null,
  trace_id   text        not null
);

-- subject is the sub of the person's access tokens: who the caller is in this directory.
create table employee (
  id            uuid        not null constraint employee_pk primary key,
  version       bigint      not null default 1,
  number        text        not null constraint employee_number unique,
  subject       text        constraint employee_subject unique,
  name          text        not null,
  department_id uuid        not null constraint employee_department references department,
  supervisor_id uuid        constraint employee_supervisor references employee,
  title         text,
  roles         text[]      not null default '{}',
  phone         text,
  email         text,
  joined_on     date,
  left_on       date,
  leave_from    date,
  leave_until   date,
  deputy_id     uuid        constraint employee_deputy references employee,
  status        text        not null default 'ACTIVE' constraint employee_status check (status in ('ACTIVE', 'LEFT')),
  created_at    timestamptz not null,
  created_by    text        not null,
  changed_at    timestamptz not null,
  changed_by    text        not null,
  trace_id      text        not null,
  constraint employee_leave_order check (leave_until >= leave_from),
  constraint employee_not_own_supervisor check (supervisor_id <> id)
);
create index employee_of_department on employee (department_id, number);

alter table department add constraint department_head foreign key (head_id) references employee;

create table product (
  id                      uuid        not null constraint product_pk primary key,
  version                 bigint      not null default 1,
  code                    text        not null constraint product_code unique,
  name                    text        not null,
  line                    text        not null constraint product_line
    check (line in ('UPPER_LIMB_PROSTHESIS', 'LOWER_LIMB_PROSTHESIS', 'ORTHOSIS', 'COMPONENT', 'MOBILITY_AID', 'MATERIAL', 'SERVICE', 'OTHER')),
  description             text,
  required_qualifications text[]      not null default '{}',
  status                  text        not null default 'ACTIVE' constraint product_status check (status in ('ACTIVE', 'DISCONTINUED')),
  created_at              timestamptz not null,
  created_by              text        not null,
  changed_at              timestamptz not null,
  changed_by              text        not null,
  trace_id                text        not null
);

-- Who may read a customer: the department that keeps it; those who oversee
-- all; and, unless it is a retail customer of a direct-selling unit (unit_id),
-- everybody of the sales departments.
create function customer_readable(unit_id uuid, keeper_id uuid, caller_department_id uuid, caller_roles text[])
  returns boolean language sql immutable parallel safe as $$
  select coalesce(keeper_id = caller_department_id, false)
      or caller_roles && '{general_manager,crm_clerk,customer_resource_director,auditor,service}'::text[]
      or (unit_id is null and caller_roles && '{sales_staff,sales_office_supervisor,sales_department_manager,marketing_division,marketing_division_head,finance}'::text[])
$$;

-- department_id keeps the record (C21); unit_id is set for retail customers of
-- a direct-selling unit. Neither is a foreign key: departments and employees
-- are never deleted, and each insert would lock one and the same row of theirs.
-- _name_key, _phone_key, _city_key: what looks the same when it is written in
-- another way; a person's _name_key has the telephone in it, and is null without.
-- _contact_words, _alias_words: of contacts and aliases, what the search looks into.
-- duplicate_reason: why the record stands beside one that looks the same.
-- change_reason: of the last change, where one was given; the history has those before.
create table customer (
  id                         uuid        not null constraint customer_pk primary key,
  version                    bigint      not null default 1,
  number                     bigint      not null generated always as identity,
  status                     text        not null default 'ACTIVE' constraint customer_status
    check (status in ('ACTIVE', 'INACTIVE', 'MERGED', 'WITHDRAWN')),
  merged_into_id             uuid        constraint customer_merged_into references customer,
  customer_class             text        not null constraint customer_class
    check (customer_class in ('ENTERPRISE', 'RETAIL', 'INTERNAL_RELATED')),
  party                      text        not null constraint customer_party check (party in ('PERSON', 'ORGANISATION')),
  kind                       text        constraint customer_kind
    check (kind in ('DIRECT_DISTRIBUTOR', 'DISTRIBUTOR', 'MEDICAL_INSTITUTION', 'OTHER_ENTERPRISE')),
  department_id              uuid        not null,
  unit_id                    uuid,
  responsible_employee_id    uuid,
  responsible_since          timestamptz,
  name                       text        not null,
  short_name                 text,
  english_name               text,
  unified_social_credit_code text,
  resident_identity_number   text,
  legal_form                 text        constraint customer_legal_form
    check (legal_form in ('COMPANY', 'PUBLIC_INSTITUTION', 'SOCIAL_SERVICE_INSTITUTION', 'PARTNERSHIP', 'BRANCH', 'INDIVIDUAL')),
  legal_representative       text,
  registered_capital_fen     bigint,
  founded_on                 date,
  hospital_grade             text        constraint customer_hospital_grade
    check (hospital_grade in ('1C', '1B', '1A', '2C', '2B', '2A', '3C', '3B', '3A', '3S')),
  specialty                  text        constraint customer_specialty
    check (specialty in ('GENERAL', 'ORTHOPAEDIC', 'TRAUMA', 'OTHER')),
  beds                       bigint,
  gender                     text        constraint customer_gender check (gender in ('FEMALE', 'MALE')),
  born_on                    date,
  phone                      text,
  email                      text,
  website                    text,
  province                   text,
  city                       text,
  district                   text,
  address                    text,
  postal_code                text,
  contacts                   json,
  addresses                  json,
  aliases                    json,
  source                     text        constraint customer_source
    check (source in ('SELF_DEVELOPED', 'WALK_IN', 'REFERRAL', 'ADVERTISING', 'EXHIBITION', 'TRANSFERRED', 'OTHER')),
  remarks                    text,
  client_id                  text,
  external_id                text,
  duplicate_reason           text,
  change_reason              text,
  _name_key                  text,
  _phone_key                 text,
  _city_key                  text        not null,
  _contact_words             text,
  _alias_words               text,
  _duplicate_key             text        generated always as (
    case when status in ('ACTIVE', 'INACTIVE') and duplicate_reason is null
         then case party when 'PERSON' then _name_key else _name_key || '/' || _city_key end end) stored,
  created_at                 timestamptz not null,
  created_by                 text        not null,
  changed_at                 timestamptz not null,
  changed_by                 text        not null,
  trace_id                   text        not null,
  _search                    text        generated always as (
    name || coalesce(' ' || short_name, '') || coalesce(' ' || english_name, '')
    || coalesce(' ' || unified_social_credit_code, '') || coalesce(' ' || phone, '')
    || coalesce(' ' || legal_representative, '')
    || coalesce(' ' || _contact_words, '') || coalesce(' ' || _alias_words, '')) stored,
  constraint customer_merged check ((status = 'MERGED') = (merged_into_id is not null)),
  constraint customer_kind_of_organisation check ((party = 'ORGANISATION') = (kind is not null))
);
-- Unique among those that live; a merged record keeps its identifiers and is found by them,
-- a withdrawn one keeps them too and stands in nobody's way.
create unique index customer_unified_social_credit_code
  on customer (unified_social_credit_code, (case when status in ('MERGED', 'WITHDRAWN') then id end))
  nulls not distinct where unified_social_credit_code is not null;
create unique index customer_resident_identity_number
  on customer (resident_identity_number, (case when status in ('MERGED', 'WITHDRAWN') then id end))
  nulls not distinct where resident_identity_number is not null;
create unique index customer_external_id on customer (client_id, external_id, (case when status in ('MERGED', 'WITHDRAWN') then id end))
  nulls not distinct where external_id is not null;
-- Two alike entered at the same moment, neither of which sees the other.
create unique index customer_duplicate on customer (_duplicate_key) where _duplicate_key is not null;
create index customer_name_key on customer (_name_key) where _name_key is not null;
create index customer_merged_into on customer (merged_into_id) where merged_into_id is not null;
create index customer_created on customer (created_at, id);
create index customer_of_department on customer (department_id, created_at, id);
create index customer_of_employee on customer (responsible_employee_id, created_at, id);
create index customer_search on customer using gin (search_tokens(_search));

-- What a department knows of a customer's market for a product.
create table customer_product (
  id               uuid        not null constraint customer_product_pk primary key,
  version          bigint      not null default 1,
  customer_id      uuid        not null constraint customer_product_customer references customer,
  department_id    uuid        not null constraint customer_product_department references department,
  product_id       uuid        not null constraint customer_product_product references product,
  active           boolean     not null default true,
  yearly_need      bigint,
  competitor       text,
  remarks          text,
  created_at       timestamptz not null,
  created_by       text        not null,
  changed_at       timestamptz not null,
  changed_by       text        not null,
  trace_id         text        not null,
  constraint customer_product_once unique (customer_id, product_id, department_id)
);
create index customer_product_of_product on customer_product (product_id, customer_id);

-- A change of class waits here for the second person (R7.10).
create table customer_reclassification (
  id              uuid        not null constraint customer_reclassification_pk primary key,
  version         bigint      not null default 1,
  customer_id     uuid        not null constraint customer_reclassification_customer references customer,
  department_id   uuid        not null constraint customer_reclassification_department references department,
  from_class      text        not null,
  to_class        text        not null constraint customer_reclassification_class
    check (to_class in ('ENTERPRISE', 'RETAIL', 'INTERNAL_RELATED')),
  reason          text        not null,
  side            text        not null constraint customer_reclassification_side check (side in ('DEPARTMENT', 'DIVISION')),
  state           text        not null default 'REQUESTED' constraint customer_reclassification_state
    check (state in ('REQUESTED', 'CONFIRMED', 'REFUSED', 'WITHDRAWN')),
  requested_by    text        not null,
  requested_at    timestamptz not null,
  decided_by      text,
  decided_at      timestamptz,
  opinion         text,
  created_at      timestamptz not null,
  created_by      text        not null,
  changed_at      timestamptz not null,
  changed_by      text        not null,
  trace_id        text        not null
);
create unique index customer_reclassification_open on customer_reclassification (customer_id) where state = 'REQUESTED';
create index customer_reclassification_created on customer_reclassification (created_at, id);

-- Licences, extracts and declarations, kept by the department that registered them.
create table archive_document (
  id               uuid        not null constraint archive_document_pk primary key,
  version          bigint      not null default 1,
  customer_id      uuid        not null constraint archive_document_customer references customer,
  department_id    uuid        not null constraint archive_document_department references department,
  type             text        not null constraint archive_document_type
    check (type in ('BUSINESS_LICENCE', 'TAX_REGISTRATION', 'INSTITUTION_REGISTRATION', 'MEDICAL_PRACTICE_LICENCE', 'MEDICAL_DEVICE_OPERATION_LICENCE', 'MEDICAL_DEVICE_OPERATION_FILING', 'MEDICAL_DEVICE_PRODUCTION_LICENCE', 'PROSTHETICS_FITTING_QUALIFICATION', 'PRODUCT_AUTHORISATION', 'CREDIT_REPORT', 'REGISTER_EXTRACT', 'NO_ILLEGALITY_DECLARATION', 'COOPERATION_DECLARATION', 'CONTRACT_COMMITMENT', 'IDENTITY_DOCUMENT', 'OTHER')),
  number           text,
  issued_by        text,
  issued_on        date,
  valid_from       date,
  valid_until      date,
  file_ref         text,
  remarks          text,
  state            text        not null default 'REGISTERED' constraint archive_document_state
    check (state in ('REGISTERED', 'VERIFIED', 'REJECTED')),
  decided_by       text,
  decided_at       timestamptz,
  rejection_reason text,
  created_at       timestamptz not null,
  created_by       text        not null,
  changed_at       timestamptz not null,
  changed_by       text        not null,
  trace_id         text        not null,
  constraint archive_document_validity check (valid_until >= valid_from)
);
create index archive_document_of_customer on archive_document (customer_id, created_at, id);
create index archive_document_created on archive_document (created_at, id);

create trigger audit after insert or update on department for each row execute function audit();
create trigger audit after insert or update on employee for each row execute function audit();
create trigger audit after insert or update on product for each row execute function audit();
create trigger audit after insert or update on customer for each row execute function audit();
create trigger audit after insert or update on customer_product for each row execute function audit();
create trigger audit after insert or update on customer_reclassification for each row execute function audit();
create trigger audit after insert or update on archive_document for each row execute function audit();
