// What can be done with an answer: copy it with its sources, save it as Markdown, print.
document.addEventListener("click", async (event) => {
  const button = event.target.closest("[data-copy], [data-save], [data-print]");
  if (!button) return;
  if ("print" in button.dataset) {
    window.print();
    return;
  }
  const held = button.closest(".tools").querySelector(".copy-text");
  if ("save" in button.dataset) save(held.value, button.dataset.save);
  else tell(button, (await copy(held)) ? button.dataset.done : button.dataset.failed);
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

function save(text, name) {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([text], { type: "text/markdown" }));
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 1000);
}

function tell(button, text) {
  const plain = button.dataset.plain ?? button.textContent;
  button.dataset.plain = plain;
  button.textContent = text;
  const live = document.querySelector("[data-live]");
  if (live) live.textContent = text;
  setTimeout(() => (button.textContent = plain), 2500);
}
