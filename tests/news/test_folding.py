"""Widths, marks and blanks made alike, with the way back to what was printed."""

from hypothesis import given
from hypothesis import strategies as st

from regtrack.news.folding import fold, sentences
from regtrack.news.language import Language, language_of
from tests.rows import each_row


def tables(tag: str) -> Language:
    found = language_of(tag)
    assert found is not None
    return found


@each_row(
    ("tag", "text", "folded"),
    [
        ("ja", "５ 月 １５ 日に発効", "5月15日に発効"),
        ("ja", "産業安全保障局 ( BIS ) は", "産業安全保障局(BIS)は"),
        ("ja", "910 B 、 910 C", "910B、910C"),
        ("ja", "H 20 と H 200", "H20とH200"),
        ("ja", "規則（90 FR 4544）", "規則(90 FR 4544)"),
        ("ja", "Jensen Huang 氏", "Jensen Huang氏"),
        ("ja", "ｶﾞｽﾀﾝｸの規則はﾃﾞﾝｼﾞで", "ガスタンクの規則はデンジで"),
        ("zh", "關聯企業規則", "关联企业规则"),
        ("zh", "衞生綫裏説產品", "卫生线里说产品"),
        ("en", "the  “AI   Diffusion”\tRule’s", 'the "AI Diffusion" Rule\'s'),
        ("en", "one\n\n two", "one\ntwo"),
    ],
)
def test_fold(tag: str, text: str, folded: str) -> None:
    assert fold(text, tables(tag)).text == folded


@given(st.text(max_size=80), st.sampled_from(["en", "ja", "zh"]))
def test_every_place_leads_back_into_the_text(text: str, tag: str) -> None:
    folded = fold(text, tables(tag))
    assert len(folded.places) == len(folded.text)
    assert list(folded.places) == sorted(folded.places)
    for start, end in sentences(folded, tables(tag)):
        first, last = folded.span(start, end)
        assert 0 <= first < last <= len(text)


def test_sentences_end_where_the_language_ends_them() -> None:
    def cut(tag: str, text: str) -> list[str]:
        folded = fold(text, tables(tag))
        return [folded.text[start:end] for start, end in sentences(folded, tables(tag))]

    english = "Sen. Cotton introduced S. 1705 on Jan. 5. The U.S. rule is old! Is it?"
    assert cut("en", english) == ["Sen. Cotton introduced S. 1705 on Jan. 5.", "The U.S. rule is old!", "Is it?"]
    assert cut("ja", "撤回した。発効する。") == ["撤回した。", "発効する。"]
    assert cut("ja", "設計されました。\n特に中国で作りました") == ["設計されました。", "特に中国で作りました"]


def test_a_text_without_stops_is_cut_into_pieces() -> None:
    folded = fold("9" * 5000, tables("ja"))
    pieces = list(sentences(folded, tables("ja")))
    assert max(end - start for start, end in pieces) <= 1000
    assert sum(end - start for start, end in pieces) == 5000
