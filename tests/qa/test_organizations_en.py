"""Which bodies an English question names: by every word of the name, or not at all."""

from __future__ import annotations

import pytest

from qa.bodies import accounts, body_of
from qa.organizations_en import mentioned_in_english

FORMS = {
    "北京市公安局": (
        "Beijing Municipal Public Security Bureau",
        "Beijing police",
        "the Public Security Bureau of Beijing",
    ),
    "北京市重大项目建设指挥部办公室": (
        "Beijing Municipal Major Projects Construction Headquarters Office",
        "Beijing major projects office",
        "the Office of the Beijing Major Project Construction Headquarters",
    ),
    "北京市发展和改革委员会": (
        "Beijing Municipal Commission of Development and Reform",
        "Beijing development and reform commission",
        "the Development and Reform Commission of Beijing Municipality",
    ),
    "中共重庆市委宣传部": (
        "Publicity Department of the CPC Chongqing Municipal Committee",
        "Chongqing publicity department",
        "the Propaganda Department of the Chongqing Party Committee",
    ),
    "福州市公安局交通管理支队": (
        "Fuzhou Public Security Bureau Traffic Management Detachment",
        "Fuzhou traffic police",
        "the Traffic Police Detachment of the Fuzhou Municipal Public Security Bureau",
    ),
    "广州市政务服务和数据管理局": (
        "Guangzhou Municipal Government Services and Data Administration Bureau",
        "Guangzhou data bureau",
        "the Government Services and Data Management Bureau of Guangzhou",
    ),
    "广州市司法局": (
        "Guangzhou Municipal Justice Bureau",
        "Guangzhou justice bureau",
        "the Bureau of Justice of Guangzhou Municipality",
    ),
    "昆明市审计局（汇总）": (
        "Kunming Municipal Audit Bureau",
        "Kunming audit office",
        "the Audit Office of Kunming City",
    ),
    "拉萨市刑警支队": (
        "Lhasa Municipal Criminal Police Detachment",
        "Lhasa criminal police",
        "the Criminal Police Detachment of Lhasa City",
    ),
    "上海市普陀区财政局": (
        "Finance Bureau of Putuo District, Shanghai",
        "Putuo finance bureau",
        "the finance bureau of Shanghai's Putuo District",
    ),
    "上海市普陀区司法局": (
        "Shanghai Putuo District Justice Bureau",
        "Putuo justice bureau",
        "the Bureau of Justice of the People's Government of Putuo District",
    ),
    "中共上海市普陀区委社会工作部": (
        "Social Work Department of the CPC Putuo District Committee of Shanghai",
        "Putuo social work department",
        "the Social Work Department of Putuo District",
    ),
    "上海市普陀区商务委员会": (
        "Shanghai Putuo District Commission of Commerce",
        "Putuo commerce commission",
        "the Commerce Commission of Putuo District",
    ),
    "上海市普陀区人民政府万里街道办事处": (
        "Wanli Subdistrict Office of the People's Government of Putuo District, Shanghai",
        "Wanli subdistrict",
        "the Wanli Sub-district Office in Putuo",
    ),
    "上海市审计局": (
        "Shanghai Municipal Audit Bureau",
        "Shanghai audit office",
        "the Audit Bureau of Shanghai Municipality",
    ),
    "上海市职业能力考试院": (
        "Shanghai Vocational Ability Examination Institute",
        "Shanghai vocational examination authority",
        "the Vocational Skills Examination Academy of Shanghai",
    ),
    "上海水产老干部活动室": (
        "Shanghai Fisheries Veteran Cadres' Activity Room",
        "Shanghai fisheries retired cadres activity room",
        "the Activity Centre for Veteran Cadres of Shanghai Fisheries",
    ),
    "深圳市财政局（本级）": (
        "Shenzhen Municipal Finance Bureau (headquarters)",
        "Shenzhen finance bureau",
        "the Finance Bureau of Shenzhen Municipality",
    ),
    "深圳市公安局（本级）": (
        "Shenzhen Municipal Public Security Bureau",
        "Shenzhen police",
        "the Public Security Bureau of Shenzhen",
    ),
    "深圳市人民政府口岸办公室": (
        "Port Office of the Shenzhen Municipal People's Government",
        "Shenzhen port office",
        "the Port Office of the Shenzhen Municipal Government",
    ),
    "苏州市交通运输局": (
        "Suzhou Municipal Transport Bureau",
        "Suzhou transport bureau",
        "the Bureau of Transportation of Suzhou City",
    ),
    "无锡市教育局": (
        "Wuxi Municipal Education Bureau",
        "Wuxi education bureau",
        "the Bureau of Education of Wuxi",
    ),
}
STRANGERS = (
    "Suzhou Education Bureau",
    "Guangzhou Health Commission",
    "Putuo Civil Affairs Bureau",
    "Beijing Municipal Commission of Education",
    "the Education Bureau of Suzhou",
    "Shanghai Municipal Commission of Commerce",
    "Wuxi Finance Bureau",
    "Kunming Finance Bureau",
    "Lhasa Traffic Police Detachment",
    "the Lhasa Public Security Bureau",
    "Fuzhou Municipal Transport Bureau",
    "the Fuzhou Education Bureau",
    "Shenzhen Audit Bureau",
    "the Health Commission of Shenzhen Municipality",
    "Chongqing Finance Bureau",
    "the Organization Department of the CPC Chongqing Municipal Committee",
    "Guangzhou Public Security Bureau",
    "Guangzhou Development and Reform Commission",
    "Minhang District Finance Bureau",
    "minhang finance bureau",
    "the Finance Bureau of Pudong New Area",
    "Changfeng Subdistrict",
    "Taopu Town Government",
    "Hangzhou Justice Bureau",
    "the Audit Office of Nanjing City",
    "Shanghai Development and Reform Commission",
    "Shanghai Education Commission",
    "Putuo District Health Commission",
    "the Market Supervision Bureau of Putuo District",
    "Beijing Finance Bureau",
    "Suzhou Finance Bureau",
    "Shenzhen Transport Bureau",
    "Putuo District People's Government",
    "Wuxi Commission of Commerce",
    "Shenzhen Development and Reform Commission",
    "the National Audit Office of Wuhan",
    "Guangzhou Education Bureau",
    "Beijing Transport Commission",
    "Chongqing Social Work Department",
    "Putuo Court",
    "the Procuratorate of Putuo District",
    "Fuzhou Criminal Police Detachment",
)
OTHERS = (
    "海州市气象局",
    "上海市财政局",
    "海州市信访局",
    "上海市普陀区人民政府办公室",
    "首都绿化委员会办公室",
    "苏州市审计局",
)
NAMES = (*FORMS, *OTHERS)
QUESTIONS = (
    "How much does {} plan to spend on training?",
    "What is the office expenses budget of {} in 2026?",
    "By how much did {}'s reception budget change?",
    "How much did {} set aside for goods and services?",
    "What share of the total budget of {} is project expenditure?",
)


