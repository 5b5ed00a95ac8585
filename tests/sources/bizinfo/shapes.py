"""Items in the shapes that bizinfo sends; every sentence is ours."""

from __future__ import annotations

LIVE: dict[str, object] = {
    "pblancId": "PBLN_000000000900001",
    "pblancNm": "[충북] 2026년 새싹 제조기업 시제품 제작 지원사업 공고",
    "pblancUrl": "https://www.bizinfo.go.kr/sii/siia/selectSIIA200Detail.do?pblancId=PBLN_000000000900001",
    "jrsdInsttNm": "충청북도",
    "excInsttNm": "새싹산업진흥원",
    "bsnsSumryCn": (
        "<p>새싹산업진흥원은 도내 제조기업의 첫 시제품을 돕습니다.</p><p><br></p>"
        '<p style="line-height: 1.8;">☞&nbsp;충북에 본사를 둔 업력 7년 이내 중소기업</p>'
        "<p>- 매출액 &lt; 50억 원 &amp; 상시근로자 30인 이하</p><p><br></p>"
        "<p>☞&nbsp;기업당 최대 2천만 원</p><p>※ 자세한 내용은 <도약 안내서> 참조</p>"
        '<!--[data-hwpjson]{"document": "<p>숨은 글</p>"}-->'
    ),
    "pldirSportRealmLclasCodeNm": "기술",
    "pldirSportRealmMlsfcCodeNm": "시제품",
    "reqstBeginEndDe": "2026-05-04 ~ 2026-05-29",
    "trgetNm": "중소기업",
    "hashtags": "기술,충북,2026,새싹산업진흥원,충청북도,시제품",
    "reqstMthPapersCn": "온라인 접수\r\n- 누리집에서 신청서 제출",
    "refrncNm": "새싹산업진흥원 제조팀 043-000-0000",
    "rceptEngnHmpgUrl": "saessak.example.kr/apply",
    "creatPnttm": "2026-05-01 09:00:00",
    "updtPnttm": "2026-05-02 10:30:00",
    "inqireCo": 12,
    "totCnt": 1,
    "printFlpthNm": "https://www.bizinfo.go.kr/file?id=1&sn=0",
    "printFileNm": "공고문.hwp",
    "flpthNm": "https://www.bizinfo.go.kr/file?id=2&sn=0@https://www.bizinfo.go.kr/file?id=2&sn=1",
    "fileNm": "신청서.hwp@동의서.pdf",
}

RSS: dict[str, object] = {
    "seq": "PBLN_000000000900001",
    "title": LIVE["pblancNm"],
    "link": "/see/seea/selectSEEA140Detail.do?pblancId=PBLN_000000000900001",
    "author": "충청북도",
    "excInsttNm": "새싹산업진흥원",
    "description": LIVE["bsnsSumryCn"],
    "lcategory": "기술",
    "reqstDt": "20260504 ~ 20260529",
    "trgetNm": "중소기업",
    "hashTags": LIVE["hashtags"],
    "pubDate": "2026-05-01 09:00:00",
    "printFlpthNm": LIVE["printFlpthNm"],
    "printFileNm": LIVE["printFileNm"],
}

MIRROR: dict[str, object] = {
    "번호": 7,
    "사업명": LIVE["pblancNm"],
    "분야": "기술",
    "소관기관": "충청북도",
    "수행기관": "새싹산업진흥원",
    "신청시작일자": "2026-05-04",
    "신청종료일자": "2026-05-29",
    "등록일자": "2026-05-01",
    "상세URL": "https://www.bizinfo.go.kr/view.do?pblancId=PBLN_000000000900001",
}

SCRAPED: dict[str, object] = {
    **LIVE,
    "bsnsSumryCn": (
        "진흥원이 새 판로를 찾는 기업을 돕습니다. ☞ 충북 소재 생활용품 제조기업 ※ 소상공인 우대 "
        "☞ 상담회 참가 지원 - 사전 교육 - 통역 제공 사업신청 방법 전자우편 접수 "
        "사업신청 사이트 온라인신청 바로가기"
    ),
    "trgetNm": "공고문 참조 ☞ 상담회 참가 지원 사업신청 방법 전자우편 접수 문의처 새싹산업진흥원",
    "hashtags": f"{LIVE['pblancNm']},새싹산업진흥원,2026-05-01,수출,온라인",
    "refrncNm": (
        "새싹산업진흥원 043-000-0000 ※ 본 지원사업에 대한 문의는 수행기관에서 맡습니다. "
        f"{LIVE['pblancNm']} # 해시태그 목록 #2026 #판로 #충북 #내수 "
        "본문출력파일 공고.hwp 바로보기 <a href='/file' title='"
    ),
    "reqstMthPapersCn": "",
    "creatPnttm": "2026-05-01 00:00:00",
    "updtPnttm": None,
    "printFlpthNm": None,
    "printFileNm": None,
    "flpthNm": None,
    "fileNm": None,
}
