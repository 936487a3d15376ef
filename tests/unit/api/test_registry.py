from __future__ import annotations

from types import ModuleType
from typing import TYPE_CHECKING, Any

import pytest

from aitdesk.api import FAMILIES, LATER, load
from aitdesk.api.aliases import as_member, from_members
from aitdesk.api.decorators import HandlerKind, Mark, Params, constant, event, flag, in_3x, method
from aitdesk.api.registry import Handler, Registry
from aitdesk.phone.environment import ALWAYS, since
from aitdesk.protocol.line import Line
from rig import make_shell

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable, Iterable, Iterator

    from aitdesk.phone import SimulatedPhone


class Key(Params, array_like=True, frozen=True):
    key: str


@constant("getLocale")
def get_locale(shell: SimulatedPhone) -> str:
    return shell.environment.locale


@method("getItem", minimum=since("5.1.0"), swallows=str)
async def get_item(shell: SimulatedPhone, params: Key) -> str:
    return params.key


@event("getLocale")
async def locale_change(shell: SimulatedPhone) -> AsyncIterator[str]:
    yield shell.environment.locale


def family(*functions: Callable[..., Any], name: str = __name__) -> ModuleType:
    module = ModuleType(name)
    for function in functions:
        setattr(module, function.__name__, function)
    return module


def test_a_decorator_only_marks() -> None:
    assert get_locale(make_shell(locale="en-US")) == "en-US"


def test_a_registry_collects_what_a_family_marked_in_its_order() -> None:
    registry = Registry([family(get_locale, get_item), family(locale_change)])
    marks = [handler.mark for handler in registry.all()]
    assert [(mark.kind, mark.name, mark.gate.minimum, mark.swallows) for mark in marks] == [
        (HandlerKind.CONSTANT, "getLocale", ALWAYS, None),
        (HandlerKind.METHOD, "getItem", since("5.1.0"), str),
        (HandlerKind.EVENT, "getLocale", ALWAYS, None),
    ]


def test_the_type_of_the_parameters_is_read_from_the_function() -> None:
    registry = Registry([family(get_locale, get_item)])
    assert [handler.params for handler in registry.all()] == [None, Key]


def test_a_function_that_a_family_imported_is_not_its_own() -> None:
    assert Registry([family(get_locale, name="elsewhere")]).all() == []


def test_one_name_twice_is_refused() -> None:
    with pytest.raises(ValueError, match=r"^constant 'getLocale' is registered twice$"):
        Registry([family(get_locale), family(get_locale)])


@pytest.mark.parametrize(
    ("kind", "name"), [(HandlerKind.METHOD, "getLocale"), (HandlerKind.CONSTANT, "__class__")]
)
def test_a_name_of_another_kind_is_not_there(kind: HandlerKind, name: str) -> None:
    assert Registry([family(get_locale)]).find(kind, name) is None


def test_the_constants_are_those_of_the_phone() -> None:
    registry = Registry([family(get_locale, get_item)])
    assert registry.constants(make_shell(locale="en-US")) == {"getLocale": "en-US"}


def every_handler(registry: Registry) -> list[Handler]:
    return [handler for line in Line for handler in registry.all(line)]


def function_name(mark: Mark, registry: Registry) -> str:
    # A name that is a call and an event has two functions in one module, and so has one that each
    # line answers by a handler of its own.
    is_also_called = (
        mark.kind is HandlerKind.EVENT and registry.find(HandlerKind.METHOD, mark.name) is not None
    )
    is_second = Line.GRANITE not in mark.lines and registry.find(mark.kind, mark.name) is not None
    return "tell_" * is_also_called + snake_case(mark.name.lstrip("_")) + "_in_3x" * is_second


def snake_case(name: str) -> str:
    words = "".join(f"_{letter.lower()}" if letter.isupper() else letter for letter in name)
    return (
        words.replace("_u_r_l", "_url")
        .replace("_o_s", "_os")
        .replace("_p_d_f", "_pdf_")
        .replace("__", "_")
    )


def test_every_function_is_the_snake_case_of_its_name() -> None:
    registry = Registry(FAMILIES)
    wrong = [
        each.mark.name
        for each in every_handler(registry)
        if each.function.__name__ != function_name(each.mark, registry)
    ]
    assert wrong == []


