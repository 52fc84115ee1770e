"""English as people speak it, put into the words that the patterns of `words.toml` know: turns of phrase for how much there is, what
makes a thing up, what part of it something is, how it rose or fell, what one of many costs.

Each rule is one turn of phrase and names nothing; what a question is about stays word for word.
"""

from __future__ import annotations

import re
from typing import Final

from qa.negations_en import of_the_rest
from qa.parts_en import of_one_side
from qa.rewriting import rewritten, rules
from qa.shares_en import of_a_whole
from qa.turns_en import each_of, several_at_once

_WHO: Final = r"(?:i|we|you|they|he|she|it|(?:the |this |that |its |their )?(?:bureau|department|office|subdistrict|unit|agency|commission|committee|organi[sz]ation|authority|government|body|institution|police|state|taxpayers?))"
_AUX: Final = r"(?:is|are|was|were|has|have|had|does|do|did|will|would|can|could|should|'s|'re|'ve|'ll)"
_UNITS: Final = r"(?:yuan|kuai|renminbi|rmb|cny)"
_GUESTS: Final = r"(?:guests?|visitors?)"
_ASK: Final = r"(?:^|(?<=[.?!;:,] ))(?:please |kindly |now |so |and )*(?:(?:can|could|would|will) you (?:please |kindly )?|i(?:'d| would) like you to |i want you to |let's )?"
_END: Final = r"(?=\s*(?:[?.!;]|$))"

