"""What the words of a question ask for beside its things: how many rows, of which level, together, in times. Patterns only."""

from __future__ import annotations

import re
from typing import Final

PREFIX: Final = re.compile(
    r"(?:starts? with|starting with|begins? with|beginning with|以)\s*([0-9A-Z]{3,})|([0-9A-Z]{3,})\s*(?:开头|打头)"
)
SMALLEST: Final = re.compile(r"最少|最小|最低|smallest|lowest|least", re.IGNORECASE)
COUNTED: Final = re.compile(
    r"\b(two|three|four|five|six|seven|eight|nine|ten|\d{1,3})\b|前?([二两三四五六七八九十]|\d{1,3})(?:个|项|笔|大|名|家|类|款|块|种|所)"
)
_DEPTH: Final = (
    (
        re.compile(
            r"(?:各|哪些|哪几|几|每一?)个?类(?!别|似|项)|[“\"]?类[”\"]?(?:分|里|中|级)|科目类|类级|类科目|functional class|\bclass(?:es)?\b|最[多少大小高低]的[^项款]*类"
        ),
        1,
    ),
    (re.compile(r"(?:各|每一?)个?款|款级|\bdivisions?\b"), 2),
    (re.compile(r"项级|最细|\bby items?\b|\bline by line\b"), 3),
)
PROJECT_SPENDING: Final = re.compile(
    r"项目(?:总)?支出|项目总额|项目经费|project (?:spending|expenditure)", re.IGNORECASE
)
SOME_PROJECTS: Final = re.compile(
    r"(?:哪|几|各|[一二两三四五六七八九十\d])(?:些|几)?(?:个|项)?(?:绩效)?项目|\b(?:which|what|two|three|four|five|six) projects\b",
    re.IGNORECASE,
)
BODIES: Final = re.compile(r"单位|部门|\bunits?\b|bod(?:y|ies)|institutions?")
EACH_BODY: Final = re.compile(
    r"哪[个家一两二三四五几]*(?:单位|部门|局|机构)|\b(?:of|among) (?:the |its |all )*(?:two |three |four |five |six |seven |eight |nine |ten |\d+ )?(?:subordinate |affiliated |attached |budget |member )*(?:units|bodies|institutions|agencies)\b|各(?:个)?(?:单位|部门|局|机构)(?:里|中|当中|里面)?，?(?:是)?哪(?:个|家|一家)|which (?:of (?:its|the) )?(?:two |three |four |five )?(?:subordinate |affiliated |attached |budget |member |spending )*(?:unit|body|department|bureau|organi[sz]ation|institution|agenc)(?:y|ie)?s?"
)
_NUMBERED_BODIES: Final = r"(?<![这那哪述])[\d一二两三四五六七八九十]+(?:个|家|所)(?:预算|下属|所属|直属|基层|二级|下级)*(?:单位|部门|机构|学校|学院|监狱|院所)"
COUNTED_BODIES: Final = re.compile(_NUMBERED_BODIES)
OWN_BODIES: Final = re.compile(
    _NUMBERED_BODIES + r"|(?:哪|几|各|每|下属|所属|直属)[^，。？,?]{0,4}?(?:单位|部门|机构|局|处|所|中心|学校|监狱|院)"
)
# 下属哪个学校: bodies of one kind. A school goes by several names.
WHICH_BODY: Final = re.compile(
    r"哪(?:一)?[二两三四五六七八九十\d]{0,2}(?:个|家|所|些|几个|几所|几家)?(?P<kind>学校|幼儿园|中学|小学|学院|大学|监狱|戒毒所|医院|中心|事务所|支队|大队|研究院|研究所|街道)"
)
# 七个强制隔离戒毒所当中: so many bodies of one kind.
KIND_OF_BODY: Final = re.compile(
    r"(?:[\d一二两三四五六七八九十]+|各|几)(?:个|所|家|座)(?P<kind>[\u3400-\u9fff]{0,10}?(?:所|院|校|监狱|中心|站|馆|学校|园|支队|大队))(?=里|中|当中|之中|之间|[，,的]|哪|是|有|分别|各|$|[？?。])"
)
KINDS_OF_BODY: Final = {"学校": "学校|中学|小学|学院|大学|高中|初中|职校"}
# The department and its units side by side.
EACH_OF_BODIES: Final = re.compile(
    r"(?:(?:局|委|办)?(?:本级|机关)(?:和|与|及|跟)(?:各个?)?(?:下属|所属|直属|下级|二级)?(?:各)?(?:预算)?单位|(?:各个?|每个?|各家)(?:下属|所属|直属|预算|二级)?单位|(?:下属|所属|直属|二级)(?:各|的各?)?(?:预算)?单位)(?:20\d\d年)?(?:的)?(?:总)?(?:预算|基本支出|项目支出|支出|收入|经费)?(?:都|又)?(?:各|分别|各自)(?:是|为|有|拿|分到|安排)?(?:了)?多少"
    rf"|{_NUMBERED_BODIES}[^，。？]{{0,14}}?(?:各|分别)[^，。？]{{0,6}}?(?:多少|几)"
    r"|\bhow much (?:money )?(?:does|do|did|will|is|was) each (?:subordinate |affiliated |budget )*(?:unit|body|institution|agency)"
    r"|^(?:please )?(?:list|name|show|give|set out|which are|what are)(?: me)?(?: out)?(?: all)?(?: of)?(?: the| its| their)* (?:subordinate |affiliated |attached |budget |budgeted |member |second-level )*(?:units|bodies|institutions|agencies|entities|organi[sz]ations)\b(?: (?:that are |which are )?(?:included|covered|consolidated|contained) (?:in|by)\b)?"
    r"|(?:各个?|每个?)(?:下属|所属|直属|预算|二级)*单位(?:20\d\d年)?的?(?=[^，,。？]{2,14}?(?:各|分别|各自)(?:是|为|有)?多少)"
    r"|(?:列出|列举|列一下|罗列|说说|报一下|介绍)[^，。？,?]{0,12}?(?:下属|所属|预算|各|二级|基层)*(?:单位|机构)(?!的?[^，。？,?]*(?:项目|科目))"
    r"|(?:有|包括|包含|含|纳入[^，。？,?]{0,10}?的?是?)(?:哪些|哪几(?:个|家)?)(?:下属|所属|预算|直属|二级|基层)*(?:单位|机构)",
    re.IGNORECASE,
)
# All of them together: 除本级外各单位预算合计.
ALL_BODIES: Final = re.compile(
    r"(?:(?:各个?|所有|全部)(?:下属|所属|直属|预算|二级)*|(?:下属|所属|直属)(?:的)?(?:各个?|所有|预算|二级)*)单位(?:20\d\d年)?的?(?:总)?(?:预算|收入|支出)*(?:合计|一共|总共|加起来|加在一起|总和|共计)(?:是|为|有)?(?:多少)?"
    r"|\b(?:all|the) (?:subordinate |affiliated |budget |member )*(?:units|bodies|institutions)(?:'s? budgets)? (?:together|combined|in total)\b"
)
SIDES: Final = re.compile(r"基本支出|项目支出|人员经费|公用经费|(?:basic|project) (?:expenditure|spending)")
# 局本级和各下属单位的: all of them, which is no level.
OWN_AND_UNITS: Final = re.compile(
    r"(?:局|委|办|厅|部|机关)?(?:本级|机关)(?:和|与|及|以及|、|连同|加上?)(?:各个?|所有|全部|其|[\d一二两三四五六七八九十]+(?:个|家|所))?(?:下属|所属|直属|下级|二级|基层)(?:的)?(?:各)?(?:预算)?单位的?(?=[^，,。？?]*(?:合计|一共|总共|加起来|加在一起|合在一起|总和|共计|之和))"
)
# Without the department's own row: 不算局本级.
WITHOUT_OWN: Final = re.compile(
    r"[（(]?(?:除了?|不含|不算上?|不包括|不计|扣除|剔除|去掉|撇开)(?:了)?(?:局|委|办|厅|机关|部门)?(?:本级|机关本级|自身|自己|本部)(?:以外|之外|外)?(?:的话)?[)）]?[，,]?"
    r"|(?:excluding|not counting|apart from|other than|without|leaving out) (?:the )?(?:bureau|department|commission|office|headquarters)(?:'s)?(?: itself| headquarters| proper| own (?:budget|row)),?",
    re.IGNORECASE,
)
# The department alone, as against its units: 不算下属学校和单位, the bureau proper.
WITHOUT_UNITS: Final = re.compile(
    r"[（(]?(?:除了?|不含|不算上?|不包括|不包含|不计|扣除|剔除|去掉|刨去|撇开)(?:它的|其)?(?:所有|全部|各)?(?:下属|所属|直属|下级|二级|基层)(?:的)?[^，,。？?）)]{0,10}(?:单位|机构|学校|部门|院校)(?:以外|之外|外)?(?:的话)?[)）]?[，,]?"
    r"|[(,]?\s*\b(?:excluding|not counting|not including|apart from|other than|without|leaving out)(?: (?:its|the|all|any|of))* (?:(?:subordinate|affiliated|attached|lower[- ]level) )+(?:units|bodies|institutions|schools|agencies|organi[sz]ations)\)?,?"
    r"|\b(?:the )?(?:bureau|department|commission|committee|office|administration)(?:'s)? (?:proper|headquarters)\b",
    re.IGNORECASE,
)
ITSELF: Final = re.compile(
    r"\b(?:the )?(?:bureau|department|commission|committee|office|administration) itself\b", re.IGNORECASE
)
DEPARTMENT_ALONE: Final = re.compile(f"{WITHOUT_UNITS.pattern}|{ITSELF.pattern}", re.IGNORECASE)
# the seven schools: how many there are of a kind.
NUMBERED: Final = re.compile(r"\b(?:two|three|four|five|six|seven|eight|nine|ten|eleven|twelve) (?=[a-z\ue000-\ue3ff])")
BOTH_ENDS: Final = re.compile(
    r"最[多大高](?:的)?(?:和|与|、|及|跟)最[少小低]|最[少小低](?:的)?(?:和|与|、|及|跟)最[多大高]|最[多大高](?:的)?(?:又|分别)?是(?:哪|谁)[^，,、。？?]{0,4}[，,、；;]最[少小低]|(?:largest|biggest|highest) and (?:the )?(?:smallest|lowest)|(?:smallest|lowest) and (?:the )?(?:largest|biggest|highest)",
    re.IGNORECASE,
)
PROJECTS: Final = re.compile(r"项目|projects?\b|programmes?\b")
ASKS: Final = re.compile(
    r"多少|几|百分|占比|比例|哪|how much|how many|what|which|percent|share|list|\?$|？$|吗", re.IGNORECASE
)
THING: Final = re.compile(
    r"谁|(?:什么|哪种|哪款)(?:牌子|品牌|型号|车|样|东西)|what (?:kind|brand|model|sort|type)", re.IGNORECASE
)
PER_HEAD: Final = re.compile(r"人均|每人|每个人|per head|per capita|per person|per employee", re.IGNORECASE)
# What a question sets in front: 三公经费里,… ; Within the three public expenses, …
INSIDE: Final = re.compile(
    r"^\s*(?:在|就)?(?P<of>[^,;:；]+?)(?:里面|里头|里边|里|当中|之中|中|内|方面|这块|这一块|这部分|下面|之下|下|这边|这头|这里|(?:按照?|分)[\ue700-\ue7ff](?:来?[看分算讲说]|划分)?|来?看|来说|而言)(?:的)?[,，]"
    r"|^\s*(?:within|under|among|out of|of|in|inside|for|regarding|as for|according to|as per|judging by)\s+(?P<en>[^,;:]+),"
)
# 项目支出，培训费多少: one of the two that all spending is divided into, and what is asked of it; not with others beside it.
FIRST: Final = re.compile(r"^\s*(?P<of>[\ue000-\ue3ff])\s*[,，](?P<rest>[^,，、和与及跟各]+)$")
# Intents whose patterns know what stands in front as the whole that is asked about.
READ_WHOLE: Final = frozenset({"cause", "opinion", "share", "rank", "list", "count"})
OF_PARTS: Final = re.compile(
    r"(?:项|款|类|明细|子项|下级|分项).*(?:之和|合计|总和|加起来|相加)|sum of (?:the|its) (?:items|rows|parts|lines)"
)
TOGETHER: Final = re.compile(
    r"(?<!各)(?<!分别)(?:一共|总共|共计|合计|加起来|加一起|加在一起|合起来|合在一起|两项|三项|之和|总和|(?<!公)共(?=占|多少|为|是|几|有))|\b(?:together|combined|in total|altogether|sum of|all told)\b|\bin all(?= *(?:[?,.]|$))",
    re.IGNORECASE,
)
SUMMED: Final = re.compile(
    r"(?<!各)(?<!分别)(?:一共|总共|共计|合计|加起来|加一起|加在一起|合起来|合在一起)|\b(?:together|combined|in total|altogether)\b",
    re.IGNORECASE,
)
# Words that ask for several rows, whatever the sentence is like.
ROWS_WANTED: Final = re.compile(
    r"哪几[项个款类笔]|分了哪|各(?:是|为|有|自)?多少|分别(?:是|为|有)?多少|排一?排|由大到小|从大到小|逐项|逐一|明细|怎么分|(?:采购|购买|买)了?(?:些|的是)?(?:什么|哪些|哪几|啥)"
    r"|\b(?:which|what) (?:[\w-]+ ){0,2}(?:items|lines|accounts|parts)\b|\bsplit (?:between|into|among|across)\b|\bhow much (?:does|do|did) each\b|\bamounts? (?:of|for) each\b"
    r"|\bfor how much each\b|\brank the\b|\beach (?:get|gets|receives?)\b|\bbroken? down\b|\bbreaks? down\b",
    re.IGNORECASE,
)
NTH: Final = re.compile(
    r"第([二三四五六])(?:大|多|高|贵)(?!学|部)|\b(second|third|fourth|fifth)[- ](?:biggest|largest|highest|most expensive|costliest)\b",
    re.IGNORECASE,
)
TIMES: Final = re.compile(r"几倍|多少倍|之比|比值|how many times|\bratio\b", re.IGNORECASE)
EVERY_YEAR: Final = re.compile(
    r"历年|各年|每年各|逐年|[两二三四五]年的|近[几两三四五]年|这[几两三四五]年|each year|every year|all years|over the years",
    re.IGNORECASE,
)
STRICT_LEVEL: Final = re.compile(
    r"本级|口径|[局委厅](?:机关|本身|自己|里自己)|[- ]level\b|headquarters only|consolidated|(?:bureau|department|commission|office) (?:itself|proper)\b",
    re.IGNORECASE,
)
# The bodies below the department, without itself.
SUBORDINATE: Final = re.compile("下属|所属|直属|下级|subordinate|affiliated", re.IGNORECASE)
# Spending, said outright (预算多少 means either side of one).
SPENDING: Final = re.compile(
    r"支出|花|开支|开销|\bsp(?:end|ent|ends|ending)\b|\bexpenditures?\b|\bexpenses?\b", re.IGNORECASE
)
INCOME: Final = re.compile(r"收入|进账|\b(?:income|revenues?|receipts)\b", re.IGNORECASE)
# Buying, said outright.
BUYS: Final = re.compile(r"采购|购买|购置|买|\b(?:procure\w*|purchas\w+|buy|buys|buying|bought)\b", re.IGNORECASE)
REST: Final = re.compile(r"其余|剩下|剩余|\b(?:the rest|others|remaining)\b")

