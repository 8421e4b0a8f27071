"""One organisation is there once, and who shares a name with somebody is asked about (SPEC G14)."""

from typing import Any

from tests.integration.programmes_by_api import DOCUMENT, S1, P, marks, put, refused
from tests.services.api_app import Browser, good


def names(found: dict[str, Any], kind: str) -> list[str]:
    return [each["entity"]["name"] for each in found[kind]]


async def test_G14_an_organisation_of_a_name_that_is_there_is_refused_and_the_other_offered(olu: Browser) -> None:
    entity = {"id": "twice", "name": "  cornwall COUNCIL. "}
    found = await refused(olu, f"{P}/organisations/twice", entity, 0, 409)
    assert found["type"].endswith("same-name")
    assert "There is an organisation ‘Cornwall Council’ already" in found["detail"]
    assert (found["alike"]["revision"], found["alike"]["entity"]["id"]) == (1, "council")
    assert names(await olu.get(P), "organisations") == ["Cornwall Council", "DHSC"]


async def test_G14_an_organisation_is_not_renamed_to_one_that_is_there(olu: Browser) -> None:
    await refused(olu, f"{P}/organisations/ministry", {"id": "ministry", "name": "Cornwall Council"}, 1, 409)
    renamed = await put(olu, f"{P}/organisations/council", {"id": "council", "name": "CORNWALL COUNCIL"}, 1)
    assert renamed["entity"]["name"] == "CORNWALL COUNCIL"


async def test_G14_two_people_may_share_a_name_once_somebody_says_so(olu: Browser) -> None:
    twin = {"id": "twin", "name": "bo", "organisation": "ministry"}
    found = await refused(olu, f"{P}/people/twin", twin, 0, 409)
    assert found["alike"]["entity"]["id"] == "bo"
    said = {"revision": 0, "entity": twin, "same_name": True}
    assert good(await olu.request("PUT", f"{P}/people/twin", said)).json()["revision"] == 1
    assert (await put(olu, f"{P}/people/twin", {**twin, "job": "Head"}, 1))["revision"] == 2
    await put(olu, f"{P}/people/bo2", {"id": "bo2", "name": "Bo", "organisation": "council"})
    await refused(olu, f"{P}/people/bo2", {"id": "bo2", "name": "Bo", "organisation": "ministry"}, 1, 409)


async def test_G14_what_was_taken_in_with_two_of_a_name_stays_as_it_is_and_can_be_changed(olu: Browser) -> None:
    two = [{"id": each, "name": "NHS Devon"} for each in ("one", "two")]
    await olu.post(
        "/api/programmes",
        {**DOCUMENT, "programme": {"id": "q", "title": "Q"}, "organisations": [*DOCUMENT["organisations"], *two]},
    )
    changed = await put(olu, "/api/programmes/q/organisations/two", {**two[1], "icb": "devon"}, 1)
    assert changed["revision"] == 2


async def test_G14_who_is_put_on_a_register_is_found_by_name_however_it_is_written(olu: Browser) -> None:
    await olu.post(f"{S1}/register", {"name": "Bo.", "organisation": "D.H.S.C."})
    assert await marks(olu) == {"Ann": "present", "Bo": "present"}
    assert names(await olu.get(P), "organisations") == ["Cornwall Council", "DHSC"]
