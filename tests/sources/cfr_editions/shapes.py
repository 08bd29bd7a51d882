"""Made-up editions and documents, shaped like those of the GPO, the eCFR and the Register."""

from __future__ import annotations

from pathlib import Path

ANNUAL = """<?xml version="1.0"?>
<CFRGRANULE>
  <FDSYS><CFRTITLE>12</CFRTITLE><DATE>2024-01-01</DATE></FDSYS>
  <PART>
    <EAR>Pt. 9</EAR>
    <HD SOURCE="HED">PART 9—LENDERS</HD>
    <AUTH><HD SOURCE="HED">Authority:</HD><P>12 U.S.C. 1.</P></AUTH>
    <SECTION>
      <SECTNO>§ 9.1</SECTNO>
      <SUBJECT>Scope and duties.</SUBJECT>
      <P>(a)<E T="03">Scope.</E>This section applies to<PRTPAGE P="5"/>lenders.</P>
      <P>(b)<E T="03">Duties</E>—(1)<E T="03">Records.</E>A lender must keep records of each loan.</P>
      <P>(2) A lender must give notice of loss mitigation &lt;b&gt;in writing&lt;/b&gt;.</P>
      <CITA>[1 FR 1, Jan. 1, 2024]</CITA>
    </SECTION>
    <SECTION>
      <SECTNO>§ 9.2</SECTNO>
      <SUBJECT>Penalties.</SUBJECT>
      <P>A lender that fails to give notice pays $100.</P>
      <APPRO>(Approved by the Office of Management and Budget under control number 1)</APPRO>
    </SECTION>
    <APPENDIX>
      <HD SOURCE="HED">Appendix A to Part 9—Forms</HD>
      <P>A form.</P>
    </APPENDIX>
    <APPENDIX>
      <HD SOURCE="HED">Supplement I to Part 9—Official Interpretations</HD>
      <HD SOURCE="HD1">Section 9.1—Scope and Duties</HD>
      <HD SOURCE="HD2">1(a) Scope.</HD>
      <P>1.<E T="03">Banks.</E>A bank is a lender.</P>
    </APPENDIX>
  </PART>
</CFRGRANULE>
"""

ECFR = """<?xml version="1.0"?>
<DIV5 N="9" TYPE="PART" hierarchy_metadata='{"path":"/on/2025-06-01/title-12/part-9"}'>
<HEAD>PART 9—LENDERS</HEAD>
<DIV8 N="9.1" TYPE="SECTION"><HEAD>§ 9.1 Scope and duties.</HEAD>
<P>(a) <I>Scope.</I> This section applies to lenders.</P>
<P>(b) <I>Duties</I>—(1) <I>Records.</I> A lender must keep records of every loan.</P>
<P>(2) A lender must give notice of loss mitigation &lt;b&gt;in writing&lt;/b&gt;.</P>
<P>(3) A lender must answer.</P>
<XREF>Link to an amendment published at 99 FR 9.</XREF>
</DIV8>
<DIV8 N="9.2" TYPE="SECTION"><HEAD>§ 9.2 Penalties.</HEAD><P>A lender that fails to give notice pays $100.</P></DIV8>
</DIV5>
"""


def rule(
    instructions: str,
    *,
    number: str = "2025-00001",
    dates: str = "This rule is effective March 1, 2025.",
    root: str = "RULE",
    action: str = "Final rule.",
) -> str:
    """A document of the Register with these instructions."""
    return f"""<{root}>
  <PREAMB>
    <AGENCY TYPE="F">BUREAU OF LENDING</AGENCY>
    <CFR>12 CFR Part 9</CFR>
    <SUBJECT>Lenders</SUBJECT>
    <ACT><HD SOURCE="HED">ACTION:</HD><P>{action}</P></ACT>
    <SUM><HD SOURCE="HED">SUMMARY:</HD><P>On lenders.</P></SUM>
    <DATES><HD SOURCE="HED">DATES:</HD><P>{dates}</P></DATES>
  </PREAMB>
  <SUPLINF>
    <REGTEXT TITLE="12" PART="9">{instructions}</REGTEXT>
    <SIG><NAME>Somebody</NAME></SIG>
  </SUPLINF>
  <FRDOC>[FR Doc. {number} Filed 1-14-25; 8:45 am]</FRDOC>
</{root}>
"""


REVISE = """
<AMDPAR>2. Section 9.1 is amended by revising paragraph (b)(1) and adding paragraph (b)(3) to read as follows:</AMDPAR>
<SECTION><SECTNO>§ 9.1</SECTNO><SUBJECT>Scope and duties.</SUBJECT><STARS/><P>(b) * * *</P>
<P>(1)<E T="03">Records.</E>A lender must keep records of every loan.</P>
<STARS/><P>(3) A lender must answer.</P></SECTION>
"""
RAISE = """
<AMDPAR>2. In § 9.2, remove “$100” and add in its place “$500”.</AMDPAR>
"""


def write(folder: Path, name: str, text: str) -> Path:
    path = folder / name
    path.write_text(text, "utf-8")
    return path
