"""English turns of phrase about several things at once: a whole broken down into parts that are named, what is done to things and to
them again, what somebody claims and the question that follows, what there is together and the mean.

Each is put into words that `qa.phrasing` and the patterns of `words.toml` know. A turn names nothing; what a question is about stays.
"""

from __future__ import annotations

import re
from typing import Final

from qa.rewriting import rewritten, rules

_END: Final = r"(?=\s*(?:[?.!;]|$))"
_ASK: Final = (
    r"(?:^|(?<=[.?!;:,] ))(?:please |kindly |now |so |and )*(?:(?:can|could|would|will) you (?:please |kindly )?)?"
)
_PARTS: Final = r"(?:the )?([a-z' -]+(?:, [a-z' -]+)*,? and [a-z' -]+)"
_IT: Final = re.compile(
    r"(?:that|this|it|they|those|these|the (?:total|sum|amount|figure))(?: (?:budget|total|sum|amount))?", re.IGNORECASE
)
_KINDS: Final = re.compile(
    r"\b(?:components?|parts|items|constituents|categories|types|lines|elements|headings|pieces|amounts?)\b",
    re.IGNORECASE,
)
_CARS: Final = (
    r"(?:the |its |their |any |all |new |official |government |service )*(?:vehicles|cars|vehicle fleet|car fleet)"
)
_NUMBER: Final = r"two|three|four|five|six|seven|eight|nine|ten|eleven|twelve"
_WHO: Final = r"(?:(?:a|an|the|my|our|some|one|another) (?:[a-z-]+ )?[a-z]+|somebody|someone|people|he|she|they|rumou?r|critics|some)"
_SAY: Final = r"(?:claims?|claimed|says?|said|insists?|insisted|believes?|believed|thinks?|thought|alleges?|alleged|argues?|argued|maintains?|reports?|reported|told (?:me|us)|tells (?:me|us)|has it|swears|swore|suspects?)"
_ABOUT: Final = r"(?:nearly|almost|roughly|about|around|more than|over|only|just|barely|at least|well over|close to|some|sharply|steeply|massively|dramatically|slightly|suddenly)"
_HAVE: Final = r"(?:has|have|had|is|are|was|were|will|would|been|be|being|going to)"
_UP: Final = r"(?:doubled?|tripled?|trebled?|quadrupled?|quintupled?|multiplied|rose|risen|rises?|grew|grown|grows?|increased?|increases|went up|gone up|soared|jumped|surged|shot up|climbed|exploded|ballooned|skyrocketed)"
_DOWN: Final = r"(?:halved|fell|fallen|falls?|dropped|drops?|decreased|decreases?|declined|declines?|went down|gone down|shrank|shrunk|plunged|collapsed|slumped|been cut|cut|slashed)"
_SURE: Final = r"(?:exact|actual|real|true|precise|right|correct|official|printed|stated|disclosed)"
# legal aid subsidies (the payments for handling cases): what is said to explain a name of several words is no part of it.
_EXPLAINED: Final = r"(?<![a-z])(?!(?:of|for|the|a|an|on|in|is|are|to|and|or|much|how|what|its|their)\b)([a-z-]+ (?!(?:of|for|the|on|in|is|are|to|and|or)\b)[a-z-]{3,})"
_PAID: Final = r"(?:the |all |those |its )?(?:payments?|money|fees|sums?|amounts? (?:paid|spent)|what is paid) (?:for|to|paid|made|that|which)\b"
_MORE: Final = r"(?:(?:any|been|gone|go|gotten|got|now|much|a lot|still) )*(?:more|less|fewer|higher|lower|bigger|smaller|larger|greater|up|down|grown|risen|fallen|rise|fall|rising|falling|growing|grow|increased?|decreased?|changed?|different|the same|unchanged)(?: (?:or|and) (?:more|less|higher|lower|bigger|smaller|up|down|rise|fall|risen|fallen|increased?|decreased?))?"
_BEFORE: Final = (
    r"(?:the )?(?:last|previous|prior|preceding) year(?:'s)?(?: budget| figure| amount)?|the year before|20\d\d"
)
_PERCENT: Final = re.compile(r"\bper ?cent(?:age)?\b|%|\bgrowth rate\b|\brate of\b", re.IGNORECASE)
_REASON: Final = re.compile(r",? and (?:what|which factors?|why)\b[^?.]*\?", re.IGNORECASE)
_AMOUNT_ASKED: Final = re.compile(
    rf"^\s*(?:but |so |and )*(?:what(?:'s| is| was)|tell me|give me|state) (?:the|its|that) {_SURE} (?:figure|amount|number|sum|value|total|budget)\s*[?.]\s*$",
    re.IGNORECASE,
)
_CHANGE_ASKED: Final = re.compile(
    rf"^\s*(?:but |so |and )*(?:(?:what(?:'s| is| was)|tell me|give me|state) the (?:{_SURE} )?(?:per ?cent(?:age)? |year[- ]on[- ]year )?(?:increase|rise|growth|change|jump|drop|fall|decrease|decline|cut)(?: rate| in per ?cent| in percentage terms| as a percentage)?"
    rf"|(?:by )?(?:how much|what per ?cent(?:age)?)(?: exactly| really| actually)?(?: (?:did|has|does|is|was) (?:it|that|this|they)(?: (?:really|actually|in fact))?(?: [a-z]+){{1,2}})?)(?P<why>,? and (?:what|why)\b[^?.]*)?\s*[?.]?\s*$",
    re.IGNORECASE,
)
_CLAIM: Final = re.compile(
    rf"^\s*{_WHO} {_SAY}(?: that)?,? (?P<claim>[^.?!;]+)[.;!]\s*(?P<asks>[^.;!]+)$", re.IGNORECASE
)
_CHANGED: Final = re.compile(
    rf"^(?P<thing>.+?)(?: {_HAVE})*(?: {_ABOUT})* (?P<verb>{_UP}|{_DOWN})\b(?P<place>.*)$", re.IGNORECASE
)
_AMOUNTS_TO: Final = re.compile(
    r"^(?P<thing>.+?) (?:is|are|was|were|amounts? to|comes? to|costs?|totals?|stands? at|runs? to|exceeds?|tops?|reaches) (?:[a-z]+ ){0,3}(?:[\d.,]+|(?:a|an|one|two|three|five|ten|half a|several) (?:hundred|thousand|million|billion)\b).*$",
    re.IGNORECASE,
)
_YEAR: Final = re.compile(r"\b(?:in|for|from|between|since|year on year|year-on-year|over|against)\b.*", re.IGNORECASE)


