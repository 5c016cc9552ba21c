"""How long an applicant has to answer a reviewer's question."""

QUESTION_WORKDAYS = 5  # local practice, rules.md B.10; no clock stops meanwhile
