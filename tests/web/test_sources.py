"""The pages of sources: the list, a source's own page, its names and its owners."""

import pytest
from flask import Flask
from sqlalchemy import select

from tests.assessing import Desk
from tests.pages import parsed, submit, text_of
from tests.web.assessing import client_of
from tracker.domain.actions import Action
from tracker.domain.vocabulary import Relation, SourceKind, Standing, StepCheck
from tracker.models import Ownership, Source
from tracker.services import appearances, links, ownerships, source_lists, sources, steps
from tracker.services.ownerships import Stated
from tracker.services.record import record
from tracker.services.steps import Checked

ARABIC = "سبوتنيك عربي"


def known(desk: Desk, name: str = "Sputnik Arabic", *others: str) -> Source:
    source = sources.add(desk.session, name=name, kind=SourceKind.AGENCY, other_names=others, by=desk.anna)
    desk.session.commit()
    return source


def address(source: Source, step: str = "") -> str:
    return f"/sources/{source.number}{step}"


def test_the_list_is_by_name_with_other_names_and_owners(app: Flask, web_desk: Desk) -> None:
    sputnik, ross = known(web_desk, "Sputnik Arabic", ARABIC), known(web_desk, "Rossiya Segodnya")
    said = Stated(basis="register")
    ownerships.add(web_desk.session, sputnik, ross, said, confirmed=True, by=web_desk.boris)
    web_desk.session.commit()
    page = parsed(client_of(app, "vera").get("/sources"))
    rows = [" ".join(row.text_content().split()) for row in page.xpath("//tbody/tr")]
    assert rows == ["Rossiya Segodnya news agency 0", f"Sputnik Arabic {ARABIC} news agency Rossiya Segodnya 0"]


@pytest.mark.parametrize(
    ("query", "names"),
    [
        ("?kind=agency", ["FARS", "Sputnik Arabic"]),
        ("?kind=person", []),
        ("?text=spu", ["Sputnik Arabic"]),
        ("?text=عرب", ["Sputnik Arabic"]),
        ("?initial=س", ["Sputnik Arabic"]),
        ("?initial=f", ["FARS"]),
        ("?initial=arab", []),
        ("?kind=nonsense", ["FARS", "Sputnik Arabic"]),
    ],
)
def test_the_list_is_filtered_by_kind_name_and_first_letters_of_any_script(
    app: Flask, web_desk: Desk, query: str, names: list[str]
) -> None:
    known(web_desk, "Sputnik Arabic", ARABIC)
    known(web_desk, "FARS")
    page = parsed(client_of(app, "vera").get(f"/sources{query}"))
    assert [link.text_content() for link in page.xpath("//tbody//a[@class='title']")] == names


def test_all_owners_are_shown_at_a_date_and_what_it_owns(app: Flask, web_desk: Desk) -> None:
    sputnik, ross, kremlin = (known(web_desk, name) for name in ("Sputnik", "Rossiya Segodnya", "Kremlin"))
    for owned, owner, since in ((sputnik, ross, "2014-11"), (ross, kremlin, "")):
        said = Stated(since=since, basis="register")
        ownerships.add(web_desk.session, owned, owner, said, confirmed=owner is ross, by=web_desk.boris)
    web_desk.session.commit()
    client = client_of(app, "vera")
    text = text_of(client.get(address(sputnik)))
    assert "Rossiya Segodnya owns it, since Nov 2014 confirmed: register" in text
    assert "Kremlin owns it, dates not known asserted; joins nothing: register" in text
    assert "None that we know of." in text_of(client.get(address(sputnik, "?owners_on=2013")))
    any_time = text_of(client.get(address(sputnik, "?owners_on=")))
    assert "All owners above it, at any time" in any_time
    wrong = client.get(address(sputnik, "?owners_on=Tuesday"))
    assert wrong.status_code == 422
    assert "“Tuesday” cannot be read as a date" in text_of(wrong)
    assert "owns Sputnik, since Nov 2014 confirmed, but by way of one" in text_of(client.get(address(kremlin)))


def test_the_list_of_sources_costs_the_same_for_1_and_20_rows(web_desk: Desk) -> None:
    for at in range(20):
        known(web_desk, f"Agency {at}", f"Agentur {at}")
    costs = []
    for limit in (1, 20):
        with web_desk.counted() as sent:
            assert len(source_lists.page(web_desk.session, source_lists.Filters(), limit=limit).rows) == limit
        costs.append(len(sent))
    assert costs[0] == costs[1]


