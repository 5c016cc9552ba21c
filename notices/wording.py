"""What notices say: one registered kind per occasion, each in both languages.

A notice leaves the house by telephone and mail, so it names the errand and the case's number and
no other personal data; everything else is behind the link, after signing in.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.core.exceptions import ImproperlyConfigured

from core.clock import local

Text = Mapping[str, str]
Params = Mapping[str, str | Text]
LANGUAGES = ("zh", "en")
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


@dataclass(frozen=True)
class Kind:
    """An occasion to write: title and body with named places such as {number}."""

    name: str
    title: Text
    body: Text

    def filled(self, params: Params) -> tuple[dict[str, str], dict[str, str]]:
        """Title and body in both languages. Raises ImproperlyConfigured for a place nobody filled."""
        return _filled(self.name, self.title, params), _filled(self.name, self.body, params)


_KINDS: dict[str, Kind] = {}


def kind(name: str, *, title: Text, body: Text) -> str:
    """Register a kind of notice and give its name back."""
    if name in _KINDS:
        raise ImproperlyConfigured(f"The notice {name} is registered twice.")
    _KINDS[name] = Kind(name, title, body)
    return name


def kind_named(name: str) -> Kind:
    """The registered kind; an unregistered name is a fault of the program."""
    try:
        return _KINDS[name]
    except KeyError:
        raise ImproperlyConfigured(f"No notice {name!r} is registered.") from None


def kinds() -> list[Kind]:
    """All kinds, by name."""
    return [_KINDS[name] for name in sorted(_KINDS)]


def when(at: datetime) -> Text:
    """A time as notices say it, on the city's clock: 11月23日 17:00, or 23 Nov, 17:00."""
    here = local(at)
    return {
        "zh": f"{here.month}月{here.day}日 {here:%H:%M}",
        "en": f"{here.day} {_MONTHS[here.month - 1]}, {here:%H:%M}",
    }


def _filled(name: str, text: Text, params: Params) -> dict[str, str]:
    try:
        return {language: filled_in(text[language], language, params) for language in LANGUAGES}
    except KeyError as place:
        raise ImproperlyConfigured(f"The notice {name} needs {place}.") from None


def filled_in(text: str, language: str, params: Params) -> str:
    """A text with its places filled in one language. Raises KeyError for a place that nobody filled."""
    return text.format_map(_in(language, params))


def _in(language: str, params: Params) -> dict[str, str]:
    return {name: value if isinstance(value, str) else value[language] for name, value in params.items()}


