"""Instructions as agencies write them, read into verbs and targets."""

# ruff: noqa: E501 (the words of instructions read best in one line)

from regtrack.model.scope import path_of
from regtrack.text.applying import apply
from regtrack.text.cited_provisions import read_targets, targets_in
from regtrack.text.citing import Place
from regtrack.text.clauses import InstructionReader
from regtrack.text.commentary import CommentaryReader
from regtrack.text.marks import any_of, without_asides
from tests.rows import each_row
from tests.text.shapes import amended, instruction, reads, tree

PLACE = Place({}, "12", "1026")


def read(text: str) -> list[str]:
    clauses = InstructionReader(text, PLACE, None).clauses
    return [shown for clause in clauses if (shown := _shown(clause)) is not None]


def _shown(clause) -> str | None:
    if clause.verb == "amend":
        return None
    parts = [str(clause.verb), ", ".join(str(t).replace("12 CFR ", "") for t in clause.targets)]
    if clause.into:
        parts.append("as " + ", ".join(str(t).replace("12 CFR ", "") for t in clause.into))
    if clause.out or clause.put:
        parts.append(f"{'|'.join(clause.out)} > {'|'.join(clause.put)}")
    parts += [clause.side] if clause.side else []
    parts += [word for word, on in (("each", clause.each), ("at end", clause.at_end)) if on]
    parts += [f"{clause.times} times"] if clause.times else []
    return "!" + clause.doubt if clause.doubt else " ".join(filter(None, parts))


