"""Asking, joining, signing and declining through the pages; mandates; and whose name every page bears."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from accounts.models import Mandate
from approvals.party_subscribers import tell_each_other
from approvals.subscribers import invite as told_of_invitation
from cases.actions import answer_form, confirm_party
from cases.models import Case, Invitation, Party
from ledger.models import Event
from notices.models import Notice
from notices.subscribers import tell_the_other
from tests.cast import Cast
from tests.journeys.helpers import BUYERS_WORDS, SELLERS_WORDS, SINGLE_CASH, begin_house_transfer
from tests.journeys.helpers import complete_house_transfer as complete

pytestmark = pytest.mark.django_db

SignIn = Callable[[str], Client]
WAYS = {"asked": "1", "key": "k" * 32}


@pytest.fixture
def draft(cast: Cast) -> Case:
    """A house transfer just begun by the buyer."""
    return begin_house_transfer(cast)


def page(client: Client, path: str) -> str:
    return client.get(path).content.decode()


def ask(buyer: Client, case: Case, **who: str) -> str:
    """Asks the seller and gives the path of the link that the page shows."""
    data = {f"seller-{key}": value for key, value in who.items()}
    assert buyer.post(f"/cases/{case.public_id}/parties/seller/invite/", data).status_code == 303
    html = page(buyer, f"/cases/{case.public_id}/apply/parties/")
    return re.search(r"(/invitations/[^/]+/)<", html)[1]  # type: ignore[index]


def test_the_link_says_what_for_and_nothing_about_anybody(buyer: Client, draft: Case, client: Client) -> None:
    html = client.get(ask(buyer, draft, name="张建国"), headers={"accept-language": "en"}).content.decode()
    assert "Seller" in html
    for private in ("王", "Wang", "张", "Zhang", str(draft.public_id)):
        assert private not in html


def test_signing_in_leads_back_to_the_link(buyer: Client, draft: Case, client: Client) -> None:
    link = ask(buyer, draft, name="张建国")
    assert f"/sign-in/?next={link}" in page(client, link)


def test_the_invited_one_joins_states_and_signs(buyer: Client, seller: Client, draft: Case) -> None:
    link = ask(buyer, draft, name="张建国")
    assert "Wang X." in page(seller, link)
    answer = seller.post(link, {"answer": "accept"})
    assert answer["Location"] == f"/cases/{draft.public_id}/apply/"
    assert seller.get(link).status_code == 303, "the link leads on once it is used"


def test_somebody_else_learns_only_that_it_is_not_for_them(
    buyer: Client, stranger: Client, draft: Case
) -> None:
    link = ask(buyer, draft, name="张建国")
    html = page(stranger, link)
    assert "for somebody else" in html
    assert "Wang" not in html
    assert stranger.post(link, {"answer": "accept"}).status_code == 403


def test_a_changed_link_opens_nothing(buyer: Client, seller: Client, draft: Case) -> None:
    link = ask(buyer, draft, name="张建国")
    assert seller.get(f"{link[:-2]}x/").status_code == 404
    assert seller.get("/invitations/nonsense/").status_code == 404


def test_staff_and_the_applicant_can_t_use_the_link(buyer: Client, sign_in: SignIn, draft: Case) -> None:
    link = ask(buyer, draft, name="张建国")
    assert "for the one you asked" in page(buyer, link)
    assert sign_in("clerk1").post(link, {"answer": "accept"}).status_code == 403


def test_declining_through_the_link_shows_to_the_applicant(
    buyer: Client, seller: Client, draft: Case
) -> None:
    seller.post(ask(buyer, draft, name="张建国"), {"answer": "decline"})
    assert "Declined" in page(buyer, f"/cases/{draft.public_id}/apply/parties/")
    assert Invitation.objects.get().declined_at


def test_an_applicant_who_names_themself_is_told_beside_the_box(buyer: Client, draft: Case) -> None:
    answer = buyer.post(f"/cases/{draft.public_id}/parties/seller/invite/", {"seller-who": "citizen3"})
    assert answer.status_code == 422
    assert "both sides" in answer.content.decode()


def test_the_page_to_sign_shows_the_deal_and_hides_the_buyer(
    buyer: Client, seller: Client, cast: Cast, draft: Case
) -> None:
    answer_form(draft, by=cast.citizen, form=BUYERS_WORDS)
    seller.post(ask(buyer, draft, name="张建国"), {"answer": "accept"})
    html = page(seller, f"/cases/{draft.public_id}/parties/seller/confirm/")
    for word in ("1,680,000", "望江路18号3幢502室", "2026", "Wang X.", "Zhang J."):
        assert word in html, word
    for private in (BUYERS_WORDS["applicant_id_number"], BUYERS_WORDS["applicant_mobile"], "王小明"):
        assert private not in html


def test_what_is_still_open_is_said_before_one_signs(buyer: Client, seller: Client, draft: Case) -> None:
    seller.post(ask(buyer, draft, name="张建国"), {"answer": "accept"})
    html = page(seller, f"/cases/{draft.public_id}/parties/seller/confirm/")
    assert "Not everything is there yet" in html
    assert "Declared price" in html


def test_signing_from_a_page_that_is_out_of_date_is_stopped(seller: Client, cast: Cast, draft: Case) -> None:
    complete(cast, draft)
    answer_form(draft, by=cast.citizen, form={"declared_price": 1})
    address = f"/cases/{draft.public_id}/parties/seller/confirm/"
    seen = re.search(r'name="seen" value="(\w+)"', page(seller, address))[1]  # type: ignore[index]
    answer_form(draft, by=cast.citizen, form={"applicant_mobile": "13800000077"})
    answer_form(draft, by=cast.citizen, form={"declared_price": 2})
    answer = seller.post(address, {"seen": seen})
    assert answer.status_code == 409
    assert "changed while you read it" in answer.content.decode()
    assert Party.objects.get(case=draft, role="seller").confirmed_at is None


def test_what_does_not_concern_the_seller_stops_no_signature(seller: Client, cast: Cast, draft: Case) -> None:
    complete(cast, draft)
    answer_form(draft, by=cast.citizen, form={"declared_price": 1})
    address = f"/cases/{draft.public_id}/parties/seller/confirm/"
    seen = re.search(r'name="seen" value="(\w+)"', page(seller, address))[1]  # type: ignore[index]
    answer_form(draft, by=cast.citizen, form={"applicant_mobile": "13800000077"})
    assert seller.post(address, {"seen": seen}).status_code == 303


def test_the_applicant_is_told_who_has_to_do_what_and_not_what_is_missing_of_theirs(
    buyer: Client, cast: Cast, draft: Case
) -> None:
    answer_form(draft, by=cast.citizen, form=BUYERS_WORDS)
    ask(buyer, draft, who="citizen1")
    html = buyer.post(f"/cases/{draft.public_id}/submit/").content.decode()
    summary = html[: html.index("<h1")]
    assert "still has to state 3 of 3, then sign" in summary
    assert "Seller" in summary
    assert "identity number" not in summary.lower()


def test_reminding_goes_once_a_day_and_the_button_is_gone(buyer: Client, cast: Cast, draft: Case) -> None:
    ask(buyer, draft, who="citizen1")
    address = f"/cases/{draft.public_id}/parties/seller/remind/"
    assert buyer.post(address).status_code == 303
    assert buyer.post(address).status_code == 429
    assert address not in page(buyer, f"/cases/{draft.public_id}/apply/parties/")


def test_the_check_page_says_whom_it_waits_for_and_taking_back_ends_that(
    buyer: Client, cast: Cast, draft: Case
) -> None:
    complete(cast, draft)
    base = f"/cases/{draft.public_id}"
    buyer.post(f"{base}/parties/applicant/invite/?joint=1", {"applicant-joint-name": "李秀英"})
    refused = buyer.post(f"{base}/submit/")
    assert refused.status_code == 422
    assert "李秀英: has not answered yet" in refused.content.decode()
    assert "Take the invitation back" in page(buyer, f"{base}/apply/parties/")
    buyer.post(f"{base}/parties/applicant-2/uninvite/")
    assert "Take the invitation back" not in page(buyer, f"{base}/apply/parties/")
    assert buyer.post(f"{base}/submit/").status_code == 303


def test_declining_after_all_takes_one_out(seller: Client, cast: Cast, draft: Case) -> None:
    complete(cast, draft)
    seller.post(f"/cases/{draft.public_id}/parties/seller/decline/")
    assert seller.get(f"/cases/{draft.public_id}/").status_code == 404


@pytest.mark.parametrize("name", ["invite", "uninvite", "remind", "decline", "confirm"])
def test_doors_of_a_foreign_case_are_shut(
    stranger: Client, client: Client, sign_in: SignIn, cast: Cast, draft: Case, name: str
) -> None:
    complete(cast, draft)
    address = f"/cases/{draft.public_id}/parties/seller/{name}/"
    for someone in (stranger, sign_in("clerk1"), sign_in("agent1"), sign_in("supervisor1")):
        assert someone.post(address, {"seller-who": "citizen5"}).status_code == 404
    assert client.post(address).status_code == 302


def test_the_seller_has_no_page_of_the_applicant_s(seller: Client, cast: Cast, draft: Case) -> None:
    complete(cast, draft)
    base = f"/cases/{draft.public_id}"
    assert seller.get(f"{base}/apply/parties/").status_code == 303
    assert seller.post(f"{base}/parties/seller/remind/").status_code == 403
    key = draft.materials.get().pk
    assert seller.get(f"{base}/files/{key}/").status_code == 404


def handle(action: str, handler: Any) -> None:
    handler(Event.objects.filter(action=action).latest("id"))


def test_those_concerned_hear_of_it_and_nobody_else(
    buyer: Client, seller: Client, cast: Cast, draft: Case
) -> None:
    link = ask(buyer, draft, name="张建国")
    handle("cases.invite_party", told_of_invitation)
    assert not Notice.objects.exists(), "nobody is known by a bare name"
    seller.post(link, {"answer": "accept"})
    handle("cases.accept_invitation", tell_each_other)
    answer_form(draft, by=cast.seller, form=SELLERS_WORDS)
    confirm_party(draft, by=cast.seller, role="seller")
    answer_form(draft, by=cast.citizen, form={"declared_price": 7})
    handle("cases.void_signature", tell_each_other)
    told = list(Notice.objects.order_by("id").values_list("kind", "person__code"))
    assert told == [("party_joined", "P3"), ("sign_again", "P1")]


class TestActingForOthers:
    def give(self, client: Client, **changes: str) -> Any:
        data = {
            "principal": "me",
            "agent_name": "赵志强",
            "agent_number": "339981196610200317",
            "scope": "OT1",
            "valid_from": "2026-11-20",
            "valid_to": "2099-01-01",
            **changes,
        }
        return client.post("/my/mandates/new/", data)

    def test_a_mandate_is_given_taken_up_and_ended_on_the_pages(
        self, seller: Client, stranger: Client
    ) -> None:
        assert self.give(seller, valid_to="2027-11-01").status_code == 303
        key = Mandate.objects.get().pk
        assert "Zhao Z." in page(seller, "/my/mandates/")
        assert stranger.post(f"/my/mandates/{key}/accept/").status_code == 303
        assert "In force" in page(stranger, "/my/mandates/")
        assert seller.post(f"/my/mandates/{key}/end/").status_code == 303
        assert Mandate.objects.get().revoked_at

    @pytest.mark.parametrize(
        "changes",
        [
            {"valid_to": "2099-01-01"},
            {"agent_name": "李四"},
            {"agent_number": "339981196610200318"},
            {"scope": "X"},
            {"valid_from": "nonsense"},
            {"principal": "o1"},
        ],
    )
    def test_what_does_not_fit_is_told_beside_its_box(self, seller: Client, changes: dict[str, str]) -> None:
        answer = self.give(seller, **{"valid_to": "2027-11-01", **changes})
        assert answer.status_code == 422
        assert "<title>Error:" in answer.content.decode()
        assert not Mandate.objects.exists()

    def test_the_days_that_the_form_offers_are_taken_as_they_stand(self, seller: Client) -> None:
        html = seller.get("/my/mandates/new/", headers={"accept-language": "zh-CN"}).content.decode()
        offered = {
            name: re.search(rf'name="{name}" value="([^"]+)"', html)[1]  # type: ignore[index]
            for name in ("valid_from", "valid_to")
        }
        assert self.give(seller, **offered).status_code == 303

    def test_a_foreign_mandate_is_not_found(self, seller: Client, buyer: Client, cast: Cast) -> None:
        key = cast.mandate(cast.seller, "citizen5").pk
        for act in ("accept", "end"):
            assert buyer.post(f"/my/mandates/{key}/{act}/").status_code == 404
        assert "Zhao" not in page(buyer, "/my/mandates/")

    def test_who_hears_of_a_mandate_is_the_other_one(self, cast: Cast) -> None:
        cast.mandate(cast.seller, "citizen5")
        for action in ("accounts.give_mandate", "accounts.accept_mandate"):
            handle(action, tell_the_other)
        told = list(Notice.objects.order_by("id").values_list("kind", "person__code"))
        assert told == [("mandate_given", "P5"), ("mandate_accepted", "P1")]

    def begin(self, client: Client, applicant: str, code: str = "OT1") -> Case:
        data = {**WAYS, **SINGLE_CASH, "applicant": applicant, "notices_to": "both"}
        answer = client.post(f"/apply/one-thing/{code}/", data)
        assert answer.status_code == 303, answer.content.decode()[:2000]
        return Case.objects.latest("id")

    def test_the_banner_is_on_every_page_and_the_messages_are_named(
        self, stranger: Client, cast: Cast
    ) -> None:
        mandate = cast.mandate(cast.seller, "citizen5", scope="OT1")
        case = self.begin(stranger, f"p{mandate.person_id}")
        for path in ("apply/", "apply/check/", "apply/parties/", "apply/materials/", "withdraw/"):
            html = page(stranger, f"/cases/{case.public_id}/{path}")
            assert "You are acting in the name of <b>Zhang J.</b>" in html, path
        assert "Zhang J. and whoever acts for them" in page(stranger, f"/cases/{case.public_id}/apply/check/")
        assert "for Zhang J." in page(stranger, "/cases/")

    def test_the_principal_sees_the_case_as_their_own(
        self, seller: Client, stranger: Client, cast: Cast
    ) -> None:
        mandate = cast.mandate(cast.seller, "citizen5", scope="OT1")
        case = self.begin(stranger, f"p{mandate.person_id}")
        html = page(seller, f"/cases/{case.public_id}/apply/")
        assert "You are acting in the name of" not in html

    def test_nobody_is_chosen_without_a_mandate(self, stranger: Client, cast: Cast) -> None:
        mother = cast.seller.person_id
        answer = stranger.post("/apply/one-thing/OT1/", {**WAYS, **SINGLE_CASH, "applicant": f"p{mother}"})
        assert answer.status_code == 422
        assert not Case.objects.exists()

    def test_a_company_s_representative_says_so_on_every_page(self, buyer: Client, cast: Cast) -> None:
        html = page(buyer, "/apply/one-thing/OT2/")
        key = re.search(r'name="applicant" value="(o\d+)"', html)[1]  # type: ignore[index]
        case = self.begin(buyer, key, "OT2")
        assert "Linjiang Yunxi Catering" in page(buyer, f"/cases/{case.public_id}/apply/materials/")

    def test_who_represents_nobody_is_told_what_to_do(self, seller: Client) -> None:
        assert "This is for an organisation" in page(seller, "/apply/one-thing/OT2/")

    def test_a_parent_acts_for_a_child_without_a_number(self, buyer: Client, cast: Cast) -> None:
        case = self.begin(buyer, "me", "OT4")
        assert "the newborn" in page(buyer, f"/cases/{case.public_id}/apply/materials/")
        answer_form(case, by=cast.citizen, form={"child_name": "王新"})
        assert "王新" in page(buyer, f"/cases/{case.public_id}/apply/materials/")

    def test_the_other_parent_is_asked_and_signs(self, buyer: Client, sign_in: SignIn, cast: Cast) -> None:
        case = self.begin(buyer, "me", "OT4")
        address = f"/cases/{case.public_id}/parties/applicant/invite/?joint=1"
        assert buyer.post(address, {"applicant-joint-name": "李秀英"}).status_code == 303
        html = page(buyer, f"/cases/{case.public_id}/apply/parties/")
        link = re.search(r"(/invitations/[^/]+/)<", html)[1]  # type: ignore[index]
        mother = sign_in("citizen2")
        assert mother.post(link, {"answer": "accept"}).status_code == 303
        assert Party.objects.get(case=case, role="applicant-2").joint_with
        assert mother.get(f"/cases/{case.public_id}/parties/applicant-2/confirm/").status_code == 200