def test_a_source_is_added_with_names_in_several_scripts(app: Flask, web_desk: Desk) -> None:
    client = client_of(app, "anton")
    typed = {"name": "Sputnik Arabic", "other_names": f"{ARABIC}\nSputnik (ar)\n", "kind": "agency", "contact": "a@b.c"}
    saved = submit(client, client.get("/sources/add"), typed)
    text = text_of(client.get(saved.headers["Location"]))
    assert all(name in text for name in ("Sputnik Arabic", ARABIC, "Sputnik (ar)", "a@b.c"))


def test_a_form_posted_twice_adds_one_source(app: Flask, web_desk: Desk) -> None:
    client = client_of(app, "anton")
    form = client.get("/sources/add")
    first, second = (submit(client, form, {"name": "FARS"}) for _ in range(2))
    assert first.headers["Location"] == second.headers["Location"]
    assert len(web_desk.session.scalars(select(Source)).all()) == 1


def test_a_known_name_in_another_case_is_refused_with_a_way_to_it_and_can_be_added_all_the_same(
    app: Flask, web_desk: Desk
) -> None:
    fars = known(web_desk, "FARS")
    client = client_of(app, "anton")
    refused = submit(client, client.get("/sources/add"), {"name": "fars", "about": "A person."})
    assert refused.status_code == 409
    assert address(fars) in parsed(refused).xpath("//main//a/@href")
    assert parsed(refused).xpath("//textarea[@name='about']")[0].text.strip() == "A person."
    saved = submit(client, refused, {"another": "y"})
    assert saved.status_code == 303
    assert saved.headers["Location"] != address(fars)


def test_a_source_s_page_counts_what_it_originated_and_relayed(app: Flask, web_desk: Desk) -> None:
    claim, other = web_desk.claim(), web_desk.claim("Undecided.")
    [appearance] = appearances.of_claim(web_desk.session, claim)
    [fars, sputnik] = web_desk.trail(appearance, "FARS", "Sputnik Arabic")
    web_desk.decide(claim, "likely")
    [elsewhere] = appearances.of_claim(web_desk.session, other)
    [again] = web_desk.trail(elsewhere, "FARS")
    client = client_of(app, "vera")
    assert "Originated 1 claim a trail ends with it 1 Likely" in text_of(client.get(address(sputnik.source)))
    text = text_of(client.get(address(fars.source)))
    assert "we chose these checks; this is no sample" in text
    assert "Originated 0 claims" in text
    assert "Relayed 1 claim a trail goes on beyond it 1 Likely" in text
    assert "1 not decided" in text_of(client.get(address(again.source)))


def test_a_source_s_page_says_how_its_steps_checked_out_with_bars_that_say_the_same(app: Flask, web_desk: Desk) -> None:
    claim = web_desk.claim()
    [appearance] = appearances.of_claim(web_desk.session, claim)
    [fars, sputnik] = web_desk.trail(appearance, "FARS", "Sputnik Arabic")
    web_desk.trail(appearance, "Kremlin", via=fars)
    found = {fars.id: Checked(StepCheck.YES), sputnik.id: Checked(StepCheck.NOT_THERE)}
    steps.check(web_desk.session, claim, found, by=web_desk.boris)
    web_desk.session.commit()
    page = client_of(app, "vera").get(address(fars.source))
    text = text_of(page)
    assert "Cited 1 step others say that it said so 1 yes" in text
    assert "Citing 2 steps it says that others said so" in text
    drawn = parsed(page).xpath("//section[@id='checked']//*[local-name()='rect']/*[local-name()='title']/text()")
    said = parsed(page).xpath("//section[@id='checked']//p[@class='tally']/span")
    assert drawn == [" ".join(one.text_content().split()) for one in said[1:]] == ["1 not there", "1 not checked"]
    assert "No text of it has changed under our eyes" in text


def test_a_source_s_page_lists_the_corrections_of_its_articles(app: Flask, web_desk: Desk) -> None:
    outlet, old, new = known(web_desk, "Harbour Gazette"), web_desk.claim(), web_desk.claim("It was not hit.")
    [appearance] = appearances.of_claim(web_desk.session, new)
    appearance.article.publisher, appearance.article.version = outlet, 2
    record(web_desk.session, Action.ARTICLE_DESCRIBED, about=appearance.article, by=web_desk.anna)
    links.add(web_desk.session, new, old, relation=Relation.UPDATES, on="2016-11", by=web_desk.anna)
    web_desk.session.commit()
    text = text_of(client_of(app, "vera").get(address(outlet)))
    assert "1 article of which we hold a later version Depot hit, 2 versions" in text
    assert f"It was not hit. updates claim {old.number}, Nov 2016" in text


