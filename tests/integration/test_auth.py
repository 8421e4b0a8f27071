"""Cookies, tokens, origins and the organiser's link (SPEC I1, I6)."""

import stat
from contextlib import AsyncExitStack
from datetime import timedelta

import pytest

from server.access.auth import LOGIN_LIFE, PLAIN_COOKIE, SECURE_COOKIE, TOUCH_EVERY
from server.access.digests import hash_secret
from server.access.links import join_link, organiser_link
from tests.services.api_app import HOST, World, good, open_world, problem


async def test_a_plain_connection_gets_a_cookie_that_scripts_and_other_sites_cannot_use(world):
    browser = await world.browser()
    answer = good(await browser.request("POST", "/api/join", {"secret": world.organiser_secret, "name": "Olu"}))
    cookie = answer.headers["set-cookie"]
    assert cookie.startswith(f"{PLAIN_COOKIE}=")
    attributes = {part.strip().lower() for part in cookie.split(";")[1:]}
    assert {"httponly", "samesite=lax", "path=/"} <= attributes
    assert "secure" not in attributes
    assert f"max-age={int(LOGIN_LIFE.total_seconds())}" in attributes


async def test_an_encrypted_connection_gets_a_host_cookie(world):
    browser = await world.browser(host="https://board.test", origin="https://board.test")
    answer = good(await browser.request("POST", "/api/join", {"secret": world.organiser_secret, "name": "Olu"}))
    cookie = answer.headers["set-cookie"]
    assert cookie.startswith(f"{SECURE_COOKIE}=")
    assert "secure" in {part.strip().lower() for part in cookie.split(";")[1:]}
    assert "domain" not in cookie.lower()
    assert (await browser.get("/api/me"))["participant"]["name"] == "Olu"


async def test_only_the_hash_of_a_login_is_stored(world: World, tmp_path):
    browser = await world.organiser()
    secret = browser.http.cookies[PLAIN_COOKIE]
    assert await world.services.directory.find_login(hash_secret(secret)) is not None
    stored = b"".join(path.read_bytes() for path in tmp_path.glob("manualboard.sqlite3*"))
    assert secret.encode() not in stored
    assert world.organiser_secret.encode() not in stored
    assert hash_secret(secret).encode() in stored


async def test_I6_a_cookie_changes_nothing_from_another_origin(world):
    browser = await world.organiser()
    body = {"title": "A board", "request_id": "one"}
    for origin in ("http://evil.test", "null", f"{HOST}.evil.test"):
        browser.http.headers["Origin"] = origin
        assert problem(await browser.request("POST", "/api/boards", body), 403)["type"].endswith(":origin")
    del browser.http.headers["Origin"]
    problem(await browser.request("POST", "/api/boards", body), 403)
    browser.http.headers["Origin"] = HOST
    good(await browser.request("POST", "/api/boards", body))


async def test_I6_a_token_needs_no_origin(world):
    first = await world.browser()
    token = (await first.join(world.organiser_secret, "Olu", want_token=True))["token"]
    program = await world.browser(token=token, origin=None)
    good(await program.request("POST", "/api/boards", {"title": "A board", "request_id": "one"}))
    elsewhere = await world.browser(token=token, origin="http://tool.test")
    good(await elsewhere.request("POST", "/api/boards", {"title": "A board", "request_id": "two"}))


async def test_I6_nobody_can_be_signed_in_from_another_origin(world):
    stranger = await world.browser(origin="http://evil.test")
    body = {"secret": world.organiser_secret, "name": "Eve"}
    problem(await stranger.request("POST", "/api/join", body), 403)


async def test_a_wrong_token_is_nobody_even_beside_a_good_cookie(world):
    browser = await world.organiser()
    for header in ("Bearer nonsense", f"Bearer {'x' * 43}", "Basic abc", "Bearer", ""):
        browser.http.headers["Authorization"] = header
        assert (await browser.get("/api/me"))["participant"] is None


async def test_a_token_is_given_only_on_request(world):
    browser = await world.browser()
    assert (await browser.join(world.organiser_secret, "Olu"))["token"] is None


async def test_a_login_ends_when_it_is_not_used_and_lives_on_when_it_is(world):
    browser = await world.organiser()
    world.clock.forward(LOGIN_LIFE - timedelta(days=1))
    assert (await browser.get("/api/me"))["participant"] is not None
    world.clock.forward(LOGIN_LIFE - timedelta(days=1))
    assert (await browser.get("/api/me"))["participant"] is not None
    world.clock.forward(LOGIN_LIFE)
    assert (await browser.get("/api/me"))["participant"] is None


async def test_a_login_is_written_once_a_day(world):
    browser = await world.organiser()
    hashed = hash_secret(browser.http.cookies[PLAIN_COOKIE])
    first = (await world.services.directory.find_login(hashed)).last_seen_at
    world.clock.forward(TOUCH_EVERY - timedelta(seconds=1))
    await browser.get("/api/me")
    assert (await world.services.directory.find_login(hashed)).last_seen_at == first
    world.clock.forward(timedelta(seconds=1))
    await browser.get("/api/me")
    assert (await world.services.directory.find_login(hashed)).last_seen_at == world.clock()


async def test_signing_out_ends_the_login_itself(world):
    browser = await world.organiser()
    secret = browser.http.cookies[PLAIN_COOKIE]
    assert good(await browser.request("POST", "/api/logout")).status_code == 204
    assert PLAIN_COOKIE not in browser.http.cookies
    browser.http.cookies.set(PLAIN_COOKIE, secret)
    assert (await browser.get("/api/me"))["participant"] is None
    assert good(await browser.request("POST", "/api/logout")).status_code == 204


async def test_the_organisers_link_stays_the_same(world: World, tmp_path):
    path = tmp_path / "organiser-link"
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    again = await organiser_link(world.services.directory, world.services.settings, world.clock)
    assert (again.secret, again.replaced) == (world.organiser_secret, False)
    assert path.read_text().strip() == world.organiser_secret
    assert join_link("http://localhost:8000", again.secret) == f"http://localhost:8000/join#{again.secret}"


@pytest.mark.parametrize("content", [None, "", "nonsense", "x" * 43])
async def test_without_its_file_the_organisers_link_is_made_anew(world: World, tmp_path, content):
    path = tmp_path / "organiser-link"
    path.unlink() if content is None else path.write_text(content)
    new = await organiser_link(world.services.directory, world.services.settings, world.clock)
    assert new.replaced
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    browser = await world.browser()
    problem(await browser.request("POST", "/api/join", {"secret": world.organiser_secret, "name": "Olu"}), 410)
    assert (await browser.join(new.secret, "Olu"))["board_id"] is None
    assert (await browser.get("/api/me"))["organiser"]


@pytest.mark.parametrize("origin", ["https://board.example", "https://intranet.example"])
async def test_I6_every_origin_of_the_settings_may_act(tmp_path, origin):
    origins = {"public_url": "https://board.example", "allowed_origins": ("https://intranet.example",)}
    async with AsyncExitStack() as stack:
        world = await open_world(stack, tmp_path, **origins)
        browser = await world.browser(host="https://inside.example", origin=origin)
        await browser.join(world.organiser_secret, "Olu")
        board = await browser.board()
        link = await browser.post(f"/api/boards/{board}/invitations", {"role": "edit"})
        assert link["url"].startswith("https://board.example/join#")
