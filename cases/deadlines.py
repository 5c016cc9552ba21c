"""The lengths of time around a case that no handbook states. Sources: rules.md B.1, B.2, B.10."""

SILENCE_WORKDAYS = 5  # first answer, Administrative Licensing Law art. 32(4)
CORRECTION_WORKDAYS = 15  # to answer a notice; set by the notice (B.2 art. 11(3)), local practice
DELIVERY_WORKDAYS = 10  # certificate after the decision, Administrative Licensing Law art. 44
DRAFT_DAYS = 30  # a draft nobody finished (reliability page, V3)
INVITATION_DAYS = 14  # a link into a role; its draft may end earlier
REMINDER_HOURS = 24  # between two reminders of the same party

SILENCE = "cases.silence"
CORRECTION_DUE = "cases.correction_due"
TOLERANCE_DUE = "cases.tolerance_due"
DRAFT_EXPIRY = "cases.draft_expiry"
PAYMENT_POLL = "cases.payment_poll"
SHIPMENT_POLL = "cases.shipment_poll"
