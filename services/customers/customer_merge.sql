-- name: customer_merge_absorb(id, survivor_id, change_reason) :exec
-- The record becomes an alias: it keeps what it was, and its identifiers no longer stand in the way.
update customer
   set status = 'MERGED', merged_into_id = :survivor_id, change_reason = :change_reason, :touched
 where id = :id;

-- name: customer_merge_follow(id, survivor_id) :exec
-- What had been merged into it before goes on to the survivor.
update customer
   set merged_into_id = :survivor_id, :touched
 where merged_into_id = :id;

-- name: customer_merge_take(id, survivor_id, name_key, phone_key, city_key, change_reason) :exec
-- The survivor takes over what it lacks, and the names and identifiers of the other as aliases.
update customer s
   set short_name = coalesce(s.short_name, m.short_name), english_name = coalesce(s.english_name, m.english_name),
       unified_social_credit_code = coalesce(s.unified_social_credit_code, m.unified_social_credit_code),
       resident_identity_number = coalesce(s.resident_identity_number, m.resident_identity_number),
       legal_form = coalesce(s.legal_form, m.legal_form),
       legal_representative = coalesce(s.legal_representative, m.legal_representative),
       registered_capital_fen = coalesce(s.registered_capital_fen, m.registered_capital_fen),
       founded_on = coalesce(s.founded_on, m.founded_on),
       hospital_grade = case when s.kind = m.kind then coalesce(s.hospital_grade, m.hospital_grade) else s.hospital_grade end,
       specialty = case when s.kind = m.kind then coalesce(s.specialty, m.specialty) else s.specialty end,
       beds = case when s.kind = m.kind then coalesce(s.beds, m.beds) else s.beds end,
       gender = coalesce(s.gender, m.gender), born_on = coalesce(s.born_on, m.born_on),
       phone = coalesce(s.phone, m.phone), email = coalesce(s.email, m.email), website = coalesce(s.website, m.website),
       province = coalesce(s.province, m.province), city = coalesce(s.city, m.city),
       district = case when s.city is null then m.district else s.district end,
       address = case when s.city is null then m.address else s.address end,
       postal_code = case when s.city is null then m.postal_code else s.postal_code end,
       contacts = coalesce(s.contacts, m.contacts), addresses = coalesce(s.addresses, m.addresses),
       responsible_employee_id = coalesce(s.responsible_employee_id, m.responsible_employee_id),
       responsible_since = coalesce(s.responsible_since, m.responsible_since),
       aliases = (select json_agg(alias) from (
                    select json_array_elements(s.aliases) as alias
                     union all
                    select json_strip_nulls(json_build_object('customer_id', m.id, 'number', m.number, 'name', m.name,
                             'short_name', m.short_name, 'phone', m.phone,
                             'unified_social_credit_code', m.unified_social_credit_code,
                             'resident_identity_number', m.resident_identity_number))
                     union all
                    select json_array_elements(m.aliases)) aliases),
       _contact_words = coalesce(s._contact_words, m._contact_words),
       _alias_words = concat_ws(' ', s._alias_words, m.name, m.short_name, m.phone, m.unified_social_credit_code, m._alias_words),
       _name_key = :name_key, _phone_key = :phone_key, _city_key = :city_key, change_reason = :change_reason,
       version = s.version + 1, changed_at = :now, changed_by = :actor, trace_id = :trace
  from customer m
 where s.id = :survivor_id and m.id = :id;

-- name: customer_merge_documents(id, survivor_id) :exec
update archive_document
   set customer_id = :survivor_id, :touched
 where customer_id = :id;

-- name: customer_merge_products(id, survivor_id) :exec
-- A note the survivor has already stays with it; the other's is kept with the alias.
update customer_product p
   set customer_id = :survivor_id, :touched
 where customer_id = :id
   and not exists (select from customer_product o
                    where o.customer_id = :survivor_id and o.product_id = p.product_id and o.department_id = p.department_id);

-- name: customer_merge_reclassifications(id) :exec
-- Nobody decides any more on the class of a record that is an alias.
update customer_reclassification
   set state = 'WITHDRAWN', decided_by = :actor, decided_at = :now, :touched
 where customer_id = :id and state = 'REQUESTED';

-- name: customer_merge_lock(id) :one
-- The record that is to become an alias; an If-Match is the survivor's.
select c.id, c.version, c.party, c.customer_class, c.merged_into_id, c.unified_social_credit_code,
       c.resident_identity_number, c.phone, c.city, c.department_id, d.kind as department_kind,
       above.kind as department_parent_kind
  from customer c
  join department d on d.id = c.department_id
  left join department above on above.id = d.parent_id
 where c.id = :id and customer_readable(c.status, c.unit_id, c.department_id, :department, :caller_roles)
   for update of c;