def several_at_once(question: str) -> str:
    """An English question with its turns for several things put plainly; unchanged where it has none."""
    return rewritten(_of_claim(question), _RULES)


def each_of(whole: str, parts: str) -> str:
    """How much of a whole each of its parts is: the whole's name stands with every one of them, unless it only points back."""
    names = [part.strip() for part in re.split(r",? and |, ", parts) if part.strip()]
    whole = re.sub(r"^(?:the|its|their) ", "", whole.strip(), flags=re.IGNORECASE)
    whole = re.sub(r"\s+(?:budget|spending|expenditure|money|funds?)$", "", whole)
    if _IT.fullmatch(whole):
        return "how much is " + " and ".join(names)
    return "how much is " + " and ".join(f"{whole} of {name}" for name in names)


def _chinese(number: int) -> str:
    """A number under a hundred in Chinese: 一, 十二, 六十六."""
    tens, ones = divmod(number, 10)
    digits = "零一二三四五六七八九"
    return (digits[tens] if tens > 1 else "") + ("十" if tens else "") + (digits[ones] if ones or not tens else "")


def _divided(match: re.Match[str]) -> str:
    """A whole divided into parts that are named; as it was where they are only said to be parts."""
    whole, parts = match.group(1), match.group(2)
    return match.group(0) if _KINDS.search(parts) else each_of(whole, parts)


def _of_claim(question: str) -> str:
    """What follows a claim (a colleague says that travel doubled. By what percentage?), asked of what the claim is about."""
    found = _CLAIM.match(question)
    if found is None:
        return question
    asks = found["asks"]
    changed, asked = _CHANGED.match(found["claim"]), _CHANGE_ASKED.match(asks)
    if changed is not None and asked is not None:
        by = "by what percentage" if _PERCENT.search(asks) else "by how much"
        verb = "fall" if re.fullmatch(_DOWN, changed["verb"], re.IGNORECASE) else "rise"
        when = _YEAR.search(changed["place"])
        reason = ", and why" if asked["why"] else ""
        return f"{by} did {changed['thing']} {verb}{' ' + when.group(0) if when else ''}{reason}?"
    if changed is not None and _AMOUNT_ASKED.match(asks):
        return f"how much is {changed['thing']}?"
    amount = _AMOUNTS_TO.match(found["claim"])
    if amount is not None and _AMOUNT_ASKED.match(asks):
        return f"how much is {amount['thing']}?"
    return question