@each_row(
    ("text", "expected"),
    [
        ("Section 1024.13 is removed and reserved.", ["reserve 1024.13"]),
        ("Section 1026.35 is amended by revising paragraph (e) introductory text, redesignating paragraph (e)(3) as "
         "paragraph (e)(4), and adding new paragraph (e)(3)",
         ["revise 1026.35(e):intro", "redesignate 1026.35(e)(3) as 1026.35(e)(4)", "add 1026.35(e)(3)"]),
        ("Section 34.202 is amended by redesignating paragraphs (a) through (c) as paragraphs (b) through (d), "
         "respectively, and adding a new paragraph (a)",
         ["redesignate 34.202(a), 34.202(b), 34.202(c) as 34.202(b), 34.202(c), 34.202(d)", "add 34.202(a)"]),
        ("Effective January 1, 2019, Appendix A to Part 1003 is removed and reserved.", ["reserve app. A to 1003"]),
        ("Effective July 18, 2015, in § 34.203, newly added paragraph (b)(8) is revised", ["revise 34.203(b)(8)"]),
        ("Section 1026.35, as amended by the final rule published on January 22, 2013, 78 FR 4726, effective June 1, "
         "2013, is further amended by revising the last sentence of paragraph (b)(1)",
         ["revise 1026.35(b)(1):sentence(last)"]),
        ("Effective January 1, 2017, § 1003.2 is amended by revising paragraph (1)(iii) and adding paragraph (1)(v) to "
         "the definition of “financial institution”",
         ["revise 1003.2, definition of “financial institution”, paragraph (1)(iii)", "add 1003.2, definition of “financial institution”, paragraph (1)(v)"]),
        ("Amend §§ 323.1 and 323.3 by removing “part” and adding “subpart” in its place in each instance",
         ["swap 323.1, 323.3 part > subpart each"]),
        ("Designate §§ 323.1 through 323.3 as new subpart A.", ["designate 323.1, 323.2, 323.3 as subpart A to 1026"]),
        ("Removing the period from the end of § 1026.20(c)(1) and adding in its place “; or”.",
         ["swap 1026.20(c)(1) . > ; or at end"]),
        ("Delayed indefinitely, amend § 64.2011 by revising the section heading and paragraphs (a) through (c)",
         ["revise 64.2011:heading, 64.2011(a), 64.2011(b), 64.2011(c)"]),
        ("In § 1006.10, add alphabetically definitions for “Annual income”, “Net family assets”",
         ["add 1006.10, definition of “Annual income”, 1006.10, definition of “Net family assets”"]),
        ("In § 1006.210, remove paragraph (g) and redesignate paragraph (h) as paragraph (g).",
         ["remove 1006.210(g)", "redesignate 1006.210(h) as 1006.210(g)"]),
        ("In § 1006.230, in paragraph (f), remove the citation “A” and add in its place the citation “B”",
         ["swap 1006.230(f) A > B"]),
        ("In § 1006.420, add a heading to paragraph (c)", ["add 1006.420(c):heading"]),
        ("Amend § 3.307 by revising paragraphs (a)(6) introductory text, (a)(6)(iii) through (v), and adding paragraphs "
         "(a)(6)(vi) and (vii)",
         ["revise 3.307(a)(6):intro, 3.307(a)(6)(iii), 3.307(a)(6)(iv), 3.307(a)(6)(v)",
          "add 3.307(a)(6)(vi), 3.307(a)(6)(vii)"]),
        ("Redesignate § 22.75 as § 22.325 and transfer to subpart E.", ["redesignate 22.75 as 22.325"]),
        ("Transfer § 22.75 to subpart E and redesignate it as § 22.325.",
         ["transfer 22.75", "redesignate 22.75 as 22.325"]),
        ("Amend newly designated § 22.400 by removing the words “the effective date” and adding in their place the "
         "words “November 10, 2009”.", ["swap 22.400 the effective date > November 10, 2009"]),
        ("Amend § 22.1(f) by removing the word “which” in two places and adding in its place the word “that”",
         ["swap 22.1(f) which > that 2 times"]),
        ("Amend § 555.50 by revising all references to “Chief” in paragraphs (a) and (b) to read “Head”.",
         ["swap 555.50(a), 555.50(b) Chief > Head each"]),
        ("Section 478.121 is amended by removing “1512” and “1513” in the parenthetical text at the end of the section and "
         "adding in their place “1140” and “1141”, respectively.", ["swap 478.121:note 1512|1513 > 1140|1141 at end"]),
        ("In § 478.74, revise the fifth and sixth sentences and add a seventh sentence to read as follows:",
         ["revise 478.74:sentence(5,6)", "add 478.74:sentence(7)"]),
        ("Section 1024.39, as added at 78 FR 10876 (Feb. 14, 2013), is amended by adding paragraph (d)",
         ["add 1024.39(d)"]),
        ("Section 1026.43(e)(4)(ii)(C), as added at 78 FR 6584 (Jan. 30, 2013) and amended at 78 FR 44718 (July 24, 2013) "
         "and 78 FR 60442 (Oct. 1, 2013), is revised to read as follows:", ["revise 1026.43(e)(4)(ii)(C)"]),
        ("Section 1.32 is amended by revising the introductory text of paragraphs (a)(5)(ii) and (d)(5)(ii), and by "
         "revising paragraph (f)", ["revise 1.32(a)(5)(ii):intro, 1.32(d)(5)(ii):intro", "revise 1.32(f)"]),
        ("Amend § 1005.32 to revise paragraph (a)(2) to read as follows:", ["revise 1005.32(a)(2)"]),
        ("The authority citation for part 1024 continues to read as follows:", ["republish 1024:authority"]),
        ("Section 1024.2(b) is amended by revising the definitions for “Federally related mortgage loan” or “mortgage "
         "loan,” “Mortgage broker,” and “Servicing,” to read as follows:",
         ["revise 1024.2(b), definition of “Federally related mortgage loan”, 1024.2(b), definition of “Mortgage broker”, 1024.2(b), definition of “Servicing”"]),
        ("In § 4.1, paragraph (b)(2) is corrected by removing “2025” and adding in its place “2026”.",
         ["swap 4.1(b)(2) 2025 > 2026"]),
        ("Amend § 21.4(a) by removing the word “under” in the first sentence and adding in its place the word “to”; and "
         "adding a fifth sentence.", ["swap 21.4(a):sentence(1) under > to", "add 21.4(a):sentence(5)"]),
        ("In § 21.4, amend paragraph (a) by removing “under” and adding in its place “to”; and adding a fifth sentence.",
         ["swap 21.4(a) under > to", "add 21.4(a):sentence(5)"]),
        ("Amend § 4.1 by removing the words “X” in the definition of “Bureau” and adding in their place the words “Y”.",
         ["swap 4.1, definition of “Bureau” X > Y"]),
        ("In § 51.2, remove the words “A” and add, in their place, the words “B”.", ["swap 51.2 A > B"]),
        ("In § 51.2(d), replace the word “A” with “B” and remove and reserve (b)(2).",
         ["swap 51.2(d) A > B", "reserve 51.2(b)(2)"]),
        ("In § 51.2, redesignate paragraph (f)(1)(i)(D) as (f)(1)(i)(C).",
         ["redesignate 51.2(f)(1)(i)(D) as 51.2(f)(1)(i)(C)"]),
        ("Amend § 75.1108 by removing and reserving paragraphs (a) and (b)", ["reserve 75.1108(a), 75.1108(b)"]),
        ("In § 100.501, revise and republish paragraph (i)(1) to read", ["revise 100.501(i)(1)"]),
        ("In § 51.2, wherever it appears, remove “A” and add in its place “B”.", ["swap 51.2 A > B each"]),
        ("Amend the definition of “displaced” in § 330.702 by revising paragraph (1) introductory text and paragraph (4)",
         ["revise 330.702, definition of “displaced”, paragraph (1):intro, 330.702, definition of “displaced”, paragraph (4)"]),
        # how other agencies write: first read in 253 documents of 2026
        ("In paragraph (d) of § 1427.19, add the words “and ELS cotton” after the words “upland cotton”;",
         ["add 1427.19(d) and ELS cotton > upland cotton after"]),
        ("Amend § 1435.309 in paragraph (c)(2) by inserting “it shall” before the words “be reassigned”.",
         ["add 1435.309(c)(2) it shall > be reassigned before"]),
        ("In § 4.1(a), immediately following the word “A” add the words “or B”, and remove the third sentence.",
         ["add 4.1(a) or B > A after", "remove 4.1(a):sentence(3)"]),
        ("In § 4.1, paragraph (c)(2) is amended by removing “A” and inserting “B” in its place; and paragraph (d) is removed.",
         ["swap 4.1(c)(2) A > B", "remove 4.1(d)"]),
        ("In §§ 4.1 and 4.3(b), remove “A”.", ["remove 4.1, 4.3(b) A > "]),
        ("In § 4.1, amend paragraph (b) by removing “A”, paragraph (c) by removing “B”, and paragraph (d) by adding “C” after “D”.",
         ["remove 4.1(b) A > ", "remove 4.1(c) B > ", "add 4.1(d) C > D after"]),
        ("In § 4.1, paragraph (b)(1) is amended by substituting “B” for “A” and paragraph (b)(2) by substituting “D” for “C”.",
         ["swap 4.1(b)(1) A > B", "swap 4.1(b)(2) C > D"]),
        ("In § 4.1(b), “A” is changed to read “B” and “C” is changed to read “D”.", ["swap 4.1(b) A > B", "swap 4.1(b) C > D"]),
        ("In § 4.1, the heading of paragraph (b) and paragraph (c) are revised.", ["revise 4.1(b):heading, 4.1(c)"]),
        ("Appendix C to subpart H is removed.", ["remove app. C to subpart H to 1026"]),
        ("In § 4.1, remove the semicolons at the ends of paragraphs (a) and (b) and add periods in their places.",
         ["swap 4.1(a), 4.1(b) ; > . at end"]),
        ("Amend § 1430.407 in paragraph (i) by removing the cross-reference “paragraph (g)” and adding the cross-reference "
         "“paragraph (h)” in its place.", ["swap 1430.407(i) paragraph (g) > paragraph (h)"]),
        ("In § 1416.204, in paragraph (b)(16), remove “, and” and add a comma in its place;",
         ["swap 1416.204(b)(16) , and > ,"]),
        ("In § 277.4, revise the second sentence of paragraph (b) to remove the number “50” and replace it with “25”.",
         ["swap 277.4(b):sentence(2) 50 > 25"]),
        ("In § 277.4, revise paragraph (b)(4) to add “(1)(i)” after the regulation citation “§ 273.7(d)”.",
         ["add 277.4(b)(4) (1)(i) > § 273.7(d) after"]),
        ("In § 37.5, add in alphabetical order the definitions for Large component and Robust structure to read as follows:",
         ["add 37.5, definition of “Large component”, 37.5, definition of “Robust structure”"]),
        ("In § 72.3, revise the definition of Spent nuclear fuel or Spent fuel to read as follows:",
         ["revise 72.3, definition of “Spent nuclear fuel or Spent fuel”"]),
        ("Section 62.2 is amended to add the following definitions, in alphabetical order:", ["add 62.2:definitions"]),
        ("Revise sections 52.203-5 through 52.203-8 to read as follows:",
         ["revise 52.203-5, 52.203-6, 52.203-7, 52.203-8"]),
        ("Add 552.239-7001 to read as follows:", ["add 552.239-7001"]),
        ("The authority for part 1026 is revised to read as follows:", ["revise 1026:authority"]),
        ("The heading for part 1026 is revised to read as set forth above.", ["revise 1026:heading"]),
        ("Remove the undesignated center heading before § 1026.10.", ["remove 1026.10:uncodified"]),
        ("In § 61.59, revise paragraph(b) to read as follows:", ["revise 61.59(b)"]),
        ("In § 1416.304(g), add a sentence at the end of the paragraph.", ["add 1416.304(g):sentence(last)"]),
        ("Revise § 648.87(b)(1)(i)(E) introductory text and (b)(1)(i)(E)( 2 ) paragraph heading.",
         ["revise 648.87(b)(1)(i)(E):intro, 648.87(b)(1)(i)(E)(2):heading"]),
        ("In § 1310.09 amend (q) to read as follows:", ["revise 1310.09(q)"]),
        ("Section 1310.09 is amended to read as follows:", ["revise 1310.09"]),
        ("The authority citation for part 1 is amended by adding an entry for § 1.6011-15 in numerical order.",
         ["add 1:authority"]),
        ("Part 294 is revised to read as follows:", ["revise 294"]),
        ("In section 4.1, redesignate paragraphs (f)(x)(D) and (E) as (f)(x)(C) and (D).",
         ["redesignate 4.1(f)(x)(D), 4.1(f)(x)(E) as 4.1(f)(x)(C), 4.1(f)(x)(D)"]),
        ("Amend § 4.1 by revising paragraphs (u)(2) and (v).", ["revise 4.1(u)(2), 4.1(v)"]),
        ("Amend § 4.1 by revising the introductory text of paragraphs (a)(3) and (b), and paragraph (c).",
         ["revise 4.1(a)(3):intro, 4.1(b):intro, 4.1(c)"]),
        ("In § 4.1, paragraph (f), remove “A” and add “B” in its place both times it appears.", ["swap 4.1(f) A > B 2 times"]),
        ("Removing from paragraphs (f) and (g) of § 4.1 “A” and adding “B” in their places.", ["swap 4.1(f), 4.1(g) A > B"]),
        ("In § 4.1(c), remove the figure “$1” and add the figure “$2” in its place.", ["swap 4.1(c) $1 > $2"]),
        ("In § 4.1, redesignate paragraph (e) as paragraph (f), and in newly redesignated paragraph (f), remove “A”; and add "
         "new paragraph (e).", ["redesignate 4.1(e) as 4.1(f)", "remove 4.1(f) A > ", "add 4.1(e)"]),
        ("Amend § 62.40 by revising it to read as follows:", ["revise 62.40"]),
        ("Revise paragraph (c) of § 1026.4 and the introductory text of § 1026.5.", ["revise 1026.4(c), 1026.5:intro"]),
        ("Remove and reserve subpart B, consisting of §§ 327.30 and 327.31.", ["reserve 327.30, 327.31"]),
        ("Designate §§ 35.70 and 35.71 as subpart I and add a heading for newly created subpart I.",
         ["designate 35.70, 35.71 as subpart I to 1026", "add subpart I to 1026:heading"]),
        ("In appendix A to part 1005, new Model Forms A-30(a) and A-30(b) are added, and Model Forms A-31 through A-33 are "
         "revised.", ["add form A-30(a) of app. A to 1005, form A-30(b) of app. A to 1005",
                      "revise form A-31 of app. A to 1005, form A-32 of app. A to 1005, form A-33 of app. A to 1005"]),
        # first seen in drafted documents: tests/text/drafting
        ("In § 4.1, remove “a” in paragraph (b) wherever it appears; and in paragraph (c)(2), remove “x” and add “y” in its "
         "place.", ["remove 4.1(b) a >  each", "swap 4.1(c)(2) x > y"]),
        ("In § 4.1, remove “a” and add “b” in its place; and in § 4.3, remove “c”.", ["swap 4.1 a > b", "remove 4.3 c > "]),
        ("In § 4.1, revise paragraph (2) of the definition of “Bureau” in paragraph (b).",
         ["revise 4.1(b), definition of “Bureau”, paragraph (2)"]),
        ("In § 4.1, add definitions for “A” and “B” in alphabetical order to paragraph (c).",
         ["add 4.1(c), definition of “A”, 4.1(c), definition of “B”"]),
        ("In § 4.1, remove the last sentence of paragraph (e) introductory text.", ["remove 4.1(e):sentence(last)"]),
        ("In § 4.1, add a sentence after the first sentence in paragraph (a).", ["add 4.1(a):sentence(2)"]),
        ("In § 4.1, paragraph (b) is redesignated as paragraph (c), and paragraph (b) is added.",
         ["redesignate 4.1(b) as 4.1(c)", "add 4.1(b)"]),
        ("In § 4.1, in paragraph (b), remove “a”; and revise the section heading.", ["remove 4.1(b) a > ", "revise 4.1:heading"]),
        ("In § 4.1, remove “a” in paragraph (b); and in paragraph (c), add “x” after “y”.",
         ["remove 4.1(b) a > ", "add 4.1(c) x > y after"]),
        ("Amend § 4.1 by: a. In paragraph (d), removing “a”; and b. In paragraph (c): i. Removing “b” and adding “c” in its place; "
         "and ii. Adding “x” after “y”.", ["remove 4.1(d) a > ", "swap 4.1(c) b > c", "add 4.1(c) x > y after"]),
        ("In § 4.1, revise paragraphs (j)(2)(ii) and (l).", ["revise 4.1(j)(2)(ii), 4.1(l)"]),
        ("In § 4.1, substitute “B” for “A” in paragraph (a).", ["swap 4.1(a) A > B"]),
        ("In § 4.1(a), strike “A” and insert “B”.", ["swap 4.1(a) A > B"]),
        ("In § 4.1(a), delete “A” and in its place add “B”.", ["swap 4.1(a) A > B"]),
        ("In § 4.1, redesignate paragraph (b) as paragraph (c), paragraph (c) as paragraph (d), and paragraph (d) as paragraph (e).",
         ["redesignate 4.1(b), 4.1(c), 4.1(d) as 4.1(c), 4.1(d), 4.1(e)"]),
        ("In § 4.1, revise the first sentence of paragraphs (a) and (b).", ["revise 4.1(a):sentence(1), 4.1(b):sentence(1)"]),
        ("In § 4.1, revise the heading and first sentence of paragraph (b).", ["revise 4.1(b):heading, 4.1(b):sentence(1)"]),
        ("In § 4.1, add “A” before the period at the end of paragraph (a).", ["add 4.1(a) A > . before at end"]),
        ("In § 4.1, paragraph (a), the words “A” are removed and the words “B” are added in their place.", ["swap 4.1(a) A > B"]),
        ("In § 4.1, the word “A” is removed from paragraph (b) wherever it appears.", ["remove 4.1(b) A >  each"]),
        ("In § 4.1, remove the comma after “A” in paragraph (a).", ["remove 4.1(a) , > A after"]),
        ("Amend § 4.1(b) by removing the word “and” following the semicolon.", ["remove 4.1(b) and > ; after"]),
        ("Amend § 4.1 in paragraph (c) by revising the references from “§ 4.7” and “§ 4.8” to “§ 4.9” and “§ 4.10,” "
         "respectively.", ["swap 4.1(c) § 4.7|§ 4.8 > § 4.9|§ 4.10"]),
        ("On page 4823, first column, § 4.9(c)(1)(ii) is corrected to read as follows:", ["correct 4.9(c)(1)(ii)"]),
        ("On page 33017, column 3, § 4.9(b)(3), line 6, the language “house, or” is corrected to read “house or”.",
         ["swap 4.9(b)(3) house, or > house or"]),
        ("In § 4.1, paragraph (a)(1) is correctly revised to read as follows:", ["revise 4.1(a)(1)"]),
        ("In § 4.8, lift the suspension of paragraph (c)(3) and revise it to read as follows:",
         ["lift 4.8(c)(3)", "revise 4.8(c)(3)"]),
        ("Amend § 4.3 by adding an information collection parenthetical at the end of the section.",
         ["add 4.3:note at end"]),
        ("Revise the header for subpart F to read as follows:", ["revise subpart F to 1026:heading"]),
        ("Revise the heading of Subpart F to read as set forth below.", ["revise subpart F to 1026:heading"]),
        ("In the introductory text of §§ 4.73 and 4.75, remove “20th” and add in its place “22nd”.",
         ["swap 4.73:intro, 4.75:intro 20th > 22nd"]),
        ("In §§ 4.10(a) and 4.15(c) introductory text, remove “ward” and add “care” in its place.",
         ["swap 4.10(a), 4.15(c):intro ward > care"]),
        ("In the following sections, “ward” is removed and “care” is added in its place: §§ 4.10(a), 4.15(c) "
         "introductory text, and 4.31.", ["swap 4.10(a), 4.15(c):intro, 4.31 ward > care"]),
        ("In § 4.5, paragraph (b) is suspended from August 1, 2026, through July 31, 2027.", ["suspend 4.5(b)"]),
        ("From 7 a.m. on June 1, 2026, to 7 p.m. on August 31, 2026, § 4.5 is temporarily suspended.", ["suspend 4.5"]),
        ("Amend subpart E by adding two new sections, § 4.48 and § 4.49, to read as follows:", ["add 4.48, 4.49"]),
        ("In § 4.43, designate the undesignated introductory text as paragraph (a).",
         ["designate 4.43:intro as 4.43(a)"]),
        ("In § 4.8, revise paragraph (b)(4) to add “A” after “B”, and add “C” after “D”.",
         ["add 4.8(b)(4) A > B after", "add 4.8(b)(4) C > D after"]),
        ("In § 4.2, in the definition of “Bank”, in paragraph (1) introductory text, remove “A”.",
         ["remove 4.2, definition of “Bank”, paragraph (1):intro A > "]),
        ("Amend § 4.5 by removing the heading from paragraph (b).", ["remove 4.5(b):heading"]),
        ("In § 4.5, paragraph (a), “A” is corrected to read “B”, and in paragraph (b), “C” is corrected to read “D”.",
         ["swap 4.5(a) A > B", "swap 4.5(b) C > D"]),
        ("In § 4.5, amend the definition of “A” by adding paragraph (c).",
         ["add 4.5, definition of “A”, paragraph (c)"]),
        ("In § 4.5(b), amend the definition of “A” by revising paragraphs (1) and (2)(i).",
         ["revise 4.5(b), definition of “A”, paragraph (1), 4.5(b), definition of “A”, paragraph (2)(i)"]),
        ("In § 4.5, in the definition of “A” in paragraph (a), remove “B” and add “C” in its place; and revise paragraph "
         "(c) heading.", ["swap 4.5(a), definition of “A” B > C", "revise 4.5(c):heading"]),
        ("Section 4.5 is amended by: a. In paragraph (2) of the definition of “A” in paragraph (c), removing “B”; and b. "
         "Removing paragraph (a).", ["remove 4.5(c), definition of “A”, paragraph (2) B > ", "remove 4.5(a)"]),
        ("In § 4.5, in the definition of “A”, remove “C”, and in paragraph (b), remove “D”.",
         ["remove 4.5, definition of “A” C > ", "remove 4.5(b) D > "]),
        ("In § 4.8, remove the dollar amount “$10” and add in its place “$20”.", ["swap 4.8 $10 > $20"]),
        ("In paragraph (d) of § 4.8, by adding a paragraph heading and re-designating paragraph (d)(2) as (d)(3).",
         ["add 4.8(d):heading", "redesignate 4.8(d)(2) as 4.8(d)(3)"]),
        ("In § 4.5(d) revise as follows:", ["revise 4.5(d)"]),
        ("Sections 4.55W-1 through 4.55W-3 are added.", ["add 4.55W-1, 4.55W-2, 4.55W-3"]),
        ("In § 4.2, the definition of “cider” is amended by redesignating paragraph (a) as paragraph (1) and revising "
         "paragraph (2).", ["redesignate 4.2, definition of “cider”, paragraph (a) as 4.2, definition of “cider”, "
         "paragraph (1)", "revise 4.2, definition of “cider”, paragraph (2)"]),
        ("In § 4.8, lift the stay on paragraph (b).", ["lift 4.8(b)"]),
        ("Amend § 4.1(a) by removing “A” and adding “B” in its place; and § 4.2(b) by removing “C” and adding “D” in its "
         "place.", ["swap 4.1(a) A > B", "swap 4.2(b) C > D"]),
        ("Amend § 4.1 by removing paragraph (2) from the definition of “Bank”.",
         ["remove 4.1, definition of “Bank”, paragraph (2)"]),
        ("In § 4.1, revise the definition of “Bank” by removing “A” and inserting “B”, and revise paragraph (b).",
         ["swap 4.1, definition of “Bank” A > B", "revise 4.1(b)"]),
        ("In § 4.1, remove the authority citation at the end of the section.", ["remove 4.1:note at end"]),
        ("Revise the authority citation for subpart C of part 1026.", ["revise 1026:authority"]),
        ("Amend §§ 4.1 and 4.2 by revising paragraph (b) to read as follows:", ["revise 4.1(b), 4.2(b)"]),
        ("In § 4.1, paragraph (c) and the word “and” at the end of paragraph (b)(1) are removed.",
         ["remove 4.1(c)", "remove 4.1(b)(1) and >  at end"]),
        ("In § 4.1, paragraphs (a)(1) and (c), and the words “A” and “B” in paragraph (b), are removed.",
         ["remove 4.1(a)(1), 4.1(c)", "remove 4.1(b) A|B > "]),
        ("Paragraph (c) of § 4.1 and the word “A” in paragraph (a) of § 4.2 are removed.",
         ["remove 4.1(c)", "remove 4.2(a) A > "]),
        ("In § 4.1, the second sentence of paragraph (c) and the heading of paragraph (b) and “A” in paragraph (a) are removed.",
         ["remove 4.1(c):sentence(2), 4.1(b):heading", "remove 4.1(a) A > "]),
        ("Amend § 4.1 by removing paragraphs (a)(1), (a)(2), and the word “and” at the end of paragraph (b), and adding paragraph (d).",
         ["remove 4.1(a)(1), 4.1(a)(2)", "remove 4.1(b) and >  at end", "add 4.1(d)"]),
        ("In § 4.1, add paragraph (d) and the word “and” at the end of paragraph (c).",
         ["add 4.1(d)", "add 4.1(c) and >  at end"]),
        ("In § 4.1, “A” in paragraph (a) and paragraph (c) is removed.", ["remove 4.1(a), 4.1(c) A > "]),
        ("In § 4.1, paragraphs (a) and (c), “A” is removed.", ["remove 4.1(a), 4.1(c) A > "]),
        ("In § 4.1, paragraph (c) is amended by removing “A” and by adding in lieu thereof “B”.", ["swap 4.1(c) A > B"]),
        ("Amend § 4.1 by adding paragraph (d) and by removing paragraphs (b) and (c) and reserving them.",
         ["add 4.1(d)", "reserve 4.1(b), 4.1(c)"]),
        ("In § 4.1, the date of the clause “(A)” is revised to read “(B)”, and, in the first sentence of paragraph (b), “C” is revised to read “D”.",
         ["swap 4.1 (A) > (B)", "swap 4.1(b):sentence(1) C > D"]),
        ("In § 4.1, remove “A” and add in its place “B” in the following paragraphs: (f)(5)(v), (h)(2)(i)(A), and (m).",
         ["swap 4.1(f)(5)(v), 4.1(h)(2)(i)(A), 4.1(m) A > B"]),
        ("In § 4.1, removing “A” and adding in its place “B” wherever that term appears in paragraph (h).",
         ["swap 4.1(h) A > B each"]),
        ("In § 4.1(c), removing the word “A” each of the two times it appears and adding in its place “B”.",
         ["swap 4.1(c) A > B 2 times"]),
        ("In § 4.1, removing the punctuation “.” at the end of paragraph (a) and adding, in its place, the punctuation and word “; and”.",
         ["swap 4.1(a) . > ; and at end"]),
        ("Section 4.1 is redesignated as § 4.2 and is revised to read as follows:", ["redesignate 4.1 as 4.2", "revise 4.2"]),
        ("Sections 4.1 and 4.2 are transferred to subpart C.", ["transfer 4.1, 4.2"]),
        ("In § 4.1, in paragraph (a), “A” is removed and, in paragraph (c), “B” is added before the word “C”.",
         ["remove 4.1(a) A > ", "add 4.1(c) B > C before"]),
        ("In § 4.1, “A” is added at the end of paragraph (c).", ["add 4.1(c) A >  at end"]),
        ("Section 4.1 is amended in paragraph (b) by removing “A” and by adding in its place “B” and in paragraph (c) by adding before the period “C”.",
         ["swap 4.1(b) A > B", "add 4.1(c) C > . before"]),
        ("In § 4.1, revise all references to “A” to read “B” and all references to “C” to read “D”.", ["swap 4.1 A|C > B|D each"]),
        ("In § 4.1, in paragraph (a), the first sentence is revised; paragraph (b) is removed.",
         ["revise 4.1(a):sentence(1)", "remove 4.1(b)"]),
        ("Section 4.1 is amended by adding two sentences after the second sentence of paragraph (c).", ["add 4.1(c):sentence(3,4)"]),
        ("In § 4.1, in paragraph (c), remove the last sentence and add a sentence in its place.", ["revise 4.1(c):sentence(last)"]),
        ("In § 4.1, paragraph (b) is stayed from June 5, 2017, until further notice.", ["stay 4.1(b)"]),
        ("In § 4.1, “A” is removed from paragraph (a) and “B” is removed from paragraph (c).",
         ["remove 4.1(a) A > ", "remove 4.1(c) B > "]),
        ("In § 4.1(b), remove “and” at the end.", ["remove 4.1(b) and >  at end"]),
        ("Amend § 4.1 by removing from the introductory text and paragraph (c) the word “A”.", ["remove 4.1:intro, 4.1(c) A > "]),
        ("In § 4.1, revise paragraph (c) and its heading.", ["revise 4.1(c)"]),
        ("In § 4.1, redesignate paragraph (c) as paragraph (d) and revise its heading.",
         ["redesignate 4.1(c) as 4.1(d)", "revise 4.1(d):heading"]),
        ("In § 4.1, at the end of paragraph (b), remove “and”.", ["remove 4.1(b) and >  at end"]),
        ("In § 4.1, in paragraph (a), the definition of “Bank” is amended by removing “A” and adding “B” in its place, and paragraph (b) is removed.",
         ["swap 4.1(a), definition of “Bank” A > B", "remove 4.1(b)"]),
        ("In § 4.1(a), in the definition of “Bank”, revise paragraph (2) and remove paragraph (3).",
         ["revise 4.1(a), definition of “Bank”, paragraph (2)", "remove 4.1(a), definition of “Bank”, paragraph (3)"]),
        ("In § 4.1, in paragraph (a), in the definition of “Bank”, remove “A”.", ["remove 4.1(a), definition of “Bank” A > "]),
        ("Remove subpart B and § 4.5.", ["remove subpart B to 1026, 4.5"]),
        ("Subpart B of part 4, consisting of §§ 4.1 and 4.2, is removed.", ["remove subpart B to 4, 4.1, 4.2"]),
        ("In subpart B, § 4.1 is revised to read as follows:", ["revise 4.1"]),
        ("Amend § 4.1 and appendix A to part 4 by removing “A”.", ["remove 4.1, app. A to 4 A > "]),
        ("The authority citation for part 4 continues to read as follows and § 4.1 is amended by removing paragraph (c).",
         ["republish 4:authority", "remove 4.1(c)"]),
        ("Paragraph (c) of §§ 4.1 and 4.2 is removed.", ["remove 4.1(c), 4.2(c)"]),
        ("Paragraph (c) of § 4.1 and paragraph (b) of § 4.2 are removed.", ["remove 4.1(c), 4.2(b)"]),
        ("In § 4.1, paragraph (b) is designated as paragraph (b)(1), and paragraph (b)(2) is added.",
         ["designate 4.1(b) as 4.1(b)(1)", "add 4.1(b)(2)"]),
        ("In § 4.1, paragraph (a) is revised to read as follows and paragraph (c) is removed.", ["revise 4.1(a)", "remove 4.1(c)"]),
        ("Revise the heading of § 4.1 to read as follows:", ["revise 4.1:heading"]),
        ("The section heading for § 4.1 is removed.", ["remove 4.1:heading"]),
        ("In the headings of §§ 4.1 and 4.2, remove “A” and add “B” in its place.", ["swap 4.1:heading, 4.2:heading A > B"]),
        ("Revise the introductory text and paragraph (b) of § 4.1.", ["revise 4.1:intro, 4.1(b)"]),
        ("Amend the heading and paragraph (b) of § 4.1 by removing “A”.", ["remove 4.1:heading, 4.1(b) A > "]),
        ("Amend § 4.1 by adding the following definitions of 2004 rule, direct threat, and Reader in alphabetical order and revising the definition of Aids and services.",
         ["add 4.1, definition of “2004 rule”, 4.1, definition of “direct threat”, 4.1, definition of “Reader”",
          "revise 4.1, definition of “Aids and services”"]),
        ("Amend § 4.1 by removing the definitions for Bank and Trust.",
         ["remove 4.1, definition of “Bank”, 4.1, definition of “Trust”"]),
        ("In § 4.1, revise paragraph (b) to add “A” after “B”.", ["add 4.1(b) A > B after"]),
        ("In § 4.1(a), remove the phrase ”§ 4.2(c)” and add in its place the phrase “§ 4.4(c)”.",
         ["swap 4.1(a) § 4.2(c) > § 4.4(c)"]),
    ],
)  # fmt: skip
def test_real_instructions(text: str, expected: list[str]) -> None:
    assert read(text) == expected


