"""The gateway's own pages in a browser: what a payer sees, and what a visitor of the sandbox may look at."""

from html import escape

from sandbox.behaviour import Reply
from sandbox.till import Order

STYLE = (
    "body{font:18px/1.6 system-ui,sans-serif;max-width:30rem;margin:3rem auto;padding:0 1rem;color:#1d2733}"
    ".pane{border:1px solid #c9d2da;border-radius:6px;padding:1.5rem}"
    "b.sum{font-size:2.2rem;display:block;margin:.5rem 0}"
    "button{font:inherit;min-height:3rem;padding:0 1.5rem;border-radius:6px;border:1px solid #174a7c;"
    "background:#fff;color:#174a7c;width:100%;margin-top:.75rem}"
    "button.go{background:#174a7c;color:#fff}.mark{background:#fff3cd;padding:.5rem 1rem;border-radius:6px}"
    "td,th{text-align:left;padding:.25rem .75rem .25rem 0;vertical-align:top}pre{white-space:pre-wrap}"
)
MARK = '<p class="mark">沙箱：不是真实的系统，不会扣款。Sandbox: not a real system, no money moves.</p>'


def page(title: str, body: str, status: int = 200) -> Reply:
    """A page of the sandbox, marked as one."""
    html = (
        f'<!doctype html><html lang="zh"><meta charset="utf-8">'
        f'<meta name="viewport" content="width=device-width,initial-scale=1">'
        f"<title>{escape(title)}</title><style>{STYLE}</style>"
        f"<h1>{escape(title)}</h1>{MARK}{body}</html>"
    )
    return Reply(status, html.encode(), content_type="text/html; charset=utf-8")


def pay_page(order: Order) -> Reply:
    """What the payer sees: the amount, and two buttons."""
    amount = f"{order.amount_fen / 100:.2f}"
    if order.state != "open":
        back = f'<p><a href="{escape(order.return_url)}">返回政务服务 Back</a></p>'
        words = {"paid": "已支付 Paid", "closed": "已关闭 Closed"}[order.state]
        return page("统一公共支付 · 沙箱", f'<div class="pane"><b class="sum">{words}</b>{back}</div>')
    body = (
        f'<form class="pane" method="post"><span>{escape(order.subject)}</span>'
        f'<b class="sum">¥ {amount}</b>'
        f'<button class="go" name="do" value="pay">确认支付 Pay {amount} CNY</button>'
        f'<button name="do" value="cancel">不付了 Cancel</button></form>'
    )
    return page("统一公共支付 · 沙箱", body)


def back_to(order: Order) -> Reply:
    """Back to the portal."""
    return Reply(303, b"", headers=(("Location", order.return_url),))


def listing(title: str, rows: list[tuple[str, ...]]) -> Reply:
    """A plain table, the newest first."""
    lines = "".join(
        "<tr>" + "".join(f"<td><pre>{escape(cell)}</pre></td>" for cell in row) + "</tr>" for row in rows
    )
    return page(title, f"<table>{lines}</table>" if rows else "<p>还没有。Nothing yet.</p>")