# --- what is only said around a question -----------------------------------------------------------------------------------------
_AROUND: Final = (
    (r"\b(?:official )?(?:vehicle|car)s?'? (?:purchases?|buying|acquisition) and (?:their )?(?:maintenance|running|operation|operating|upkeep)(?: costs?| expenses?)?\b(?! (?:of )?(?:the )?(?:official )?(?:vehicles?|cars?|them|it)\b)", "purchase and running of official vehicles"),
    (r"\b(?:to |for )?(?:buy|buying|purchase|purchasing|acquire|acquiring) (?:of )?(?:(?:new|official|government) )*(?:vehicles|cars)\b", "for official vehicle purchase"),
    (r"\b(?:could|can|may) (?:i|we) (?:trouble|bother|ask|pester) you (?:for|to)\b", "tell me"),
    (r"\b(?:would|do) you mind (?:telling|showing|giving)(?: (?:me|us))?\b", "tell me"),
    (r"\b(?:do|could you do) (?:me|us) (?:a|the) favou?r(?: and)?\b,?", ""),
    (r"\b(?:i|we)(?:'d| would| should)? (?:be (?:very |most |so )?(?:grateful|obliged|thankful|happy|glad)|appreciate)(?: it)?(?: (?:for|if you (?:could|would)|to (?:learn|know|hear)))?\b", "tell me"),
    (r"\b(?:i|we)(?:'m| am|'re| are) (?:after|looking for|hunting for|trying to find(?: out)?|interested in|keen to (?:know|learn))\b", "tell me"),
    (r"\b(?:would|might|is) it (?:be )?possible to (?:learn|know|get|see|have|find out|tell me)\b", "tell me"),
    (r"\b(?:do you (?:happen to )?know|any idea|have you any idea|do you have any idea|can anyone say|does anyone know)(?: of)?\b", "tell me"),
    (r"\b(?:let's say|suppose|assume|imagine|say)(?: that)? (?:i|we|you|somebody|someone) (?:only |just |really )?(?:wanted|want|needed|need|cared?|asked?)(?: to (?:know|learn|ask))?(?: about| for)?\b", "tell me about"),
    (r"[;,] what would (?:the )?(?:table|document|budget|report|it|that) (?:tell|show|say)(?: to)?(?: me| us)?", ""),
    (r"\b(does|do|did|is|are|was|were|has|have|had|will|would|can|could|should)(?: the|n't the|'s the)? (?:bureau|office|agency|detachment|subdistrict|commission|committee|authority|institution|police)(?= (?:plan|spend|expect|intend|have|get|got|set|put|pay|budget|want|hope|mean|reckon|lay|need|hold|host|burn|allocate|anticipate|foresee|receive|own|use|earmark|host)\b| (?:paying|spending|getting|planning|budgeting|expecting)\b| [a-z]+ing (?:out|on|for|aside|up|away|through|in)\b)", r"\1 it"),
    (r"\bwhat's the (?:bureau|office|agency|detachment|subdistrict|commission|committee|authority|institution|police)(?= [a-z]+ing (?:out|on|for|aside|up|away|through|in)\b)", "what's it"),
    (rf"{_ASK}(?:spell|lay|set|map) out (?=what|how|which)", "tell me "),
    (r"\b(?:the|this) institution's (?=(?:total |overall |whole )?(?:budget|spending|expenditure|income|plan)\b)", "the "),
    (rf"{_ASK}name (?:me )?(?=the\b|its\b|their\b|all\b|two\b|three\b|four\b|five\b|six\b|ten\b|\d)", "list "),
    (r"^(?:i|we) (?:have |keep |keep on |often )?(?:read|heard?|hearing|saw|see|seeing|reading|gather|understand|notice|noticed)(?: that| about| of)? ", "about "),
    (rf"{_ASK}(?:give|get) (?:me|us) (?:a feel|an idea|a sense|an impression) (?:for|of) (?:how (?:big|large|much) )?", "tell me "),
    (r"\b(?:are we|we're|are you|you're|they're|are they) (?:talking|looking at|talking about)(?: here)?\b", "is it"),
    (rf"{_ASK}(?:talk|speak|think)(?:ing)? (?:about|of) ", "about "),
    (r"\b(?:mind|care to|please|could you|can you) check(?:ing)?(?: for me)?\b", "tell me"),
    (r"\b(?:is|are|be) (?:allowed|permitted|entitled|authori[sz]ed) to\b", "will"),
    (r"\bhow (?:generous|lavish|ample|big|large|sizeable|stingy|modest) (?:is|are|was|were)\b", "how much is"),
    (r"\b(?:is|are|was|were) (?:very |rather |quite |too |so )?(?:generous|lavish|stingy|excessive|ridiculous|outrageous|shocking|surprising|impressive|sky-high)\b\s*[.;!]", ","),
    (r"\bthe (?:pot|ticket|kitty|purse|envelope|war chest) for\b", "the amount for"),
    (r"\b(combined|total|overall|joint|annual|yearly) (?:bill|tab|price tag) (?=for)", r"\1 cost "),
    (r",? (?:both )?(?:running|operation|maintenance|upkeep)(?: costs?)? and (?:purchases?|buying)(?: costs?)? (?:both )?(?:included|together|combined|alike|taken together)", " "),
    (r",? (?:both )?(?:purchases?|buying)(?: costs?)? and (?:running|operation|maintenance|upkeep)(?: costs?)? (?:both )?(?:included|together|combined|alike|taken together)", " "),
    (r"\bburn(?:s|ing|t|ed)? through(?: on)?\b", "spend on"),
    (r"\b(?:sum|amount|money|cash|figure|funds?) reserved for\b", "amount set aside for"),
    (r"\b(?:is|are|was|were|been) (?:reserved) for\b", "is set aside for"),
    (r"\b(?:is|are|was|were|been) (?:recorded|registered|logged|booked|noted|posted|entered|carried) (?:against|under|for|as)\b", "is given for"),
    (r"\bas far as (.+?) (?:is|are|goes|go)(?: concerned)?,", r"for \1,"),
    (r"\b(?:when|where|if) it comes to\b|\bin the way of\b|\bin terms of\b|\bwith (?:regard|respect|reference) to\b|\bin (?:regard|respect) (?:of|to)\b", "for"),
    (r"\b(?:leaving|putting|setting) (?:everything|all) else (?:aside|to one side|apart|out)(?: of it)?\b,?", ""),
    (r"\b(?:the )?bottom line\b\s*[:,-]?|\b(?:a )?ballpark (?=figure|number|amount)|\bballpark\b|\b(?:money|cash|budget|cost|price|expense)-?wise\b|\b(?:roughly|generally|strictly|broadly) speaking\b,?", ""),
    (r"\b(?:have (?:got )?|got )?to (?:play with|its name|their name)\b|\bat (?:its|their|your|our) disposal\b|\bin (?:the kitty|the pot|store)\b|\bup for grabs\b", ""),
    (r"\b(?:is|are|be|on) on the hook for\b|\bon the hook for\b", "spend on"),
    (r"\b(?:a|an) (?:(?:small |absolute |real )?fortune|packet|bomb|arm and a leg|pretty penny|tidy sum|bundle)\b", "money"),
    (r"\b(?:how much|what) (?:dough|moolah|dosh|cash|coin)\b", "how much money"),
    (r"\bwhat(?:'s| is| are| was| were| will be) the (?:bill|tab|damage|price tag|story|deal|situation|position|picture|score|going rate|cost picture)(?: (?:going to be|like))?(?: (?:for|on|with|of))?\b", "how much is"),
    (r"\b(?:appears?|stands?|sits?|is|are|(?:is |are )?(?:printed|shown|written)) (?:right )?(?:next to|alongside|opposite|beside)\b", "is given for"),
    (r"\bfor (?:my|our|a|an|the) (?:[a-z]+ )?(?:thesis|essay|paper|report|article|story|slides?|presentation|briefing(?: note)?|homework|assignment|class|memo|speech|column|blog|newsletter|dissertation)\b", " "),
    (r"\b(?:i'm|i am|we're|we are) (?:drafting|writing|preparing|compiling|putting together) [^.?!;]*? and (?:have to|need to|must|want to|should) (?:quote|cite|report|give|state|include|mention)\b", "give"),
    (r"\b(?:my|our) (?:boss|editor|teacher|professor|client|colleague|manager|supervisor|director|chief|mother|father|wife|husband|neighbou?r)(?: (?:says|thinks|claims))? (?:needs?|wants?|asks?|asked|is asking|requires?|has asked)(?: (?:me|us))?(?: (?:for|about|to know))?\b", "give"),
    (r"\b(?:a|the|some|one|another) (?:journalist|reporter|reader|colleague|friend|student|resident|citizen|neighbou?r) (?:has )?(?:asked|asks|wants|wanted|wondered)(?: (?:me|us))?(?: (?:for|about|to know))?\b", "give"),
    (r"(?<=[.?!;]) *(?:what|which (?:amount|figure|number|one)) (?:should|do|shall|can|must|would) (?:i|we) (?:answer|say|use|quote|reply|tell (?:him|her|them)|write|put)(?: down)?\s*\?", ""),
    (r"(?<=[.?!;]) *can you(?: (?:find it|tell|help|see it))?\s*\?|\bi (?:can't|cannot|can not|couldn't|could not) (?:find|see|spot|locate)\b", " "),
    (r"(?<=[.?!;]) *(?:what is it|how much is it|how much is that|what is that|what would that be)\s*\?", ""),
    (r"\b(?:somebody|someone|anybody|anyone|you) (?:please )?(?:tell|help|explain to) (?:a|an|this) (?:[a-z]+ )?(?:parent|citizen|resident|taxpayer|student|journalist|layman|layperson|outsider|beginner|teacher|voter|neighbou?r)\b", "you tell me"),
)  # fmt: skip