TARGETED: Final = re.compile(
    r"要求|目标|指标|至少|不低于|不少于|不超过|达到|应达|\b(?:target|at least|at most|required|goal|minimum|maximum|should|must)\b",
    re.IGNORECASE,
)
BOTH_BODIES: Final = re.compile(
    r"(?:这|那|上述)?(?:两|二|2)(?:个|家)?(?:单位|部门|局|机构|地方|城市)|两者(?=各)|\b(?:both|the two|these two) (?:bodies|bureaus|units|departments|organi[sz]ations|agencies|offices|documents|budgets)\b"
    r"|\b(?:which|who) of (?:the two|them|these|those) (?:plans?|spends?|budgets?|has|have|gets?|is|puts?|sets?|intends?|pays?)\b",
    re.IGNORECASE,
)
FINEST: Final = re.compile(
    r"品目|品种|最细|物品|东西|货物名称|(?:采购|购置?|买)(?:了|的)?(?:些|都|是|有)*(?:什么|哪些(?!单位|部门)|哪几|啥)|采购[^，。？,?]{0,4}(?:明细|清单)|(?:采购|购买)[^，。？,?]{0,8}最[大多贵高]的?(?:一|几|[二三四五]|哪)?(?:一)?[笔件样项个]|\bwhat (?:exactly |all |else )?(?:is|are|was|were|will be|does|do|did|has|have)\b[^?]*?\b(?:bought|purchased|procured|buy|purchase|procure)\b|\b(?:things|goods|items|services) (?:being |to be )?(?:bought|purchased|procured)\b|\b(?:line by line|every item|each item)\b",
    re.IGNORECASE,
)
WHICH: Final = re.compile(
    r"哪[^,，]*最|最[多大高少小低]的?前?[一二两三四五六七八九十\d]+(?:个|项|名|类|家|笔)|前[一二两三四五六七八九十\d]+(?:名|位|个|项|大)|\b(?:which|what)\b[^,?]*\b(?:largest|biggest|highest|smallest|lowest|top)\b"
)
SHARE_OF: Final = re.compile(r"(?P<a>.+?)占(?P<base>.+?)(?:的)?(?:比重|比例|份额|比率)$")
# 占全局的多少: of all that the department has.
ALL_OF_IT: Final = re.compile(r"(?:全|整个|本)(?:局|委|办|厅|院|系统|部门|单位)(?:的)?(?:总额|总数|盘子)?|部门")
# What several make up together: 占项目支出的比重, what share do they make up; 占比 is each one's.
JOINTLY: Final = re.compile(r"[，,](?:共|合计)?占(?!比)|\bdo they\b|\bthey (?:make|account|represent)", re.IGNORECASE)
# The largest items are several.
SEVERAL: Final = re.compile(
    r"几|哪些|\b(?:largest|biggest|highest|costliest|smallest|lowest|most expensive) (?:[\w-]+ ){0,2}?(?:projects|items|lines|headings|accounts|categories|functions|expenses|expenditures|rows|sums)\b"
    r"|\b(?:which|what) (?:[\w-]+ ){0,2}?(?:projects|items|lines|headings|accounts|categories|functions|expenses) (?:are|cost|get|have|take|receive)\b",
    re.IGNORECASE,
)
SHARES: Final = re.compile(r"占|比重|比例|\b(?:share|percentage|per cent|proportion)\b", re.IGNORECASE)
WHICH_YEAR: Final = re.compile(r"哪一?年|which year|what year", re.IGNORECASE)
COUNTED_PROJECTS: Final = re.compile(r"(?:有|共)?(?:几|多少)(?:个|项)")
_QUOTED: Final = r"[“\"「『]?(?P<{}>[^”\"」』,，]+?)[”\"」』]?"
NAMED_WITH: Final = re.compile(
    rf"(?:名称|名字|项目名)(?:里面?|中|当中)?(?:都|凡是)?(?:带有?|含有?|包含|出现|有){_QUOTED.format('zh')}(?:字样|二字|两个字|几个字|这几个字)?的"
    rf"|(?:名称|名字|项目名)?(?:都)?以{_QUOTED.format('front')}(?:开头|打头|起头)"
    rf"|(?:whose|the|their) names? (?:contains?|includes?|mentions?|has|have) {_QUOTED.format('en')}"
    r"(?=[,?]|$| (?:add|come|cost|total|together|in total|altogether)\b)",
    re.IGNORECASE,
)


