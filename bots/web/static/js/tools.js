// What can be done with an answer: copy it with its sources, print, say whether it helped.
document.addEventListener("click", async (event) => {
  const button = event.target.closest("[data-copy], [data-print]");
  if (!button) return;
  if ("print" in button.dataset) {
    window.print();
    return;
  }
  const held = button.closest(".tools").querySelector(".copy-text");
  tell(button, (await copy(held)) ? button.dataset.done : button.dataset.failed);
});

async function copy(held) {
  try {
    await navigator.clipboard.writeText(held.value);
    return true;
  } catch {
    // plain http on an inner network has no clipboard interface
    held.hidden = false;
    held.select();
    const done = document.execCommand("copy");
    held.hidden = true;
    return done;
  }
}

function tell(button, text) {
  const plain = button.dataset.plain ?? button.textContent;
  button.dataset.plain = plain;
  button.textContent = text;
  const live = document.querySelector("[data-live]");
  if (live) live.textContent = text;
  setTimeout(() => (button.textContent = plain), 2500);
}

document.addEventListener("submit", async (event) => {
  if (!event.target.matches("[data-feedback-form]")) return;
  event.preventDefault();
  const said = event.target.parentElement.querySelector("[data-feedback-said]");
  const given = new URLSearchParams(new FormData(event.target, event.submitter));
  try {
    const response = await fetch(event.target.action, { method: "POST", body: given });
    if (!response.ok) throw new Error();
    event.target.hidden = true;
    said.textContent = said.dataset.thanks;
  } catch {
    said.textContent = said.dataset.failed;
  }
});