# --- what makes a thing up -------------------------------------------------------------------------------------------------------
_IN_ITEMS: Final = r"(?:,? ?(?:item by item|line by line|one by one|in detail|piece by piece|along with (?:the|their) amounts?|(?:and|with) (?:the|their) amounts?(?: (?:for|of) each(?: (?:item|one|line|part|of them))?)?|into (?:its|their|the) (?:components?|parts|elements|constituents|items)|by item|by line|for (?:me|us)))*"
_LISTING: Final = r"(?:itemi[sz]e|enumerate|break ?down|dissect|decompose|detail|unpack|(?:walk|run|talk|take) (?:me|us) through|(?:give|show|let) (?:me|us) (?:have )?(?:a|an|the) (?:full |quick |short |detailed )?(?:rundown|run-down|breakdown|break-down|itemi[sz]ed list|itemi[sz]ation|run-through|overview) (?:of|for))"
_DIVIDED: Final = r"(?:composed|made up|divided(?: up)?|split(?: up)?|broken (?:down|up)|distributed|apportioned|carved up|structured|shared out)"
_MAKES_UP: Final = (
    (rf"\b(?:list|show|give|name)(?: me| us)? (?:everything|all|whatever)(?: that| which)?(?: (?:falls?|comes?|stands?|sits?|belongs?|is|there is|listed|printed))* (?:under|in|within|below|to) (.+?){_IN_ITEMS}{_END}", r"list the items under \1"),
    (rf"{_ASK}(?:{_LISTING} )?how (?:the )?(?!much|many)(.+?) (?:is|are|will be|was|were) {_DIVIDED}{_IN_ITEMS}{_END}", r"what makes up \1"),
    (rf"{_ASK}(?:break|split|divide) (?!down\b|up\b)(.+?) (?:down|up)(?=[,?.!;]| (?:into|with|for|by|along|item|line|in)\b|$)(?: by (?:item|line|source|type|category|heading|component))?{_IN_ITEMS}{_END}", r"list the items under \1"),
    (rf"{_ASK}(?:split|divide|separate) (?:up )?(.+?) (?:by (?:item|line|source|type|category|heading|component|function)|into (?:its|the) (?:components?|parts|items|constituents))s?{_IN_ITEMS}{_END}", r"list the items under \1"),
    (rf"{_ASK}(?:list|show|give|enumerate|itemi[sz]e)(?: me| us)?(?: all| every| each)?(?: of)?(?: the| its| their)? projects(?: there are)?(?:,? (?:and|with) (?:their|the|its|all) (?:budgets?|amounts?|costs?|figures|sums))?{_END}", "what projects are there and how much is each"),
    (rf"\bhow (?:does|do|did|will|is|are) (.+?) (?:split|divide|{_DIVIDED}|break down)(?: up)? by (?:source|item|type|category|heading|component|function|line)s?{_END}", r"what makes up \1"),
    (rf"\b(?:what|how much|how large|how big)(?: much| money)? (?:is|are|was|were) (.+?)(?: (?:set|budgeted|put|fixed|pegged) at)?,? and how (?:do|does|did|are|is|were|was) (?:they|it|that|this|these) (?:{_DIVIDED}|break down|split|divide)(?: up)?{_IN_ITEMS}{_END}", r"what makes up \1"),
    (rf"{_ASK}(?:list|show|give|state|tell)(?: me| us)? (?!what|how|which)(.+?)(?:'s)?(?: (?:amounts?|figures?|budgets?|sums?|values?|numbers?))? by (?:category|type|kind|class|sort|item|line|heading|component|source)s?{_END}", r"list the items under \1"),
    (rf"{_ASK}(?:rank|sort|order) (?:all )?(?:the |its |their )?(.+?) (?:from (?:the )?(?:most|largest|biggest|highest|least|smallest|lowest)\b[^?.!]*|by (?:size|amount|cost|budget)){_END}", r"list all \1 from the largest to the smallest"),
    (r"\bwhat (?:is|are|gets?|takes?|has) the lion's share of (.+)", r"what is the largest item of \1"),
    (rf"{_ASK}{_LISTING} (?!what|how|which|where|who|on |in |of |for )([^:;?!]+?){_IN_ITEMS}{_END}", r"list the items under \1"),
    (rf"\bhow (?:does|do|did|will|is|are|was|were) (.+?) (?:split|divide|{_DIVIDED})(?: up)? (?:between|among|amongst|into|across|over)(?: the)? ([a-z' -]+(?:, [a-z' -]+)*,? and [a-z' -]+){_END}", lambda m: each_of(m.group(1), m.group(2))),
    (rf"\bhow (?:is|are|was|were|will|does|do|did) (?!they\b|it\b|that\b|those\b)(.+?) (?:be )?(?:{_DIVIDED}|break down|split(?: up)?|divide(?: up)?){_IN_ITEMS}{_END}", r"what makes up \1"),
)  # fmt: skip