@each_row(
    "text",
    [
        "In § 4.1, in table 1 to paragraph (b), remove the 8 entries under “Permits” and add in their place 10 new entries.",
        "Amend § 555.22 by removing the words “director” in the undesignated paragraphs following paragraph (a)(3).",
        "In § 4.1, remove the three sentences that follow the first sentence.",
        "Revise [label:478-103-e-p2]",
        "In appendix B to part 4022, Rate Set 271, as set forth below, is added to the table of contents.",
        "Amend paragraph (f) by revising it.",
        "Amend § 648.86 by revising the heading of Table 1 to Paragraph (a)(1) to read as follows:",
        "Amend § 4.1 by removing the words “A” and adding the words “B” after “C”, “D”.",
        "In § 4.1, remove “A” in paragraph (a) and “B” in paragraph (b).",
        "Amend § 4.1 by adding “C” after “B” in paragraph (a) and removing “D”.",
        "In § 4.1(a), remove “A” in the first sentence and “B” in the second sentence.",
        "In § 4.1 paragraphs (a) and (b) remove “A” and “B”, respectively.",
        "In § 4.1, revise the first sentence and paragraph (b) to read as follows:",
        "In § 4.1, revise the section heading and the first sentence in the section to read as follows:",
        "In § 4.1, revise the first sentence in the section and paragraph (b) to read as follows:",
        "In § 4.1, revise paragraph (a) and the last sentence to read as follows:",
        "Amend § 4.1 by removing the first sentence and adding a sentence at the end of paragraph (b).",
        "Section 4.1 is amended by striking “30” and inserting “45” after “days”.",
        "Amend part 4 by removing the authority citations at the end of §§ 4.1 and 4.2.",
        "In § 4.1, the entry for Ohio and the entry for Utah are removed.",
        "In § 4.1, transfer paragraph (b) to § 4.2 and redesignate it as paragraph (c).",
        "In § 4.1, remove the quotation marks around “A” in paragraph (a).",
        "In § 4.1, remove the words from “A” through “B” in paragraph (a).",
        "In § 4.1, remove the phrase beginning with “A” and ending with “B” in paragraph (a).",
        "In § 4.1, remove everything after “A” in paragraph (b).",
        "Amend § 4.1 by removing the quote marks in the first sentence.",
        "Amend § 4.1 by removing the italics from paragraph (b).",
        "Amend § 4.1 by revising the first column in paragraph (b).",
        "In § 4.1, the word “and” at the end of paragraph (b) and paragraph (c) are removed.",
        "In § 4.1, in paragraph (b), the word “A” and paragraph (c) are removed.",
        "In § 4.1, paragraph (c) and the word “A” are removed.",
        "In § 4.1, paragraph (c) and the words “A” in paragraph (b) are revised to read “B”.",
        "In § 4.1, paragraph (c) and the words “A” following “B” in paragraph (b) are removed.",
        "Amend § 4.1 by removing “and” at the end of paragraph (b) and paragraph (c).",
        "Amend § 4.1 by adding “and” at the end of paragraph (b) and paragraph (c).",
        "Amend § 4.1 by removing “and” at the end of paragraph (b) and the heading of paragraph (c).",
        "Amend § 4.1 by removing paragraph (c), the word “A”.",
        "In § 4.1, paragraph (b) is removed until further notice.",
        "In § 4.1, in the section heading and throughout the section, remove “A” and add “B” in its place.",
        "In § 4.1, in paragraphs (a) and (b), the definition of “Bank” is removed.",
        "Section 4.1 is amended by revising paragraph (a), and paragraph (b) is removed.",
        "In § 4.1(a), revise the definition of “Bank” and paragraph (2).",
        "Paragraph (c) of § 4.1 and § 4.2 are removed.",
        "Remove the undesignated center heading preceding § 4.1 and § 4.1.",
        "Revise the authority citation for part 4 and the heading of § 4.1.",
        "In § 4.1, the definition is revised and the definition of “B” is removed.",
        "In § 4.1, paragraph (4) of the definition of “A” is removed, paragraph (5) of the definition is redesignated as paragraph (4), and the definition of “B” is revised.",
        "Revise the heading and introductory text to read as follows:",
        "In § 4.1, effective May 1, 2031, paragraph (b) is removed.",
        "In § 4.1, “A” and “B” are added after “C” in paragraph (b).",
        "In § 4.1(b), the word “A” is added before the word “B” and the word “C” is removed.",
        "In § 4.1, remove the first and second sentences of paragraph (c) and add a sentence in its place.",
        "Amend § 4.1 by adding three sentences after the last sentence of paragraph (c).",
        "In § 4.1(c), add after “A” and before “B” the word “C”.",
        "In § 4.1, remove “A” and reserve it.",
    ],
)
def test_what_has_no_certain_reading_is_doubted(text: str) -> None:
    reader = InstructionReader(text, PLACE, None)
    assert reader.context().limit or any(clause.doubt or not clause.targets for clause in reader.clauses)


