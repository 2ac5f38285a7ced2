"""Words by which transcripts label those who ask, those who answer and everybody else.

All in small letters, without digits, as `role_of` reduces a label before it looks it up.
"""

from __future__ import annotations

import re

from gtcoder.vocabulary import SpeakerRole

_INTERVIEWERS = """
i int intv iv ir itv q interviewer interviewers interviewerin interviewende interviewender
interviewperson moderator moderatorin moderatorinnen mod facilitator researcher forscher forscherin
question questioner host frage
intervieweur intervieweuse enquêteur enquêtrice enquêteuse enq animateur animatrice modérateur
modératrice chercheur chercheuse
entrevistador entrevistadora entrevistadores ent moderadora moderador investigador investigadora
pregunta pesquisador pesquisadora pergunta
intervistatore intervistatrice moderatore moderatrice ricercatore ricercatrice domanda
onderzoeker gespreksleider vraag intervjuare intervjuer forskare forsker fråga spørsmål
haastattelija ankieter prowadzący prowadząca badacz badaczka pytanie tazatel tazatelka moderátor
moderátorka výzkumník výzkumnice kérdező moderátor intervievator intervievatoare întrebare
интервьюер инт модератор ведущий ведущая исследователь вопрос інтервюер дослідник питання
görüşmeci araştırmacı moderatör soru
συνεντευκτής συνεντεύκτρια ερευνητής ερευνήτρια συντονιστής συντονίστρια ερώτηση
مصاحبهگر مصاحبه‌گر مصاحبهکننده پرسشگر پژوهشگر محقق مجری تسهیلگر سوال سؤال پرسش س
المحاور محاور المحاورة محاورة الباحث الباحثة باحث باحثة المقابل السائل الميسر الميسرة
מראיין מראיינת המראיין המראיינת חוקר חוקרת מנחה שאלה ש
访谈者 访谈员 采访者 访问者 主持人 研究者 提问者 问 訪談者 採訪者 訪問者 主持 問
インタビュアー 聞き手 司会 司会者 調査者 質問 質問者 면접자
질문자 연구자 진행자 사회자 인터뷰어 질문
साक्षात्कारकर्ता प्रश्न pewawancara peneliti
"""
_INTERVIEWER_PHRASES = (
    "مصاحبه گر", "مصاحبه کننده", "مجري المقابلة", "người phỏng vấn", "group leader",
)  # fmt: skip
_PARTICIPANTS = """
participant p respondent respondents r resp interviewee ie informant subject
speaker s a answer voice male female man woman
befragter befragte befragter b teilnehmer teilnehmerin tn proband probandin sprecher sprecherin
antwort interviewpartner interviewpartnerin interviewter interviewte
participante répondant répondante enquêté enquêtée interviewé interviewée locuteur locutrice réponse
entrevistado entrevistada hablante respuesta entrevistados resposta
intervistato intervistata partecipante risposta rispondente
geïnterviewde deelnemer spreker antwoord respondente deltagare deltaker svar
haastateltava osallistuja vastaaja uczestnik uczestniczka rozmówca rozmówczyni badany badana
odpowiedź respondentka dotazovaný dotazovaná účastník účastnice odpověď válaszadó
респондент респондентка участник участница информант ответ респондентка учасник відповідь
katılımcı görüşülen cevap yanıt συμμετέχων συμμετέχουσα ερωτώμενος ερωτώμενη απάντηση
مصاحبهشونده شرکتکننده مشارکتکننده پاسخگو پاسخ جواب ج
المشارك المشاركة مشارك مشاركة المبحوث المبحوثة المستجيب المستجيبة
מרואיין מרואיינת המרואיין המרואיינת משתתף משתתפת תשובה ת
受访者 被访者 参与者 回答者 答 受訪者 被訪者 參與者
参加者 語り手 話者 응답자 참여자 참가자 답 면접대상자
प्रतिभागी उत्तरदाता partisipan informan responden narasumber jawaban
"""
_PARTICIPANT_PHRASES = (
    "interview partner", "interview partnerin", "male speaker", "female speaker", "male voice",
    "female voice", "man", "woman", "مصاحبه شونده", "شرکت کننده", "مشارکت کننده",
)  # fmt: skip
_NEUTRAL_WORDS = """
s a b speaker voice male female man woman sprecher sprecherin locuteur locutrice hablante spreker
"""
_OTHERS = """
unknown unidentified all everyone several multiple group others interpreter translator observer
notetaker transcriber dolmetscher dolmetscherin übersetzer übersetzerin alle gruppe unbekannt
interprète traducteur traductrice tous groupe inconnu intérprete traductor traductora todos grupo
desconocido tutti traduttore traduttrice gruppo allemaal tolk kaikki wszyscy tłumacz tłumaczka
všichni tlumočník tlumočnice все переводчик переводчица неизвестный herkes çevirmen tercüman όλοι
διερμηνέας مترجم همه نامشخص ناشناس المترجم المترجمة الجميع מתורגמן מתורגמנית כולם 翻译 翻譯
通訳 全員
모두 통역
"""
_OTHER_PHRASES = (
    "unknown speaker", "unidentified speaker", "note taker", "several speakers", "all speakers",
    "multiple speakers", "whole group", "crosstalk", "cross talk",
)  # fmt: skip
_HEADINGS = """
date time place location venue duration length recording recorded file filename audio video
transcript transcription transcribed transcriber version project study title interview interviews
age gender sex occupation profession education name pseudonym language subject topic setting
session participants present attendees id code
datum ort zeit dauer uhrzeit aufnahme datei transkript transkription projekt studie titel alter
geschlecht beruf thema sprache teilnehmende anwesend interviewdatum interviewort interviewnummer
heure lieu durée fichier titre âge sexe métier thème langue entretien enregistrement projet
fecha lugar hora duración archivo título edad sexo género profesión entrevista tema idioma grabación
data local duração arquivo idade gênero profissão luogo ora durata età professione intervista
plaats tijd duur leeftijd geslacht beroep datum plats tid längd ålder kön yrke dato sted varighed
alder køn päivämäärä paikka kesto ikä miejsce czas wiek płeć zawód wywiad místo čas délka věk
дата место время возраст пол профессия тема файл интервью
tarih yer saat süre yaş cinsiyet meslek konu görüşme ημερομηνία τόπος ώρα διάρκεια ηλικία
تاریخ مکان زمان مدت سن جنسیت شغل موضوع فایل مصاحبه عنوان تحصیلات
التاريخ المكان الوقت المدة العمر الجنس المهنة الموضوع الملف المقابلة العنوان
תאריך מקום שעה משך גיל מגדר מקצוע נושא ראיון
日期 地点 时间 时长 年龄 性别 职业 主题 地點 時間 時長 年齡 性別 職業 主題
日時 場所 年齢 날짜 장소 시간 나이 성별 직업
"""
_NEVER = """
note notes comment comments summary example examples quote source sources see cf nb ps re warning
http https ftp mailto www anmerkung anmerkungen kommentar notiz beispiel zusammenfassung remarque
nota notas ejemplo exemple exemplo esempio observación observações opmerking huomautus uwaga
примечание not توضیح نکته یادداشت ملاحظه ملاحظة הערה 备注 備註 注
"""
_SPARE = re.compile(r"\(.{0,200}?\)|[\d\W_]+")
_ZERO_WIDTH = dict.fromkeys(map(ord, "\u200b\u200c\u200d\u200e\u200f"))


