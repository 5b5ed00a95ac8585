"""An article saved with the page round it: only the article is its body."""

from __future__ import annotations

import pytest

from majungmul import documents

LEAD = "도는 올해 식품기업 31곳에 시험 장비를 빌려주고 판로를 도왔다고 5일 밝혔다."
MORE = [
    "장비를 쓴 기업은 모두 44번 시험을 마쳤고, 이 가운데 9곳이 새 제품을 내놓았다.",
    "담당 과장은 “내년에도 장비 이용료의 절반을 지원해 기업의 짐을 덜겠다”고 말했다.",
]
SIDEBAR = "옆 고을은 농기계 임대료 5억원을 줄여 농가 700곳이 혜택을 보았다고 밝혔다."


def page(*after: str, before: tuple[str, ...] = ()) -> str:
    return "\n\n".join([*before, LEAD, *MORE, *after])


def body(text: str) -> str:
    document = documents.plain(text)
    return "\n".join(document.text[start:end] for start, end in document.body)


HEAD = (
    "식품기업 시험 장비 무료로 빌려준다…올해 31곳",
    "김아무 기자 / 기사승인 : 2031-11-05 09:00:00",
)


@pytest.mark.parametrize(
    "tail",
    [
        ["[저작권자ⓒ 어느신문. 무단전재-재배포 금지]", "옆 고을 농기계 싸진다", SIDEBAR],
        ["최신뉴스", "옆 고을 농기계 싸진다", SIDEBAR],
        ["많이 본 기사", "1", SIDEBAR],
        ["댓글 0", "0 / 300", "로그인 후 댓글 작성이 가능합니다.", SIDEBAR],
        ["관련기사", "옆 고을 농기계 700곳 싸진다", "3 / 9"],
        ["ⓒ 어느신문 무단 전재 및 재배포 금지", "이 시각 주요뉴스", SIDEBAR],
        ["어느시=김아무 기자 writer@example.com", "브랜드 뉴스룸 700"],
    ],
)
def test_what_comes_after_the_article_is_not_the_article(tail: list[str]) -> None:
    own = body(page(*tail, before=HEAD))
    assert all(sentence in own for sentence in (LEAD, *MORE))
    assert "700" not in own
    assert "300" not in own


@pytest.mark.parametrize(
    "caption",
    [
        "▲ 시험 장비 12대를 둔 식품 연구동",
        "시험 장비 12대를 둔 연구동. [사진=어느도 제공]",
        "시험 장비 12대가 놓인 연구동 (제공=어느도)",
        "Photo Image\n시험 장비 12대를 둔 연구동.",
        "사진=어느도, 장비 12대",
    ],
)
def test_captions_within_the_article_are_left_out(caption: str) -> None:
    text = "\n\n".join([*HEAD, LEAD, caption, *MORE])
    own = body(text)
    assert "12대" not in own
    assert all(sentence in own for sentence in (LEAD, *MORE))


def test_a_box_of_links_within_the_article_does_not_end_it() -> None:
    own = body("\n\n".join([*HEAD, LEAD, "관련기사", "농기계 700곳 싸진다", *MORE]))
    assert "700" not in own
    assert all(sentence in own for sentence in MORE)


def test_the_headline_is_the_title_and_its_page_is_not() -> None:
    text = page(before=("어느신문 - 광고", *HEAD))
    document = documents.plain(text)
    assert document.title == HEAD[0]
    assert "광고" not in body(text)
    assert "기사승인" not in body(text)
    assert str(document.published) == "2031-11-05"


def test_a_list_written_with_triangles_is_no_caption() -> None:
    line = "내년에는 △장비 임대 △판로 개척 △인력 교육 등 14개 사업을 벌인다."
    assert line in body("\n\n".join([*HEAD, LEAD, line, *MORE]))


def test_a_notice_is_never_taken_for_press() -> None:
    notice = (
        "어느도 공고 제2031-8호\n입력 2031-01-02\n다음과 같이 공고합니다.\n"
        "□ 신청자격\n○ 도내 기업\n"
        "▲ 우대 사항\n관련기사\n최신뉴스\n"
    )
    assert all(block.kind != "boilerplate" for block in documents.plain(notice).blocks)


def test_every_block_of_other_text_is_body() -> None:
    text = "□ 대상\n○ 기업\n\n문장이다."
    document = documents.plain(text)
    assert document.body == ((0, len(text)),)
