"""The sentences in which the acts on money and delivery are told. Registered once, read by every process."""

from django.utils.translation import gettext_lazy as _

from ledger.registry import action

BILL_CASE = action("cases.bill_case", _("The bill was made: %(total)s yuan to pay"))
BILL_NOTHING = action("cases.bill_nothing", _("Nothing is to be paid here"))
WAIVE_FEE = action("cases.waive_fee", _("A fee was waived: %(name)s"))
BEGIN_PAYMENT = action("cases.begin_payment", _("Payment was begun"), visible="staff")
ASK_PAYMENT = action("cases.ask_payment", _("The payment platform is asked how it stands"), visible="none")
CANCEL_PAYMENT = action("cases.cancel_payment", _("Payment was cancelled; nothing was charged"))
SETTLE_PAYMENT = action("cases.settle_payment", _("Paid: %(total)s yuan"))
FAIL_PAYMENT = action("cases.fail_payment", _("Payment was not completed; nothing was charged"))
RETURN_LATE_PAYMENT = action(
    "cases.return_late_payment", _("Money came after the payment was closed and goes back: %(total)s yuan")
)
CANCEL_BILL = action("cases.cancel_bill", _("The bill was cancelled: nothing has to be paid any more"))
REQUEST_REFUNDS = action("cases.request_refunds", _("Fees are paid back: %(total)s yuan"))
COMPLETE_REFUND = action("cases.complete_refund", _("The refund has arrived: %(total)s yuan"))
REFUSE_REFUND = action(
    "cases.refuse_refund", _("The payment platform did not take a refund"), visible="staff"
)
CHOOSE_EXIT = action("cases.choose_exit", _("The way to receive the results was chosen: %(way)s"))
SEND_RESULTS = action("cases.send_results", _("Results were given to the courier"))
ASK_SHIPMENT = action("cases.ask_shipment", _("The courier is asked where the parcel is"), visible="none")
NOTE_SHIPMENT = action("cases.note_shipment", _("The courier reports: %(words)s"))
RETURN_SHIPMENT = action(
    "cases.return_shipment", _("The parcel came back; the results lie at the exit window")
)