# --- what part of a thing another is ---------------------------------------------------------------------------------------------
_GOES: Final = r"(?:(?:will |would )?(?:go(?:es)?|ends? up|is|are)(?: (?:being )?(?:spent|used|paid|put|spent|swallowed|set aside|earmarked))?)(?: (?:to|on|in|into|towards|for|by))?"
_HUNDRED: Final = rf"(?:every|each|a|one)(?: single)? (?:(?:hundred|100|one|1|ten|10|thousand|1,?000) )?{_UNITS}"
_SPENT: Final = rf"(?: (?:that |which )?(?:{_WHO} )?(?:will |would |plans? to |intends? to )?(?:spends?|pays?|lays? out|budgets?|is spent|spent|planned)(?: in total| overall| altogether| in all)?)"
_PART: Final = (
    (rf"\b(?:out of|of|for|from|in) {_HUNDRED} (?:of|from|in|for|(?:spent )?on) (.+?),? (?:how (?:many|much)(?: {_UNITS}| of (?:it|them|that))?) {_GOES} (.+)", r"what share of \1 goes to \2"),
    (rf"\b(?:out of|of|for|from) {_HUNDRED}{_SPENT}? on (.+?),? (?:how (?:many|much)(?: {_UNITS}| of (?:it|them|that))?) {_GOES} (.+)", r"what share of \1 goes to \2"),
    (rf"\b(?:out of|of|for|from) {_HUNDRED}{_SPENT}?,? (?:how (?:many|much)(?: {_UNITS}| of (?:it|them|that))?) {_GOES} (.+)", r"what share of total expenditure goes to \1"),
    (rf"\bhow (?:many {_UNITS}|much) (?:in|out of|of) (?:every|each)(?: (?:hundred|100))?(?: {_UNITS})?(?: (?:of|from) (.+?))? {_GOES} (.+)", lambda m: f"what share of {m.group(1) or 'total expenditure'} goes to {m.group(2)}"),
    (r"\bhow (?:big|large|great|small) (?:a|an|is the) (?:slice|share|part|chunk|portion|proportion|percentage|fraction) of (.+?) (?:does|do|did|will|is|are|that) (.+?)(?: (?:take up|take|make up|make|account for|represent|get|claim|eat up|absorb|have|goes? to))?" + _END, r"what share of \1 does \2 make up"),
    (r"\b(?:is|are|was|were|gets?|got|being) (?:swallowed(?: up)?|eaten(?: up)?|absorbed|consumed|gobbled(?: up)?|soaked up|devoured|accounted for|claimed|used up|sucked up) by\b", "is taken up by"),
)  # fmt: skip