def depth_of(text: str) -> int | None:
    """Which level of the classification is asked for: 1 for 类, 2 for 款, 3 for 项."""
    return next((depth for pattern, depth in _DEPTH if pattern.search(text)), None)


def bracketed_depth(question: str) -> int | None:
    """The level that a gloss names: the largest heading (款)."""
    found = re.search(r"[（(]([类款项])[)）]", question)
    return {"类": 1, "款": 2, "项": 3}[found.group(1)] if found else None


def named_with(question: str) -> str | None:
    """The words that the names of the projects asked for hold (名称里带“十五运”的项目), or `None`; codes are no names."""
    found = NAMED_WITH.search(question)
    words = next((part for part in found.groups() if part), "").strip() if found else ""
    return words if re.search(r"[^\W\d_a-zA-Z]|[a-zA-Z]{2}", words) else None


_MEASURE: Final = "人次|批次|个|辆|台|家|所|批|件|户|项|部"
_THING: Final = r"(?P<noun{0}>[\u4e00-\u9fff]{{0,5}}?)(?=[合要是有花摊得的分能约，,？?]|平均|大约|一年|多少|$)"
_THINGS_EN: Final = "vehicle|car|project|unit|school|trip|visitor|visit|device|document|case|guest|batch|delegation"
_PER: Final = (
    re.compile(rf"(?:平均|摊|均摊|分摊|摊下来|折合|合)(?:下来)?(?:到|给)?，?(?:每|一|单)(?P<measure>{_MEASURE}){_THING.format('')}"),
    re.compile(rf"(?P<where>^|[，,])(?:平均)?一(?P<measure>{_MEASURE}){_THING.format('')}平均(?:摊到|摊|要|是)?"),
    re.compile(rf"每(?:接待|服务|采购|购置)?一?(?:个)?(?P<measure>{_MEASURE})(?P<noun>车|车辆|项目|采购项目|)(?:平均)?(?=[要合花是摊，,]|多少|的?成本|的?费用)"),
    re.compile(r"(?:,? and )?\b(?:what|how much) (?:does|do|will|would|did) each(?: one| of them| of these)? (?:cost|come to)(?: on average)?|,? ?\b(?:at|and) what average (?:price|cost)(?: each)?|\baverage (?:unit )?(?:price|cost)(?: each| of each(?: one)?)?(?= of|[?,.]|$)"),
    re.compile(rf"\b(?:and )?(?:how much|what) (?:does|do|will|would|is|are) (?:each|every|one|a single) (?P<noun>{_THINGS_EN})(?: (?:cost|come to|expected to cost|going to cost|set to cost))?(?: on average)?"),
    re.compile(rf"\b(?:per|for each|for every|behind each(?: of the)?|to each(?: of the)?|each of the) (?:reception )?(?P<noun>{_THINGS_EN})(?:e?s)?\b"),
)  # fmt: skip
# 按现有车辆总数摊下来: says by what is divided, too.
_BY: Final = re.compile(
    r"^[^，,]{0,8}(?:平摊|均摊|分摊|摊)(?:下来|开来)?[，,]|[，,]?按(?:照)?(?:现有|实有|全部|已有)?[^，,。？]{1,8}?(?:总数|数量|总量|数)?(?:来)?(?:摊|平均|分摊|均摊|算)(?:下来|一下)?[，,]?"
)
_TRIPS: Final = re.compile(
    r"每(?=[\ue000-\ue3ff])|一?个?(?:人次|批次)(?=[要合花是摊，,]|多少)"
)  # 每接待一个人次: 接待 is what costs
# What each of which costs, where only each is said.
_COUNTED_THING: Final = re.compile(r"\b(vehicle|car|device|machine|drone|computer)s?\b", re.IGNORECASE)
# What each one costs of whatever it is: only a printed count of them tells.
_OF_ANY: Final = re.compile(
    r"\b(?:does|do|did|will|would) (?:each|every|one|a single) (?P<a>[a-z]+) (?:cost|come to)\b|\bcosts? (?:per|for each|for every) (?P<b>(?!head|capita|person|employee|cent|centum|year|annum|month|day|week|quarter)[a-z]+)\b"
)
# What a text counts guests in.
_GUESTS: Final = {"guest": "人次:人次", "visitor": "人次:人次", "batch": "批次:批次", "delegation": "批次:批次"}
_NOUN_OF: Final = {"辆": "车辆", "台": "设备", "人次": "人次", "批次": "批次", "批": "批次"}


