"""`/api/v1/coach/worksheets/{id}`: where a plan stands, the way on, and the logic of a scene."""

from __future__ import annotations

from fastapi import APIRouter

from assistant.coach import SCENES, parse_scene
from assistant.coach.logic_model import LAYERS, logic_model
from assistant.coach.machine import explain
from assistant.coach.position import position, state_name, training_position
from assistant.sessions.coach_moves import moved
from bots.web import coach_bodies as bodies
from bots.web.api.worksheets import author_of
from bots.web.coach_bodies import Name, SheetId
from bots.web.openapi import described
from bots.web.security.users import Who
from bots.web.state import Web

router = APIRouter(prefix="/coach/worksheets/{sheet_id}", tags=["coach"])


@router.get("/position", **described("coach_position", 404, 422))
def positions(sheet_id: SheetId, web: Web) -> bodies.Positions:
    """How far each scene and the training have come, and what is missing to go on."""
    sheet = web.coach.worksheets.get(sheet_id).sheet
    scenes = []
    for scene in SCENES:
        at = position(sheet, scene)
        scenes.append(bodies.PositionBody(scene=scene, state=at.state, name=state_name(at.state), refused=at.refused,
                                          missing=at.missing))  # fmt: skip
    here = training_position(sheet)
    training = bodies.TrainingPositionBody(step=here.step, name=here.step.name_ja, refused=here.refused,
                                           missing=here.missing)  # fmt: skip
    return bodies.Positions(scenes=scenes, training=training)


@router.post("/move", **described("coach_move", 404, 409, 413, 422))
def move(sheet_id: SheetId, body: bodies.MoveBody, web: Web, user: Who) -> bodies.MovedBody:
    """An event of the plan's table: the next state, or the guard that refuses. `keep` notes its reason in the sheet,
    `next_year` opens the plan of the year after.
    """
    sheets, author = web.coach.worksheets, author_of(user)
    scene, reason = parse_scene(body.scene), body.reason.strip()
    outcome, after = moved(sheets, author, sheet_id, scene, body.state, body.event, reason)
    return bodies.MovedBody(
        state=outcome.state, refused=outcome.refused, missing=explain(outcome.refused) if outcome.refused else "",
        effects=list(outcome.effects), worksheet=after,
    )  # fmt: skip


@router.get("/scenes/{scene}/logic", **described("coach_logic", 404, 422))
def logic(sheet_id: SheetId, scene: Name, web: Web) -> bodies.LogicBody:
    """The logic model of a scene with its missing links."""
    model = logic_model(web.coach.worksheets.get(sheet_id).sheet, parse_scene(scene))
    return bodies.LogicBody(
        layers={step.value: [point.text for point in layer] for step, layer in zip(LAYERS, model.layers, strict=True)},
        links=[(near.text, far.text) for near, far in model.links],
        missing=[bodies.LogicMissing(layer=m.layer, gap=m.gap, text=m.text, message=m.said) for m in model.missing],
    )  # fmt: skip