def test_a_source_is_edited_and_a_stale_form_loses_nothing(app: Flask, web_desk: Desk) -> None:
    source = known(web_desk, "FARS")
    client = client_of(app, "anton")
    opened = client.get(address(source, "/edit"))
    submit(client, opened, {"about": "An agency of Iran."})
    stale = submit(client, opened, {"about": "Iranian news agency.", "contact": "fars@example.org"})
    assert stale.status_code == 409
    assert "An agency of Iran." in parsed(stale).xpath("string(//section[@class='stale'])")
    assert submit(client, stale).status_code == 303
    web_desk.session.refresh(source)
    assert (source.about, source.contact) == ("Iranian news agency.", "fars@example.org")


def test_names_are_given_and_taken_away(app: Flask, web_desk: Desk) -> None:
    source = known(web_desk)
    client = client_of(app, "anton")
    submit(client, client.get(address(source, "/names/add")), {"name": ARABIC, "language": "ar"})
    page = client.get(address(source))
    assert parsed(page).xpath("//bdi[@lang='ar']/text()") == [ARABIC]
    [away] = parsed(page).xpath("//p[@class='names']//a/@href")
    submit(client, client.get(away))
    assert ARABIC not in parsed(client.get(address(source))).xpath("string(//p[@class='names'])")
    assert client.get(away).status_code == 404


def test_the_name_a_source_is_shown_under_stays(app: Flask, web_desk: Desk) -> None:
    source = known(web_desk)
    client = client_of(app, "anton")
    refused = submit(client, client.get(address(source, f"/names/{source.names[0].id}/remove")))
    assert refused.status_code == 422
    assert "shown under" in text_of(refused)


def test_an_annotator_notes_an_owner_and_a_reviewer_confirms_and_removes_it(app: Flask, web_desk: Desk) -> None:
    sputnik, _ = known(web_desk), known(web_desk, "Россия сегодня")
    anton, rita = client_of(app, "anton"), client_of(app, "rita")
    submit(anton, anton.get(address(sputnik, "/owners/add")), {"owner": "РОССИЯ СЕГОДНЯ", "since": "2014-11"})
    noted = web_desk.session.scalars(select(Ownership)).one()
    assert noted.standing is Standing.ASSERTED
    assert "Confirm" not in parsed(anton.get(address(sputnik))).xpath("//span[@class='row-actions']/a/text()")
    step = address(sputnik, f"/owners/{noted.id}")
    assert anton.get(f"{step}/confirm").status_code == 403
    submit(rita, rita.get(f"{step}/confirm"), {"basis": "the company register"})
    assert "Confirmed Россия сегодня owns it, since Nov 2014 the company register" in text_of(
        anton.get(address(sputnik))
    )
    submit(rita, rita.get(f"{step}/remove"), {"why": "it was sold before"})
    assert "We know of no owner." in text_of(rita.get(address(sputnik)))


def test_an_annotator_cannot_tick_that_an_owner_is_confirmed(app: Flask, web_desk: Desk) -> None:
    sputnik, owner = known(web_desk), known(web_desk, "Owner")
    client = client_of(app, "anton")
    typed = {"owner": owner.name, "basis": "register", "confirmed": "y"}
    refused = submit(client, client.get(address(sputnik, "/owners/add")), typed)
    assert refused.status_code == 403
    assert "It takes a reviewer to confirm an owner." in text_of(refused)


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"owner": "Nobody known"}, "No source is called “Nobody known” yet."),
        ({"owner": "Sputnik Arabic"}, "A source is among its own owners anyway."),
        ({"owner": "Owner", "since": "2026-02-31"}, "There is no 31 February 2026"),
    ],
)
def test_an_owner_that_cannot_be_is_refused_beside_its_field(
    app: Flask, web_desk: Desk, typed: dict[str, str], said: str
) -> None:
    sputnik, _ = known(web_desk), known(web_desk, "Owner")
    client = client_of(app, "anton")
    refused = submit(client, client.get(address(sputnik, "/owners/add")), typed)
    assert refused.status_code == 422
    assert said in text_of(refused)


def test_a_source_s_page_costs_the_same_however_much_stands_on_it(app: Flask, web_desk: Desk) -> None:
    source = known(web_desk, "Agency")
    client = client_of(app, "vera")
    costs = []
    for at in range(3):
        for _ in range(3):
            claim = web_desk.claim()
            [appearance] = appearances.of_claim(web_desk.session, claim)
            [step] = web_desk.trail(appearance, f"Other {at}")
            web_desk.session.commit()
            owner = known(web_desk, f"Owner {claim.number}")
            ownerships.add(web_desk.session, source, owner, Stated(), by=web_desk.anna)
            sources.add_name(web_desk.session, source, name=f"Name {claim.number}", seen=source.rev, by=web_desk.anna)
            web_desk.session.commit()
        with web_desk.counted() as sent:
            assert client.get(address(source)).status_code == 200
        costs.append(len(sent))
    assert costs[1] == costs[2]
