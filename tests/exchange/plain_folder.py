"""A small plain-text study, invented, in which every kind of step happens once or more."""

from __future__ import annotations

from pathlib import Path

FILES = {
    "project.toml": """
title = "Two shops"
about = "Invented for the tests."
coders = [{ name = "Ben", role = "coder" }, { name = "Ana", role = "lead" }]
interviewer = ["INT"]
phases = ["open coding", "axial coding"]
""",
    "transcripts/01_baker.txt": """[Invented.]

INT: How was the first year?

P1: Long. We had bread, and we had no money. Long nights.

INT: And now?

P1: Now we have money, and no bread is left at noon.
""",
    "transcripts/02_sisters.txt": """[Invented.]

INT: Who does the books?

P2a: She does. I bake.

P2b: I do, and I count the bread. Long nights.
""",
    "participants.csv": """participant,document,speaker,trade,interview_date
P1,01_baker,P1,baker,2020-01-02
P2a,02_sisters,P2a,baker,2020-02-03
P2b,02_sisters,P2b,bookkeeper,2020-02-03
""",
    "codebook.csv": """phase,path,level,origin,definition,rule,colour
open coding,Nights,open,in vivo,Working while others sleep.,Not for a single late hour.,3
open coding,Bread,open,constructed,,,
open coding,Loaves,open,constructed,,,
open coding,Money,open,constructed,,,
open coding,Guide word,open,constructed,,,
axial coding,Means,axial,constructed,What one has.,,7
axial coding,Means > Trust,open,constructed,Made late.,,5
theory,Going on,core,constructed,,,
""",
    "codings.csv": """phase,coder,document,code,quote,occurrence,memo
open coding,Ana,01_baker,Nights,Long nights.,1,She laughs.
open coding,Ana,01_baker,Bread,"We had bread, and we had no money.",1,
open coding,Ben,01_baker,Loaves,"We had bread, and we had no money.",1,
open coding,Ben,01_baker,Money,money,2,
open coding,Ana,02_sisters,Bread,"I do, and I count the bread. Long nights.",,
open coding,Ben,02_sisters,Nights,Long nights.,1,
axial coding,Ana,02_sisters,Means,I count the bread,1,
""",
    "changes.csv": """phase,verb,subject,argument,reason
open coding,merge,Loaves,Bread,the same thing
open coding,retire,Guide word,,never needed
open coding,label,,first codes,
axial coding,rename,Nights,Night work,it is work
axial coding,move,Bread,Means,bread is a means
axial coding,move,Money,Means,so is money
axial coding,create,Means > Trust,,
axial coding,create,Hope,axial,
axial coding,move,Means > Money,,not quite
axial coding,level,Night work,axial,holds more than nights
axial coding,attribute,Means > Bread,item=7,
axial coding,attribute,Hope,item=a=b,
axial coding,membership,Money,Hope,money gives hope
axial coding,label,,second codes,
""",
    "relations.csv": """source,type,target,memo
Means,is a condition for,Night work,No bread without flour.
""",
    "evidence.csv": """source,type,target,coder,document,quote,occurrence,stance
Means,is a condition for,Night work,Ana,02_sisters,I count the bread,1,for
Means,is a condition for,Night work,Ben,01_baker,"We had bread, and we had no money.",1,against
""",
    "paradigm.csv": """paradigm,role,category,rank
Shops,phenomenon,Night work,1
Shops,causal condition,Means,1
""",
    "steps.csv": """node,kind,code,rank,parent
work,phenomenon,Night work,1,
night,step,,1,work
morning,step,Hope,2,work
""",
    "step_edges.csv": """source,target,kind
night,morning,step
""",
    "memos/01_start.md": """kind: reflexive
coder: Ben
on: study
title: Where I stand

I like bread.

- and noon
""",
    "memos/02_bread.md": """kind: code
coder: Ana
on: code Means > Bread
on: document 01_baker
on: participant P2b
title: Bread

It is counted.
""",
}


def write_folder(folder: Path, **changed: str) -> Path:
    """Write the study, with other contents for the files named by `changed`; "" leaves one out."""
    contents = FILES | {named(name): text for name, text in changed.items()}
    for name, text in contents.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        if text:
            path.write_text(text, encoding="utf-8", newline="")
    return folder


def named(word: str) -> str:
    """Return the file a keyword stands for: its stem with the ending it has here."""
    return next((name for name in FILES if Path(name).stem == word), word)


def changed(name: str, old: str, new: str) -> str:
    """Return a file of the study with one place changed."""
    text = FILES[named(name)]
    assert text.count(old) == 1, (old, text.count(old))
    return text.replace(old, new)
