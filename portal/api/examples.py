"""Examples of the main calls, shown in the description."""

from drf_spectacular.utils import OpenApiExample

DRAFT_EXAMPLES = [
    OpenApiExample(
        "Second-hand house transfer",
        value={
            "one_thing": "OT1",
            "situation": {
                "applicant_role": "self",
                "applicant_kind": "person",
                "marital_status": "single",
                "seller_loan": "no",
                "buyer_loan": "no",
                "house_services": [],
            },
            "parties": [{"role": "applicant", "person": "P3"}, {"role": "seller", "person": "P1"}],
        },
        request_only=True,
    ),
    OpenApiExample("A single matter, for oneself", value={"matter": "M01"}, request_only=True),
]
FORM_EXAMPLES = [
    OpenApiExample(
        "Some answers",
        value={"form": {"declared_price": 1800000, "contract_date": "2026-11-18"}},
        request_only=True,
    )
]
DECISION_EXAMPLES = [
    OpenApiExample(
        "Approval with the facts that others need",
        value={
            "decision": "approve",
            "opinion": "",
            "conclusion": {
                "verification_opinion_no": "HY-2026-0001",
                "contract_no": "HT-2026-0001",
                "declared_price": 1800000,
            },
        },
        request_only=True,
    ),
    OpenApiExample(
        "Refusal with its reasons",
        value={"decision": "refuse", "opinion": "The seller is not the registered owner."},
        request_only=True,
    ),
]