@each_row(
    ("text", "expected"),
    [
        ("Section 9.1(b)(1) is amended by adding “and” at the end; paragraph (b)(2) is amended by removing “; and” at the end "
         "and adding “.” in its place; and paragraph (b)(3) is removed.",
         ["add 9.1(b)(1) and >  at end", "swap 9.1(b)(2) ; and > . at end", "remove 9.1(b)(3)"]),
        ("In § 9.1, paragraph (a) is amended by removing “x”; paragraph (b) is amended by removing “y”.",
         ["remove 9.1(a) x > ", "remove 9.1(b) y > "]),
        ("In § 9.1, paragraph (a) is amended by removing “x”, and paragraphs (b) and (c) are amended by removing “y”.",
         ["remove 9.1(a) x > ", "remove 9.1(b), 9.1(c) y > "]),
        ("In § 9.1, paragraph (a) is amended by revising paragraph (a)(1); paragraph (b) is amended by removing “y”.",
         ["revise 9.1(a)(1)", "remove 9.1(b) y > "]),
        ("In § 9.1, paragraph (a) is amended by adding paragraph (a)(1); paragraph (b) is amended by removing paragraph (b)(2).",
         ["add 9.1(a)(1)", "remove 9.1(b)(2)"]),
        ("In § 9.1, paragraph (a) is amended by revising paragraph (a)(1); paragraph (b) by removing “y”.",
         ["revise 9.1(a)(1)", "remove 9.1(b) y > "]),
        ("In § 9.1, paragraph (a) is amended by redesignating paragraph (a)(1) as (a)(2); paragraph (b) is amended by removing “y”.",
         ["redesignate 9.1(a)(1) as 9.1(a)(2)", "remove 9.1(b) y > "]),
        ("Section 9.1(a) is amended by removing “x”; § 9.2(b) is amended by removing “y”.",
         ["remove 9.1(a) x > ", "remove 9.2(b) y > "]),
        ("In § 9.1, paragraph (a) is amended by removing “x”; appendix A is amended by removing “y”.",
         ["remove 9.1(a) x > ", "remove app. A to 1026 y > "]),
        ("Section 9.1 is amended by removing “x” in paragraph (a); paragraph (b) is amended by removing “y”.",
         ["remove 9.1(a) x > ", "remove 9.1(b) y > "]),
        ("In § 9.1, paragraph (a) is amended by adding “or” at the end; the first sentence of paragraph (b) is amended by removing “y”.",
         ["add 9.1(a) or >  at end", "remove 9.1(b):sentence(1) y > "]),
        ("In § 9.1, paragraph (a) is amended by adding “or” after “x”; paragraph (b) is amended by adding “and” before “y”.",
         ["add 9.1(a) or > x after", "add 9.1(b) and > y before"]),
        ("In § 9.1, paragraph (a) is corrected by adding “x” at the end; paragraph (b) is corrected by adding “y” at the end.",
         ["add 9.1(a) x >  at end", "add 9.1(b) y >  at end"]),
        ("Section 9.1(a) is amended by revising the first sentence; paragraph (b) is amended by removing the last sentence; "
         "and paragraph (c) is removed.",
         ["revise 9.1(a):sentence(1)", "remove 9.1(b):sentence(last)", "remove 9.1(c)"]),
        ("Amend § 9.1(a) by revising the second sentence; and paragraph (b).", ["revise 9.1(a):sentence(2), 9.1(b)"]),
        ("In § 9.1, paragraph (a) is amended by removing the last sentence, and paragraph (b) is removed.",
         ["!a sentence of no certain paragraph"] * 2),
        ("In § 9.1, paragraph (a) is amended by designating the existing text as paragraph (a)(1); paragraph (b) is amended by "
         "removing “y”.", ["designate 9.1(a) as 9.1(a)(1)", "remove 9.1(b) y > "]),
        ("In § 9.1, revise paragraphs (a)(1); paragraphs (b)(1) and (2) are removed.",
         ["revise 9.1(a)(1)", "remove 9.1(b)(1), 9.1(b)(2)"]),
        ("In §§ 9.1 and 9.2, paragraph (a) is amended by adding “or” at the end; paragraph (b) is amended by removing “x”.",
         ["add 9.1(a), 9.2(a) or >  at end", "remove 9.1(b), 9.2(b) x > "]),
        ("In § 9.1, revise paragraph (a); paragraph (b); and paragraph (c).", ["revise 9.1(a), 9.1(b), 9.1(c)"]),
        ("In § 9.1, paragraph (a) is amended by revising paragraph (a)(1); paragraph (2) is amended by removing “y”.",
         ["!paragraphs that two verbs may reach; expected them apart"] * 2),
        ("In § 9.1, paragraph (a) is amended by revising paragraph (a)(1), and paragraph (b) is amended by removing “y”.",
         ["!provisions that two verbs may reach; expected them apart"] * 2),
    ],
)  # fmt: skip
def test_each_clause_keeps_its_own_place(text: str, expected: list[str]) -> None:
    assert read(text) == expected


