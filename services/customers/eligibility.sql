-- name: eligibility_product(relation_id, id) :maybe
-- A product, the qualifications it needs, and whether the relation covers it.
select p.id, array_to_string(p.required_qualifications, ' ') as required,
       exists (select from relation_product r
                where r.relation_id = :relation_id and r.product_id = p.id and r.active) as covered
  from product p
 where p.id = :id;
