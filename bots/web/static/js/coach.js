// The coach's page: cells save themselves, two texts for one cell are shown side by side, and the dialogue follows.
import { csrf, sendOnEnter } from "./ask.js";
import { Draft } from "./drafts.js";

const PAUSE = 1200;
const AGAIN = 5000;

const page = document.querySelector("[data-coach]");
if (page) start(page);

function start(page) {
  const { coach: sheet, scene } = page.dataset;
  const cells = new Map([...page.querySelectorAll("[data-cell]")].map((node) => [node.dataset.cell, cellOf(node)]));
  const talk = talkOf();
  if (new URLSearchParams(location.search).has("step")) cells.get(page.dataset.step).node.scrollIntoView({ block: "nearest" });

  page.addEventListener("click", (event) => {
    const link = event.target.closest("[data-go]");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    go(link.dataset.go);
    cells.get(link.dataset.go).box.focus();
  });
  window.addEventListener("beforeunload", (event) => {
    if ([...cells.values()].some((cell) => cell.dirty())) event.preventDefault();
  });
  // leaving the page by its own links waits for nothing: what is not saved yet stays in the browser until it is
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "hidden") for (const cell of cells.values()) cell.save();
  });

  // the way on looks at what is saved: what stands in the cell is saved first
  const move = page.querySelector("[data-move-form]");
  move.addEventListener("submit", async (event) => {
    const cell = cells.get(page.dataset.step);
    if (!cell.dirty()) return;
    event.preventDefault();
    if (await cell.save()) move.requestSubmit(event.submitter);
  });

  function go(step, { ask = true } = {}) {
    if (page.dataset.step === step) return;
    page.dataset.step = step;
    for (const [name, cell] of cells) cell.node.classList.toggle("cell-active", name === step);
    for (const link of page.querySelectorAll(".step-strip [data-go]")) {
      if (link.dataset.go === step) link.setAttribute("aria-current", "step");
      else link.removeAttribute("aria-current");
    }
    for (const tab of page.querySelectorAll(".scene-tabs a")) {
      const address = new URL(tab.href);
      address.searchParams.set("step", step);
      tab.href = address;
    }
    page.querySelector("[data-move-state]").value = step;
    page.querySelector("[data-stopped]")?.remove();
    history.replaceState(null, "", `/coach/${sheet}?scene=${scene}&step=${step}`);
    if (ask) talk.say(step, "");
  }

  // Where the scene stands follows what was saved.
  async function stand() {
    const shown = page.querySelector("[data-standing]");
    const answer = await fetch(`/api/v1/coach/worksheets/${sheet}/position`).catch(() => null);
    if (!answer?.ok) return;
    const at = (await answer.json()).scenes.find((one) => one.scene === scene);
    shown.querySelector("[data-standing-name]").textContent = at.name;
    shown.querySelector("[data-standing-missing]").textContent = at.missing || shown.dataset.ready;
  }

  function cellOf(node) {
    const step = node.dataset.cell;
    const form = node.querySelector("[data-cell-form]");
    const box = form.elements.text;
    const state = form.querySelector("[data-state]");
    const clash = form.querySelector("[data-clash]");
    const draft = new Draft(`${sheet}/${scene}/${step}`);
    let saved = box.defaultValue; // what the server holds: somebody may have typed before this script came
    let timer = null;
    let running = null;
    let composing = false;

    const cell = { node, box, save, dirty: () => box.value !== saved };
    if (!form.querySelector(".clash:not([data-clash])")) restore();
    else saved = null;

    box.addEventListener("compositionstart", () => (composing = true));
    box.addEventListener("compositionend", () => {
      composing = false;
      later();
    });
    box.addEventListener("input", typed);
    box.addEventListener("focus", () => go(step));
    box.addEventListener("blur", () => save());
    box.addEventListener("keydown", (event) => {
      if (event.key === "Enter" && (event.ctrlKey || event.metaKey) && !event.isComposing) form.requestSubmit();
    });
    form.addEventListener("submit", async (event) => {
      event.preventDefault();
      go(step, { ask: false });
      if (await save()) talk.say(step, "");
    });
    clash.querySelector("[data-keep-mine]").addEventListener("click", () => {
      clash.hidden = true;
      saved = null; // whatever the server holds is to be replaced
      box.focus();
      save();
    });
    clash.querySelector("[data-keep-theirs]").addEventListener("click", () => {
      clash.hidden = true;
      box.value = saved = clash.querySelector("[data-clash-theirs]").textContent;
      draft.forget();
      state.textContent = page.dataset.saved;
      box.focus();
    });
    return cell;

    function typed() {
      draft.keep(box.value, form.elements.revision.value);
      if (clash.hidden) state.textContent = page.dataset.unsaved;
      later();
    }

    function restore() {
      if (cell.dirty()) return typed();
      const held = draft.held();
      if (!held || held.text === box.value) return draft.forget();
      box.value = held.text;
      form.elements.revision.value = held.revision;
      state.textContent = page.dataset.restored;
      later();
    }

    function later() {
      clearTimeout(timer);
      if (!composing && clash.hidden) timer = setTimeout(save, PAUSE);
    }

    // True when what stands in the box is saved. One save at a time: the next begins where this one ended.
    async function save() {
      clearTimeout(timer);
      while (running) await running;
      if (!cell.dirty()) return true;
      if (!clash.hidden || composing) return false;
      running = send(box.value);
      const done = await running;
      running = null;
      if (done && cell.dirty()) later();
      return done;
    }

    async function send(text) {
      state.textContent = page.dataset.saving;
      let answer;
      try {
        answer = await fetch(`/api/v1/coach/worksheets/${sheet}/cells/${scene}/${step}`, {
          method: "PUT",
          headers: { "Content-Type": "application/json", "X-CSRF": csrf() },
          body: JSON.stringify({ text, revision: Number(form.elements.revision.value) }),
          keepalive: text.length < 10000,
        });
      } catch {
        state.textContent = page.dataset.offline;
        timer = setTimeout(save, AGAIN);
        return false;
      }
      const said = await answer.json();
      if (answer.status === 409 && said.conflict) return showClash(said.conflict);
      if (!answer.ok) {
        state.textContent = said.detail;
        return false;
      }
      saved = text;
      form.elements.revision.value = said.revision;
      state.textContent = box.value === text ? page.dataset.saved : page.dataset.unsaved;
      if (box.value === text) draft.forget();
      mark(text, said.check);
      return true;
    }

    function showClash(conflict) {
      clash.hidden = false;
      clash.querySelector("[data-clash-by]").textContent = conflict.by;
      clash.querySelector("[data-clash-theirs]").textContent = conflict.theirs;
      form.elements.revision.value = conflict.revision;
      state.textContent = page.dataset.clash;
      clash.scrollIntoView({ block: "nearest" });
      return false;
    }

    function mark(text, found) {
      const flaws = found ? found.findings.filter((one) => one.severity !== "info").length : 0;
      const written = text.trim() !== "";
      const badge = node.querySelector("[data-badge]");
      badge.hidden = !written;
      badge.className = `badge ${flaws ? "badge-old" : "badge-on"}`;
      badge.textContent = flaws ? page.dataset.flaws.replace("{n}", flaws) : page.dataset.fine;
      const link = page.querySelector(`.step-strip [data-go="${step}"]`);
      link.classList.toggle("step-written", written);
      link.classList.toggle("step-flawed", flaws > 0);
      const count = page.querySelector(`[data-count="${scene}"]`);
      const filled = page.querySelectorAll(".step-strip .step-written").length;
      count.lastChild.textContent = `${filled}/8`;
    }
  }

  function talkOf() {
    const place = page.querySelector("[data-talk]");
    const form = page.querySelector("[data-say-form]");
    let asked = null;

    place.addEventListener("submit", (event) => {
      if (!event.target.matches("[data-talk-form]")) return;
      event.preventDefault();
      const raised = new FormData(event.target).getAll("raised");
      say(event.target.elements.step.value, event.submitter?.value ?? "", raised);
    });
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      const said = form.elements.said.value;
      if (!said.trim()) return form.elements.said.focus();
      form.elements.said.value = "";
      say(page.dataset.step, said);
    });
    sendOnEnter(form.elements.said, () => form.requestSubmit());
    return { say };

    async function say(step, said, raised = []) {
      const cell = cells.get(step);
      if (cell) await cell.save();
      asked?.abort();
      const control = new AbortController();
      asked = control;
      form.elements.step.value = step;
      page.querySelector("[data-talk-step]").textContent = cell.node.querySelector("label").textContent;
      const body = new URLSearchParams({ csrf: csrf(), scene, step, said });
      for (const code of raised) body.append("raised", code);
      try {
        const headers = { "X-CSRF": csrf(), "X-Part": "turn", Accept: "text/html" };
        const answer = await fetch(`/coach/${sheet}/talk`, { method: "POST", headers, body, signal: control.signal });
        if (!answer.ok) throw new Error();
        // the server escapes what it puts into this part
        place.innerHTML = await answer.text();
        await stand();
      } catch (error) {
        if (error.name === "AbortError") return;
        const fault = document.createElement("p");
        fault.className = "fault";
        fault.textContent = page.dataset.talkFailed;
        place.prepend(fault);
      }
    }
  }
}