@each_row(
    "text",
    [
        "In appendix N to part 52, remove paragraph 7.(a).",
        "In appendix A to part 1005, add the titles A-30 through A-41 to the table of contents.",
        "In § 52.18, paragraph (b), remove the parenthetical phrase.",
        "In § 52.18, remove the phrase “A” and add the phrase “B”.",
        "In § 52.18, amend the definitions of “A” and “B” by removing paragraph (1).",
    ],
)
def test_nothing_smaller_that_is_not_read_makes_the_whole_go(text: str) -> None:
    clauses = InstructionReader(text, PLACE, None).clauses
    assert all(clause.doubt for clause in clauses if clause.verb != "amend")


def test_asides_say_nothing_of_what_is_done() -> None:
    text = "Section 1.2, as amended January 31, 2013, at 78 FR 6856, is amended by adding paragraph (a)."
    assert without_asides(text) == "Section 1.2 is amended by adding paragraph (a)."


@each_row(
    ("text", "expected"),
    [
        ("Under Paragraph 32(b)(1)(ii), paragraph 4.iii is revised.", ["revise 32(b)(1)(ii)-4.iii"]),
        ("Under 34(a)(5)(ii), paragraph 1 is revised, paragraph 2 is redesignated as paragraph 3 and revised, and new "
         "paragraph 2 is added.",
         ["revise 34(a)(5)(ii)-1", "redesignate 34(a)(5)(ii)-2 as 34(a)(5)(ii)-3", "revise 34(a)(5)(ii)-3",
          "add 34(a)(5)(ii)-2"]),
        ("41(e)(5) Consumers in bankruptcy and paragraphs 1, 2, and 3 are added.",
         ["add 41(e)(5), 41(e)(5)-1, 41(e)(5)-2, 41(e)(5)-3"]),
        ("Under Section 1024.35—Error Resolution Procedures, Paragraph 35(c), paragraph 2 is revised.",
         ["revise 35(c)-2"]),
        ("Paragraphs 41(b)(2), 41(b)(3), and 41(c)(2)(iv) are added.", ["add 41(b)(2), 41(b)(3), 41(c)(2)(iv)"]),
        ("Under 33(a), paragraphs 3.ii, 4 and newly redesignated paragraph 10 are revised.",
         ["revise 33(a)-3.ii, 33(a)-4, 33(a)-10"]),
        ("Paragraph 39(c) is removed", ["remove 39(c)"]),
        ("Under Paragraph 17(c)(1), paragraphs 1 introductory text and 1.i are revised.",
         ["revise 17(c)(1)-1:intro, 17(c)(1)-1.i"]),
        ("Under subpart E, Section 1026.32—Requirements for Certain Mortgages, 32(a) Coverage, Paragraph 32(a)(1)(ii), "
         "paragraphs 1.i and 3.i are added.", ["add 32(a)(1)(ii)-1.i, 32(a)(1)(ii)-3.i"]),
        ("Under Paragraph 35(b)(2)(iii), paragraphs 1 and i are revised.",
         ["revise 35(b)(2)(iii)-1, 35(b)(2)(iii)-1.i"]),
        ("The headings 35(e) Rules for Loans and Paragraph 35(e)(2), and paragraph 1 are added.",
         ["add 35(e), 35(e)(2), 35(e)(2)-1"]),
        ("Redesignate Comment 41(d)(1)-2 as comment 41(d)-2", ["redesignate 41(d)(1)-2 as 41(d)-2"]),
        ("In comment 36(a)-1, remove “A” wherever it appears and add in its place “B”.", ["swap 36(a)-1 A > B each"]),
        ("Under Paragraph 36(a), paragraph 1 is amended by removing the words “A”.", ["remove 36(a)-1 A > "]),
    ],
)  # fmt: skip
def test_comments_of_an_interpretation(text: str, expected: list[str]) -> None:
    clauses = CommentaryReader(text, path_of("supp. I to 12 CFR 1026"), None).clauses
    found = [_shown(clause) or "" for clause in clauses]
    assert [each.replace("comment ", "").replace(" of supp. I to 1026", "") for each in found if each] == expected


