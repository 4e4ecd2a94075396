// Forms that save one part of a plan: they save themselves, keep what is typed until the server has it, and show
// what somebody else saved first. Beside them the dialogue goes on without leaving the page.
import { csrf, sendOnEnter } from "./ask.js";
import { Draft } from "./drafts.js";

const PAUSE = 1500;
const AGAIN = 5000;

const forms = [...document.querySelectorAll("[data-part-form]")].map(startForm);
for (const page of document.querySelectorAll("[data-coach-forms]")) startTalk(page);
window.addEventListener("beforeunload", (event) => {
  if (forms.some((form) => form.dirty())) event.preventDefault();
});

function startForm(form) {
  const words = form.dataset;
  const state = form.querySelector("[data-state]");
  const clash = form.querySelector("[data-clash]");
  const draft = new Draft(`form/${words.partForm}`);
  let saved = values(asServed()); // somebody may have typed before this script came
  let timer = null;
  let running = null;
  let composing = false;
  const shown = form.querySelector(".clash:not([data-clash])") ?? form.previousElementSibling?.matches(".clash");

  addRows();
  if (!shown) restore();
  form.addEventListener("compositionstart", () => (composing = true));
  form.addEventListener("compositionend", () => {
    composing = false;
    later();
  });
  form.addEventListener("input", typed);
  form.addEventListener("change", () => save());
  form.addEventListener("submit", async (event) => {
    const bring = event.submitter?.name === "bring" ? event.submitter : null;
    // rows are brought over by the server, once what is typed is saved
    if (bring && !running && values() === saved) return;
    event.preventDefault();
    if (!(await save({ always: !bring }))) return;
    if (bring) form.requestSubmit(bring);
    else followUp();
  });
  clash.querySelector("[data-keep-mine]").addEventListener("click", () => {
    clash.hidden = true;
    save({ always: true });
  });
  clash.querySelector("[data-keep-theirs]").addEventListener("click", () => {
    draft.forget();
    saved = values();
    location.reload();
  });
  return { dirty: () => values() !== saved, save };

  // All fields but the page's own, in their order.
  function values(from = form) {
    const held = [...new FormData(from)].filter(([name]) => name !== "csrf" && name !== "revision" && name !== "step");
    return JSON.stringify(held);
  }

  function asServed() {
    const copy = form.cloneNode(true);
    copy.reset();
    return copy;
  }

  function typed() {
    draft.keep(values(), form.elements.revision.value);
    if (clash.hidden) state.textContent = words.unsaved;
    later();
  }

  function restore() {
    if (values() !== saved) return typed();
    const held = draft.held();
    if (!held || held.text === values()) return draft.forget();
    const fields = JSON.parse(held.text);
    const rows = fields.filter(([name]) => name === fields[0]?.[0]).length;
    const add = form.querySelector("[data-add-row]");
    while (add && form.querySelectorAll("[data-row]").length < rows) add.click();
    const left = new Map();
    for (const [name, value] of fields) left.set(name, [...(left.get(name) ?? []), value]);
    for (const field of form.elements) {
      if (["csrf", "revision", "step"].includes(field.name) || !left.get(field.name)?.length) continue;
      field.value = left.get(field.name).shift();
    }
    form.elements.revision.value = held.revision;
    state.textContent = words.restored;
    later();
  }

  function addRows() {
    const button = form.querySelector("[data-add-row]");
    if (!button) return;
    button.hidden = false;
    button.addEventListener("click", () => {
      const rows = form.querySelectorAll("[data-row]");
      const folded = rows[rows.length - 1].closest("details:not([open])");
      if (folded) {
        folded.open = true;
        return folded.querySelector("input, textarea").focus();
      }
      const made = rows[rows.length - 1].cloneNode(true);
      const number = rows.length + 1;
      for (const node of made.querySelectorAll("[id], [for]")) {
        for (const name of ["id", "for"]) {
          if (node.hasAttribute(name)) node.setAttribute(name, node.getAttribute(name).replace(/\d+$/, number));
        }
        if ("value" in node) node.value = "";
      }
      rows[rows.length - 1].after(made);
      made.querySelector("input, textarea").focus();
    });
  }

  function later() {
    clearTimeout(timer);
    if (!composing && clash.hidden) timer = setTimeout(save, PAUSE);
  }

  async function save({ always = false } = {}) {
    clearTimeout(timer);
    while (running) await running;
    if (!always && values() === saved) return true;
    if (!clash.hidden || composing) return false;
    running = send(values());
    const done = await running;
    running = null;
    if (done && values() !== saved) later();
    return done;
  }

  async function send(text) {
    state.textContent = words.saving;
    let answer;
    try {
      answer = await fetch(form.action, {
        method: "POST",
        headers: { "X-CSRF": csrf(), "X-Part": "saved", Accept: "application/json" },
        body: new URLSearchParams(new FormData(form)),
      });
    } catch {
      state.textContent = words.offline;
      timer = setTimeout(save, AGAIN);
      return false;
    }
    const said = await answer.json();
    if (answer.status === 409 && said.conflict) {
      clash.querySelector("[data-clash-by]").textContent = said.conflict.by;
      clash.querySelector("[data-clash-theirs]").textContent = said.conflict.theirs;
      form.elements.revision.value = said.conflict.revision;
      state.textContent = words.clash;
      clash.hidden = false;
      return false;
    }
    if (!answer.ok) {
      state.textContent = said.detail;
      return false;
    }
    saved = text;
    form.elements.revision.value = said.revision;
    const same = values() === text;
    state.textContent = same ? words.saved : words.unsaved;
    if (same) draft.forget();
    return true;
  }
}

