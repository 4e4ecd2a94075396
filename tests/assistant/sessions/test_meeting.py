"""From the rehearsal to the meeting."""

from __future__ import annotations

import re

import prompts
from assistant.adapters.generation import Generation
from assistant.app import Assistant
from assistant.coach.scenes import Scene
from assistant.coach.steps import Step
from assistant.coach.worksheet import Basics, Figure, Organisation, Worksheet
from assistant.roleplay.debrief import debrief
from assistant.roleplay.personas import find_persona, persona_ids
from assistant.roleplay.play import begin, finish, step
from assistant.roleplay.values import Run
from assistant.roles.grounds import Grounds
from assistant.sessions.meeting import figures_of, pack

OWN_VIEW = "市としては、望む方が住み慣れた家で暮らし続けられる町にしたいと考えています。"


def rehearsed(persona: str, *said: str) -> Run:
    run = begin(find_persona(persona))
    for utterance in said:
        run = step(run, utterance)
    return finish(run)


def grounds(assistant: Assistant) -> tuple[Grounds, Generation]:
    generation = assistant.generation
    return Grounds(generation.passages, generation.holds, assistant.document), generation


def test_every_worry_of_every_partner_has_an_answer_in_the_guide(built_assistant: Assistant) -> None:
    found, generation = grounds(built_assistant)
    for persona in persona_ids():
        made = pack(debrief(rehearsed(persona, "よろしくお願いします。")), found, generation.notes)
        numbers = {citation.number for citation in made.citations}

        assert len(made.questions) == len(find_persona(persona).concerns)
        for prepared in made.questions:
            assert prepared.answer and prepared.question.endswith("。")
            marks = {int(mark) for drawn in prepared.answer for mark in re.findall(r"\[(\d+)\]", drawn.text)}
            assert marks and {*marks, prepared.number} <= numbers


def test_every_listed_note_is_in_the_guide(built_assistant: Assistant) -> None:
    listed = {note for row in prompts.load("roleplay/practice")["answers"].values() for note in row["notes"]}

    assert listed <= set(built_assistant.generation.notes)


def test_leaflet_holds_what_was_said_well_and_asks_for_the_rest(built_assistant: Assistant) -> None:
    found, generation = grounds(built_assistant)
    made = pack(debrief(rehearsed("president-cautious", OWN_VIEW)), found, generation.notes)
    parts = {part.id: part for part in made.leaflet}

    assert OWN_VIEW in parts["view"].lines and not parts["view"].blank
    assert parts["step"].lines == () and parts["step"].blank
    assert all(part.grounds for part in made.leaflet)


def test_figures_of_the_worksheet_stand_on_the_leaflet(built_assistant: Assistant) -> None:
    found, generation = grounds(built_assistant)
    sheet = Worksheet(
        municipality="海風市", year=2031, organisation=Organisation(section="健康支援課"),
        basics=Basics(population=41234, ageing_rate=33.5, others=(Figure(name="訪問診療", value=12, unit="件", source="市調べ"), Figure(name="未調査"))),
    )  # fmt: skip
    made = pack(debrief(rehearsed("resident-rep", "はい。")), found, generation.notes, sheet)
    situation = next(part for part in made.leaflet if part.id == "situation")

    assert (made.municipality, made.section) == ("海風市", "健康支援課")
    assert situation.figures == figures_of(sheet) == ("人口　41,234人", "高齢化率　33.5％", "訪問診療　12件（市調べ）")
    assert situation.blank == ""


def test_plan_of_the_worksheet_stands_beside_what_was_said(built_assistant: Assistant) -> None:
    found, generation = grounds(built_assistant)
    sheet = Worksheet(municipality="海風市", year=2031)
    sheet = sheet.with_cell(Scene.DAILY, Step.VISION, "望む人が家で暮らし続けられる。二文目は載りません。")
    sheet = sheet.with_cell(Scene.EMERGENCY, Step.ISSUES, "長い課題です" * 40)
    parts = {part.id: part for part in pack(debrief(rehearsed("resident-rep", "はい。")), found, generation.notes, sheet).leaflet}

    assert parts["view"].planned == ("日常の療養支援：望む人が家で暮らし続けられる。",)
    assert parts["view"].blank == "" and parts["step"].blank
    assert len(parts["situation"].planned[0]) < 130 and parts["situation"].planned[0].endswith("…")


def test_one_sentence_is_printed_under_one_heading(built_assistant: Assistant) -> None:
    found, generation = grounds(built_assistant)
    said = "来月、まず今ある月例会の場で15分だけお時間をいただき、事務は市が担います。"
    made = pack(debrief(rehearsed("president-cautious", "夜の最初の電話は訪問看護で受け、先生お一人に負担が集まらない形にします。", said)),
                found, generation.notes)  # fmt: skip

    assert [part.id for part in made.leaflet if said in part.lines] == ["step"]


def test_what_partners_must_not_be_handed_stays_with_the_maker(built_assistant: Assistant) -> None:
    found, generation = grounds(built_assistant)
    sheet = Worksheet(municipality="海風市", year=2031).with_cell(Scene.DAILY, Step.VISION, "看取り率を30％にする。")
    said = "市としては、看取り率を5割に上げる町にしたいと考えています。"
    made = pack(debrief(rehearsed("president-cautious", said)), found, generation.notes, sheet)
    printed = "".join(line for part in made.leaflet for line in (*part.lines, *part.planned))

    assert "看取り率" not in printed
    assert next(part for part in made.leaflet if part.id == "view").blank
    assert "日常の療養支援" in made.held_back[0] and "看取り率を30％にする。" in made.held_back[0]


def test_measures_and_scenes_without_room_are_counted(built_assistant: Assistant) -> None:
    found, generation = grounds(built_assistant)
    sheet = Worksheet(municipality="海風市", year=2031)
    for scene in Scene:
        sheet = sheet.with_cell(scene, Step.MEASURES, "①退院前に顔を合わせる。②様式をそろえる。③夜の当番を決める。")
    parts = {part.id: part for part in pack(debrief(rehearsed("resident-rep", "はい。")), found, generation.notes, sheet).leaflet}

    assert parts["share"].planned[0].endswith("（ほか2件）")
    assert parts["share"].planned[-1] == "ほか2場面については、当日ご説明します。"
