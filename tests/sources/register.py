"""A few weeks of a made-up Federal Register: documents that set dates, and others that move them."""

from __future__ import annotations

from typing import Any

from tests.sources.shapes import sample

RULE, DELAY, PROPOSAL, EXTENSION, PRINTING = "2024-00101", "2024-00301", "2024-00102", "2024-00302", "C1-2024-00101"
DIRECT, WITHDRAWN, ORDER, MEETING, STAY = "2024-00103", "2024-00303", "2024-00104", "2024-00105", "2024-00304"

RULE_TEXT = b"""<?xml version="1.0"?>
<RULE>
  <PREAMB>
    <PRTPAGE P="1000"/>
    <AGENCY TYPE="N">DEPARTMENT OF COMMERCE</AGENCY>
    <SUBAGY>Bureau of Industry and Security</SUBAGY>
    <CFR>15 CFR Part 744</CFR>
    <SUBJECT>Widgets of Concern</SUBJECT>
    <ACT><HD SOURCE="HED">ACTION:</HD><P>Final rule.</P></ACT>
    <DATES><HD SOURCE="HED">DATES:</HD><P>Effective March 1, 2024, except for amendatory instruction 3, which is delayed
    indefinitely.</P></DATES>
  </PREAMB>
  <SUPLINF><P>Made up.</P></SUPLINF>
  <REGTEXT TITLE="15" PART="744">
    <AMDPAR>2. Revise &#167; 744.3 to read as follows:</AMDPAR>
    <AMDPAR>3. Amend &#167; 744.21 by adding paragraph (h) to read as follows:</AMDPAR>
  </REGTEXT>
  <FRDOC>[FR Doc. 2024-00101 Filed 1-4-24; 8:45 am]</FRDOC>
</RULE>
"""


def library() -> list[dict[str, Any]]:
    """The documents, in the API's shape; pages are given so that citations can be resolved."""
    return [
        sample(
            RULE, "2024-01-05", title="Widgets of Concern", volume=89, start_page=1000, end_page=1012,
            citation="89 FR 1000", effective_on="2024-03-01",
            dates="Effective March 1, 2024, except for amendatory instruction 3, which is delayed indefinitely.",
        ),
        sample(
            PROPOSAL, "2024-01-05", "Proposed Rule", title="Gadgets of Concern", volume=89, start_page=1020,
            end_page=1030, citation="89 FR 1020", effective_on=None, comments_close_on="2024-02-05",
            dates="Comments must be received by February 5, 2024.",
        ),
        sample(
            DIRECT, "2024-01-08", action="Direct final rule.", title="Sprockets", volume=89, start_page=1100,
            end_page=1101, citation="89 FR 1100", effective_on="2024-04-08", comments_close_on="2024-02-07",
            dates="This direct final rule is effective April 8, 2024, without further notice, unless the Bureau gets "
            "adverse comment by February 7, 2024.",
        ),
        sample(
            ORDER, "2024-01-08", "Presidential Document", subtype="Executive Order", action=None, dates=None,
            title="Measuring Widgets", signing_date="2024-01-04", executive_order_number="14999", effective_on=None,
            volume=89, start_page=1110, end_page=1112, citation="89 FR 1110", agencies=[], agency_names=[],
        ),
        sample(
            MEETING, "2024-01-09", "Notice", title="Widget Advisory Committee; Meeting", action="Notice of meeting.",
            dates="The meeting will be held on March 12, 2024.", effective_on=None, volume=89, start_page=1200,
            end_page=1200, citation="89 FR 1200",
        ),
        sample(
            PRINTING, "2024-01-10", title="Widgets of Concern", action=None, dates=None, effective_on=None, volume=89,
            start_page=1300, end_page=1300, citation="89 FR 1300", abstract=None,
            correction_of="https://www.federalregister.gov/api/v1/documents/2024-00101", type="Correction",
        ),
        sample(
            EXTENSION, "2024-01-29", "Proposed Rule", title="Gadgets of Concern; Extension of Comment Period",
            action="Proposed rule; extension of comment period.", volume=89, start_page=2000, end_page=2000,
            citation="89 FR 2000", effective_on=None, comments_close_on="2024-03-06",
            dates="The comment period for the proposed rule published on January 5, 2024, at 89 FR 1020, is extended "
            "to March 6, 2024.",
        ),
        sample(
            WITHDRAWN, "2024-02-20", action="Withdrawal of direct final rule.", title="Sprockets; Withdrawal",
            volume=89, start_page=3000, end_page=3000, citation="89 FR 3000", effective_on="2024-02-20",
            dates="Effective February 20, 2024, the direct final rule published at 89 FR 1100 on January 8, 2024, is "
            "withdrawn.",
        ),
        sample(
            DELAY, "2024-02-21", action="Final rule; delay of effective date.",
            title="Widgets of Concern; Delay of Effective Date", volume=89, start_page=3100, end_page=3101,
            citation="89 FR 3100", effective_on="2024-02-21",
            dates="As of February 21, 2024, the effective date of the final rule published at 89 FR 1000 on January 5, "
            "2024, is delayed until May 1, 2024.",
        ),
    ]  # fmt: skip
