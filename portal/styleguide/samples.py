"""Sample content of the style guide: one second-hand house transfer of the demo city, in both languages.

Figures of the errand come from the catalogue's oracle (OT1-married_loan_all); queues and rates are samples.
"""

from datetime import datetime
from typing import Any

from core.text import pick
from portal.formats import CITY_ZONE

NOW = datetime(2026, 11, 20, 10, 32, tzinfo=CITY_ZONE)


def both(zh: str, en: str) -> str:
    """The sample text in the reader's language."""
    return pick({"zh": zh, "en": en})


def at(day: int, hour: int, minute: int = 0) -> datetime:
    """A moment of November 2026 in the city."""
    return datetime(2026, 11, day, hour, minute, tzinfo=CITY_ZONE)


def sample() -> dict[str, Any]:
    """Everything the style guide's templates show."""
    return {
        "now": NOW,
        "promise": at(23, 17),
        "one_thing": both("二手房交易“一件事”", "Second-hand house transfer"),
        "say": both(
            "材料已齐。资规局正在审查（第 1 天，共 1 天），全部办完最迟 11月23日（周一）17:00。",
            "All papers are in. Natural Resources is reviewing (day 1 of 1). You will have the result by Monday"
            " 23 November, 17:00.",
        ),
        "nothing": both("您现在不用做任何事。", "You need do nothing now."),
        "facts": facts(),
        "case_facts": case_facts(),
        "tasks": tasks(),
        "summary": summary(),
        "timeline": timeline(),
        "materials": materials(),
        "rows": joint_rows(),
        "nodes": plan_nodes(),
        "edges": plan_edges(),
        "files": files(),
        "questions": questions(),
        "errors": [
            ("idn", both("身份证号码少了 1 位", "The identity number is one digit short")),
            ("mobile", both("请填卖方的手机号码", "Enter the seller's mobile number")),
        ],
        "yes_no": [("yes", both("是", "Yes")), ("no", both("否", "No"))],
        "tabs": tabs(),
        "chips": chips(),
        "cases": cases(),
    }


def facts() -> list[dict[str, str]]:
    """The six facts of a guide."""
    return [
        {
            "label": both("谁能办", "Who"),
            "value": both("买卖双方", "Buyer and seller"),
            "hint": both("共同申请，可委托代办", "together, or through an agent"),
        },
        {
            "label": both("要带什么", "Bring"),
            "value": both("4 份", "4 papers"),
            "hint": both("另外 7 份不用交", "7 more are not needed"),
        },
        {
            "label": both("多久", "How long"),
            "value": both("2 个工作日", "2 working days"),
            "hint": both("法定 31 个工作日", "the law allows 31"),
        },
        {
            "label": both("多少钱", "Fee"),
            "value": both("登记费 80 元/件", "Registration ¥80"),
            "hint": both("契税按 3%—5% 核定", "deed tax 3% to 5%"),
        },
        {
            "label": both("跑几次", "Visits"),
            "value": both("0 次或 1 次", "0 or 1"),
            "hint": both("双方线上询问后 0 次", "0 when both are asked online"),
        },
        {
            "label": both("去哪办", "Where"),
            "value": both("网上或窗口", "Online or counter"),
            "hint": both("大厅一楼 C01–C03", "ground floor, C01–C03"),
        },
    ]


def case_facts() -> list[dict[str, str]]:
    """The four facts of a running case."""
    return [
        {
            "label": both("现在在谁手里", "With whom now"),
            "value": both("资规局", "Natural Resources"),
            "hint": both("登记审核岗，昨天收到", "Registration desk"),
        },
        {
            "label": both("这一步最迟", "This step by"),
            "value": both("今天 17:00", "today 17:00"),
            "hint": both("还有 4 小时 58 分", "4 h 58 min left"),
        },
        {
            "label": both("跑动次数", "Visits"),
            "value": both("已跑 0 次", "0 so far"),
            "hint": both("这件事最多 1 次", "at most 1 for this errand"),
        },
        {
            "label": both("替您省下", "Saved for you"),
            "value": both("26 份材料", "26 papers"),
            "hint": both("30 份里只交了 4 份", "4 given instead of 30"),
        },
    ]


