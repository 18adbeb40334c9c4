# What make run prints to try, with this company's own ids. Sourced by suite.
story_token() { "${PYTHON[@]}" "$here/issuer.py" token "$@"; }
# story_id TOKEN PATH: the id of the first item of a list.
story_id() {
	curl -fsS -H "Authorization: Bearer $1" "$url$2" |
		"${PYTHON[@]}" -c 'import json, sys; print(json.load(sys.stdin)["items"][0]["id"])'
}

story() {
	local any department customer salesperson manager private clerk
	any=$(story_token ROLES=auditor SUB=story EXPIRES=60)
	department=$(story_id "$any" '/v1/departments?code=S1') || return 0
	customer=$(story_id "$any" '/v1/customers?external_id=KQ-007') || return 0
	salesperson=$(story_token ROLES=sales_staff,salesperson SUB=zhou.jie DEPARTMENT="$department")
	private=$(story_id "$any" '/v1/customers?customer_class=RETAIL&department_id='"$(story_id "$any" '/v1/departments?code=D1')") || return 0
	clerk=$(story_token ROLES=customer_service,crm_clerk SUB=luo.dan DEPARTMENT="$(story_id "$any" '/v1/departments?code=CRM')")
	manager=$(story_token ROLES=sales_department_manager,sales_manager SUB=lin.jianhua DEPARTMENT="$department")

	cat <<END
A distributor that the first sales department admitted trades on credit: grade B, a limit of 30,000.00.
Tokens of its salesperson, of the department's manager and of a clerk of customer service, good for twelve hours:

  SALES=$salesperson

  MANAGER=$manager

  CLERK=$clerk

1. May an order of 20,000.00 be shipped on credit? It is approved, and the limit reserved:

  curl -s -H "Authorization: Bearer \$SALES" -H 'Content-Type: application/json' '$url/v1/credit-checks' -d '{
    "customer_id": "$customer", "department_id": "$department", "order_ref": "PO-1", "amount_fen": 2000000, "payment_mode": "CREDIT", "reserve": true}'

2. The same again, for another order. It is declined: LIMIT_EXCEEDED, by rule R3.14:

  curl -s -H "Authorization: Bearer \$SALES" -H 'Content-Type: application/json' '$url/v1/credit-checks' -d '{
    "customer_id": "$customer", "department_id": "$department", "order_ref": "PO-2", "amount_fen": 2000000, "payment_mode": "CREDIT", "reserve": true}'

3. The manager enters the customer into the department's blacklist, in the customers service:

  curl -s -H "Authorization: Bearer \$MANAGER" -H 'Content-Type: application/json' '$url/v1/blacklist' -d '{
    "customer_id": "$customer", "reason": "多次串货"}'

   Call 2 once more: the credit service has heard of it, and says CUSTOMER_BLACKLISTED first.

4. A private customer complains by telephone. The clerk takes it down, and enters it in the ledger:

  ID=\$(curl -s -H "Authorization: Bearer \$CLERK" -H 'Content-Type: application/json' '$url/v1/complaints' -d '{
    "channel": "PHONE", "customer_id": "$private", "complainant_name": "王女士", "complainant_phone": "138-0571-0042", "object": "直销事业部顾客服务员",
    "course": "约好上门服务两次都没有来，打电话也没有人接，希望尽快解决。", "addressed_to": "general_manager"}' | sed 's/{"id":"\([^"]*\)".*/\1/')
  curl -s -X POST -H "Authorization: Bearer \$CLERK" "$url/v1/complaints/\$ID/register"

   The customers service has heard of it, too: a grievance is open, with the three days of rule R1.32:

  curl -s -H "Authorization: Bearer \$CLERK" '$url/v1/grievances?customer_id=$private'

END
}

# It is told of the sample company.
[[ ! -e $VAR/sample-loaded ]] || story