# --- how much it rose or fell ----------------------------------------------------------------------------------------------------
_CUT: Final = r"(?:trimmed|cut(?: back| down)?|reduced|slashed|pared(?: back| down)?|scaled (?:back|down)|lowered|curtailed|squeezed|chopped|axed)"
_RAISED: Final = r"(?:raised|increased|boosted|bumped up|lifted|expanded|stepped up|scaled up|hiked|topped up)"
_HOW_MUCH: Final = rf"(?:by )?how (?:much|many)(?: {_UNITS}| money)?"
_CHANGES: Final = (
    (r"\b(?:grow|rise|increase|climb|soar|expand)(?:ing)? how fast\b", "by what percentage"),
    (r"\b(?:shrinking|dwindling|plunging|plummeting|tumbling|slumping|dropping|sinking|declining)\b", "falling"),
    (r"\b(?:shrunk|shrunken|dwindled|plunged|plummeted|tumbled|slumped|come down|gone down)\b", "fallen"),
    (r"\b(?:shrank)\b", "fell"),
    (r"\b(?:shrink|dwindle|plunge|plummet|tumble|slump|come down)\b", "fall"),
    (r"\b(?:climbing|soaring|surging|ballooning|swelling|mounting|going up)\b", "rising"),
    (r"\b(?:climbed|soared|surged|ballooned|swollen|swelled|shot up|gone up|jumped)\b", "risen"),
    (r"\b(?:climb|soar|surge|balloon|swell|shoot up)\b", "rise"),
    (r"\bto what extent\b|\bby (?:what|which) (?:margin|amount|sum)\b|\bby how many (?:yuan|rmb|renminbi|kuai|wan)\b|\bhow far(?= (?:did|has|have|does|do|will) )(?!.* end up| come out)", "by how much"),
    (rf"\b{_HOW_MUCH} (?:was|were|is|are|has|have|will)(?: be)? (.+?) (?:been |being |be )?{_CUT}\b", r"by how much did \1 fall"),
    (rf"\b{_HOW_MUCH} (?:was|were|is|are|has|have|will)(?: be)? (.+?) (?:been |being |be )?{_RAISED}\b", r"by how much did \1 rise"),
    (rf"\b{_HOW_MUCH} (?:did|does|has|have|will) {_WHO} (?:slash|cut|trim|shave|chop|knock|lop|slice)(?:med|ped)?(?: off| from| out of| away from)+ (.+)", r"by how much did \1 fall"),
    (r"\bhow (?:fast|quickly|rapidly) (?:has|have|is|are|was|were|did|does|do|will) (.+?) (?:been |be )?(?:growing|rising|increasing|expanding)\b", r"by what percentage has \1 grown"),
    (r"\bhow (?:fast|quickly|rapidly) (?:has|have|is|are|was|were|did|does|do|will) (.+?) (?:been |be )?(?:falling|decreasing)\b", r"by what percentage has \1 fallen"),
    (r"\bhow (?:fast|quickly|rapidly|steeply|sharply|strongly) (?!has|have|did|does|do|will|is|are|was|were|in)(.+?) (?:has|have|will have) (?:been )?(grown|risen|increased|fallen|decreased|declined|changed|dropped|growing|rising|falling)\b", r"by what percentage has \1 \2"),
    (r"\bhow much (?:larger|bigger|higher|greater) (?:has|have|did) (.+?) (?:become|got|gotten|grown|get)\b", r"by how much has \1 grown"),
    (r"\bhow much (?:smaller|lower|leaner) (?:has|have|did) (.+?) (?:become|got|gotten|get)\b", r"by how much has \1 fallen"),
    (r"\b(?:(?:is|are|was|were) (?:supposed|said|meant|expected|reported|thought|believed) to (?:be |have been |have )?|(?:reportedly|allegedly|apparently) (?:been )?)(growing|rising|falling|increasing|decreasing|fallen|risen|grown)\s*[.;!]", r","),
    (r"\bhow much (?:dearer|pricier|costlier|heftier)\b", "how much more"),
)  # fmt: skip

