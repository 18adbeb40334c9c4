# What make run prints to try, with this company's own ids. Sourced by suite.
story_token() { "${PYTHON[@]}" "$here/issuer.py" token "$@"; }
# story_id TOKEN PATH: the id of the first item of a list.
story_id() {
	curl -fsS -H "Authorization: Bearer $1" "$url$2" |
		"${PYTHON[@]}" -c 'import json, sys; print(json.load(sys.stdin)["items"][0]["id"])'
}

story() {
	local any department customer product token
	any=$(story_token ROLES=auditor SUB=story EXPIRES=60)
	department=$(story_id "$any" '/v1/departments?code=S1') || return 0
	customer=$(story_id "$any" '/v1/customers?external_id=KQ-006') || return 0
	product=$(story_id "$any" '/v1/products?code=LL-F2') || return 0
	token=$(story_token ROLES=sales_staff,sales_office_supervisor,sales_department_manager SUB=try.it DEPARTMENT="$department")

	cat <<END
A token of somebody in the first sales department, good for twelve hours:

  TOKEN=$token

1. Find customers by two characters of their names:

  curl -s -H "Authorization: Bearer \$TOKEN" '$url/v1/customers?q=%E9%AA%A8%E7%A7%91&limit=3'

2. May the department do business with one of them, and if not, why not?

  curl -s -H "Authorization: Bearer \$TOKEN" '$url/v1/customers/$customer/eligibility?department_id=$department'

3. Sign a contract all the same. The answer is a refusal, and names its rule:

  curl -s -H "Authorization: Bearer \$TOKEN" -H 'Content-Type: application/json' '$url/v1/contracts' -d '{
    "customer_id": "$customer", "number": "XS-2026-0001", "product_ids": ["$product"], "signed_on": "2026-11-20"}'

END
}

# It is told of the sample company.
[[ ! -e $VAR/sample-loaded ]] || story
