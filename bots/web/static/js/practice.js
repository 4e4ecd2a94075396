// The practice conversation: what is said is sent without leaving the page, the reply is announced, a clock runs beside.
import { sendOnEnter } from "./ask.js";

const page = document.querySelector("[data-practice]");
if (page) start(page);

function start(page) {
  const talk = page.querySelector("[data-talk]");
  const live = page.querySelector("[data-live]");
  let busy = false;
  ready();
  clock(page.querySelector("[data-timer]"), () => (live.textContent = page.dataset.timeUp));

  talk.addEventListener("submit", (event) => {
    if (!event.target.matches("[data-say], [data-hint]")) return;
    event.preventDefault();
    if (!busy) send(event.target);
  });

  async function send(form) {
    const said = form.matches("[data-say]");
    const kept = talk.querySelector("textarea").value;
    busy = true;
    talk.setAttribute("aria-busy", "true");
    if (said) live.textContent = page.dataset.waiting;
    try {
      const given = new URLSearchParams(new FormData(form));
      const response = await fetch(form.action, { method: "POST", body: given, headers: { "X-Part": "talk", Accept: "text/html" } });
      const html = await response.text();
      // the conversation is over: the server led on to its debrief
      if (response.redirected) return location.replace(response.url);
      if (!html.includes("data-say")) throw new Error();
      show(html);
      if (!said) talk.querySelector("textarea").value = kept;
      tell(said);
    } catch {
      live.textContent = page.dataset.broken;
      fault(page.dataset.broken);
    } finally {
      busy = false;
      talk.removeAttribute("aria-busy");
    }
  }

  // The server escapes what it puts into this fragment.
  function show(html) {
    const open = talk.querySelector("[data-mood]").open;
    talk.innerHTML = html;
    talk.querySelector("[data-mood]").open = open;
    ready();
    talk.querySelector("textarea").focus({ preventScroll: true });
    talk.querySelector(".talk").lastElementChild.scrollIntoView({ block: "nearest" });
    talk.querySelector("[data-say]").scrollIntoView({ block: "nearest" });
  }

  function tell(said) {
    const news = talk.querySelector("[data-fault]") ?? talk.querySelector(said ? "[data-latest]" : "[data-latest-hint]");
    const parts = news?.children.length ? [...news.children] : [news];
    live.textContent = parts.map((part) => part?.textContent.trim() ?? "").join(" ");
  }

  function fault(text) {
    talk.querySelector("[data-fault]")?.remove();
    const line = document.createElement("p");
    line.className = "fault";
    line.dataset.fault = "";
    line.textContent = text;
    talk.querySelector("textarea").after(line);
  }

  function ready() {
    const box = talk.querySelector("[data-say] textarea");
    if (box) sendOnEnter(box, () => box.form.requestSubmit());
  }
}

// Counts up from the seconds that the server knows of, so that a wrong clock here does not matter.
function clock(shown, onEnd) {
  if (!shown) return;
  const before = Number(shown.dataset.seconds);
  const most = Number(shown.dataset.minutes) * 60;
  let told = most > 0 && before >= most;
  const began = performance.now();
  const tick = () => {
    const seconds = before + Math.floor((performance.now() - began) / 1000);
    shown.textContent = `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
    shown.toggleAttribute("data-over", most > 0 && seconds >= most);
    if (most > 0 && seconds >= most && !told) {
      told = true;
      onEnd();
    }
  };
  tick();
  setInterval(tick, 1000);
}
