"""What notices say about money, parcels and time that runs out. Registered beside `notices.wording`."""

from notices.wording import kind

FEE_DUE = kind(
    "fee_due",
    title={"zh": "请缴费", "en": "A fee is to be paid"},
    body={
        "zh": "“{name}”（{number}）需缴费 {total} 元，一次缴清，各部门不再另收。请点链接缴费；办理照常进行。",
        "en": "“{name}” ({number}) costs {total} yuan, paid once for all departments. Please pay behind the "
        "link; the review goes on meanwhile.",
    },
)
FEE_PAID = kind(
    "fee_paid",
    title={"zh": "缴费成功", "en": "Paid"},
    body={
        "zh": "“{name}”（{number}）已缴费 {total} 元。您现在不用做任何事。",
        "en": "{total} yuan were paid for “{name}” ({number}). You need not do anything now.",
    },
)
FEE_BACK = kind(
    "fee_back",
    title={"zh": "费用原路退回", "en": "A fee goes back"},
    body={
        "zh": "“{name}”（{number}）的 {total} 元将原路退回，一般三个工作日到账。您现在不用做任何事。",
        "en": "{total} yuan of “{name}” ({number}) go back the way they came, within three working days as a "
        "rule. You need not do anything now.",
    },
)
RESULT_SENT = kind(
    "result_sent",
    title={"zh": "结果已寄出", "en": "Your result is on its way"},
    body={
        "zh": "“{name}”（{number}）的结果已交快递。点链接可随时查看到哪里了，请留意收件。",
        "en": "The results of “{name}” ({number}) are with the courier. The link shows where the parcel is.",
    },
)
RESULT_CAME_BACK = kind(
    "result_came_back",
    title={"zh": "快递没有送到", "en": "The parcel came back"},
    body={
        "zh": "“{name}”（{number}）的快递没有送到，结果已退回出件窗口。请点链接改地址，或改为到窗口领取。",
        "en": "The parcel of “{name}” ({number}) came back to the exit window. Please change the "
        "address behind the link, or collect it.",
    },
)
DRAFT_EXPIRES = kind(
    "draft_expires",
    title={"zh": "草稿快到期了", "en": "Your draft ends soon"},
    body={
        "zh": "您还没有提交“{name}”。草稿保留到 {due}，到时会清除。想继续办，请点链接接着填。",
        "en": "You have not submitted “{name}” yet. The draft is kept until {due} and then removed. "
        "To go on, follow the link.",
    },
)
DUE_SOON = kind(
    "due_soon",
    title={"zh": "快到期了，请办理", "en": "Soon due: please act"},
    body={
        "zh": "“{name}”（{number}）还等您{what}，请在 {due} 前完成。要做的都在链接里。",
        "en": "“{name}” ({number}) still waits for you: {what}, by {due}. All of it is behind the link.",
    },
)
DUE_TODAY = kind(
    "due_today",
    title={"zh": "今天到期，请办理", "en": "Due today: please act"},
    body={
        "zh": "“{name}”（{number}）还等您{what}，今天（{due}）截止。要做的都在链接里。",
        "en": "“{name}” ({number}) still waits for you: {what}, today by {due}. "
        "All of it is behind the link.",
    },
)