@each_row(
    "text",
    [
        "In § 9.1, remove “lender” wherever it appears, except in paragraph (c), and add in its place “bank”.",
        "In § 9.1, remove paragraphs (a)(1) and (b), but not paragraph (c).",
        "In § 9.1, remove everything except paragraph (a).",
        "Remove §§ 9.1 through 9.3, excluding § 9.2.",
        "In § 9.1(c), remove the second occurrence of “it” and add in its place “the Bureau”.",
        "In § 9.1(c), remove the first “it” and add “the Bureau” in its place.",
        "In § 9.1(c), remove “Bureau” the first time it appears and add “Director” in its place.",
        "In § 9.1(c), remove the last reference to “notice” and add “word” in its place.",
        "Effective January 1, 2031, through December 31, 2031, § 9.1(a) is revised to read as follows:",
        "In § 9.1, remove “$100” and add in its place “$200” through December 31, 2030.",
        "Section 9.1 is temporarily amended by removing paragraph (a).",
        "From January 1, 2031, through March 1, 2031, § 9.1(a) is temporarily suspended and § 9.1(b) is removed.",
        "On page 5567, in § 9.1, in paragraph (c), except line 4, “notice” is corrected to read “word”.",
        "In § 9.1, in paragraph (c), line 4, “notice” is corrected to read “word”.",
        "In § 9.1, remove the first two paragraphs (a) and (b).",
        "Amend § 9.1, effective January 1, 2031, by removing paragraph (b), and, effective January 1, 2032, by removing paragraph (c).",
        "In § 9.1, the following paragraphs are removed: (a)(1) and (b).",
        "In § 9.1, paragraph (c) is amended by removing the words that follow “$100”.",
        "In § 9.1, remove “notice” and add “word” in its place in the following paragraphs:",
        "In § 9.1, remove from paragraph (b) of Alternate I the term “records” and add “notes” in its place.",
        "Amend § 9.1 by revising the section and clause headings.",
        "In § 9.1(c), remove “notice” and add “word” in its place in the first sentence of Item 5 of the form.",
        "In § 9.1(c), remove the phrase “the Bureau (“Bureau”)” and add in its place “the Bureau”.",
        "Except in paragraph (c), in § 9.1, remove “lender” wherever it appears and add “bank” in its place.",
        "In § 9.1, revise the second sentence of the third paragraph to read as follows:",
        "In § 9.1, in paragraph (a), revise “lenders” to read “banks” and revise notice” to read “word”.",
    ],
)
def test_what_limits_an_instruction_leaves_it_without_a_certain_reading(text: str) -> None:
    found = amended(text, "(a) New.\n* * * * *" if text.endswith("follows:") else "")
    assert found.tree == tree()
    assert found.doubts(path_of("12 CFR 9.1"), ("(c)",))


