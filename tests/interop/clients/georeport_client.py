"""PyPI `georeport`: reads what the province publishes by Open311 GeoReport v2, as JSON and as XML.

Usage: python georeport_client.py BASE_URL CLIENT_ID SUB
"""

import requests
from georeport import GeoReport

from province import BASE, Report, access_token, equal, refused, step

token = step("a resident signs in", access_token)
report = step("a report is filed", lambda: Report(token, 5_000))
ROOT = BASE + "/open311/v2"


def listed(value):
    """`xmltodict` gives a list of one as the one."""
    return value if isinstance(value, list) else [value]


for form in ("json", "xml"):
    city = GeoReport(ROOT, output_format=form)

    def services():
        names = {s["service_code"]: s for s in listed(city.get_service_list())}
        equal(names["giao_thong"]["type"], "realtime")

    def definition():
        city_says = city.get_service_definition("giao_thong")
        equal(city_says["service_code"], "giao_thong")

    def found():
        mine = [r for r in listed(city.get_service_requests(service_code="giao_thong", status="open"))
                if r["description"].startswith("Ổ gà trước cổng chợ.")]
        assert mine, "the report is not listed"
        one = listed(city.get_service_request(mine[0]["service_request_id"]))[0]
        equal((one["status"], one["service_code"]), ("open", "giao_thong"))
        equal(one["description"], mine[0]["description"])

    step(f"services ({form})", services)
    step(f"a service's definition ({form})", definition)
    step(f"the report among the requests, and by its number ({form})", found)
    step(f"an unknown service is not found ({form})", lambda: equal(
        refused(lambda: city.get_service_definition("khong_co"), requests.HTTPError).response.status_code, 404))
    step(f"an unknown number is not found ({form})", lambda: equal(
        refused(lambda: city.get_service_request("PA-000000-0000"), requests.HTTPError).response.status_code, 404))