# The cars that a body has are counted, those that it uses are told by kind; what they cost is another question.
_FLEET: Final = r"(?P<thing>(?:official |government |company |service )*(?:cars|vehicles|car|vehicle))"
_HELD: Final = (
    rf"{_FLEET}(?! (?:budget|money|costs?|expenses?|spending|funds?|allowances?|purchases?|with|that|which|worth)\b)"
)
_MORE_THIS_YEAR: Final = r"\bhow much (?:(?P<more>more|extra|additional)|less)(?: money| funding)?"
_GIVEN: Final = r"(?:budget(?:ed)?|spend|spent|set(?:ting)? aside|allocated?|provided?|plan(?:ned)?|earmark(?:ed)?|pay|paid|allow(?:ed)?|given?)"
_THIS_YEAR: Final = r"(?P<when>,? (?:this year|in (?:the )?20\d\d(?: budget)?))"
_NOT_THAN: Final = r"(?:(?!\bthan\b)[^?.;,])+?"


def _risen(match: re.Match[str]) -> str:
    """What is budgeted more this year, asked as a rise; whose it is stays said."""
    said = match.groupdict()
    who = (said.get("who") or "").strip()
    of = (
        ""
        if not who or re.fullmatch("it|they|he|she|we|you|the (?:bureau|office|department|unit)", who, re.IGNORECASE)
        else f" of {who}"
    )
    return f"by how much did {said['thing']}{of} {'rise' if said['more'] else 'fall'}{said['when']}"


_OWNED: Final = (
    r"(?:(?:(?:the |its |their |this |that |those |these |all |only |one |two |three )*)|(?P<own>[a-z][a-z' -]*?)'s )"
)


def _kinds_of_cars(match: re.Match[str]) -> str:
    """What a body's cars are for, asked by kind."""
    said = match.groupdict()
    return f"what kinds of vehicles does {said['own'] or said.get('who') or 'it'} have"


