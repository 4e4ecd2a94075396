// Asking without leaving the page: the answer appears part by part as the server makes it.
import { readEvents } from "./sse.js";

const page = document.querySelector("[data-ask-page]");
if (page) start(page);

function start(page) {
  const form = page.querySelector("[data-ask-form]");
  const box = form.querySelector("textarea");
  const stop = form.querySelector("[data-stop]");
  const live = page.querySelector("[data-live]");
  const answers = page.querySelector("[data-answers]");
  const conversation = form.elements.conversation_id;
  let running = null;

  form.addEventListener("submit", (event) => {
    event.preventDefault();
    ask(box.value);
  });
  page.addEventListener("submit", (event) => {
    const button = event.submitter;
    if (!event.target.matches("[data-ask-buttons]") || !button) return;
    event.preventDefault();
    ask(button.value);
  });
  stop.addEventListener("click", () => running?.abort("stopped"));
  sendOnEnter(box, () => form.requestSubmit());

  async function ask(question) {
    if (!question.trim()) {
      say(form.dataset.empty);
      box.focus();
      return;
    }
    running?.abort("replaced");
    const control = new AbortController();
    running = control;
    const card = newCard(question);
    stop.hidden = false;
    say(form.dataset.searching);
    let finished = false;
    try {
      const response = await fetch(form.dataset.stream, {
        method: "POST",
        headers: { "Content-Type": "application/json", "X-CSRF": csrf(), Accept: "text/event-stream" },
        body: JSON.stringify({ question, conversation_id: conversation.value, mode: mode() }),
        signal: control.signal,
      });
      if (!response.ok) throw new Error((await response.json()).detail);
      await readEvents(response, (name, data) => {
        finished = show(card, name, data) || finished;
      });
      if (!finished) throw new Error(form.dataset.broken);
      conversation.value = card.querySelector("[data-conversation]")?.dataset.conversation ?? "";
      say(`${form.dataset.ready} ${card.querySelector(".layer-text")?.textContent.trim() ?? ""}`);
      box.value = "";
    } catch (error) {
      if (control.signal.reason === "replaced") card.remove();
      else fail(card, question, control.signal.aborted ? form.dataset.stopped : message(error));
    } finally {
      card.removeAttribute("aria-busy");
      card.querySelector(".progress")?.remove();
      if (running === control) {
        running = null;
        stop.hidden = true;
      }
    }
  }

  function newCard(question) {
    const card = page.querySelector("[data-skeleton]").content.firstElementChild.cloneNode(true);
    card.querySelector(".asked").textContent = question.trim();
    card.querySelector("[data-progress]").textContent = form.dataset.searching;
    answers.prepend(card);
    page.setAttribute("data-asked", "");
    page.querySelector("[data-examples]").hidden = true;
    page.querySelector("[data-fresh]").hidden = false;
    const top = card.getBoundingClientRect().top;
    if (top < 0 || top > window.innerHeight * 0.6) card.scrollIntoView({ block: "start" });
    return card;
  }

  // True when the answer is whole. The server escapes what it puts into these fragments.
  function show(card, name, data) {
    if (name === "status") card.querySelector("[data-progress]").textContent = data;
    if (name === "sentence") draft(card).insertAdjacentHTML("beforeend", data);
    if (name === "sections") {
      // sentences that a model was still wording give way to the whole answer
      card.querySelector(".draft")?.remove();
      card.querySelector(".layers").insertAdjacentHTML("beforeend", data);
    }
    if (name === "citations") card.querySelector(".answer-sources").innerHTML = data;
    if (name === "done") {
      card.querySelector(".answer-after").innerHTML = data;
      const understood = card.querySelector("[data-understood]");
      if (understood) card.querySelector(".asked").after(understood);
    }
    if (name === "error") throw new Error(data);
    return name === "done";
  }

  function draft(card) {
    const layers = card.querySelector(".layers");
    if (!layers.querySelector(".draft")) layers.insertAdjacentHTML("beforeend", '<div class="draft layer-text"></div>');
    return layers.querySelector(".draft");
  }

  function mode() {
    return form.elements.mode?.checked ? "generated" : "extractive";
  }

  function fail(card, question, text) {
    const fault = page.querySelector("[data-fault]").content.firstElementChild.cloneNode(true);
    fault.querySelector("[data-fault-text]").textContent = text;
    fault.querySelector("[data-again]").addEventListener("click", () => {
      card.remove();
      ask(question);
    });
    // half an answer is not shown as if it were one
    card.querySelector(".layers").replaceChildren();
    card.querySelector(".answer-sources").replaceChildren();
    card.querySelector(".answer-after").replaceChildren(fault);
    say(text);
  }

  function message(error) {
    return error instanceof TypeError || !error.message ? form.dataset.broken : error.message;
  }

  function say(text) {
    live.textContent = text;
  }
}

// Enter sends, Shift+Enter breaks the line. While an input method converts, Enter only confirms the conversion:
// browsers mark that key by isComposing or keyCode 229, Safari after the composition has already ended.
export function sendOnEnter(box, send) {
  let composing = false;
  box.addEventListener("compositionstart", () => (composing = true));
  box.addEventListener("compositionend", () => setTimeout(() => (composing = false), 0));
  box.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || event.shiftKey || event.altKey || event.ctrlKey || event.metaKey) return;
    if (event.isComposing || composing || event.keyCode === 229) return;
    event.preventDefault();
    send();
  });
}

export function csrf() {
  return document.querySelector('meta[name="csrf"]').content;
}
