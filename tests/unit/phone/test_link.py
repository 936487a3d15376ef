from __future__ import annotations

import pytest

from aitdesk.errors import ApiError
from aitdesk.phone.link import Link, Links, from_navigation, leaves_page


@pytest.mark.parametrize(
    ("url", "link"),
    [
        ("https://toss.im/a?b#c", Link("https://toss.im/a?b#c", is_openable=True)),
        ("HTTP://toss.im", Link("HTTP://toss.im", is_openable=True)),
        ("mailto:a@toss.im", Link("mailto:a@toss.im", is_openable=True)),
        ("tel:1599-4905", Link("tel:1599-4905", is_openable=True)),
        ("supertoss://web?url=https%3A%2F%2Ftoss.im", Link("https://toss.im", is_openable=True)),
        (
            "supertoss://web?url=file%3A%2F%2F%2Fetc",
            Link("file:///etc", is_openable=False),
        ),
        ("supertoss://web", Link("supertoss://web", is_openable=False)),
        (
            "supertoss://other?url=https%3A%2F%2Ftoss.im",
            Link("supertoss://other?url=https%3A%2F%2Ftoss.im", is_openable=False),
        ),
        ("servicetoss://x", Link("servicetoss://x", is_openable=False)),
        ("intoss://my-app", Link("intoss://my-app", is_openable=False)),
        ("file:///etc/passwd", Link("file:///etc/passwd", is_openable=False)),
        ("javascript:alert(1)", Link("javascript:alert(1)", is_openable=False)),
        (" https://toss.im", Link(" https://toss.im", is_openable=False)),
        ("x-\ud800://", None),
    ],
)
def test_only_web_mail_and_telephone_may_be_opened_here(url: str, link: Link | None) -> None:
    links, opened = Links(), list[Link]()
    links.opened.listen(opened.append)
    if link is None:
        with pytest.raises(ApiError):
            links.open(url)
    else:
        links.open(url)
    assert opened == ([] if link is None else [link])


@pytest.mark.parametrize("url", ["", "toss.im", "/path", "//host", "http://[", "1a:b"])
def test_what_is_no_url_is_refused_and_not_handed_out(url: str) -> None:
    links, opened = Links(), list[Link]()
    links.opened.listen(opened.append)
    with pytest.raises(ApiError) as caught:
        links.open(url)
    assert (caught.value.code, caught.value.message, opened) == (
        "EUNSPECIFIED",
        f"Unable to open URL: {url}",
        [],
    )


@pytest.mark.parametrize(
    ("url", "leaves"),
    [
        ("http://h/", False),
        ("HTTPS://h/", False),
        ("about:blank", False),
        ("about:blank#", True),
        ("about:srcdoc", True),
        ("tel:1", True),
        ("intent://x#Intent;end", True),
        ("data:text/html,x", True),
        ("httpsx://h", True),
    ],
)
def test_only_web_pages_load_inside(url: str, *, leaves: bool) -> None:
    assert leaves_page(url) is leaves


@pytest.mark.parametrize(
    ("url", "link"),
    [
        ("tel:1", "tel:1"),
        ("intent://pay?a=1#Intent;scheme=kakaotalk;package=com.k;end", "kakaotalk://pay?a=1"),
        ("INTENT://pay#Intent;scheme=x;end", "x://pay"),
        ("intent:pay#Intent;scheme=x;end", "x://pay"),
        ("intent://pay#Intent;package=com.k;end", "intent://pay#Intent;package=com.k;end"),
        ("intent://pay#Intent;scheme=;end", "intent://pay#Intent;scheme=;end"),
        ("intent://pay", "intent://pay"),
        ("x:#Intent;scheme=y;end", "x:#Intent;scheme=y;end"),
    ],
)
def test_an_intent_is_unwrapped(url: str, link: str) -> None:
    assert from_navigation(url) == link