def tasks() -> list[dict[str, str]]:
    """A task list with every state."""
    return [
        {
            "label": both("买方", "Buyer"),
            "url": "#",
            "state": "done",
            "hint": both("姓名、身份证号已带出", "name and number filled in"),
        },
        {
            "label": both("卖方", "Seller"),
            "url": "#",
            "state": "doing",
            "hint": both("还差手机号码", "mobile number missing"),
        },
        {"label": both("抵押贷款", "Mortgage"), "url": "#", "state": "todo"},
        {
            "label": both("核对、签名、提交", "Check, sign, apply"),
            "state": "blocked",
            "hint": both("先把上面填完；买卖双方和贷款银行都要签名", "fill in the above first; all parties sign"),
        },
    ]


def summary() -> list[dict[str, Any]]:
    """Answers to look through."""
    return [
        {
            "label": both("房屋坐落", "Where the house stands"),
            "value": both("临江市江滨街道望江路18号3幢502室", "Room 502, Block 3, 18 Wangjiang Road"),
            "change_url": "#",
            "source": both("资规局 · 不动产登记簿", "Natural Resources · land register"),
        },
        {
            "label": both("建筑面积", "Floor area"),
            "value": both("98.60 平方米", "98.60 m²"),
            "change_url": "#",
            "source": both("登记簿是 89.60 平方米，以您的材料为准", "the register says 89.60 m²; your paper prevails"),
            "disputed": True,
        },
        {"label": both("申报成交价", "Declared price"), "value": "", "change_url": "#"},
    ]


def timeline() -> list[dict[str, Any]]:
    """What happened, newest first."""
    return [
        {
            "state": "now",
            "title": both("资规局正在审查", "Natural Resources is reviewing"),
            "at": both("昨天 14:06 收到", "received yesterday 14:06"),
            "text": both("房屋所有权转移登记", "Transfer of ownership"),
            "hint": both("已用 4 小时 26 分，离今天 17:00 还有 4 小时 58 分", "4 h 26 min used, 4 h 58 min left"),
            "used": 0.47,
        },
        {
            "title": both("税务局办结", "Tax: done"),
            "at": both("昨天 14:26", "yesterday 14:26"),
            "text": both("契税已缴，完税信息已送资规局", "Deed tax paid; the record went to Natural Resources"),
            "hint": both("用 13 分，限 15 分", "13 of 15 min"),
            "used": 0.87,
        },
        {
            "title": both("受理，同时送到 5 个部门", "Accepted, sent to 5 departments at once"),
            "at": both("昨天 14:06", "yesterday 14:06"),
            "text": both("不动产登记综合窗口，材料一次收齐", "Real-estate counter; all papers in one go"),
            "links": [{"label": both("受理通知书", "Receipt"), "url": "#"}],
        },
        {"title": both("提交申请", "Applied"), "at": both("昨天 13:52", "yesterday 13:52")},
    ]


def materials() -> list[dict[str, Any]]:
    """Materials in three groups."""
    return [
        {
            "title": both("需要您带", "Bring"),
            "items": [
                {
                    "name": both("存量房买卖合同", "Sale contract"),
                    "text": both("原件 1 份。买卖双方都签了字。", "1 original, signed by both."),
                    "hint": both("住建局、税务局、资规局共用这一份", "used by Housing, Tax and Natural Resources"),
                    "sample_url": "#",
                    "marks": ["bring"],
                },
                {
                    "name": both("本人银行账户信息", "Bank account"),
                    "text": both(
                        "写明开户支行和账号。没带可先受理，3 个工作日内补。",
                        "Branch and number. May follow within 3 working days.",
                    ),
                    "marks": ["bring", "gap"],
                },
            ],
        },
        {
            "title": both("部门共享，不用交", "Shared by departments"),
            "slim": True,
            "items": [
                {
                    "name": both("居民身份证", "Identity card"),
                    "source": both("公安局提供", "from Public Security"),
                    "marks": ["shared"],
                },
                {
                    "name": both("家庭住房情况", "Homes of the family"),
                    "source": both("住建局提供", "from Housing"),
                    "hint": both("查不到时可先承诺，3 个工作日内补", "if not found, promise now, prove in 3 days"),
                    "marks": ["shared", "gap"],
                },
            ],
        },
        {
            "title": both("填完自动生成", "Made from your answers"),
            "slim": True,
            "items": [
                {"name": both("不动产登记、交易、税收一窗申请表", "One application form"), "marks": ["form"]}
            ],
        },
    ]