def test_steps_are_done_in_the_paragraphs_that_their_instruction_names() -> None:
    steps = (
        "In § 9.1, amend paragraphs (a)(1) and (c) by:",
        "a. Removing “lender”, wherever it appears, and adding, in its place, “bank”.",
    )
    rows = [instruction(f"1. {steps[0]}"), instruction(steps[1], number="1.a")]
    found = apply(tree(), reads(*rows))
    assert not found.refusals
    changed = [
        a.designator
        for a, b in zip(next(iter(tree().values())).paragraphs, next(iter(found.tree.values())).paragraphs, strict=True)
        if a != b
    ]
    assert changed == ["(1)", "(c)"]


def test_a_limit_holds_for_the_steps_of_an_instruction() -> None:
    steps = (
        "Amend § 9.1, effective until March 1, 2031, by:",
        "a. Removing paragraph (a).",
        "b. Removing paragraph (b).",
    )
    rows = [instruction(f"1. {steps[0]}"), *(instruction(each, number=f"1.{each[0]}") for each in steps[1:])]
    found = apply(tree(), reads(*rows))
    assert found.tree == tree()
    assert found.refusals


@each_row(
    ("text", "expected"),
    [
        ("The stay of § 9.1(b) is lifted.", ["lift 9.1(b)"]),
        ("The suspension of § 9.1(b) is removed.", ["lift 9.1(b)"]),
        ("The suspension of paragraph (b) of § 9.1 is ended.", ["lift 9.1(b)"]),
        ("The indefinite stay on § 9.1 is hereby terminated.", ["lift 9.1"]),
        ("The stays of §§ 9.1(b) and 9.2 are dissolved.", ["lift 9.1(b), 9.2"]),
        ("The stay of § 9.1(b) and the suspension of § 9.2 are lifted.", ["lift 9.1(b), 9.2"]),
        ("Lift the stay of § 9.1(b) and the suspension of § 9.2.", ["lift 9.1(b), 9.2"]),
        ("The delay of § 9.1(b) is removed.", ["lift 9.1(b)"]),
        ("Amend § 9.1 by removing the stay of paragraph (b).", ["lift 9.1(b)"]),
        ("In § 9.1, vacate the stay of paragraph (b).", ["lift 9.1(b)"]),
        ("End the suspension of the last sentence of § 9.1(b).", ["lift 9.1(b):sentence(last)"]),
        ("The stay of § 9.1(b) is lifted and § 9.1(c) is stayed.", ["lift 9.1(b)", "stay 9.1(c)"]),
        ("In § 9.1, remove paragraph (a); the stay of paragraph (b) is removed.", ["remove 9.1(a)", "lift 9.1(b)"]),
        ("In § 9.1, remove “x” in paragraph (a); the suspension of paragraph (b) is vacated.", ["remove 9.1(a) x > ", "lift 9.1(b)"]),
        ("Section 9.1(b) is removed and the stay of § 9.1(c) is dissolved.", ["remove 9.1(b)", "lift 9.1(c)"]),
    ],
)  # fmt: skip
def test_a_stay_that_ends_is_no_stay(text: str, expected: list[str]) -> None:
    assert read(text) == expected


