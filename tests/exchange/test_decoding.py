"""Bytes to text: marks, UTF-8, UTF-16 without a mark, and guesses that are said.

All sentences are invented.
"""

from __future__ import annotations

import pytest

from gtcoder.errors import InvalidInput, UnreadableFile
from gtcoder.exchange.decoding import decode

GERMAN = "INT: Wie würden Sie das beschreiben?\nP1: Na ja, größere Häuser fehlen an der Straße."
EMOJI = "P1: schön 😀\n"


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32"]
)
@pytest.mark.parametrize("text", [GERMAN + EMOJI, "سلام، حال شما چطور است؟\nخوبم\n" * 3])
def test_unicode_is_read_with_and_without_a_mark(encoding: str, text: str) -> None:
    decoded = decode(text.encode(encoding))
    assert decoded.text.lstrip("\ufeff") == text
    assert decoded.is_unicode


def test_utf8_is_no_guess_and_utf16_without_a_mark_is_one() -> None:
    assert decode(GERMAN.encode()).notes == ()
    (note,) = decode(GERMAN.encode("utf-16-le")).notes
    assert str(note) == (
        "decoded as utf-16-le: chosen by the NUL bytes between its letters; "
        "choose another encoding if letters look wrong"
    )


def test_a_few_stray_nuls_do_not_make_utf16() -> None:
    assert decode(b"P1: yes\x00 and no\x00, well").encoding == "utf-8"


@pytest.mark.parametrize(
    ("encoding", "text"),
    [
        ("cp1252", "INT: So what’s it like?\nP07: It’s – well – “fine”, I’d say…"),
        ("cp1252", GERMAN),
        (
            "cp1252",
            "Enq : Qu’avez-vous ressenti ?\nR : J’étais élève à l’école, c’était dur… œuvre.",
        ),
        ("cp1252", "E: ¿Cómo empezó usted?\nP: Pues… mañana hará diez años. ¡Qué ilusión!"),
        ("cp1252", "E: Você não acha que melhorou?\nP: Não, às vezes há pressões, também ações."),
        (
            "cp1252",
            "I: Hur började det?\nP: Jag är från en liten by på västkusten, tänkte åka bort.",
        ),
        ("cp1252", "S: Hvað gerðist?\nV: Það var þannig að ég þurfti að flytja í annað húsnæði."),
        ("cp1252", "I: Com’è cominciato?\nP: Perché così è la città, più difficile… già."),
        ("cp1250", "B: Jak to się zaczęło?\nR: Najpierw była szkoła, później żona znalazła pracę."),
        ("cp1250", "T: Jak to začalo?\nR: Nejdřív jsem šel do školy, později přišla žena."),
        ("cp1250", "K: Hogyan kezdődött?\nV: Hát, először az iskolába jártam, nagyon örültem."),
        (
            "cp1254",
            "G: Nasıl başladı?\nK: Önce okula gittim, sonra eşim iş buldu, her şey değişti.",
        ),
        ("cp1251", "И: Как это началось?\nР: Сначала была школа, потом жена нашла работу, и всё."),
        ("cp1253", "Ε: Πώς ξεκίνησε;\nΑ: Πρώτα πήγα στο σχολείο και μετά όλα άλλαξαν."),
        ("cp1255", "ש: איך זה התחיל?\nת: קודם היה בית הספר, אחר כך אשתי מצאה עבודה."),
        ("cp1256", "س: كيف بدأ ذلك؟\nج: في البداية كانت المدرسة، ثم وجدت زوجتي عملا وتغير كل شيء."),
        ("gb18030", "问：这是怎么开始的？\n答：一开始是上学，后来我妻子找到了工作，一切都变了。"),
        ("big5", "問：這是怎麼開始的？\n答：一開始是上學，後來我太太找到了工作，一切都變了。"),
        (
            "cp932",
            "聞き手：どのように始まりましたか。\n回答者：最初は学校で、妻が仕事を見つけました。",
        ),
        ("cp850", "INT: Où est l'élève naïve ?\nP: À côté du garçon, près de la fenêtre."),
        ("mac_roman", "INT: Don’t you mind?\nP: I can’t say – the café’s closed."),
    ],
)
def test_short_texts_of_one_byte_and_east_asian_encodings(encoding: str, text: str) -> None:
    decoded = decode(text.encode(encoding))
    assert decoded.text == text
    assert decoded.encoding == encoding
    (note,) = decoded.notes
    assert note.message.startswith(f"decoded as {encoding}: chosen by ")
    assert note.message.endswith("; choose another encoding if letters look wrong")


def test_halves_of_an_emoji_written_apart_become_one_sign() -> None:
    assert decode(b"so \xed\xa0\xbd\xed\xb8\x80 there").text == "so 😀 there"


def test_a_lone_surrogate_is_passed_on_to_be_frozen() -> None:
    assert decode(b"a\xed\xa0\xbdb").text == "a\ud83db"
    assert decode("a\ud83db".encode("utf-16", "surrogatepass")).text == "a\ud83db"


def test_utf8_with_one_damaged_byte_stays_utf8() -> None:
    decoded = decode(("größer, süßer\n" * 40).encode() + b"ungef\xe4hr\n")
    assert decoded.encoding == "utf-8"
    assert decoded.text.endswith("ungef\ufffdhr\n")
    assert [str(note) for note in decoded.notes] == [
        "line 41: 1 × bytes that are no UTF-8 became U+FFFD; the rest is UTF-8"
    ]


def test_a_given_encoding_is_obeyed() -> None:
    assert decode("œuvre".encode("cp1252"), "windows-1252").text == "œuvre"
    assert decode("ж".encode("koi8-r"), "KOI8-R").text == "ж"


def test_latin_1_with_curly_quotes_is_read_as_cp1252_and_said() -> None:
    decoded = decode("yes\n“no”".encode("cp1252"), "latin-1")
    assert decoded.text == "yes\n“no”"
    assert decoded.notes[0].line == 2


@pytest.mark.parametrize(
    ("data", "encoding"), [("süß".encode("cp1252"), "utf-8"), (b"\xff", "ascii")]
)
def test_a_wrong_encoding_is_refused_with_its_name(data: bytes, encoding: str) -> None:
    with pytest.raises(UnreadableFile, match=f"not written in {encoding}"):
        decode(data, encoding)


@pytest.mark.parametrize("name", ["utf-9", "hex", "rot13", "undefined", ""])
def test_an_unknown_encoding_is_wrong_input(name: str) -> None:
    with pytest.raises(InvalidInput, match="no text encoding"):
        decode(b"text", name)


def test_a_cut_utf16_file_is_refused() -> None:
    with pytest.raises(UnreadableFile):
        decode("So what?".encode("utf-16")[:-1])


def test_the_ellipsis_of_cp1252_is_no_line_end() -> None:
    decoded = decode(b"Well\x85 I don\x92t know\x85")
    assert decoded.text == "Well… I don’t know…"
    assert not decoded.is_unicode