def joint_rows() -> list[dict[str, Any]]:
    """The six tasks of the errand at 10:32 on 20 November."""
    resources = both("资规局", "Natural Res.")
    waiting = both("预审好了，等登记结果", "pre-checked, waiting")
    return [
        {
            "key": "M01",
            "department": both("住建局", "Housing"),
            "matter": both("交易确认与合同网签备案", "Check and contract filing"),
            "state": "done",
            "start": at(19, 14, 6),
            "due": at(19, 14, 26),
            "finish": at(19, 14, 23),
            "used": 0.85,
            "note": both("办结 14:23，用 17 分", "done 14:23, 17 min"),
        },
        {
            "key": "M02",
            "department": both("税务局", "Tax"),
            "matter": both("税费申报缴纳", "Tax filing and payment"),
            "state": "done",
            "start": at(19, 14, 6),
            "due": at(19, 14, 41),
            "finish": at(19, 14, 26),
            "used": 0.87,
            "note": both("办结 14:26，用 13 分", "done 14:26, 13 min"),
        },
        {
            "key": "M03",
            "department": resources,
            "matter": both("房屋所有权转移登记", "Transfer of ownership"),
            "state": "running",
            "start": at(19, 14, 6),
            "due": at(20, 17),
            "used": 0.47,
            "waits_for": ("M01", "M02"),
            "critical": True,
            "note": both("最迟今天 17:00", "by today 17:00"),
        },
        {
            "key": "M04",
            "department": resources,
            "matter": both("抵押权首次登记", "First registration of mortgage"),
            "state": "waiting",
            "start": at(19, 14, 6),
            "due": at(20, 17),
            "waits_for": ("M03",),
            "note": waiting,
        },
        {
            "key": "M05",
            "department": both("公积金中心", "Provident Fund"),
            "matter": both("购房提取公积金", "Fund withdrawal"),
            "state": "waiting",
            "start": at(19, 14, 6),
            "due": at(20, 17),
            "waits_for": ("M03",),
            "note": waiting,
        },
        {
            "key": "M06",
            "department": both("公用企业", "Utilities"),
            "matter": both("水电气联动过户", "Water, power, gas accounts"),
            "state": "planned",
            "start": at(20, 17),
            "due": at(23, 9, 10),
            "waits_for": ("M03",),
            "critical": True,
            "note": both("登记办结后 10 分钟", "10 min after the transfer"),
        },
    ]


def plan_nodes() -> list[dict[str, Any]]:
    """The same errand before it starts."""
    limits = {
        "M01": both("20 分钟", "20 min"),
        "M02": both("15 分钟", "15 min"),
        "M05": both("20 分钟", "20 min"),
        "M06": both("10 分钟", "10 min"),
    }
    day = both("1 个工作日", "1 working day")
    return [{**row, "limit": limits.get(row["key"], day)} for row in joint_rows()]