_RULES: Final = rules((
    # buying security guard services: a service is bought whatever the verb says; buying cars is another thing than having them
    (r"\b(?:buying|purchasing|procuring|to (?:buy|purchase|procure)) (?=(?:[\w-]+ ){1,4}services?\b)", ""),
    # how much more did the bureau budget for travel this year
    (rf"{_MORE_THIS_YEAR} (?:did|does|do|has|have|will|is|are) (?P<who>{_NOT_THAN}) (?:(?:plan|intend|expect|want|going)(?:s|ed|ing)? to )?{_GIVEN} (?:for|on|to) (?P<thing>{_NOT_THAN}){_THIS_YEAR}{_END}", _risen),
    (rf"{_MORE_THIS_YEAR} (?:is|are|was|were|will be|has been|have been) (?:being )?(?:{_GIVEN} (?:for|on|to) )?(?P<thing>{_NOT_THAN}){_THIS_YEAR}{_END}", _risen),
    # how much does the bureau itself get
    (rf"\bhow much(?: money)? (?:do|does|did|will) (?P<who>[^,?.;]+?)(?: *[(（]?本级[)）]?(?: itself)?| itself) (?:get|receive|have|spend|plan to spend|plan on spending){_END}", r"what is the total budget of \g<who> (本级)"),
    # does the bureau have cars; who uses the one car they have
    (rf"^(?:and |so |then )?(?:does|do|did|has|have) (?P<who>(?!(?:the |its |their |any |all )*(?:cars?|vehicles?)\b)[^,?.;]+?) (?:have|own|possess|got|keep) (?:any |some |a |an |its own |their own )?{_HELD}(?P<rest>[^?.;]*)", r"how many \g<thing> does \g<who> have\g<rest>"),
    (rf"^(?:and |so |then )?who (?:uses|use|drives|drive|rides in|gets to use|gets|is using|may use|can use) {_OWNED}{_FLEET}(?: (?:that )?(?:they|it|(?P<who>[a-z' -]+?)) (?:has|have|owns?|keeps?))?{_END}", _kinds_of_cars),
    (rf"^(?:and |so |then )?(?:who|what|whom) (?:are|is) {_OWNED}{_FLEET} (?:of (?P<who>[a-z' -]+?) )?(?:used )?(?:for|by){_END}", _kinds_of_cars),
    (rf"{_EXPLAINED} \({_PAID}[^()?]*\)", r"\1"),
    (rf"{_EXPLAINED},? (?:i\.e\.|that is(?: to say)?|namely|meaning),? {_PAID}[^,;?]*", r"\1"),
    # how big is the chunk of one thing in another
    (r"\bhow (?:big|large|small) (?:is|are|was|were) the (?:chunk|slice|share|portion|part|proportion|piece) of (.+?) (?:in|within|out of) (.+?)(?=\s*[?.!;]|$)", r"what share of \2 is \1"),
    (r"\b(?:hands?|handing|handed|paid|pays?|paying|deals?|gives?|giving) out (?:for|on)\b", "spend on"),
    (r"\b(?:the )?(?:vehicle|car) running(?! cost)\b", "vehicle operation"),
    (r"\bHQ\b", "headquarters"),
    # after a question about one thing, or two: by how much more than training, and both together
    (r"^(?:and |so |then )?(?:by )?how much (?:more|higher|bigger|larger|greater) than (?!last\b|the (?:year|previous|prior)\b|in\b|20)([^?.!]+)", r"by how much does it exceed \1"),
    (r"^(?:and |so |then )?(?:by )?how much (?:less|lower|smaller) than (?!last\b|the (?:year|previous|prior)\b|in\b|20)([^?.!]+)", r"by how much is it less than \1"),
    (rf"^(?:and |so |then )?(?:what about )?(?:both|all|the two|the three)(?: of them)? (?:together|combined|added up|in total){_END}", "how much do they come to together"),
    # how much is the reception budget and is it more than last year
    (rf"\b(?:how much|what) (?:is|are|was|were|will be) (.+?)(?: (?:planned|budgeted))?,? and (?:is|are|was|were|has|have|did|does) (?:it|this|that|they) {_MORE} (?:(?:than|on|from|as|since|against|over|in|compared (?:with|to)|that of|what it was) )*({_BEFORE}){_END}", r"how has \1 changed compared with \2"),
    (rf"^(?:and )?(?:is|are|was|were|has|have|did|does) ((?:it|this|that|they)|(?!there\b).+?) {_MORE} (?:(?:than|on|from|as|since|against|over|in|compared (?:with|to)|that of|what it was) )+({_BEFORE}){_END}", r"how has \1 changed compared with \2"),
    (r"\bhow much (?:total |overall )?(income|revenue) (?:does|do|did|will|would) (.+?) (?:have|get|receive|expect|plan(?: for| on)?|count on|take in|bring in)(?= (?:in|for) 20|\s*[?.!]|$)", r"what is the total \1 of \2"),
    # the blockchain project cost: what it costs, not the cost of a works project
    (r"\b(does|do|did|will|would) (the [a-z -]+? (?:project|programme|program)) cost\b", r"\1 \2 come to"),
    # No. 1 High School
    (r"\b(?:no\.|number|no) ?(\d{1,2})(?= [A-Za-z])", lambda m: f"第{_chinese(int(m.group(1)))}"),
    (r"\b(?:the |an )?upper limit (?=(?:for|on|of|to)\b)", "the ceiling "),
    (r"\b(?:the |a )?(?:lower limit|floor) (?=(?:for|on|to)\b)", "the minimum "),
    (r"\bthe (?:size|magnitude) of (?=(?:the|its|their|this|that|any|all)\b)", "the amount of "),
    # buying vehicles and running them
    (r"\b([a-z]+ing) ((?:the |its |their |official |new )*[a-z-]+s) and ([a-z]+ing) them\b", r"\1 \2 and \3 \2"),
    # buying and running official vehicles: the two things that vehicles cost
    (rf"\b(?:buying|purchasing|acquiring) (?:and|or) (?:running|operating|maintaining) {_CARS}", "official vehicles"),
    (rf"\b(?:running|operating|maintaining) (?:and|or) (?:buying|purchasing|replacing) {_CARS}", "official vehicles"),
    (rf"(?<!many )\b(?:buying|purchasing|acquiring|procuring) {_CARS}(?! (?:with|that|for|which)\b)", "vehicle purchase"),
    (rf"\b(?:running|operating|maintaining) (?:and maintaining |and running |and operating )?{_CARS}(?! (?:with|that|for|which)\b)", "vehicle operation"),
    (rf"\bkeeping {_CARS} (?:running|on the road|going|roadworthy)\b", "vehicle operation"),
    (rf"{_ASK}(?:break|split|divide|separate)(?: down| up)? (?!down\b|up\b)(.+?)(?: down| up)? (?:into|between|among|by) {_PARTS}{_END}", _divided),
    (rf"\bhow (?:is|are|was|were) (.+?) (?:split|divided|broken down|shared|distributed)(?: up)? (?:into|between|among|across) {_PARTS}{_END}", _divided),
    # taking the seven schools together, what is their combined budget and the mean per school
    (r"\b(?:taking|taken|if you take|adding up|putting) (.+?) (?:all )?together,? (?:what|how much) (?:is|are|was|were) their (?:combined |joint |total |overall )?((?:20\d\d )?(?:budget|spending|expenditure|income|revenue|cost))(?= and\b|\s*[?.!]|$)", r"what is the combined \2 of \1"),
    (rf"\b(?:the|their) (?:combined|joint|total) ((?:20\d\d )?(?:budget|spending|expenditure|income|revenue|cost) (?:of|for) (?:the )?(?:{_NUMBER}) [^,?.;]+?),? and (?:also )?(?:what is |what's )?(?:the|their) (?:mean|average)(?: (?:per|for each|for every|of each|each)(?: [a-z]+)?)?{_END}", r"the combined \1, and what is the average \1"),
), ignore_case=True)  # fmt: skip