def test_a_family_that_comes_later_is_loaded_when_one_of_its_names_is_looked_for() -> None:
    loaded = list[str]()

    def load(names: Iterable[str]) -> Iterator[ModuleType]:
        for name in names:
            loaded.append(name)
            yield family(get_item)

    registry = Registry(
        [family(get_locale)], later={"items": ["getItem"], "more": ["x"]}, load=load
    )
    before = list(loaded)
    found = [registry.find(HandlerKind.METHOD, "getItem") for _ in range(2)]
    assert (before, loaded, [each.mark.name for each in found if each]) == (
        [],
        ["items"],
        ["getItem", "getItem"],
    )


def test_every_family_is_loaded_when_all_handlers_are_wanted() -> None:
    registry = Registry(
        [family(get_locale)],
        later={"items": ["getItem"]},
        load=lambda names: [family(get_item) for _ in names],
    )
    assert [handler.mark.name for handler in registry.all()] == ["getLocale", "getItem"]


def test_the_index_of_later_families_names_exactly_what_they_answer() -> None:
    answered = {
        name: {each.name for each in every_handler(Registry(load([name])))} for name in LATER
    }
    assert answered == {name: set(names) for name, names in LATER.items()}


def test_the_index_names_nothing_twice_in_one_family() -> None:
    assert [name for name, names in LATER.items() if len(set(names)) != len(names)] == []


def test_no_later_family_has_a_constant() -> None:
    kinds = {handler.mark.kind for handler in every_handler(Registry(load(LATER)))}
    assert kinds == {HandlerKind.METHOD, HandlerKind.EVENT}


@in_3x("readItem", args=from_members("key"), result=as_member("value"))
@method("readOnce", line=Line.GRANITE)
async def read_once(shell: SimulatedPhone, params: Key) -> str:
    return params.key


@in_3x("clearAll")
@method("clear")
async def clear(shell: SimulatedPhone) -> None:
    return None


@method("clearTwice", line=Line.WEBVIEW_BRIDGE)
async def clear_twice(shell: SimulatedPhone) -> None:
    return None


@in_3x("language")
@constant("getLanguage")
def get_language(shell: SimulatedPhone) -> str:
    return shell.environment.locale


@flag("isLanguageKnown")
def is_language_known(shell: SimulatedPhone) -> bool:
    return bool(shell.environment.locale)


def test_a_line_has_the_names_that_are_marked_for_it() -> None:
    registry = Registry([family(read_once, clear, clear_twice, get_language, is_language_known)])
    assert {line: [each.name for each in registry.all(line)] for line in Line} == {
        Line.GRANITE: ["readOnce", "clear", "getLanguage"],
        Line.WEBVIEW_BRIDGE: [
            "readItem", "clear", "clearAll", "clearTwice", "language", "isLanguageKnown",
        ],
    }  # fmt: skip


def test_a_spelling_turns_arguments_and_answers() -> None:
    registry = Registry([family(read_once)])
    older = registry.find(HandlerKind.METHOD, "readOnce")
    newer = registry.find(HandlerKind.METHOD, "readItem", line=Line.WEBVIEW_BRIDGE)
    assert older is not None
    assert newer is not None
    turned = [(each.arguments([{"key": "k"}]), each.result("v")) for each in (older, newer)]
    assert turned == [([{"key": "k"}], "v"), (["k"], {"value": "v"})]


def test_each_line_has_constants_of_its_own() -> None:
    registry, shell = Registry([family(get_language, is_language_known)]), make_shell()
    assert [registry.constants(shell, line) for line in Line] == [
        {"getLanguage": "ko-KR"},
        {"language": "ko-KR", "isLanguageKnown": True},
    ]


def test_every_name_of_a_kind_is_told_whichever_line_has_it() -> None:
    registry = Registry([family(read_once, clear, clear_twice, get_language)])
    assert registry.names(HandlerKind.METHOD) == {
        "readOnce", "readItem", "clear", "clearAll", "clearTwice",
    }  # fmt: skip


def test_one_name_of_the_newer_line_twice_is_refused() -> None:
    with pytest.raises(ValueError, match=r"^method 'clearAll' is registered twice$"):
        Registry([family(clear), family(clear_again)])


@method("clearAll", line=Line.WEBVIEW_BRIDGE)
async def clear_again(shell: SimulatedPhone) -> None:
    return None
