"""The control words of RTF that matter here (Rich Text Format Specification 1.9.1)."""

from __future__ import annotations

from gtcoder.exchange.lines import listed

# Groups whose words are not those of the text.
OUT = listed(
    "aftncn aftnsep aftnsepc annotation atnauthor atndate atnicn atnid atnparent atnref atntime "
    "atrfend atrfstart author background bkmkend bkmkstart blipuid buptim category "
    "colorschememapping colortbl comment company creatim datafield datastore defchp defpap "
    "doccomm docvar ebcend ebcstart factoidname falt filetbl fldinst fldtype fontemb formfield "
    "ftncn ftnsep ftnsepc generator gridtbl hl hlinkbase htmltag info keycode keywords "
    "latentstyles levelnumbers leveltext lfolevel list listlevel listname listoverride "
    "listoverridetable listpicture liststylename listtable listtext mailmerge manager mmathPict "
    "moMath nesttableprops nextfile nonesttables nonshppict objalias objclass objdata objname "
    "objsect objtime oldcprops oldpprops oldsprops oldtprops oleclsid operator password pgp pgptbl "
    "pict pn pnseclvl pntext pntxta pntxtb printim private propname protend protstart protusertbl "
    "pxe revtbl revtim rsidtbl rxe shprslt sp staticval subject sv svb tc template themedata title "
    "txe userprops wgrffmtfilter windowcaption writereservation writereservhash xe xform "
    "xmlattrname xmlattrvalue xmlclose xmlname xmlnstbl xmlopen"
)
# Those among the ones a program may ignore that hold words of the text.
ENTERED = listed("shpinst shppict shptxt ud do dptxbxtext footnote")
TOLD = {
    "annotation": "comments",
    "listtext": "numbered",
    "pntext": "numbered",
    "pict": "pictures",
    "moMath": "formulas",
    "object": "embedded",
}
REMARKS = {
    "inserted": "{n} tracked insertion{s} taken in",
    "deleted": "{n} tracked deletion{s} left out",
    "hidden": "{n} piece{s} of hidden text left out",
    "comments": "{n} comment{s} left out",
    "numbered": "{n} numbered or bulleted paragraph{s}, without number or bullet in the text",
    "pictures": "{n} picture{s} left out",
    "formulas": "{n} formula{s} left out",
    "embedded": "{n} embedded object{s}, of which only what is shown was taken in",
    "header": "page headers were left out",
    "footer": "page footers were left out",
    "cut": "its end is missing, so it may be cut off ({n} group{s} left open)",
}
FURNITURE = {
    **dict.fromkeys(("header", "headerl", "headerr", "headerf"), "header"),
    **dict.fromkeys(("footer", "footerl", "footerr", "footerf"), "footer"),
}
UNDERLINES = listed(
    "ul uld uldash uldashd uldashdd uldb ulhair ulhwave ulldash ulth ulthd ulthdash ulthdashd "
    "ulthdashdd ulthldash ululdbwave ulw ulwave"
)
SIGNS = {
    "tab": "\t", "line": "\n", "emdash": "\u2014", "endash": "\u2013", "emspace": "\u2003",
    "enspace": "\u2002", "qmspace": "\u2005", "bullet": "\u2022", "lquote": "\u2018",
    "rquote": "\u2019", "ldblquote": "\u201c", "rdblquote": "\u201d", "zwj": "\u200d",
    "zwnj": "\u200c", "zwbo": "\u200b", "zwnbo": "\u2060", "ltrmark": "\u200e",
    "rtlmark": "\u200f", "page": "\f", "column": "\f",
    "~": "\xa0", "-": "\xad", "_": "\u2011", "{": "{", "}": "}", "\\": "\\",
}  # fmt: skip