# --- one thing against another, one of many --------------------------------------------------------------------------------------
_RATIOS: Final = (
    (r"\b(?:if (?:i|you|we|one) |when (?:i|you|we) )?(?:subtract|deduct|take)(?:ing|ed)? (.+?) (?:away )?from (.+?),? (?:what|how much)(?: is| are|'s)? ?(?:remains?|left|left over|there left|do (?:i|you|we) (?:get|have left)|is left)\b", r"how much is \2 minus \1"),
    (r"\bby what (?:factor|multiple) (?:does|do|did|is|are|will) (.+?) (?:exceed|outstrip|surpass|dwarf|outweigh|larger than|bigger than|greater than|higher than|more than) (.+)", r"ratio of \1 to \2"),
    (r"\bratio of basic to project (?:expenditure|spending)", "ratio of basic expenditure to project expenditure"),
    (r"\bratio of project to basic (?:expenditure|spending)", "ratio of project expenditure to basic expenditure"),
    (rf"\bhow (?:does|do|did|will) (?!.*\b(?:last year|year before|previous year|prior year|20\d\d))(.+?) compare (?:to|with|against) (.+?){_END}", r"compare \1 with \2"),
    (rf"{_ASK}(?:is|are|do|does|did|was|were|will) (.+?) (?:(?:cost|get|receive|take|have|be) )?(?:more|bigger|larger|higher|greater|dearer)(?: money| expensive)? than (?:that for |those for )?(?!in\b|last\b|20)(.+?)[,?]? *(?:and,? )?by how much\b", r"by how much does \1 exceed \2"),
    (rf"{_ASK}(?:is|are|do|does|did|was|were|will) (.+?) (?:(?:cost|get|receive|take|have|be) )?(?:less|smaller|lower|cheaper)(?: money| expensive)? than (?:that for |those for )?(?!in\b|last\b|20)(.+?)[,?]? *(?:and,? )?by how much\b", r"by how much does \2 exceed \1"),
    (rf"\bhow (?:does|do|did|will) (?!.*\b(?:last year|year before|previous year|prior year|20\d\d))(.+?) (?:stack up|measure up|fare|square up) (?:to|with|against) (.+?){_END}", r"compare \1 with \2"),
    (r"\b(?:what's|what is|how much is|how much's) left (?:of|from) (.+?) (?:once|after|when|if) (.+?) (?:is|are|has been|have been) (?:taken (?:out|away|off)|removed|deducted|subtracted|paid|left out|stripped out)", r"how much is \1 minus \2"),
    (r"\bwhich (?:one )?is (?:pricier|dearer|costlier|more expensive|more costly)\b", "which is higher"),
    (r"\bdwarfs?\b", "exceed"),
    (r"\b(?:spread|distance|differential) between\b", "difference between"),
    (rf"\b(?:if |when |suppose |by )?(?:you |we |i |one )?(?:please )?(?:divid|shar|spread|split|distribut)(?:e|ing|ed)? (.+?) (?:by|over|across|among|between)(?: (?:the|all|all the|every))?(?: (?:total|planned|expected|whole))?(?: number of)?(?: (?:all|the|planned|expected))* ({_GUESTS}|(?:reception )?(?:batch|visit|delegation|group|trip)e?s|vehicles?|cars?)(?: (?:expected|planned|received|hosted|budgeted|owned|there (?:are|is)))?,? (?:(?:and )?(?:how much|what)[^?.;]*)", lambda m: f"how much is {_is_spread(m.group(1))} per {_one(m.group(2))}"),
    (rf"\bif (.+?) (?:is|are|was|were|gets?) (?:spread|divided|shared|split|distributed)(?: out| evenly| equally)? (?:by|over|across|among|between)(?: (?:the|all|all the))?(?: number of)? ({_GUESTS}|(?:reception )?(?:batch|visit|delegation|group|trip)e?s|vehicles?|cars?)[^,?]*,? (?:how much|what)[^?.;]*", lambda m: f"how much is {m.group(1)} per {_one(m.group(2))}"),
    (r"\b(?:single |very )?(?:heftiest|priciest|dearest|biggest-ticket|fattest|weightiest|chunkiest|hugest|most costly|most lavish|most expensive|costliest|single largest|single biggest)\b", "largest"),
    (r"\b(which|what) (.+?) (?:swallows|gobbles up|eats up|devours|absorbs|consumes|soaks up|guzzles|claims|attracts) (?:the )?(most|largest|biggest|least)\b", r"\1 \2 costs the \3"),
)  # fmt: skip