// Where the plan stands, and what the coach asks next, after somebody has pressed the button.
async function followUp() {
  const answer = await fetch(location.href).catch(() => null);
  if (!answer?.ok) return;
  const fresh = new DOMParser().parseFromString(await answer.text(), "text/html");
  for (const part of [".standing", ".training-strip", "[data-talk]"]) {
    const [here, there] = [document.querySelector(part), fresh.querySelector(part)];
    if (here && there) here.replaceChildren(...there.childNodes);
  }
}

function startTalk(page) {
  const place = page.querySelector("[data-talk]");
  const form = page.querySelector("[data-say-form]");
  const move = page.querySelector("[data-move-form]");
  place.addEventListener("submit", (event) => {
    if (!event.target.matches("[data-talk-form]")) return;
    event.preventDefault();
    say(event.target, event.submitter?.value ?? "");
  });
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const said = form.elements.said.value;
    if (!said.trim()) return form.elements.said.focus();
    form.elements.said.value = "";
    say(form, said);
  });
  sendOnEnter(form.elements.said, () => form.requestSubmit());
  move?.addEventListener("submit", async (event) => {
    if (!forms.some((one) => one.dirty())) return;
    event.preventDefault();
    const done = await Promise.all(forms.map((one) => one.save()));
    if (done.every(Boolean)) move.requestSubmit(event.submitter);
  });

  async function say(from, said) {
    const { scene, step } = from.elements;
    const body = new URLSearchParams({ csrf: csrf(), scene: scene.value, step: step.value, said });
    await Promise.all(forms.map((one) => one.save()));
    try {
      const headers = { "X-CSRF": csrf(), "X-Part": "turn", Accept: "text/html" };
      const answer = await fetch(`/coach/${page.dataset.coachForms}/talk`, { method: "POST", headers, body });
      if (!answer.ok) throw new Error();
      // the server escapes what it puts into this part
      place.innerHTML = await answer.text();
    } catch {
      const fault = document.createElement("p");
      fault.className = "fault";
      fault.textContent = page.dataset.talkFailed;
      place.prepend(fault);
    }
  }
}
