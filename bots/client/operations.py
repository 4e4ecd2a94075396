"""Every operation of `/api/v1` as a method. Written by `python -m bots.client.generate`: change the interface, not this file."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any, Literal

from bots.client import models
from bots.client.transport import Event, Transport


class Operations(Transport):
    """One method for each operation, named by its id. Each raises `Problem` where the server refuses."""

    def ask(
        self,
        *,
        question: str,
        conversation_id: str | None = None,
        mode: Literal["extractive", "generated"] | None = None,
    ) -> models.AnswerBody:
        """Answer a question with numbered citations."""
        found: models.AnswerBody = self._call(
            "POST",
            "/api/v1/ask",
            models.AnswerBody,
            body={"question": question, "conversation_id": conversation_id, "mode": mode},
        )
        return found

    def ask_stream(
        self,
        *,
        question: str,
        conversation_id: str | None = None,
        mode: Literal["extractive", "generated"] | None = None,
    ) -> Iterator[Event]:
        """The same answer as server-sent events: status, sections (one or more), citations, done; error where it
        fails. In the mode `generated`, `sentence` events come before the sections: checked sentences as the model
        words them. The sections replace them.
        """
        return self._stream(
            "POST",
            "/api/v1/ask/stream",
            body={"question": question, "conversation_id": conversation_id, "mode": mode},
        )

    def coach_check(self, *, step: str | int, scene: str | int, text: str) -> models.CheckedBody:
        """The findings about one text. No model is asked, nothing is kept."""
        found: models.CheckedBody = self._call(
            "POST",
            "/api/v1/coach/check",
            models.CheckedBody,
            body={"step": step, "scene": scene, "text": text},
        )
        return found

    def coach_cycle(self) -> models.PhaseList:
        """The cards of Do, Check and Act."""
        found: models.PhaseList = self._call("GET", "/api/v1/coach/cycle", models.PhaseList)
        return found

    def coach_logic(self, sheet_id: str, scene: str) -> models.LogicBody:
        """The logic model of a scene with its missing links."""
        found: models.LogicBody = self._call(
            "GET",
            "/api/v1/coach/worksheets/{sheet_id}/scenes/{scene}/logic",
            models.LogicBody,
            places={"sheet_id": sheet_id, "scene": scene},
        )
        return found

    def coach_move(
        self,
        sheet_id: str,
        *,
        scene: str,
        state: models.PlanState,
        event: models.PlanEvent,
        reason: str | None = None,
    ) -> models.MovedBody:
        """An event of the plan's table: the next state, or the guard that refuses. `keep` notes its reason in the
        sheet, `next_year` opens the plan of the year after.
        """
        found: models.MovedBody = self._call(
            "POST",
            "/api/v1/coach/worksheets/{sheet_id}/move",
            models.MovedBody,
            places={"sheet_id": sheet_id},
            body={"scene": scene, "state": state, "event": event, "reason": reason},
        )
        return found

    def coach_position(self, sheet_id: str) -> models.Positions:
        """How far each scene and the training have come, and what is missing to go on."""
        found: models.Positions = self._call(
            "GET",
            "/api/v1/coach/worksheets/{sheet_id}/position",
            models.Positions,
            places={"sheet_id": sheet_id},
        )
        return found

    def coach_stages(self) -> models.StageList:
        """The four stages of the programme: what to stress in each, and at which steps one question more is asked.
        """
        found: models.StageList = self._call("GET", "/api/v1/coach/stages", models.StageList)
        return found

    def coach_steps(self, *, scene: str | None = None) -> models.StepList:
        """The cards of the eight steps; with a scene, its question and the indicators that fit it."""
        found: models.StepList = self._call("GET", "/api/v1/coach/steps", models.StepList, query={"scene": scene})
        return found

    def coach_talk(
        self,
        sheet_id: str,
        *,
        scene: str,
        step: str,
        said: str | None = None,
        raised: tuple[models.Code, ...] | None = None,
    ) -> models.UtteranceBody:
        """The coach's turn at a cell, at `do`, `check` or `act`, or at a step of the training. It writes nothing.
        """
        found: models.UtteranceBody = self._call(
            "POST",
            "/api/v1/coach/worksheets/{sheet_id}/talk",
            models.UtteranceBody,
            places={"sheet_id": sheet_id},
            body={"scene": scene, "step": step, "said": said, "raised": raised},
        )
        return found

    def coach_training(self) -> models.PhaseList:
        """The cards of the five steps of the training."""
        found: models.PhaseList = self._call("GET", "/api/v1/coach/training", models.PhaseList)
        return found

    def conversation(self, conversation_id: str) -> models.ConversationBody:
        """One conversation with all its turns."""
        found: models.ConversationBody = self._call(
            "GET",
            "/api/v1/conversations/{conversation_id}",
            models.ConversationBody,
            places={"conversation_id": conversation_id},
        )
        return found

    def conversations(self, *, limit: int | None = None, offset: int | None = None) -> models.ConversationList:
        """The caller's conversations, the latest first."""
        found: models.ConversationList = self._call(
            "GET",
            "/api/v1/conversations",
            models.ConversationList,
            query={"limit": limit, "offset": offset},
        )
        return found

    def document(self, document_id: str) -> models.DocumentBody:
        """One document."""
        found: models.DocumentBody = self._call(
            "GET",
            "/api/v1/documents/{document_id}",
            models.DocumentBody,
            places={"document_id": document_id},
        )
        return found

    def documents(self) -> models.DocumentList:
        """Every document of the installation, and those that the catalogue knows of but that are not installed."""
        found: models.DocumentList = self._call("GET", "/api/v1/documents", models.DocumentList)
        return found

    def export_worksheet(self, sheet_id: str, *, format: Literal["word", "excel", "handover", "meeting"]) -> bytes:
        """The plan as a file: `word` and `excel` are the sheet, `handover` and `meeting` one-page summaries in
        Word.
        """
        found: bytes = self._call(
            "GET",
            "/api/v1/coach/worksheets/{sheet_id}/export",
            bytes,
            places={"sheet_id": sheet_id},
            query={"format": format},
        )
        return found

    def feedback(
        self,
        *,
        answer_id: str,
        verdict: Literal["helpful", "not_helpful"],
        reason: Literal["wrong_source", "off_topic", "incomplete", "unclear", "other"] | Literal[""] | None = None,
        comment: str | None = None,
    ) -> None:
        """Say whether an answer helped."""
        self._call(
            "POST",
            "/api/v1/feedback",
            None,
            body={"answer_id": answer_id, "verdict": verdict, "reason": reason, "comment": comment},
        )

    def forget_conversation(self, conversation_id: str) -> None:
        """Remove a conversation with all its turns."""
        self._call(
            "DELETE",
            "/api/v1/conversations/{conversation_id}",
            None,
            places={"conversation_id": conversation_id},
        )

    def gaps(self, *, month: str | None = None) -> models.GapsBody:
        """Questions that the documents did not answer in a month (YYYY-MM, the current one where none is given)."""
        found: models.GapsBody = self._call("GET", "/api/v1/gaps", models.GapsBody, query={"month": month})
        return found

    def glossary(self, *, name: str | None = None) -> models.GlossaryBody:
        """All terms, or those that carry `name`."""
        found: models.GlossaryBody = self._call(
            "GET",
            "/api/v1/glossary",
            models.GlossaryBody,
            query={"name": name},
        )
        return found

    def group(self, group_id: str) -> models.GroupBody:
        """A group that the caller leads."""
        found: models.GroupBody = self._call(
            "GET",
            "/api/v1/roleplay/groups/{group_id}",
            models.GroupBody,
            places={"group_id": group_id},
        )
        return found

    def group_assign(self, group_id: str, *, user: str) -> models.GroupBody:
        """Make a user a member."""
        found: models.GroupBody = self._call(
            "POST",
            "/api/v1/roleplay/groups/{group_id}/members",
            models.GroupBody,
            places={"group_id": group_id},
            body={"user": user},
        )
        return found

    def group_code(self, group_id: str) -> models.GroupBody:
        """A new code; the old one opens nothing any more."""
        found: models.GroupBody = self._call(
            "POST",
            "/api/v1/roleplay/groups/{group_id}/code",
            models.GroupBody,
            places={"group_id": group_id},
        )
        return found

    def group_create(self, *, name: str) -> models.GroupBody:
        """Make a group, for trainers; the caller leads it."""
        found: models.GroupBody = self._call(
            "POST",
            "/api/v1/roleplay/groups",
            models.GroupBody,
            body={"name": name},
        )
        return found

    def group_delete(self, group_id: str) -> None:
        """Remove a group; its members keep their runs."""
        self._call("DELETE", "/api/v1/roleplay/groups/{group_id}", None, places={"group_id": group_id})

    def group_export(self, group_id: str) -> bytes:
        """The overview as a Word file."""
        found: bytes = self._call(
            "GET",
            "/api/v1/roleplay/groups/{group_id}/export",
            bytes,
            places={"group_id": group_id},
        )
        return found

    def group_join(self, *, code: str) -> models.GroupBody:
        """Become a member by the group's code. It shows nobody anything; see `show_to` at the start of a run."""
        found: models.GroupBody = self._call(
            "POST",
            "/api/v1/roleplay/groups/join",
            models.GroupBody,
            body={"code": code},
        )
        return found

    def group_leave(self, group_id: str, member: str) -> None:
        """Leave a group, which takes all consent for it back; or, for its trainers, take a member out."""
        self._call(
            "DELETE",
            "/api/v1/roleplay/groups/{group_id}/members/{member}",
            None,
            places={"group_id": group_id, "member": member},
        )

    def group_overview(self, group_id: str) -> models.OverviewBody:
        """What the members show the caller: runs by person and partner, points that fail most often, the course."""
        found: models.OverviewBody = self._call(
            "GET",
            "/api/v1/roleplay/groups/{group_id}/overview",
            models.OverviewBody,
            places={"group_id": group_id},
        )
        return found

    def groups(self) -> models.GroupList:
        """The caller's groups, as trainer and as member."""
        found: models.GroupList = self._call("GET", "/api/v1/roleplay/groups", models.GroupList)
        return found

    def healthz(self) -> models.HealthBody:
        """Always 200 while the process runs."""
        found: models.HealthBody = self._call("GET", "/healthz", models.HealthBody)
        return found

    def import_worksheet(self, sheet_id: str, *, file: tuple[str, bytes]) -> models.ImportReport:
        """Take in a filled Excel sheet, or a CSV of indicator values; says of every row what became of it."""
        found: models.ImportReport = self._call(
            "POST",
            "/api/v1/coach/worksheets/{sheet_id}/import",
            models.ImportReport,
            places={"sheet_id": sheet_id},
            files={"file": file},
        )
        return found

    def indicators(
        self,
        *,
        scene: str | None = None,
        type: Literal["structure", "process", "outcome"] | None = None,
        use: Literal["premise", "plan_evaluation"] | None = None,
    ) -> models.IndicatorList:
        """Data items for grasping the situation and for evaluation."""
        found: models.IndicatorList = self._call(
            "GET",
            "/api/v1/indicators",
            models.IndicatorList,
            query={"scene": scene, "type": type, "use": use},
        )
        return found

    def ingest(self) -> models.IngestBody:
        """How the ingest stands."""
        found: models.IngestBody = self._call("GET", "/api/v1/ingest", models.IngestBody)
        return found

    def next_year(self, sheet_id: str) -> models.SheetBody:
        """Open the plan of the year after as a copy."""
        found: models.SheetBody = self._call(
            "POST",
            "/api/v1/coach/worksheets/{sheet_id}/next-year",
            models.SheetBody,
            places={"sheet_id": sheet_id},
        )
        return found

    def note(self, note_id: str) -> models.NoteBody:
        """One note with its text, the questions it answers and the places it stands on."""
        found: models.NoteBody = self._call(
            "GET",
            "/api/v1/notes/{note_id}",
            models.NoteBody,
            places={"note_id": note_id},
        )
        return found

    def notes(self, *, theme: str | None = None) -> models.NoteList:
        """The guide's notes (of one theme), without their text."""
        found: models.NoteList = self._call("GET", "/api/v1/notes", models.NoteList, query={"theme": theme})
        return found

    def open_worksheet(
        self,
        *,
        municipality: str,
        year: int,
        stage: models.Stage | None = None,
    ) -> models.SheetBody:
        """Open a plan for one municipality and year."""
        found: models.SheetBody = self._call(
            "POST",
            "/api/v1/coach/worksheets",
            models.SheetBody,
            body={"municipality": municipality, "year": year, "stage": stage},
        )
        return found

    def partner(self, partner_id: str) -> models.PartnerBody:
        """One of the caller's partners."""
        found: models.PartnerBody = self._call(
            "GET",
            "/api/v1/roleplay/partners/{partner_id}",
            models.PartnerBody,
            places={"partner_id": partner_id},
        )
        return found

    def partner_create(self, *, draft: Mapping[str, Any]) -> models.PartnerBody:
        """Keep a new draft, finished or not; `problems` says what is still wrong in which field."""
        found: models.PartnerBody = self._call(
            "POST",
            "/api/v1/roleplay/partners/script",
            models.PartnerBody,
            body={"draft": draft},
        )
        return found

    def partner_delete(self, partner_id: str) -> None:
        """Remove it; runs that began with it keep their copy."""
        self._call("DELETE", "/api/v1/roleplay/partners/{partner_id}", None, places={"partner_id": partner_id})

    def partner_publish(self, partner_id: str, *, revision: int, groups: tuple[str, ...]) -> models.PartnerBody:
        """Let the members of groups that the caller leads practise with it; refused as long as it has problems."""
        found: models.PartnerBody = self._call(
            "POST",
            "/api/v1/roleplay/partners/{partner_id}/publish",
            models.PartnerBody,
            places={"partner_id": partner_id},
            body={"revision": revision, "groups": groups},
        )
        return found

    def partner_sample(self, *, base: str | None = None) -> models.DraftBody:
        """A shipped partner as a draft to start from."""
        found: models.DraftBody = self._call(
            "GET",
            "/api/v1/roleplay/partners/sample",
            models.DraftBody,
            query={"base": base},
        )
        return found

    def partner_save(self, partner_id: str, *, draft: Mapping[str, Any], revision: int) -> models.PartnerBody:
        """Keep the draft as it is typed now; what was published stays."""
        found: models.PartnerBody = self._call(
            "PUT",
            "/api/v1/roleplay/partners/{partner_id}/script",
            models.PartnerBody,
            places={"partner_id": partner_id},
            body={"draft": draft, "revision": revision},
        )
        return found

    def partners(self) -> models.PartnerList:
        """The caller's partners, for trainers."""
        found: models.PartnerList = self._call("GET", "/api/v1/roleplay/partners", models.PartnerList)
        return found

    def passage(self, document_id: str, passage_id: str) -> models.PassageInPlace:
        """One passage with its neighbours."""
        found: models.PassageInPlace = self._call(
            "GET",
            "/api/v1/documents/{document_id}/passages/{passage_id}",
            models.PassageInPlace,
            places={"document_id": document_id, "passage_id": passage_id},
        )
        return found

    def passages(
        self,
        document_id: str,
        *,
        offset: int | None = None,
        limit: int | None = None,
    ) -> models.PassageList:
        """The passages of a document in reading order."""
        found: models.PassageList = self._call(
            "GET",
            "/api/v1/documents/{document_id}/passages",
            models.PassageList,
            places={"document_id": document_id},
            query={"offset": offset, "limit": limit},
        )
        return found

    def readyz(self) -> models.ReadyBody:
        """200 where the index answers and the database can be read, else 503; both say what was looked at. A chat
        model is not called, and answers are quoted where it fails: it may be missing.
        """
        found: models.ReadyBody = self._call("GET", "/readyz", models.ReadyBody)
        return found

    def remark(self, sheet_id: str, scene: str, step: str, *, text: str) -> models.SheetBody:
        """Add a comment on a cell."""
        found: models.SheetBody = self._call(
            "POST",
            "/api/v1/coach/worksheets/{sheet_id}/cells/{scene}/{step}/remarks",
            models.SheetBody,
            places={"sheet_id": sheet_id, "scene": scene, "step": step},
            body={"text": text},
        )
        return found

    def remove_upload(self, name: str) -> None:
        """Take a file off the shelf and read anew; its document is gone when the ingest has ended."""
        self._call("DELETE", "/api/v1/uploads/{name}", None, places={"name": name})

    def remove_worksheet(self, sheet_id: str) -> None:
        """Remove a plan with its history: whoever opened it, or an administrator."""
        self._call("DELETE", "/api/v1/coach/worksheets/{sheet_id}", None, places={"sheet_id": sheet_id})

    def roleplay_debrief(self, run_id: str) -> models.DebriefBody:
        """The debrief of a run that is over, with its sources and the comparison with earlier runs."""
        found: models.DebriefBody = self._call(
            "GET",
            "/api/v1/roleplay/runs/{run_id}/debrief",
            models.DebriefBody,
            places={"run_id": run_id},
        )
        return found

    def roleplay_export(
        self,
        run_id: str,
        *,
        kind: Literal["debrief", "pack"],
        worksheet: str | None = None,
    ) -> bytes:
        """The debrief, or the pack for the meeting (with the figures of a worksheet), as a Word file."""
        found: bytes = self._call(
            "GET",
            "/api/v1/roleplay/runs/{run_id}/export",
            bytes,
            places={"run_id": run_id},
            query={"kind": kind, "worksheet": worksheet},
        )
        return found

    def roleplay_finish(self, run_id: str, *, revision: int) -> models.RunBody:
        """End the conversation, so that its debrief is due."""
        found: models.RunBody = self._call(
            "POST",
            "/api/v1/roleplay/runs/{run_id}/finish",
            models.RunBody,
            places={"run_id": run_id},
            body={"revision": revision},
        )
        return found

    def roleplay_forget(self, run_id: str) -> None:
        """Remove a run of one's own with everything that was said."""
        self._call("DELETE", "/api/v1/roleplay/runs/{run_id}", None, places={"run_id": run_id})

    def roleplay_hint(self, run_id: str, *, revision: int) -> models.HintedBody:
        """A hint for the next utterance."""
        found: models.HintedBody = self._call(
            "POST",
            "/api/v1/roleplay/runs/{run_id}/hint",
            models.HintedBody,
            places={"run_id": run_id},
            body={"revision": revision},
        )
        return found

    def roleplay_personas(self) -> models.PersonaList:
        """The partners, and the texts to agree to before the start."""
        found: models.PersonaList = self._call("GET", "/api/v1/roleplay/personas", models.PersonaList)
        return found

    def roleplay_run(self, run_id: str) -> models.RunBody:
        """One run with everything that was said."""
        found: models.RunBody = self._call(
            "GET",
            "/api/v1/roleplay/runs/{run_id}",
            models.RunBody,
            places={"run_id": run_id},
        )
        return found

    def roleplay_runs(self, *, limit: int | None = None, everybody: bool | None = None) -> models.RunList:
        """The caller's runs, the latest first; with `everybody` those that members of their groups show them, for
        trainers.
        """
        found: models.RunList = self._call(
            "GET",
            "/api/v1/roleplay/runs",
            models.RunList,
            query={"limit": limit, "everybody": everybody},
        )
        return found

    def roleplay_say(self, run_id: str, *, revision: int, utterance: str) -> models.RunBody:
        """Say something; 409 where the run has gone on since `revision`."""
        found: models.RunBody = self._call(
            "POST",
            "/api/v1/roleplay/runs/{run_id}/say",
            models.RunBody,
            places={"run_id": run_id},
            body={"revision": revision, "utterance": utterance},
        )
        return found

    def roleplay_start(
        self,
        *,
        persona: str,
        consent: Literal[True],
        level: Literal[1, 2, 3] | None = None,
        seed: int | None = None,
        minutes: Literal[0, 5, 10, 15] | None = None,
        show_to: tuple[str, ...] | None = None,
        worded: bool | None = None,
    ) -> models.RunBody:
        """Begin a run; the partner speaks first."""
        found: models.RunBody = self._call(
            "POST",
            "/api/v1/roleplay/runs",
            models.RunBody,
            body={"persona": persona, "level": level, "seed": seed, "minutes": minutes, "consent": consent, "show_to": show_to, "worded": worded},
        )
        return found

    def roleplay_withdraw(self, run_id: str, *, group: str | None = None) -> models.RunBody:
        """Take consent back: the trainers of the group, or of all groups, read this run no longer."""
        found: models.RunBody = self._call(
            "POST",
            "/api/v1/roleplay/runs/{run_id}/withdraw",
            models.RunBody,
            places={"run_id": run_id},
            body={"group": group},
        )
        return found

    def roles(
        self,
        *,
        actor: str | None = None,
        task: str | None = None,
        scheme: str | None = None,
    ) -> models.RolesBody:
        """The table of roles, narrowed down by id, name or alias; typing errors are seen through."""
        found: models.RolesBody = self._call(
            "GET",
            "/api/v1/roles",
            models.RolesBody,
            query={"actor": actor, "task": task, "scheme": scheme},
        )
        return found

    def roles_answer(self, *, name: str, task: str | None = None, scheme: str | None = None) -> models.AnswerBody:
        """The role of an actor, or the answer to a question about roles, with citations."""
        found: models.AnswerBody = self._call(
            "GET",
            "/api/v1/roles/answer",
            models.AnswerBody,
            query={"name": name, "task": task, "scheme": scheme},
        )
        return found

    def roles_compare(
        self,
        *,
        actor: tuple[str, ...],
        task: str | None = None,
        scheme: str | None = None,
    ) -> models.LibraryBodiesComparisonBody:
        """Two to four actors, task by task; names may be ids or aliases, and typing errors are seen through."""
        found: models.LibraryBodiesComparisonBody = self._call(
            "GET",
            "/api/v1/roles/compare",
            models.LibraryBodiesComparisonBody,
            query={"actor": actor, "task": task, "scheme": scheme},
        )
        return found

    def save_cell(
        self,
        sheet_id: str,
        scene: str,
        step: str,
        *,
        text: str,
        revision: int,
        kept: str | None = None,
    ) -> models.SavedBodyOutput:
        """Save one cell. 409 where somebody else saved it in between: the problem's `conflict` holds both texts."""
        found: models.SavedBodyOutput = self._call(
            "PUT",
            "/api/v1/coach/worksheets/{sheet_id}/cells/{scene}/{step}",
            models.SavedBodyOutput,
            places={"sheet_id": sheet_id, "scene": scene, "step": step},
            body={"text": text, "revision": revision, "kept": kept},
        )
        return found

    def save_cycle(
        self,
        sheet_id: str,
        scene: str,
        *,
        revision: int,
        progress: tuple[models.Progress, ...] | None = None,
        reviews: tuple[models.Review, ...] | None = None,
        decisions: tuple[models.Decision, ...] | None = None,
    ) -> models.SavedBodyOutput:
        """Save Do (progress), Check (reviews) and Act (decisions) of a scene."""
        found: models.SavedBodyOutput = self._call(
            "PUT",
            "/api/v1/coach/worksheets/{sheet_id}/scenes/{scene}/cycle",
            models.SavedBodyOutput,
            places={"sheet_id": sheet_id, "scene": scene},
            body={"revision": revision, "progress": progress, "reviews": reviews, "decisions": decisions},
        )
        return found

    def save_indicators(
        self,
        sheet_id: str,
        scene: str,
        *,
        revision: int,
        indicators: tuple[models.TrackedIndicator, ...],
    ) -> models.SavedBodyOutput:
        """Save all indicators of a scene."""
        found: models.SavedBodyOutput = self._call(
            "PUT",
            "/api/v1/coach/worksheets/{sheet_id}/scenes/{scene}/indicators",
            models.SavedBodyOutput,
            places={"sheet_id": sheet_id, "scene": scene},
            body={"revision": revision, "indicators": indicators},
        )
        return found

    def save_premise(
        self,
        sheet_id: str,
        *,
        revision: int,
        stage: models.Stage | None = None,
        basics: models.Basics | None = None,
        organisation: models.Organisation | None = None,
        prework: models.Prework | None = None,
    ) -> models.SavedBodyOutput:
        """Save what comes before the eight steps."""
        found: models.SavedBodyOutput = self._call(
            "PUT",
            "/api/v1/coach/worksheets/{sheet_id}/premise",
            models.SavedBodyOutput,
            places={"sheet_id": sheet_id},
            body={"revision": revision, "stage": stage, "basics": basics, "organisation": organisation, "prework": prework},
        )
        return found

    def save_training(
        self,
        sheet_id: str,
        *,
        revision: int,
        training: models.TrainingPlan,
    ) -> models.SavedBodyOutput:
        """Save the notes on the year's multi-professional training."""
        found: models.SavedBodyOutput = self._call(
            "PUT",
            "/api/v1/coach/worksheets/{sheet_id}/training",
            models.SavedBodyOutput,
            places={"sheet_id": sheet_id},
            body={"revision": revision, "training": training},
        )
        return found

    def search(self, *, q: str, limit: int | None = None) -> models.SearchResult:
        """Passages and notes in which every word of `q` stands, word for word."""
        found: models.SearchResult = self._call(
            "GET",
            "/api/v1/search",
            models.SearchResult,
            query={"q": q, "limit": limit},
        )
        return found

    def start_ingest(self) -> models.IngestBody:
        """Read the documents anew; where an ingest runs, another one follows it."""
        found: models.IngestBody = self._call("POST", "/api/v1/ingest", models.IngestBody)
        return found

    def upload(self, name: str, *, content: bytes, replace: bool | None = None) -> models.PlacedBody:
        """Put a document on the shelf and read it. Its suffix follows from its content; `replace` takes the place
        of a file of the same name.
        """
        found: models.PlacedBody = self._call(
            "PUT",
            "/api/v1/uploads/{name}",
            models.PlacedBody,
            places={"name": name},
            query={"replace": replace},
            content=content,
        )
        return found

    def uploads(self) -> models.UploadList:
        """Documents that are served, then files that are not, with what their readers said."""
        found: models.UploadList = self._call("GET", "/api/v1/uploads", models.UploadList)
        return found

    def usage(self, *, from_: date | None = None, to: date | None = None) -> models.UsageBody:
        """Figures of a span of days in Japan, both ends included; the last thirty days where none is given."""
        found: models.UsageBody = self._call(
            "GET",
            "/api/v1/usage",
            models.UsageBody,
            query={"from": from_, "to": to},
        )
        return found

    def worksheet(self, sheet_id: str) -> models.SheetBody:
        """One plan."""
        found: models.SheetBody = self._call(
            "GET",
            "/api/v1/coach/worksheets/{sheet_id}",
            models.SheetBody,
            places={"sheet_id": sheet_id},
        )
        return found

    def worksheet_history(
        self,
        sheet_id: str,
        *,
        part: str | None = None,
        limit: int | None = None,
    ) -> models.ChangeList:
        """What was saved, by whom and when, the latest first, each with its difference from the text before it."""
        found: models.ChangeList = self._call(
            "GET",
            "/api/v1/coach/worksheets/{sheet_id}/history",
            models.ChangeList,
            places={"sheet_id": sheet_id},
            query={"part": part, "limit": limit},
        )
        return found

    def worksheets(self) -> models.SheetList:
        """All plans of the installation: they belong to the office."""
        found: models.SheetList = self._call("GET", "/api/v1/coach/worksheets", models.SheetList)
        return found
