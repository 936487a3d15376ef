"""getAnonymousKey of SDK 3.x, flat and namespaced, whatever the host and the page are like."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final

import pytest

from aitdesk.errors import DriverError
from aitdesk.storage import Install, Store
from phone import Phone, open_phone
from standin import BARE, ended, settle

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from aitdesk.value import Json
    from e2e.conftest import Opener

HASH: Final = re.compile(r"[A-Za-z0-9_-]{43}")
TOO_OLD: Final = "5.231.99"
FLAT, NAMESPACED = "getAnonymousKey", "User.getAnonymousKey"

# Calls once and tells what it came to: [how, what], of an error its class, name and code. Of a host
# that is silent, what it has come to by the time that an answer would have been there. Beside it,
# what was posted.
CALL: Final = """async ([path, isSilent]) => {
  const native = window.ReactNativeWebView;
  const posted = [];
  if (native) {
    window.ReactNativeWebView = { postMessage(text) {
      const { type, body } = JSON.parse(text);
      if (type === "bridge") posted.push([body.method, body.args]);
      native.postMessage(text);
    } };
  }
  const told = (how, value) => {
    if (value === undefined) return [how];
    if (!(value instanceof Error)) return [how, value];
    return [how, value.constructor.name, ...(value.code ? [value.name, value.code] : [])];
  };
  const ask = path.split(".").reduce((found, name) => found[name], sdk);
  let ended = ["pending"];
  try {
    const asked = ask().then((value) => told("resolves", value), (error) => told("rejects", error))
      .then((how) => { ended = how; });
    await (isSilent ? withheld : asked);
  } catch (error) {
    ended = told("throws", error);
  }
  window.ReactNativeWebView = native;
  return { ended, posted };
}"""
# The page itself answers in the host's place: what a host of ours never says.
ANSWER: Final = """async (values) => {
  await sdk.getNetworkStatus();
  const { emit } = nativeEmitter;
  window.withheld = new Promise((resolve) => {
    nativeEmitter.emit = function (event, ...said) {
      const isKey = event.startsWith("getAnonymousKey-");
      if (!isKey || values) emit.call(this, event, ...(isKey ? values : said));
      // What would follow from an answer has followed by the next task.
      if (isKey) setTimeout(resolve);
    };
  });
}"""
IS_SEEN: Final = """(state) => __appsInTossConstants.tossAppVersion === state.toss_version
  && __appsInTossConstants.operationalEnvironment === state.operational"""
ASKED: Final = [["getAnonymousKey", []]]
A_KEY, SWALLOWED = ["resolves", "a key"], ["resolves", "ERROR"]
UNKNOWN = ["rejects", "Error", "UNKNOWN_ERROR", "UNKNOWN_ERROR"]
OLD = ["throws", "Error", "UNSUPPORTED_APP_VERSION", "UNSUPPORTED_APP_VERSION"]
TYPE_ERROR = ["rejects", "TypeError"]


@dataclass(frozen=True, kw_only=True)
class Row:
    """A situation, and what each of the two functions comes to in it."""

    flat: list[str]
    namespaced: list[str]
    is_sent: bool = True
    fault: str | None = None
    environment: Mapping[str, Json] = field(default_factory=dict)
    answers: list[Any] | None = None
    is_silent: bool = False
    before: str = ""


def answered(values: list[Any]) -> Row:
    """The values are those of the transport: what the call resolves with, then its failure."""
    return Row(flat=SWALLOWED, namespaced=UNKNOWN, answers=values)


def failing(fault: str) -> Row:
    return Row(flat=SWALLOWED, namespaced=UNKNOWN, fault=fault)


def sandbox(toss_version: str) -> Row:
    around = {"operational": "sandbox", "toss_version": toss_version}
    return Row(flat=A_KEY, namespaced=A_KEY, environment=around)


ROWS: Final = {
    "a host that knows the person": Row(flat=A_KEY, namespaced=A_KEY),
    "a host that says INVALID_CATEGORY": answered(["INVALID_CATEGORY"]),
    "a host that says NOT_AVAILABLE": answered([{"type": "NOT_AVAILABLE"}]),
    "a host that says null": answered([None]),
    "a host that says undefined": failing("undefined"),
    "an error among the values": failing("ERROR"),
    "an error among the values that is not whole": answered([{"__instanceof": "Error"}]),
    "a failure on the way": failing("transport"),
    "a failure that is just true": answered([{}, True]),
    "a host that is silent": Row(flat=["pending"], namespaced=["pending"], is_silent=True),
    "a Toss that is too old": Row(
        flat=["resolves"],
        namespaced=OLD,
        is_sent=False,
        environment={"operational": "toss", "toss_version": TOO_OLD},
    ),
    "the first Toss that has it": Row(
        flat=A_KEY,
        namespaced=A_KEY,
        environment={"operational": "toss", "toss_version": "5.232.0"},
    ),
    "a browser that only has the constants": Row(
        flat=SWALLOWED, namespaced=UNKNOWN, is_sent=False, before="delete window.ReactNativeWebView"
    ),
    "a page without the constants": Row(
        flat=TYPE_ERROR,
        namespaced=["throws", "TypeError"],
        is_sent=False,
        before="delete window.__appsInTossConstants",
    ),
    "constants that lack the version": Row(
        flat=TYPE_ERROR,
        namespaced=["throws", "TypeError"],
        is_sent=False,
        before="delete __appsInTossConstants.tossAppVersion",
    ),
    "the sandbox": sandbox("5.270.0"),
    "the sandbox of a Toss that is too old": sandbox(TOO_OLD),
}


@pytest.fixture(scope="module")
def kept(keep_miniapp: Opener, standin_page: str) -> Phone:
    return open_phone(keep_miniapp, standin_page)


@pytest.fixture
def phone(kept: Phone) -> Phone:
    """The phone as it began, with a new document."""
    kept.renew()
    return kept


def arrange(phone: Phone, row: Row) -> None:
    if row.fault is not None:
        phone.patch(faults={"outcomes": {"getAnonymousKey": row.fault}})
    if row.environment:
        phone.patch(environment=dict(row.environment))
        phone.page.wait_for_function(IS_SEEN, arg=row.environment)
    if row.answers is not None or row.is_silent:
        settle(phone, ANSWER, row.answers)
    if row.before:
        phone.page.evaluate(f"void ({row.before})")


def named(how: list[Any]) -> list[Any]:
    """Say "a key" in place of one, which is another on every install."""
    match how:
        case ["resolves", {"type": "HASH", "hash": str(found), **rest}] if not rest:
            return A_KEY if HASH.fullmatch(found) else how
        case _:
            return how


@pytest.mark.parametrize("path", [FLAT, NAMESPACED])
@pytest.mark.parametrize("situation", ROWS)
def test_each_of_the_two_functions_ends_as_it_does_on_a_phone_with(
    phone: Phone, situation: str, path: str
) -> None:
    row = ROWS[situation]
    arrange(phone, row)
    found = settle(phone, CALL, [path, row.is_silent])
    how = row.flat if path == FLAT else row.namespaced
    assert (named(found["ended"]), found["posted"]) == (how, ASKED if row.is_sent else [])


@pytest.mark.parametrize(
    ("toss_version", "is_supported"), [(TOO_OLD, False), ("5.232.0", True), ("5.270.0", True)]
)
def test_both_functions_tell_whether_this_toss_has_them(
    phone: Phone, toss_version: str, *, is_supported: bool
) -> None:
    around: dict[str, Json] = {"operational": "toss", "toss_version": toss_version}
    arrange(phone, Row(flat=[], namespaced=[], environment=around))
    for path in (FLAT, NAMESPACED):
        said = phone.page.evaluate(f"[sdk.{path}.isSupported(), sdk.{path}.MIN_TOSS_APP_VERSION]")
        assert said == [is_supported, {"android": "5.232.0", "ios": "5.232.0"}]


def test_without_the_constants_the_question_itself_throws(phone: Phone) -> None:
    arrange(phone, ROWS["a page without the constants"])
    thrown = """(path) => {
      const found = path.split(".").reduce((found, name) => found[name], sdk);
      try { return found.isSupported(); } catch (error) { return error.constructor.name; }
    }"""
    assert [phone.page.evaluate(thrown, path) for path in (FLAT, NAMESPACED)] == ["TypeError"] * 2


def test_the_journal_has_the_call_with_its_line_and_its_key(phone: Phone) -> None:
    key = phone.get(FLAT)
    entry = phone.miniapp.shell.await_entry(
        "call", name="getAnonymousKey", outcome="resolved", value=key
    )
    assert (entry["args"], entry["line"]) == ([], "3")


@pytest.mark.parametrize(
    ("fault", "marks"), [("ERROR", ["resolves", True]), ("transport", ["rejects", False])]
)
def test_a_failure_goes_over_the_wire_as_one_and_it_is_the_page_that_swallows_it(
    phone: Phone, fault: str, marks: list[object]
) -> None:
    phone.patch(faults={"outcomes": {"getAnonymousKey": fault}})
    how, told = ended(phone, f"{BARE}.loose.getAnonymousKey()")
    assert [how, "__instanceof" in told] == marks
    error = {"code": None, "message": told["message"]}
    entry = phone.miniapp.shell.await_entry("call", name="getAnonymousKey", error=error)
    assert (entry["outcome"], entry["line"]) == ("rejected", "3")


def test_an_install_that_cannot_be_read_is_such_a_failure(
    new_miniapp: Opener, standin_page: str, tmp_path: Path
) -> None:
    install = Install(home=tmp_path / "home")
    store = Store(install)
    store.secret()
    store.close()
    install.secret_file.write_bytes(b"")
    phone = Phone(new_miniapp(target=standin_page, home=install.home))
    phone.page.wait_for_function("() => 'sdk' in window")
    assert settle(phone, CALL, [FLAT, False])["ended"] == SWALLOWED
    assert settle(phone, CALL, [NAMESPACED, False])["ended"] == UNKNOWN
    problems = phone.miniapp.shell.journal("problem")
    assert str(install.secret_file) in "\n".join(each["text"] for each in problems)


def key_of(new_miniapp: Opener, target: str, home: Path, **options: str) -> str:
    """Return the key that the page of this target gets from this data folder."""
    miniapp = new_miniapp(target=target, app_name="both-lines", home=home, **options)
    miniapp.page.wait_for_function("() => 'sdk' in window")
    key = miniapp.page.evaluate("() => sdk.getAnonymousKey()")
    miniapp.close()
    return str(key["hash"])


def test_the_key_is_the_same_on_both_lines_and_another_for_another_person(
    new_miniapp: Opener, sdk_page: str, standin_page: str, tmp_path: Path
) -> None:
    older = key_of(new_miniapp, sdk_page, tmp_path)
    newer = key_of(new_miniapp, standin_page, tmp_path)
    other = key_of(new_miniapp, standin_page, tmp_path, user="another")
    assert (newer == older, other == older) == (True, False)


# The code that stands for the key.


def new_code(phone: Phone) -> str:
    reply = phone.get("User.createAnonymousKeyAuthCode")
    assert reply.keys() == {"code"}
    return str(reply["code"])


def refused(phone: Phone, code: str) -> str:
    """Return how the code is refused, "" when it is not."""
    try:
        phone.ask("POST", "/login/redeem", {"code": code})
    except DriverError as problem:
        return f"{problem.code} {problem}"
    return ""


def test_a_code_for_the_key_is_redeemed_once_for_the_key_that_the_page_gets(phone: Phone) -> None:
    code, other = new_code(phone), new_code(phone)
    key = phone.get(FLAT)["hash"]
    redeemed = phone.ask("POST", "/login/redeem", {"code": code})
    assert (redeemed["anon_key"], code == other) == (key, False)
    assert [refused(phone, each).partition(" ")[0] for each in (code, other, "made-up")] == [
        "invalid_grant",
        "",
        "invalid_grant",
    ]


def test_a_code_for_the_key_ends_five_minutes_after_it_was_given(phone: Phone) -> None:
    before = phone.page.evaluate("Date.now()")
    code = new_code(phone)
    ends = phone.state("key_codes")[code]["expires_at_ms"]
    assert before + 300_000 <= ends <= phone.page.evaluate("Date.now()") + 300_000
    phone.patch(key_codes={code: {"expires_at_ms": ends - 300_000}})
    assert re.fullmatch("invalid_grant .*expired.*", refused(phone, code))
