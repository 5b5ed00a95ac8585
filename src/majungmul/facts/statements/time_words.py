"""The words that tell when a claim holds, and what kind of time each of them is."""

from __future__ import annotations

import re

MENTION = re.compile(
    r"""(?P<relative>새해|올해|올\ ?한\ ?해|올(?=\ )|금년|연내|지난\ ?해|작년|전년|내년|재작년
          |지지난해|이듬해|내후년|당해)
        (?P<part>\ ?(?:상반기|하반기|[1-4]\ ?분기|1?[0-9]월))?
        (?:(?P<from>\ ?부터)|(?P<to>\ ?말?까지(?!\ [0-9]+년간)))?
        (?:\ ?(?:향후\ ?)?(?P<relative_years>[0-9]{1,2})년간|까지\ (?P<back_years>[0-9]{1,2})년간)?
      | (?:'|(?<![0-9]))(?P<year>(?:19|20)[0-9]{2}|(?<=')[0-9]{2})\ ?(?:년도?|(?=\ ?~))
        (?P<year_part>\ ?(?:상반기|하반기|[1-4]\ ?분기|1?[0-9]월))?
        (?:(?P<year_from>\ ?부터|(?:\ [가-힣]{1,6}){0,2}\ (?:이후|이래))|(?P<year_to>\ ?말?까지))?
        (?:\ ?~\ ?(?:'?(?P<year_until>(?:19|20)?[0-9]{2})\ ?년))?
        (?:\ ?(?:부터\ ?)?(?P<year_years>[0-9]{1,2})년간)?
      | (?:(?:지난|오는)\ )?(?:(?P<day_month>1[0-2]|[1-9]|지난달|이달|다음\ ?달|내달)월?\ )?
          (?<![0-9])(?P<day_from>[0-9]{1,2})(?:일부터\ |일?\ ?~\ ?)
          (?:(?P<day_count>[0-9]일|이틀|사흘|나흘|닷새)간
            |(?:(?P<day_month_to>1[0-2]|[1-9]|이달|다음\ ?달)월?\ )?
             (?P<day_to>[0-9]{1,2})일(?:까지)?)
      | (?P<last>지난|최근|과거)\ ?(?:약\ ?)?(?P<years>[0-9]{1,2})여?\ ?
        (?P<unit>년|개년|개월|달)여?(?:\ ?간|\ ?동안|\ ?새)
      | (?:개소|출범|설립|개원|창립|시행|도입)\ (?:이후|후|뒤)\ (?:약\ )?
        (?P<running>[0-9]{1,2})여?년간
      | (?P<ago>[0-9]{1,2}|한)\ ?[년해]\ ?전(?:의|에는|엔|에)?(?=\ \(?[0-9])
      | (?P<next>향후|앞으로|오는)\ ?(?P<next_years>[0-9]{1,2})년(?:\ ?간|\ ?동안)?
      | (?<![0-9])(?P<month_first>1[0-2]|[1-9])\ ?[~∼～-]\ ?(?P<month_last>1[0-2]|[1-9])월
      | (?P<month_word>이달|이번\ ?달|지난달|지난\ ?달|다음\ ?달|내달)
      | (?P<past>지난\ )?(?P<month>(?<![0-9])(?:1[0-2]|[1-9]))월(?!간)
        (?:(?P<month_from>\ ?부터)
          (?:\ (?P<month_now>이달|이번\ 달|현재|지금|최근)까지
            |\ (?P<month_to>1[0-2]|[1-9])월까지)?|(?P<month_until>\ ?말?까지))?
      | (?P<year_end>연말|올해\ 말|올\ 연말)까지
      | (?P<since>현재까지|지금까지|그동안|누적|출범\ 이후|이후\ 현재)
      | (?P<half>상반기|하반기|[1-4]\ ?분기)
      | (?P<day>이날|오늘|어제|(?:지난|오는)\ ?[0-9]{1,2}일(?!\ ?~)
          |(?<![0-9월])[0-9]{1,2}일(?![간~부까]|\ ?~|\ (?:오[전후]\ )?(?:[가-힣'"]{1,12}\ )?
            (?:밝|전했|말했|알렸|발표|내놨|내놓|공개했|설명했|추산|집계|공고|귀띔)))
      | (?P<same>같은\ 해|그\ ?해)(?=[\ 에])
    """,
    re.VERBOSE,
)
# How many years from that of publication, by the word without its blanks.
SHIFT = {
    "새해": 0, "올해": 0, "올한해": 0, "올": 0, "금년": 0, "당해": 0, "연내": 0,
    "지난해": -1, "작년": -1, "전년": -1,
    "내년": 1, "재작년": -2, "지지난해": -2, "이듬해": 1, "내후년": 2,
}  # fmt: skip


def kind(match: re.Match[str]) -> str:
    """`until` and `from` where only one end is told, else the name of the group that matched."""
    if match["year_to"] or match["to"] or match["month_until"] or match["year_end"]:
        return "until"
    if (match["year_from"] or match["from"]) and not (
        match["year_years"] or match["relative_years"] or match["year_until"]
    ):
        return "from"
    if match["back_years"]:
        return "last"
    for name in (
        "relative",
        "year",
        "last",
        "running",
        "ago",
        "next",
        "month_word",
        "month",
        "since",
        "day_from",
        "half",
        "month_first",
        "day",
        "same",
    ):
        if match[name]:
            return name
    return ""