def per_what(question: str) -> str | None:
    """What an average is per, as its measure word and the thing (辆:车辆, 个:项目); `None` for one per head or none at all."""
    for pattern in _PER:
        found = pattern.search(question)
        if found:
            said = found.groupdict()
            measure, noun = said.get("measure") or "", said.get("noun") or ""
            if noun in _GUESTS:
                return _GUESTS[noun]
            noun = noun.removesuffix("上")
            noun = {"车": "车辆"}.get(noun, noun) or _NOUN_OF.get(measure, "")
            thing = _COUNTED_THING.search(question) if not noun and not measure else None
            noun = thing.group(1) if thing else noun
            if not noun:
                noun = "项目" if "项目" in question else ""
            if noun:
                return f"{measure}:{noun}"
            if measure:
                return None
    found = _OF_ANY.search(question)
    return f":{found['a'] or found['b']}" if found else None


def without_per(text: str) -> str:
    """A text without the words for what an average is per."""
    for pattern in (_BY, *_PER, _TRIPS, _OF_ANY):
        text = pattern.sub(" ", text)
    return text


def place_in_order(question: str) -> int | None:
    """Which place in the order is asked for (第二大: 2); `None` for the first or none."""
    found = NTH.search(question)
    if found is None:
        return None
    word = (found.group(1) or found.group(2)).lower()
    return {"二": 2, "三": 3, "四": 4, "五": 5, "六": 6, "second": 2, "third": 3, "fourth": 4, "fifth": 5}[word]


# 基本支出和项目支出里的物业管理费一共多少: one thing, out of the two that all spending is divided into.
BASIC_AND_PROJECT: Final = re.compile(
    r"[\x02(（]?(?:(?:基本支出|项目支出)(?:和|与|、|及|加上?|\+)(?:基本支出|项目支出)|基本加项目|基本和项目(?!支出))[\x03)）]?"
    r"(?:两[张块个项部]分?)?(?:经济|功能)?(?:分类)?表?(?:里面?|中|内)?的?"
)
ADDED_UP: Final = re.compile("一共|总共|合计|总计|加起来|相加|之和|总和|合起来|总额|共计|总数")
COMPARES: Final = re.compile("[占比倍各]|差(?!旅)|分别|超过|多于|少于")


def so_many(question: str, text: str) -> bool:
    """Whether an English question says how many there are of a thing (the five prisons)."""
    found = re.search(rf"\b{re.escape(text)}\b", question, re.IGNORECASE) if text.isascii() and text else None
    return found is not None and bool(NUMBERED.search(question[: found.start()].lower()[-8:] + text[:1].lower()))
