"""Installations from three papers to the product records (R11.1, R11.2, R11.4)."""
from complaints_orders import DONE, at_once
from factories import code_of, new


def plates(count):
    return [new("桂A") for _ in range(count)]


def refused(orders, request, **more):
    return orders.clerk.post("/v1/install-orders", orders.order_of(request, **more))


def test_R11_4_all_three_papers(orders):
    request = orders.clerk.post("/v1/install-requests", {
        "customer_id": orders.complaints.customer(), "contact": "李强", "place": "停车场", "vehicle_count": 1, "models": [orders.model]},
        expect=201).json()["id"]
    answer = refused(orders, request)
    assert code_of(answer) == (422, "DOCUMENT_MISSING") and answer.json()["documents"] == ["install_vehicle_list", "driver_vehicle_info"]
    assert code_of(orders.manager.post("/v1/install-orders", orders.order_of(request))) == (403, "FORBIDDEN_ROLE")
    assert code_of(orders.clerk.post("/v1/install-requests", {
        "customer_id": orders.complaints.customer(), "contact": "李强", "place": "停车场", "vehicle_count": 1, "models": ["NONE"]})) == (422, "UNKNOWN_MODEL")


def test_R11_4_the_papers_fit_together(orders):
    five = plates(5)
    assert code_of(refused(orders, orders.papers(five[:4], count=5))) == (422, "VEHICLE_COUNT_MISMATCH")
    answer = refused(orders, orders.papers(five[:4] + five[:1], driver_plates=five))
    assert code_of(answer) == (422, "DUPLICATE_PLATE") and answer.json()["plates"] == five[:1]
    answer = refused(orders, orders.papers(five, driver_plates=five[:4]))
    assert code_of(answer) == (422, "DRIVER_INFO_MISSING") and answer.json()["plates"] == five[4:]
    request = orders.papers(five)
    made = refused(orders, request).json()
    assert made["state"] == "DRAFT" and [vehicle["plate"] for vehicle in made["vehicles"]] == five and made["charge_fen"] == 0
    assert code_of(refused(orders, request)) == (409, "DUPLICATE")
    assert code_of(orders.clerk.put(f"/v1/install-requests/{request}/vehicle-list", {
        "vehicles": [{"plate": "桂A1", "model": orders.model}]}, match="*")) == (409, "IMMUTABLE")
    assert code_of(refused(orders, orders.papers(five[:1]))) == (409, "PLATE_IN_OPEN_ORDER")
    plate = new("桂A")
    orders.repair(plate=plate)
    assert code_of(refused(orders, orders.papers([plate]))) == (409, "PLATE_IN_OPEN_ORDER")


def test_R11_4_two_clerks_and_one_plate(orders):
    plate = plates(1)
    requests = [orders.papers(plate), orders.papers(plate)]
    answers = at_once(*[lambda client=client, request=request: client.post("/v1/install-orders", orders.order_of(request))
                        for client, request in zip((orders.clerk, orders.other_clerk), requests)])
    assert sorted(answer.status_code for answer in answers) == [201, 409]
    assert [answer.json()["code"] for answer in answers if answer.status_code == 409] == ["PLATE_IN_OPEN_ORDER"]


def test_R11_1_installing_is_free(orders):
    request = orders.papers(plates(3))
    answer = refused(orders, request, fee_fen=1)
    assert code_of(answer) == (422, "INSTALLATION_IS_FREE") and answer.json()["rule"] == "R11.1"
    order = orders.clerk.post("/v1/install-orders", orders.order_of(request, fee_fen=0), expect=201).json()
    assert order["charge_fen"] == 0
    technician = orders.on_site(order["id"])
    path = f"/v1/service-orders/{order['id']}/parts"
    assert code_of(technician.post(path, {"kind": "DESIGN", "amount_fen": 1})) == (422, "INSTALLATION_IS_FREE")
    assert code_of(technician.post(path, {"kind": "PART", "part_code": "CABLE", "quantity": 1, "amount_fen": 1299})) == (422, "INSTALLATION_IS_FREE")
    assert technician.post(path, {"kind": "PART", "part_code": "CABLE", "quantity": 1}, expect=200).json()["charge_fen"] == 0


def test_R11_1_the_place_is_agreed_before(orders):
    order = orders.install(plates(3))
    technician = orders.on_site(order)
    vehicles = orders.vehicles(order)
    agreed = {"agreed_location": "驾驶台左侧", "customer_agreed_by": "王刚"}
    for vehicle in (vehicles[0], vehicles[2]):
        technician.post(f"/v1/order-vehicles/{vehicle['id']}/agree-location", agreed, expect=200)
        technician.post(f"/v1/order-vehicles/{vehicle['id']}/start", expect=200)
    path = f"/v1/order-vehicles/{vehicles[1]['id']}"
    assert code_of(technician.post(path + "/start")) == (422, "LOCATION_NOT_AGREED")
    advised = {**agreed, "requested_location": "座椅下", "advised_location": "驾驶台左侧"}
    assert code_of(technician.post(path + "/agree-location", advised)) == (422, "REASON_MISSING")
    assert code_of(technician.post(path + "/agree-location", {"customer_agreed_by": "王刚"})) == (400, "VALIDATION_FAILED")
    technician.post(path + "/agree-location", {**advised, "advice_reason": "座椅下易进水"}, expect=200)
    technician.post(path + "/start", expect=200)
    assert code_of(technician.post(path + "/agree-location", agreed)) == (409, "INVALID_STATE")


def test_R11_12_every_vehicle_is_tested_and_gets_its_record(orders):
    five = plates(5)
    order = orders.install(five)
    technician = orders.on_site(order)
    vehicles, terminals = orders.vehicles(order), [orders.terminal() for _ in five]
    for vehicle, terminal in list(zip(vehicles, terminals))[:4]:
        orders.installed(technician, vehicle, terminal)
    answer = technician.post(f"/v1/service-orders/{order}/finish", DONE)
    assert code_of(answer) == (422, "TEST_MISSING") and answer.json()["missing"] == five[4:]
    orders.installed(technician, vehicles[4], terminals[4], sim=new("1064"))
    assert orders.act(technician, order, "finish", DONE)["state"] == "WORK_DONE"
    assert orders.record(terminals[0]) == []
    orders.act(orders.clerk, order, "complete")
    record = orders.record(terminals[4])
    assert record["plate"] == five[4] and record["installed_on"] == orders.complaints.today().isoformat() and "sim" in record
    assert orders.stock(terminals[4])["status"] == "INSTALLED"
    assert len(orders.vehicles(order)) == 5
    orders.install(five[:1])


def test_R11_10_two_technicians_and_one_terminal(orders):
    terminal, ready = orders.terminal(), []
    for _ in range(2):
        order = orders.install(plates(1))
        technician = orders.on_site(order)
        path = f"/v1/order-vehicles/{orders.vehicles(order)[0]['id']}"
        technician.post(path + "/agree-location", {"agreed_photo": "照片 1", "customer_agreed_by": "王刚"}, expect=200)
        technician.post(path + "/start", expect=200)
        ready.append((technician, path + "/install"))
    answers = at_once(*[lambda technician=technician, path=path: technician.post(path, {"terminal_no": terminal}) for technician, path in ready])
    assert sorted(answer.status_code for answer in answers) == [200, 409]
    assert [answer.json()["code"] for answer in answers if answer.status_code == 409] == ["TERMINAL_IN_USE"]
