// The administrator's documents: what is too large is told before it is sent, and the page follows the ingest.
const EVERY = 1200;

const form = document.querySelector("form[data-upload]");
if (form) {
  const box = form.querySelector("input[type=file]");
  const told = form.querySelector("[data-too-large]");
  box.addEventListener("change", () => (told.hidden = !tooLarge(box)));
  form.addEventListener("submit", (event) => {
    if (tooLarge(box)) {
      event.preventDefault();
      told.hidden = false;
      box.focus();
      return;
    }
    const button = form.querySelector("button[type=submit]");
    button.disabled = true;
    button.textContent = button.dataset.sending;
  });
}

const ingest = document.querySelector("[data-ingest][data-running]");
if (ingest) setTimeout(look, EVERY);

function tooLarge(box) {
  const sizes = [...box.files].map((file) => file.size);
  return sizes.reduce((sum, size) => sum + size, 0) > Number(box.dataset.most);
}

async function look() {
  try {
    const answer = await fetch(ingest.dataset.ingest, { headers: { accept: "text/html" } });
    if (answer.ok) {
      const text = await answer.text();
      const part = new DOMParser().parseFromString(text, "text/html");
      if (!part.querySelector("[data-busy]")) {
        location.assign(location.pathname); // the list below has changed as well
        return;
      }
      // what is the same is not said again
      if (part.body.textContent !== ingest.textContent) ingest.replaceChildren(...part.body.childNodes);
    }
  } catch {
    // the line is broken for a moment: look again
  }
  setTimeout(look, EVERY);
}
