"""A plan with something in every kind of place."""

from __future__ import annotations

from dataclasses import replace

from assistant.coach import STEPS, Scene, Worksheet
from assistant.coach.cycle import Carried, Decision, Progress, Review, Verdict
from assistant.coach.indicator import IndicatorKind, TrackedIndicator
from assistant.coach.stages import Stage
from assistant.coach.training import TrainingStep
from assistant.coach.worksheet import Basics, Figure, Organisation, Prework, TrainingPlan

SHARE = TrackedIndicator(
    name="入院後3日以内の情報提供の割合", kind=IndicatorKind.PROCESS, unit="％", source="事業所への調査", baseline=45,
    baseline_year=2024, target=60, target_year=2026, values=((2023, 41.5), (2024, 45.0)),
)  # fmt: skip


def full_plan() -> Worksheet:
    """Every cell of one scene, indicators, a year of Do, Check and Act, the premise and the training."""
    sheet = Worksheet(
        municipality="海風市", year=2026, stage=Stage.EXPANSION,
        basics=Basics(population=48210, ageing_rate=33.4, certified=3105, others=(Figure(name="圏域", value=3),)),
        organisation=Organisation(section="健康支援課", officials=("高齢福祉係",), partners=("海風郡市医師会", "薬剤師会")),
        prework=Prework(strengths=("月例会がある",), weaknesses=("東圏域に診療所がない",), needed="夜間の話し合い"),
        training=TrainingPlan(notes=((TrainingStep.OFFICE, "秋に開く"),)),
    )  # fmt: skip
    for step in STEPS:
        sheet = sheet.with_cell(Scene.TRANSITION, step, f"=入退院支援の{step.name_ja}の文です。\n二行目です。")
    plan = replace(
        sheet.plan(Scene.TRANSITION), indicators=(SHARE,),
        progress=(Progress(measure="様式の統一", date="2026-09", note="案を確かめた"),),
        reviews=(Review(measure="様式の統一", carried_out=Carried.PARTLY, verdict=Verdict.KEEP),),
        decisions=(Decision(text="2病院に広げる", reason="連絡が早まったため"),),
    )  # fmt: skip
    return sheet.with_plan(plan)
