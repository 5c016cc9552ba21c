"""What a text message adds to the occasion and the case's number: what is to be done, by when."""

from notices.wording import LANGUAGES, Params, filled_in

# Kinds that do not wait for the morning: the day itself is the last one.
URGENT: frozenset[str] = frozenset({"due_today"})

SHORT: dict[str, dict[str, str]] = {
    "correction_needed": {"zh": "请在 {due} 前补齐", "en": "please correct it by {due}"},
    "question_asked": {"zh": "请在 {due} 前回复", "en": "please answer by {due}"},
    "accepted": {"zh": "最迟 {due} 办完", "en": "done by {due}"},
    "fee_due": {"zh": "待缴 {total} 元", "en": "{total} yuan to pay"},
    "due_soon": {"zh": "请在 {due} 前办理", "en": "please act by {due}"},
    "due_today": {"zh": "今天 {due} 截止", "en": "today by {due}"},
    "draft_expires": {"zh": "草稿保留到 {due}", "en": "your draft is kept until {due}"},
    "result_sent": {"zh": "已交快递，单号见链接", "en": "with the courier, number behind the link"},
}


def short_filled(kind: str, params: Params) -> dict[str, str]:
    """The addition in both languages; empty where the occasion says enough."""
    words = SHORT.get(kind)
    return {language: filled_in(words[language], language, params) for language in LANGUAGES} if words else {}