@each_row(
    "text",
    [
        "The lifting of the stay of § 9.1(b) is suspended.",
        "The removal of the stay of § 9.1(b) is stayed.",
        "The stay of § 9.1(b) is suspended.",
        "The delay of § 9.1(b) is stayed.",
        "Suspend the stay of § 9.1(b).",
        "Stay the suspension of § 9.1(b).",
        "The stay of § 9.1(b) is amended by removing paragraph (c).",
        "The stay of § 9.1(b) is revised to read as follows:",
        "The stay of § 9.1(b) is removed and reserved.",
        "In § 9.1, paragraph (c) and the stay of paragraph (b) are removed.",
        "In § 9.1, remove paragraph (c) and the stay of paragraph (b).",
        "The suspension of § 9.1(b) is extended until March 1, 2031.",
        "The suspension of § 9.1(b) is not lifted.",
        "The stay is lifted of § 9.1(b).",
        "The stay of § 9.1(b) is lifted until March 1, 2031.",
        "Paragraph (b) of § 9.1 is terminated.",
    ],
)
def test_of_a_stay_nothing_else_is_certain(text: str) -> None:
    reader = InstructionReader(text, PLACE, None)
    assert reader.unread_words() or all(clause.doubt for clause in reader.clauses)


@each_row(
    ("text", "expected"),
    [
        ("In § 9.1, revise paragraphs (e), (h), the introductory text of paragraph (k), and (p) to read as follows:", ["revise 9.1(e), 9.1(h), 9.1(k):intro, 9.1(p)"]),
        ("In § 9.1, paragraphs (e) and (h), the heading of paragraph (k), and (p) are revised.", ["revise 9.1(e), 9.1(h), 9.1(k):heading, 9.1(p)"]),
        ("In § 9.1, revise paragraphs (e), (h), the last sentence of paragraph (k), and (p).", ["revise 9.1(e), 9.1(h), 9.1(k):sentence(last), 9.1(p)"]),
        ("In § 9.1, remove paragraph (e), the heading to paragraph (k), and (p).", ["remove 9.1(e), 9.1(k):heading, 9.1(p)"]),
        ("Revise § 9.1(e), the introductory text of paragraph (k), (p), and (r).", ["revise 9.1(e), 9.1(k):intro, 9.1(p), 9.1(r)"]),
        ("Amend § 9.1 by revising paragraphs (e), the introductory text of paragraphs (k) and (p), and (r).", ["revise 9.1(e), 9.1(k):intro, 9.1(p):intro, 9.1(r)"]),
        ("In § 9.1, revise paragraphs (e), the last sentences of paragraphs (k) and (p), and (r).", ["revise 9.1(e), 9.1(k):sentence(last), 9.1(p):sentence(last), 9.1(r)"]),
        ("In § 9.1, revise paragraph (a)(1), the introductory text of paragraph (a)(2), (a)(2)(i), and (b).", ["revise 9.1(a)(1), 9.1(a)(2):intro, 9.1(a)(2)(i), 9.1(b)"]),
        ("In § 9.1, revise the introductory text of paragraphs (k), (m), and (p).", ["revise 9.1(k):intro, 9.1(m):intro, 9.1(p):intro"]),
        ("In § 9.1, revise the introductory text of paragraph (k) through (m).", ["revise 9.1(k):intro, 9.1(l):intro, 9.1(m):intro"]),
        ("In § 9.1, revise the introductory text of paragraph (k), paragraph (p), and the heading of paragraph (r).", ["revise 9.1(k):intro, 9.1(p), 9.1(r):heading"]),
    ],
)  # fmt: skip
def test_a_field_is_that_of_its_own_paragraph(text: str, expected: list[str]) -> None:
    assert read(text) == expected


@each_row(
    "text",
    [
        "In § 9.1, revise the introductory text of paragraph (k) and (p).",
        "In § 9.1, remove the heading of paragraph (k), and (p).",
        "In § 9.1, remove the last sentence of paragraph (k) and (p).",
        "In § 9.1, remove the last sentence of paragraph (k) through (m).",
        "In § 9.1, the introductory text of paragraph (k) and (p) are revised to read as follows:",
        "In § 9.1, revise paragraph (e) and the introductory text of paragraph (k) and (p).",
        "In § 9.1, remove paragraph (e), the introductory text of paragraph (k) and (p).",
        "In § 9.1, in paragraph (b), the introductory text of paragraph (b)(1), and (b)(2) are revised.",
        "In § 9.1, in the introductory text of paragraph (b) and (c), remove “x”.",
        "In § 9.1, revise the introductory text of paragraphs (a)(1) and (2), and (b)(1).",
        "Revise the introductory text of paragraph (k) and (p) of § 9.1.",
    ],
)
def test_a_field_that_may_reach_further_is_doubted(text: str) -> None:
    assert read(text) == ["!a paragraph that may be meant itself, or a part of it; expected them apart"]


def test_no_mark_begins_inside_of_a_word() -> None:
    marks = any_of({"ends": "ed", "sign": ";"})
    assert [match[0] for match in marks.finditer("added; ed")] == [";", "ed"]


def test_words_that_are_no_instruction_name_what_one_with_them_names() -> None:
    words = "§ 9.1(b) and paragraph (c), and Category I of § 9.2"
    place = Place({"9": "12"}, "12", None)
    assert targets_in(words, place) == read_targets(words, place, None)[0] != ()
