// The side panel: a link with data-panel opens its page's main part beside what is being read.
const panel = document.getElementById("panel");
const body = panel.querySelector("[data-panel-body]");
const title = panel.querySelector("#panel-title");
let opener = null;

document.addEventListener("click", (event) => {
  const link = event.target.closest("a[data-panel]");
  if (!link || event.ctrlKey || event.metaKey || event.shiftKey || event.button !== 0) return;
  event.preventDefault();
  open(link);
});
panel.querySelector("[data-close-panel]").addEventListener("click", close);
document.addEventListener("keydown", (event) => {
  if (event.key === "Escape" && !panel.hidden) close();
});

async function open(link) {
  opener?.removeAttribute("aria-current");
  opener = link;
  link.setAttribute("aria-current", "true");
  try {
    const response = await fetch(link.href, { headers: { "X-Part": "panel", Accept: "text/html" } });
    if (!response.ok) throw new Error();
    const held = new DOMParser().parseFromString(await response.text(), "text/html");
    if (opener !== link) return;
    title.textContent = held.querySelector("[data-title]")?.dataset.title ?? title.textContent;
    body.replaceChildren(...(held.querySelector("main") ?? held.body).childNodes);
  } catch {
    const fault = document.createElement("p");
    fault.className = "fault";
    fault.textContent = panel.dataset.failed;
    body.replaceChildren(fault);
  }
  panel.hidden = false;
  body.scrollTop = 0;
  title.focus({ preventScroll: true });
  const marked = body.querySelector("mark");
  if (marked) body.scrollTop = Math.max(0, marked.getBoundingClientRect().top - body.getBoundingClientRect().top - 120);
}

function close() {
  panel.hidden = true;
  opener?.removeAttribute("aria-current");
  opener?.focus();
  opener = null;
}