SUBMITTED = kind(
    "submitted",
    title={"zh": "已收到您的申请", "en": "We have your application"},
    body={
        "zh": "“{name}”已收件，办件编号 {number}。是否受理，最迟 {due} 告诉您。您现在不用做任何事。",
        "en": "“{name}” was received, case number {number}. You hear by {due} whether it is accepted. "
        "You need not do anything now.",
    },
)
ACCEPTED = kind(
    "accepted",
    title={"zh": "已受理", "en": "Accepted"},
    body={
        "zh": "“{name}”（{number}）已受理，正由各部门同时办理，最迟 {due} 办完。",
        "en": "“{name}” ({number}) is accepted. The departments work on it at the same time; "
        "it will be done by {due} at the latest.",
    },
)
CORRECTION_NEEDED = kind(
    "correction_needed",
    title={"zh": "需要您补正", "en": "Something has to be corrected"},
    body={
        "zh": "“{name}”（{number}）需要补正，请在 {due} 前一次补齐。需要补的全部内容都在链接里。",
        "en": "“{name}” ({number}) has to be corrected. Please hand everything in by {due}; "
        "the link shows all of it.",
    },
)
REFUSED = kind(
    "refused",
    title={"zh": "不予受理", "en": "Not accepted"},
    body={
        "zh": "“{name}”（{number}）不予受理。理由和您的权利写在通知书里。",
        "en": "“{name}” ({number}) was not accepted. The notice gives the reasons and your rights.",
    },
)
DECIDED = kind(
    "decided",
    title={"zh": "已办结", "en": "Decided"},
    body={
        "zh": "“{name}”（{number}）已办结：{outcome}。决定书在链接里。",
        "en": "“{name}” ({number}) is decided: {outcome}. The decision is behind the link.",
    },
)
RESULT_READY = kind(
    "result_ready",
    title={"zh": "可以领取结果", "en": "Your result is ready"},
    body={
        "zh": "“{name}”（{number}）的结果已备好：{result}。电子证照可直接下载；纸质的可到出件窗口领取。",
        "en": "A result of “{name}” ({number}) is ready: {result}. Download the electronic certificate, "
        "or collect the paper one at the exit window.",
    },
)
ACCEPTANCE_WITHDRAWN = kind(
    "acceptance_withdrawn",
    title={"zh": "已撤销受理", "en": "Acceptance withdrawn"},
    body={
        "zh": "“{name}”（{number}）容缺受理时承诺的材料到期没有补齐，已撤销受理。材料备齐后可以重新申请。",
        "en": "What you promised for “{name}” ({number}) did not come in time, so the acceptance is "
        "withdrawn. You may apply again once it is ready.",
    },
)
DEEMED_WITHDRAWN = kind(
    "deemed_withdrawn",
    title={"zh": "已视为撤回申请", "en": "Counts as withdrawn"},
    body={
        "zh": "“{name}”（{number}）到期没有补正，视为撤回申请。可以随时重新申请。",
        "en": "“{name}” ({number}) was not corrected in time and counts as withdrawn. You may apply again.",
    },
)
PARTY_INVITED = kind(
    "party_invited",
    title={"zh": "请您确认并签名", "en": "Please confirm and sign"},
    body={
        "zh": "有一件“{name}”需要您作为{role}确认并签名。请登录后查看与您有关的内容。",
        "en": "An application for “{name}” needs you to confirm and sign as {role}. "
        "Sign in to see what concerns you.",
    },
)
PARTY_REMINDED = kind(
    "party_reminded",
    title={"zh": "还差您的签名", "en": "Your signature is still missing"},
    body={
        "zh": "“{name}”还在等您作为{role}确认并签名。请登录后查看；不想参加，也可以谢绝。",
        "en": "“{name}” still waits for you to confirm and sign as {role}. Sign in to see it; you may "
        "also decline.",
    },
)
SIGN_AGAIN = kind(
    "sign_again",
    title={"zh": "内容有改动，请重新确认", "en": "Something was changed: please sign again"},
    body={
        "zh": "“{name}”里您（{role}）签过名的内容有改动，原来的签名已经作废。请登录查看后重新确认。",
        "en": "What you signed as {role} in “{name}” was changed, so your signature no longer counts. "
        "Sign in, look at it and sign again.",
    },
)
PARTY_JOINED = kind(
    "party_joined",
    title={"zh": "对方已加入办理", "en": "They take part now"},
    body={
        "zh": "{role}已加入“{name}”的办理，正在填写自己的内容。您现在不用做任何事。",
        "en": "{role} takes part in “{name}” now and fills in what is theirs. You need not do anything now.",
    },
)
PARTY_DECLINED = kind(
    "party_declined",
    title={"zh": "对方不参加", "en": "They do not take part"},
    body={
        "zh": "{role}谢绝参加“{name}”。您可以另请一位，或者放弃这次申请；您填的内容都还在。",
        "en": "{role} does not take part in “{name}”. You may ask somebody else, or give it up; "
        "everything you filled in is kept.",
    },
)
PARTY_SIGNED = kind(
    "party_signed",
    title={"zh": "对方已确认签名", "en": "They have signed"},
    body={
        "zh": "{role}已在“{name}”里确认并签名。都齐了就可以提交。",
        "en": "{role} has confirmed and signed in “{name}”. Once everything is there you can submit it.",
    },
)
MANDATE_GIVEN = kind(
    "mandate_given",
    title={"zh": "有人委托您代办", "en": "Somebody gives you a mandate"},
    body={
        "zh": "有人委托您代办事项。请登录后查看范围和期限，再决定是否接受。",
        "en": "Somebody asks you to act for them. Sign in, look at what it is for and until when, "
        "then take it up or not.",
    },
)
MANDATE_ACCEPTED = kind(
    "mandate_accepted",
    title={"zh": "您的委托已被接受", "en": "Your mandate was taken up"},
    body={
        "zh": "您委托的人已接受委托，可以在约定范围内代您办理。您随时可以收回。",
        "en": "The one you asked has taken up the mandate and may act for you within it. "
        "You may end it at any time.",
    },
)
MANDATE_ENDED = kind(
    "mandate_ended",
    title={"zh": "委托已终止", "en": "A mandate has ended"},
    body={
        "zh": "一项代办委托已终止。已经办的照样有效，今后不能再代办。",
        "en": "A mandate has ended. What was done under it stands; nothing more is done under it.",
    },
)
QUESTION_ASKED = kind(
    "question_asked",
    title={"zh": "部门有问题问您", "en": "A department asks you"},
    body={
        "zh": "办理“{name}”（{number}）时，{department}需要您补充，请在 {due} 前回复。",
        "en": "{department} needs something more for “{name}” ({number}). Please answer by {due}.",
    },
)
APOLOGY = kind(
    "apology",
    title={"zh": "对不起，没有按时办完", "en": "We are sorry: it is late"},
    body={
        "zh": "“{name}”（{number}）我们承诺 {promised} 前办完，没有做到，向您道歉。"
        "最迟 {due} 办完。您现在不用做任何事。",
        "en": "We promised “{name}” ({number}) by {promised} and did not keep it. We apologise. "
        "It is done by {due} at the latest. You need not do anything now.",
    },
)
WINDOW_ANSWERED = kind(
    "window_answered",
    title={"zh": "窗口给您留言了", "en": "The window wrote to you"},
    body={
        "zh": "关于“{name}”（{number}），窗口给您留言了，请登录后查看。",
        "en": "The window wrote to you about “{name}” ({number}). Sign in to read it.",
    },
)
JUDGEMENT_ASKED = kind(
    "judgement_asked",
    title={"zh": "请您评价", "en": "How was it?"},
    body={
        "zh": "“{name}”（{number}）办完了。办得好不好，请您点两下告诉我们，不用登录。不评价也没有关系。",
        "en": "“{name}” ({number}) is finished. Two taps tell us how it was; no sign-in needed. "
        "It is your choice.",
    },
)
VISIT_JUDGEMENT_ASKED = kind(
    "visit_judgement_asked",
    title={"zh": "请您评价今天的服务", "en": "How was your visit?"},
    body={
        "zh": "您为“{name}”（{number}）到过{place}。服务好不好，请您点两下告诉我们，不用登录。",
        "en": "You came to {place} for “{name}” ({number}). Two taps tell us how it was; no sign-in needed.",
    },
)
JUDGEMENT_ANSWERED = kind(
    "judgement_answered",
    title={"zh": "您的评价有回复了", "en": "Your judgement was answered"},
    body={
        "zh": "您对“{name}”（{number}）的评价，经办单位已经整改并回复，请登录后查看。",
        "en": "Whoever handled your part of “{name}” ({number}) has answered your judgement. "
        "Sign in to read it.",
    },
)
SUSPENDED = kind(
    "suspended",
    title={"zh": "依法进行特别程序", "en": "A special procedure is under way"},
    body={
        "zh": "“{name}”（{number}）依法需要{procedure}，预计 {days} 个工作日，不计入办理时限。"
        "您现在不用做任何事。",
        "en": "The law requires {procedure} for “{name}” ({number}), planned to take {days} working days, "
        "which do not count towards the time limit. You need not do anything now.",
    },
)
