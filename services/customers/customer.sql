-- name: customer_get(id) :one
-- The customer as the API shows it, to whom it shows it. customer_create answers the same columns.
select id, number, status, merged_into_id, party, customer_class, kind, department_id, responsible_employee_id,
       responsible_since, name, short_name, english_name, unified_social_credit_code,
       case when confidential then resident_identity_number end as resident_identity_number,
       legal_form, legal_representative, registered_capital_fen, founded_on, hospital_grade, specialty, beds,
       gender, born_on, phone, email, website, province, city, district, address, postal_code, contacts,
       addresses, source, remarks, aliases, external_id, duplicate_reason, change_reason, version, created_at,
       created_by, changed_at, changed_by,
       case when not confidential then 'resident_identity_number' end as _masked
  from customer,
       lateral (select coalesce(department_id = :department, false) or :has_crm_clerk or :has_auditor or :has_service
                       as confidential) caller
 where id = :id and customer_readable(status, unit_id, department_id, :department, :caller_roles);

-- name: customer_page(product_id) :page
-- The customers the caller may read; a merged one is found as the alias of the one that lives on, a
-- withdrawn one by its id alone.
select id, number, status, party, customer_class, kind, department_id, responsible_employee_id,
       responsible_since, name, short_name, english_name, unified_social_credit_code, legal_form,
       legal_representative, registered_capital_fen, founded_on, hospital_grade, specialty, beds, gender,
       born_on, phone, email, website, province, city, district, address, postal_code, contacts, addresses,
       source, remarks, external_id, version, created_at, created_by, changed_at, changed_by, _search
  from customer
 where status in ('ACTIVE', 'INACTIVE')
   and customer_readable(unit_id, department_id, :department, :caller_roles)
   and (:product_id::uuid is null
        or exists (select from customer_product p
                    where p.customer_id = customer.id and p.product_id = :product_id and p.active));

-- name: customer_stale_page(instant changed_before) :page
-- Active customers without a change since.
select id, number, name, customer_class, department_id, responsible_employee_id, changed_at, changed_by
  from customer
 where status = 'ACTIVE' and changed_at < :changed_before
   and customer_readable(unit_id, department_id, :department, :caller_roles)
   and (:has_marketing_division or :has_general_manager or :has_auditor or department_id = :department);

-- name: customer_check(department_id, responsible_employee_id, id, party, unified_social_credit_code,
--       resident_identity_number, name_key, phone_key, city_key, client_id, external_id) :maybe
-- Before a customer is entered or changed: what its department is, who may answer for it, and whom
-- it looks like (not id itself; a merged record stands for the one that lives on).
select d.id as department_id, d.kind as department_kind, above.kind as department_parent_kind, d.status,
       (select e.id from employee e
         where e.subject = :actor and e.department_id = d.id and e.status = 'ACTIVE') as own_employee_id,
       (select e.id from employee e
         where e.id = :responsible_employee_id and e.department_id = d.id and e.status = 'ACTIVE') as named_employee_id,
       like_it.candidates, coalesce(like_it.certain, false) as certain
  from department d
  left join department above on above.id = d.parent_id
  left join lateral (
    select json_agg(case when customer_readable(c.status, c.unit_id, c.department_id, :department, :caller_roles)
                         then json_build_object('id', c.id, 'name', c.name, 'number', c.number,
                                                'department_id', c.department_id, 'reason', found.reason)
                         else json_build_object('reason', found.reason) end
                    order by found.rank, c.number) as candidates,
           min(found.rank) < 4 as certain
      from (select distinct on (id) id, rank, reason
              from (select coalesce(merged_into_id, id) as id, 1 as rank, 'UNIFIED_SOCIAL_CREDIT_CODE' as reason
                      from customer where unified_social_credit_code = :unified_social_credit_code
                     union all
                    select coalesce(merged_into_id, id), 2, 'RESIDENT_IDENTITY_NUMBER'
                      from customer where resident_identity_number = :resident_identity_number
                     union all
                    select coalesce(merged_into_id, id), 3, 'EXTERNAL_ID'
                      from customer where client_id = :client_id and external_id = :external_id
                     union all
                    select coalesce(merged_into_id, id), 4,
                           case when _phone_key = :phone_key then 'NAME_AND_PHONE' else 'NAME_AND_CITY' end
                      from customer
                     where _name_key = :name_key and party = :party
                       and (party = 'PERSON' or _phone_key = :phone_key
                            or _city_key in (:city_key, '') or :city_key = '')) alike
             order by id, rank) found
      join customer c on c.id = found.id
     where c.id is distinct from :id::uuid and c.status <> 'WITHDRAWN'
  ) like_it on true
 where d.id = :department_id;

-- name: customer_create(id, party, customer_class, kind, department_id, unit_id, responsible_employee_id, name,
--       short_name, english_name, unified_social_credit_code, resident_identity_number, legal_form,
--       legal_representative, integer? registered_capital_fen, date founded_on, hospital_grade, specialty,
--       integer? beds, gender, date born_on, phone, email, website, province, city, district, address,
--       postal_code, contacts, addresses, source, remarks, client_id, external_id, duplicate_reason, name_key,
--       phone_key, city_key, contact_words) :maybe
-- None: somebody entered one like it since customer_check().
insert into customer
       (id, party, customer_class, kind, department_id, unit_id, responsible_employee_id, responsible_since, name,
        short_name, english_name, unified_social_credit_code, resident_identity_number, legal_form,
        legal_representative, registered_capital_fen, founded_on, hospital_grade, specialty, beds, gender, born_on,
        phone, email, website, province, city, district, address, postal_code, contacts, addresses, source,
        remarks, client_id, external_id, duplicate_reason, _name_key, _phone_key, _city_key,
        _contact_words, created_at, created_by, changed_at, changed_by, trace_id)