# The reason that is asked for beside an amount: told with the change, it names nothing.
_REASON_BESIDE: Final = re.compile(
    r",?;? *\b(?:and|plus|along with|together with|as well as),? (?:also )?(?:(?:state|give|quote|name|tell me|explain|say) )?(?:(?:what|which) )?(?:the |its |their |any |what )?(?:(?:stated|given|official|printed|main|disclosed|published) )*(?:reasons?|grounds|explanations?)\b(?: (?:that )?(?:is|are|was|were))?(?: (?:given|stated|printed|offered|cited|quoted|behind|for)(?: (?:it|this|that|them|the (?:change|drop|fall|rise|increase|decrease|cut)))?)*",
    re.IGNORECASE,
)

_RULES: Final = rules((*_AROUND, *_CHANGES, *_MAKES_UP, *_PART, *_RATIOS), ignore_case=True)


def in_plain_words(question: str, *, follows: bool = False) -> str:
    """An English question with its turns of phrase in the words that are read; unchanged where it has none, or nothing would be left.
    One that `follows` another may be about what that one asked for."""
    asked = of_the_rest(several_at_once(question), follows=follows)
    text = rewritten(of_a_whole(of_one_side(asked)), _RULES)
    text = re.sub(r"\s+", " ", text).strip()
    return text if re.search(r"[a-zA-Z]{3}|[\u3400-\u9fff]", text) else question


def without_reason(text: str) -> str:
    """A question without the reason that it asks for beside an amount (…, and the stated reasons)."""
    return _REASON_BESIDE.sub(" ", text)


def _is_spread(whole: str) -> str:
    return re.sub(r"^(?:out|up) ", "", whole)


def _one(many: str) -> str:
    """One of many: batches, visitors."""
    many = re.sub("^reception ", "", many)
    return re.sub(r"(?<=batch)es$|s$", "", many)