@pytest.mark.parametrize("question", QUESTIONS)
@pytest.mark.parametrize(("name", "form"), [(name, form) for name, forms in FORMS.items() for form in forms])
def test_each_way_of_naming_a_body_names_it_and_nothing_else(question: str, name: str, form: str) -> None:
    said = mentioned_in_english(question.format(form), NAMES)
    assert (said.names, said.unknown, said.by_place) == ((name,), None, False)
    assert [text.removesuffix("'s") for _, text in said.found] == [form]


@pytest.mark.parametrize("question", QUESTIONS)
@pytest.mark.parametrize("form", STRANGERS)
def test_a_body_that_the_store_lacks_is_never_replaced(question: str, form: str) -> None:
    said = mentioned_in_english(question.format(form), NAMES)
    assert not said.found
    assert said.unknown is not None
    assert said.unknown.removesuffix("'s").removeprefix("the ") in form


@pytest.mark.parametrize(
    ("words", "name", "named"),
    [
        ("beijing development and reform commission", "北京市发展和改革委员会", True),
        ("beijing development and reform bureau", "北京市发展和改革委员会", False),  # a commission is no bureau
        ("beijing commission", "北京市公安局", False),
        ("kunming audit office", "昆明市审计局", True),
        ("kunming audit bureau office", "昆明市审计局", False),  # each kind is said once
        ("shanghai finance bureau", "上海市普陀区财政局", False),  # the city's is none of its districts'
        ("putuo finance bureau", "上海市普陀区财政局", True),
        ("fuzhou public security bureau", "福州市公安局交通管理支队", False),  # nor is a part the whole
        ("fuzhou transport bureau", "福州市公安局交通管理支队", False),
        ("guangzhou data bureau", "广州市政务服务和数据管理局", True),
        ("guangzhou service bureau", "广州市政务服务和数据管理局", False),
        ("putuo district government", "上海市普陀区人民政府办公室", False),
        ("putuo district government office", "上海市普陀区人民政府办公室", True),
    ],
)
def test_every_word_and_the_kind_of_body_must_fit(words: str, name: str, named: bool) -> None:
    assert (accounts(tuple(words.split()), name) > 0) is named


@pytest.mark.parametrize(
    ("name", "parts"),
    [
        ("上海市普陀区财政局", ("上海市普陀区", "财政", ("局",))),
        ("福州市公安局交通管理支队", ("福州市", "交通管理", ("局", "支队"))),
        ("上海市普陀区人民政府万里街道办事处", ("上海市普陀区", "万里", ("人民政府", "街道办事处"))),
        ("首都绿化委员会办公室", ("", "首都绿化", ("委员会", "办公室"))),
        ("中共重庆市委宣传部", ("重庆市", "宣传", ("委", "部"))),
    ],
)
def test_a_name_has_a_place_a_field_and_kinds(name: str, parts: tuple[str, str, tuple[str, ...]]) -> None:
    body = body_of(name)
    assert (body.place, body.own, body.kinds) == parts


@pytest.mark.parametrize(
    ("question", "names"),
    [
        ("Did the Shanghai or the Suzhou audit bureau spend more on meetings?", ["上海市审计局", "苏州市审计局"]),
        ("How much do the Putuo finance bureau and justice bureau spend?", ["上海市普陀区财政局", "上海市普陀区司法局"]),
        ("How much do the finance bureau and the commerce commission in Putuo spend?", ["上海市普陀区财政局", "上海市普陀区商务委员会"]),
    ],
)  # fmt: skip
def test_two_bodies_share_a_word(question: str, names: list[str]) -> None:
    assert list(mentioned_in_english(question, NAMES).names) == names


def test_a_stranger_beside_a_body_is_told() -> None:
    said = mentioned_in_english("Compare the Suzhou Education Bureau with the Suzhou Audit Bureau on training.", NAMES)
    assert (said.names, said.unknown) == (("苏州市审计局",), "Suzhou Education Bureau")


def test_words_that_only_refer_to_a_body_are_told_apart_from_items() -> None:
    assert mentioned_in_english("How much will the bureau spend on meetings?", NAMES).aside == ("the bureau",)
    assert mentioned_in_english("How much are the office expenses?", NAMES).aside == ()


def test_a_place_alone_is_shared_by_its_bodies() -> None:
    said = mentioned_in_english("How much was spent on office supplies in Putuo?", NAMES)
    assert said.by_place
    assert len(said.names) == 6
