"""Publishers' HTML as plain text."""

from __future__ import annotations

import time

from hypothesis import given
from hypothesis import strategies as st

from regtrack.sources.feeds import markup
from tests.rows import each_row


@each_row(
    ("html", "text"),
    [
        ("<p>One</p><p>Two</p>", "One\nTwo"),
        ("One<br>two<br/>three", "One\ntwo\nthree"),
        ("<p>15&nbsp;CFR&#160;744 &amp; more</p>", "15 CFR 744 & more"),
        ("<table><tr><td>1</td><td>2</td></tr><tr><td>3</td></tr></table>", "1 2\n3"),
        ("<ul><li>a<li>b</ul>", "a\nb"),
        ("a<script>alert('x')</script><style>p {}</style><!-- c -->b", "ab"),
        ('<a href="javascript:x" onclick="y">link</a> <img src=x onerror=z>', "link"),
        ('a<iframe src="x"> b <object data="y">c', "a b c"),
        ("&lt;script&gt; is a tag", "<script> is a tag"),
        ("1 < 2 && 3 > 2", "1 < 2 && 3 > 2"),
        ("<p>unclosed <b>bold", "unclosed bold"),
        ("plain  text\n on two lines", "plain text on two lines"),
        ("<p>輸出\n  規制は 5 月\n15 日</p>", "輸出規制は 5 月 15 日"),
        ("a\x00b\u200bc\ud800 <i>d</i>\u202e", "abc d"),
        ("&#0;&#xD800;&#146;", "\ufffd\ufffd’"),
        ("", ""),
    ],
)  # fmt: skip
def test_words_of_html(html: str, text: str) -> None:
    assert markup.plain(html) == text


def test_text_keeps_its_lines() -> None:
    assert markup.text("a\n\n  b\tc \r\nd\u2028e") == "a\nb c\nd\ne"


def test_much_is_cut() -> None:
    assert len(markup.plain("<p>" + "word " * 100_000 + "</p>")) == markup.MOST


@each_row("hostile", ["<div>", "<dl><dd>", "<b><i>", "<a b=", "<!--", "&", "a &amp; ", "<", "<table><tr><td>", "<p>"])
def test_nothing_takes_long(hostile: str) -> None:
    """A tree that is deep beyond sense would cost the square of its depth."""
    began = time.process_time()
    markup.plain(hostile * (400_000 // len(hostile)))
    assert time.process_time() - began < 1.25


_SIMPLE = st.lists(
    st.one_of(
        st.tuples(
            st.sampled_from(("<", "</")),
            st.sampled_from(["p", "br", "BR", "P", "a", "b", "em", "font", "i", "img", "span", "Strong", "sub", "u"]),
            st.sampled_from(("", "", ' href="https://a.example/?b=1&c=2"', " class='d'", " hidden", '\n id=""')),
            st.sampled_from((">", ">", "/>", " />", " >")),
        ).map("".join),
        st.sampled_from(("&amp;", "&lt;", "&nbsp;", "&rsquo;", "&mdash;", "&#39;", "&#160;", "&#8217;", "&#38;lt;")),
        st.text("rule 1\t>\"'\x00\xa0\u200b法令。", max_size=5),
    ),
    max_size=12,
).map("".join)


@given(_SIMPLE)
def test_simple_html_is_read_as_by_its_tree(html: str) -> None:
    assert markup.plain(html) == markup.by_tree(html)


@each_row(
    "html",
    [
        "one</div>two", "one<table>two<tr><td>three</table>", "one<!-- <p> -->two", "one<a title='>'>two</a>",
        "one<script>two</script>three", "one&copytwo", "one<b two", "<title>one</title>two", "one<p x=1>two</p>",
    ],
)  # fmt: skip
def test_all_other_html_is_read_by_its_tree(html: str) -> None:
    assert markup.plain(html) == markup.by_tree(html)