def plan_edges() -> list[dict[str, str]]:
    """Who waits for whom, and for which facts."""
    return [
        {"source": "M01", "target": "M02", "label": both("成交价、合同编号", "price, contract number")},
        {"source": "M01", "target": "M03", "label": both("核验意见", "opinion")},
        {"source": "M02", "target": "M03", "label": both("完税信息", "tax paid")},
        {"source": "M03", "target": "M04", "label": both("新权利人信息", "new owner")},
        {"source": "M03", "target": "M05", "label": both("购房登记信息", "purchase record")},
        {
            "source": "M03",
            "target": "M06",
            "label": both("新权利人与坐落", "owner and place"),
            "gate": "before_start",
        },
        {
            "source": "M03",
            "target": "M01",
            "label": both("登簿后的登记信息送回住建局", "the entry goes back to Housing"),
            "gate": "notify_after",
        },
    ]


def files() -> list[dict[str, str]]:
    """Three files of one material, in three states."""
    return [
        {
            "name": both("第 1 页", "Page 1"),
            "state": "ok",
            "state_text": both("已上传", "uploaded"),
            "remove_url": "#",
        },
        {
            "name": both("第 2 页", "Page 2"),
            "state": "hold",
            "state_text": both("安全检查中", "being checked"),
            "remove_url": "#",
        },
        {
            "name": both("第 3 页", "Page 3"),
            "state": "warn",
            "state_text": both("有点模糊", "a little blurred"),
            "hint": both("签名看不清，建议重拍", "the signature is hard to read; take it again"),
            "remove_url": "#",
        },
    ]


def questions() -> list[dict[str, Any]]:
    """Situation questions of the guide."""
    yes, no = ("yes", both("是", "Yes")), ("no", both("否", "No"))
    return [
        {
            "name": "agent",
            "question": both("由谁来办理？", "Who applies?"),
            "options": [("self", both("本人", "Myself")), ("agent", both("委托代办人", "An agent"))],
            "value": "agent",
            "multiple": False,
        },
        {
            "name": "marital",
            "question": both("申请人的婚姻状况？", "Is the buyer married?"),
            "options": [
                ("single", both("未婚、离异或丧偶", "Single, divorced, widowed")),
                ("married", both("已婚", "Married")),
            ],
            "value": "married",
            "multiple": False,
        },
        {
            "name": "loan",
            "question": both("买方要用这套房子贷款抵押吗？", "Is there a mortgage?"),
            "options": [yes, no],
            "value": "yes",
            "multiple": False,
        },
        {
            "name": "extra",
            "question": both("还要一并办哪些？", "What else at the same time?"),
            "options": [
                ("utilities", both("水电气过户", "Utilities")),
                ("fund", both("提取公积金", "Provident fund")),
            ],
            "value": ["utilities", "fund"],
            "multiple": True,
        },
    ]


def tabs() -> list[dict[str, Any]]:
    """Views of a work list."""
    return [
        {"label": both("我的", "Mine"), "url": "#", "count": 14, "current": True},
        {"label": both("本科", "Section"), "url": "#", "count": 37},
        {"label": both("今天到期", "Due today"), "url": "#", "count": 4},
        {"label": both("等补正回复", "Waiting for answers"), "url": "#", "count": 3},
    ]


def chips() -> list[dict[str, Any]]:
    """Filters, two in force."""
    return [
        {"label": both("事项：转移登记", "Matter: transfer"), "url": "#", "on": True},
        {"label": both("二手房“一件事”", "House transfer"), "url": "#", "on": True},
        {"label": both("再加条件", "More"), "url": "#"},
    ]


def cases() -> list[dict[str, Any]]:
    """Rows of a work list, one for each lamp and then some."""
    matter = both("房屋所有权转移登记", "Transfer of ownership")
    names = ("陈*燕", "赵*强", "王*明", "李*英", "张*国", "临江精工智能装备有限公司")
    plan = [("late", -92), ("warn", 88), ("warn", 298), ("hold", None), *([("ok", 688)] * 10)]
    return [
        {
            "lamp": lamp,
            "left": left,
            "number": f"20261119-03-{92 + 7 * index:06d}",
            "name": names[index % len(names)],
            "matter": matter,
            "at": at(19, 14, index),
            "due": at(20, 17),
            "on": index == 2,
        }
        for index, (lamp, left) in enumerate(plan)
    ]
