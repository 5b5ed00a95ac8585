"""Where one alternative of a clause ends and the next begins."""

from __future__ import annotations

import re

from .hits import Clause, Hit, field_of

_TIGHT = re.compile(r"\s?[·ㆍ⋅․∙⸱‧･/]\s?")
_OR = re.compile(
    r"\s?(?:또는|혹은|이거나|(?<=[가-힣])거나|[,，/·ㆍ⋅․∙⸱‧･]|및|(?<=[가-힣])이나\s"
    r"|(?<=[업자관인체])나\s|[와과],?\s)\s?"
)
# (예비창업자 포함) is an alternative too
_ALTERNATIVE = re.compile(r"\((?=[^()]{2,40}포함)|" + _OR.pattern)
_STRONG = re.compile(r"또는|혹은|거나")
_TOGETHER = re.compile(
    r"[와과]의?\s[^,\n]{0,14}?(?:협업|협력|공동|매칭|연계|계약|거래|상생|동반|함께|합하여|합쳐|합산|더하)"
)
# 기업과 개인 모두 만 45세 이하: the rest is said of both
_SUBJECTS = re.compile(
    r"\s?(?:[와과]|및|,|·)\s?[가-힣A-Z]{1,8}\s모두\s(?!신청|가능|지원|참여|응모|해당)"
)
# words that name an applicant, at the end of what stands before a connective
NOUN = re.compile(
    r"(?:기업체?|업체|창업가|법인|개인|단체|기관|대학교?|팀|조합|연구소|스타트업|회사|제작사"
    r"|병원|농가|상공인"
    r"|누구나|협회|연구원|시민|국민|일반인|대학생|농업인|청년"
    r"|(?:창업|사업|예정|희망|보유|거주|종사|운영|대표|수료|소지|생산|제작|졸업|투자)자"
    r"|[한인된는]\s?자)"
    r"\s?(?:\([^)]{0,30}\))?\s?$"
)
_OTHER_KIND = re.compile(r"단체|기관|팀|기업|법인|조합|협회|시민|학생|업체|개인|농가")
_NARROW = ("region", "business_age_years", "ceo_age", "")
_STAYS = re.compile(r"(?:살|거주하|있|두었|위치하|소재하|받았|되었|이었|이)$")


def pieces_of(clause: Clause, cuts: list[tuple[int, int]]) -> list[Clause]:
    edges = [clause.start, *(right for _, right in cuts)]
    ends = [*(left for left, _ in cuts), clause.end]
    return [clause.part(a, b) for a, b in zip(edges, ends, strict=True) if a < b] or [clause]


def cuts_of(clause: Clause, hits: list[Hit]) -> list[tuple[int, int]]:
    """Where one alternative ends and the next begins."""
    text = clause.text
    found: list[tuple[int, int]] = []
    depth, at = 0, clause.start
    for match in _ALTERNATIVE.finditer(text, clause.start, clause.end):
        between = text[at : match.start()]
        depth = max(0, depth + between.count("(") - between.count(")"))
        at = match.start()
        inner = match[0].startswith("(")
        if _SUBJECTS.match(text, match.start(), clause.end):
            continue
        if (depth and not inner) or _inside(hits, match) or _TOGETHER.match(text, match.start()):
            continue
        heads = any(hit.end == match.start() and hit.head for hit in hits)
        if inner:
            cut = any(match.end() <= hit.start for hit in hits)
        elif _TIGHT.fullmatch(match[0]):
            follows = any(hit.start == match.end() and hit.head for hit in hits)
            named = _OTHER_KIND.match(text, match.end(), clause.end) is not None
            cut = (heads and (follows or named)) or (follows and _ends_in_noun(clause, match))
        elif "거나" in match[0]:
            # 하거나 joins verbs of one phrase; between two bounds it joins alternatives
            cut = any(-3 <= match.start() - hit.end <= 2 for hit in hits)
            cut = cut or _STAYS.search(text, clause.start, match.start()) is not None
            cut = cut or (match[0].startswith("이거나") and _ends_in_noun(clause, match))
        elif _STRONG.search(match[0]):
            told = any(hit.end <= match.start() or hit.start == match.end() for hit in hits)
            cut = told or _ends_in_noun(clause, match)
        elif "," in match[0] or "，" in match[0]:
            # 경남 소재 기업, 인증 기업: who is both; 로봇 기업, 예비창업자: who is either
            kind = any(h.head for h in hits if h.start >= match.end())
            more = any(
                field_of(h) not in _NARROW for h in hits if h.end <= match.start() and h.rule
            )
            behind = any(h.rule for h in hits if h.start >= match.end())
            cut = (heads and (kind or not behind)) or (
                _ends_in_noun(clause, match) and (kind or more)
            )
        else:
            follows = any(hit.start == match.end() and hit.head for hit in hits)
            cut = heads or follows or _ends_in_noun(clause, match)
        if cut:
            found.append(match.span())
    return found


def _inside(hits: list[Hit], match: re.Match[str]) -> bool:
    return any(hit.start < match.end() and match.start() < hit.end for hit in hits)


def _ends_in_noun(clause: Clause, match: re.Match[str]) -> bool:
    left = clause.text[max(clause.start, match.start() - 40) : match.start()]
    return NOUN.search(left) is not None
