-- R6.22, R10.10. A complainant may have left nothing but an e-mail address.
alter table service_information add column email text;