def _words(text: str, *phrases: str) -> frozenset[str]:
    return frozenset(reduced(word) for word in (*text.split(), *phrases))


def reduced(label: str) -> str:
    """Return a label in small letters without digits, brackets and signs ("INT. 2" → "int")."""
    return _SPARE.sub(" ", label.translate(_ZERO_WIDTH).casefold()).strip()


_ROLES = {
    **dict.fromkeys(_words(_PARTICIPANTS, *_PARTICIPANT_PHRASES), SpeakerRole.PARTICIPANT),
    **dict.fromkeys(_words(_INTERVIEWERS, *_INTERVIEWER_PHRASES), SpeakerRole.INTERVIEWER),
    **dict.fromkeys(_words(_OTHERS, *_OTHER_PHRASES), SpeakerRole.OTHER),
}
_NEUTRAL = _words(_NEUTRAL_WORDS)
_HEADING_WORDS = _words(_HEADINGS)
_NEVER_WORDS = _words(_NEVER)


def role_of(label: str) -> SpeakerRole | None:
    """Return the role a label says by itself, or None for names and ids."""
    return _ROLES.get(reduced(label))


def may_ask(label: str) -> bool:
    """Tell whether a label may be an interviewer's: it says no other role than "speaker"."""
    word = reduced(label)
    return _ROLES.get(word) in (None, SpeakerRole.INTERVIEWER) or word in _NEUTRAL


def is_heading(label: str) -> bool:
    """Tell whether a label is that of a header line ("Date", "Place of interview")."""
    words = reduced(label).split()
    return role_of(label) is None and any(word in _HEADING_WORDS for word in words)


def is_never_a_speaker(label: str) -> bool:
    """Tell whether a label is one of running text ("Note", "http")."""
    return reduced(label) in _NEVER_WORDS or is_heading(label)