values (:id, :party, :customer_class, :kind, :department_id, :unit_id, :responsible_employee_id,
        case when :responsible_employee_id::uuid is not null then :now::timestamptz end, :name,
        :short_name, :english_name, :unified_social_credit_code, :resident_identity_number, :legal_form,
        :legal_representative, :registered_capital_fen, :founded_on, :hospital_grade, :specialty, :beds, :gender,
        :born_on, :phone, :email, :website, :province, :city, :district, :address, :postal_code, :contacts,
        :addresses, :source, :remarks, :client_id, :external_id, :duplicate_reason, :name_key, :phone_key,
        :city_key, :contact_words, :now, :actor, :now, :actor, :trace)
on conflict do nothing
returning id, number, status, merged_into_id, party, customer_class, kind, department_id, responsible_employee_id,
       responsible_since, name, short_name, english_name, unified_social_credit_code, resident_identity_number,
       legal_form, legal_representative, registered_capital_fen, founded_on, hospital_grade, specialty, beds,
       gender, born_on, phone, email, website, province, city, district, address, postal_code, contacts,
       addresses, source, remarks, aliases, external_id, duplicate_reason, change_reason, version, created_at,
       created_by, changed_at, changed_by;

-- name: customer_create_product(id, customer_id, department_id, product_id) :exec
-- A product line named on entry.
insert into customer_product
       (id, customer_id, department_id, product_id, created_at, created_by, changed_at, changed_by, trace_id)
values (:id, :customer_id, :department_id, :product_id, :now, :actor, :now, :actor, :trace);

-- name: customer_referrer(id, department_id) :maybe
-- R1.1: who serves the customer of this unit that brought another one.
select responsible_employee_id
  from customer
 where id = :id and unit_id = :department_id and status in ('ACTIVE', 'INACTIVE');

-- name: customer_lock(id) :lock
-- What the rules need to know before a customer is changed.
select c.id, c.version, c.number, c.status, c.merged_into_id, c.party, c.customer_class, c.kind, c.department_id, c.unit_id,
       c.responsible_employee_id, c.name, c.unified_social_credit_code, c.resident_identity_number, c.legal_form,
       c.hospital_grade, c.specialty, c.beds, c.gender, c.born_on, c.phone, c.city, c._contact_words, c.client_id, c.external_id,
       c.duplicate_reason, c.source, d.kind as department_kind, above.kind as department_parent_kind
  from customer c
  join department d on d.id = c.department_id
  left join department above on above.id = d.parent_id
 where c.id = :id and customer_readable(c.status, c.unit_id, c.department_id, :department, :caller_roles)
   for update of c;

-- name: customer_save(id, patch, name_key, phone_key, city_key, contact_words, duplicate_reason, change_reason) :exec
-- Applies a checked merge patch: members it does not have keep their column, null clears it.
update customer c
   set kind = p.kind, status = p.status, name = p.name, short_name = p.short_name, english_name = p.english_name,
       unified_social_credit_code = upper(p.unified_social_credit_code),
       resident_identity_number = upper(p.resident_identity_number), legal_form = p.legal_form,
       legal_representative = p.legal_representative, registered_capital_fen = p.registered_capital_fen,
       founded_on = p.founded_on, hospital_grade = p.hospital_grade, specialty = p.specialty, beds = p.beds,
       gender = p.gender, born_on = p.born_on, phone = p.phone, email = p.email, website = p.website,
       province = p.province, city = p.city, district = p.district, address = p.address,
       postal_code = p.postal_code, contacts = p.contacts, addresses = p.addresses, source = p.source,
       remarks = p.remarks, client_id = p.client_id, external_id = p.external_id, change_reason = :change_reason,
       _name_key = :name_key, _phone_key = :phone_key, _city_key = :city_key,
       _contact_words = :contact_words, duplicate_reason = :duplicate_reason,
       version = c.version + 1, changed_at = :now, changed_by = :actor, trace_id = :trace
  from customer old, json_populate_record(old, :patch::json) p
 where c.id = :id and old.id = c.id;

-- name: customer_employee(id) :maybe
-- An employee who may answer for a customer, and the kind of his or her department.
select e.id, e.department_id, d.kind as department_kind, above.kind as department_parent_kind
  from employee e
  join department d on d.id = e.department_id
  left join department above on above.id = d.parent_id
 where e.id = :id and e.status = 'ACTIVE' and d.status = 'ACTIVE';

-- name: customer_save_owner(id, responsible_employee_id, department_id, change_reason) :exec
update customer
   set responsible_employee_id = :responsible_employee_id, responsible_since = :now, department_id = :department_id,
       change_reason = :change_reason, :touched
 where id = :id;

-- name: customer_withdraw(id) :count
-- None: something hangs on it already.
update customer
   set status = 'WITHDRAWN', :touched
 where id = :id
   and not exists (select from archive_document where customer_id = :id)
   and not exists (select from department_customer where customer_id = :id)
   and not exists (select from batch_archive where customer_id = :id)
   and not exists (select from invitation where customer_id = :id)
   and not exists (select from attendance where customer_id = :id)
   and not exists (select from referral where old_customer_id = :id)
   and not exists (select from referral where new_customer_id = :id and state <> 'VOID')
   and not exists (select from sale where customer_id = :id)
   and not exists (select from trade where customer_id = :id)
   and not exists (select from service_record where customer_id = :id)
   and not exists (select from lapse_report where customer_id = :id)
   and not exists (select from ownership_change where customer_id = :id)
   and not exists (select from grievance where customer_id = :id)
   and not exists (select from grievance_complaint where customer_id = :id)
   and not exists (select from customer other where other.merged_into_id = :id);
