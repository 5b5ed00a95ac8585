"""Who is given something: applicants their share, people and firms that a programme reaches."""

from __future__ import annotations

import re

from majungmul.terms import Quantity

# "기업당 최대 2억 원": what one applicant may get.
_EACH = re.compile(
    r"(?:[가-힣](?<![담해상정식강부수일배충적합대간회개장병잔평터])당|(?<=[가-힣])\ 당"
    r"|(?:팀|기업|업체|과제|점포|기관)마다|한\ (?:업체|기업|곳|사람|팀|명|가구|과제)(?:에|에게))\ "
    r"[^,.0-9]{0,16}(?:연간?\ |월\ )?$"
)
_BY_EACH = re.compile(r"(?:과제|기업|업체|팀|센터|기관|점포)별로?\ (?:연간?\ )?$")
_TO_EACH = re.compile(r"에게는?\ (?:연간?\ |월\ |매월\ |한\ 달에\ )?$")
# "센터로 지정되면 운영비로 1억 원이 지원된다": what one who is chosen gets
_ONCE = re.compile(r"(?:선정|지정|인증|선발|채택)(?:되|받으)면\ [^.]*$")
_MUCH = 10**8  # a sum given to several together rather than to each
_TO_PEOPLE = re.compile(r"(?:의\ |\ )?(?:[가-힣]{1,6}\ )?(?:[가-힣]{1,6})?에게|에\ (?:총\ )?[0-9]")
_TAUGHT = re.compile(r"[은는]?\ [^,.]{0,16}(?:교육|훈련|강의|연수|수업|과정|가르[치칠친쳐쳤])")
_HONOUR = re.compile(r"[은는]?\ [^,.]{0,12}(?:상이|상을|상장|표창|포상|훈장|감사패)")
_GIVEN_TO = {
    "company": "companies_supported",
    "team": "companies_supported",
    "household": "people_served",
}
_TO_FIRMS = re.compile(
    r"(?:의\ |\ )?(?:(?:[가-힣]{1,8}\ ){0,3}[가-힣]{0,4}(?:기업|업체|점포)|"
    r"(?:[가-힣]{1,6}(?<![이가을를은는])\ )?(?:[가-힣]{1,6})?)(?<![됨함음임])(?:에|에게|에는|엔)\ "
    r"(?!이르|이른|달[하한했]|그[치쳤]|머물|불과|육박)[^.]{0,50}?"
    r"(?:지원|제공|보급|공급|투입|투자|지급|전달|보탠|보태|대준|대줬|나눠|융자|대행|빌려|개방|열어|내[주준줬]|(?:돌아|나|흘러|풀려)[가간갔]"
    r"|[을를]\ [준줬주])"
)
_FIRMS = re.compile(
    r"(?:개사|업체|기업|회사|㈜[가-힣A-Za-z0-9]{2,12})[^,.]{0,6}[가이은는]\ [^,.]{0,20}$"
)


# "입주기업 94개사가 컨설팅과 시제품 제작을 지원받았다": what was done for those counted.
_RECEIVED = re.compile(
    r"(?:\ [가-힣]{1,8})?[이가은는]\ [^.0-9]{0,80}?"
    r"(?:[0-9][0-9,]*여?\ ?(?:건|회|가지|개\ 분야)[^.0-9]{0,40}?)?"
    r"(?:지원받|수혈받|대출받|빌렸|빌려\ 갔"
    r"|(?:지원|도움|자금|지원금|보조금|컨설팅|보증|대출|멘토링|혜택|바우처)[을를]\ [받누보])"
)
# "근로자 70명을 대상으로 상담 사업을 편다": for whom it is done
_AIMED_AT = re.compile(
    r"(?:\ [가-힣]{1,8})?[을를]\ 대상으로\ (?:한\ )?[^.]{0,40}?"
    r"(?:지원|추진|진행|운영|실시|교육|펼|열|제공)"
)
_TEACHING = re.compile(r"교육|훈련|강의|연수|수업|강좌|특강|과정|캠프")
# "250여 업체 대표가 참석한 가운데"
_CAME = re.compile(
    r"(?:의)?\ ?(?:기업|업체|회사)?\ ?(?:대표|관계자|임직원|담당자)(?:들|\ 등)?[이가]\ "
    r"(?:[가-힣]{1,6}\ )?(?:참석|참가|참여|모인|모여|모였|함께)"
)
# "3개사도 설명회에 참여해"; who takes part in a programme is supported by it
_JOINED = re.compile(
    r"[도은는이가]\ (?:[가-힣A-Za-z·]{1,10}\ )?[가-힣A-Za-z·]{1,10}"
    r"(?<!사업)(?<!과정)(?<!프로그램)에\ (?:참가|참여|참석)(?:했|하|해)"
)
_LENT = re.compile(r"[이가은는]\ [^.]{0,24}?(?:빌렸|빌려\ 갔|대출받|대출을\ 받)")


# "40개사의 설비를 바꾸는 데 예산 12억 원을 투입한다": what is spent on them is done for them.
_SPENT_ON = re.compile(
    r"의\ [^,.0-9]{1,24}(?:는|할)\ 데\ [^,.0-9]{0,12}[0-9][^.]{0,16}?"
    r"(?:투입|들[이여인]|쓰|쓴|지원|투자)"
)
# "563건(경쟁률 2.1:1)을 선정했다": applications that were granted, a project each.
_PICKED = re.compile(
    r"(?:\([^()]{0,16}\))?[을를이가]?\ (?:최종\ )?(?:선정|지원)(?:했|하고|해|한다|된|될|됐|돼)"
)


def given_to(sentence: str, end: int, unit: str) -> str:
    """The measure of those who are given something: `청년 60명에게`, `48곳에 72억 원을 지원`."""
    if unit == "person":
        if aimed := _AIMED_AT.match(sentence, end):
            return "people_trained" if _TEACHING.search(aimed[0]) else "people_served"
        if _LENT.match(sentence, end):
            return "people_served"
        to = _TO_PEOPLE.match(sentence, end)
        if to is None or _HONOUR.match(sentence, to.end()):
            return ""
        return "people_trained" if _TAUGHT.match(sentence, to.end()) else "people_served"
    if unit == "case":
        return "projects" if _PICKED.match(sentence, end) else ""
    if unit == "company" and (_CAME.match(sentence, end) or _JOINED.match(sentence, end)):
        return "companies_participating"
    given = unit in _GIVEN_TO and any(
        pattern.match(sentence, end) for pattern in (_TO_FIRMS, _RECEIVED, _SPENT_ON)
    )
    return _GIVEN_TO[unit] if given else ""


def is_each(sentence: str, start: int, quantity: Quantity) -> bool:
    """Whether the sum is what one applicant may get: `기업당`, `최대`."""
    each = _EACH.search(sentence, max(0, start - 24), start) is not None
    each = each or _BY_EACH.search(sentence, max(0, start - 12), start) is not None
    once = _ONCE.search(sentence, max(0, start - 70), start)
    to = _TO_EACH.search(sentence, max(0, start - 16), start) is not None
    return (
        each
        or (to and quantity.value < _MUCH)
        or quantity.span.quote.startswith(("최대 ", "최고 "))
        or (quantity.value < 10 * _MUCH and once is not None)
    )


def is_invested(sentence: str, start: int, end: int) -> bool:
    """`24개사가 1831억 원을 투자해`: what firms put in, no budget."""
    if not sentence.startswith(("을 투자", "를 투자"), end):
        return False
    return _FIRMS.search(sentence, max(0, start - 36), start) is not None
