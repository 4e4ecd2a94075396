// The private record of the handover path: what one can answer already. It stays in this browser and is never sent.
const path = document.querySelector("[data-handover]");
if (path) start(path);

function start(path) {
  const key = "renkei.handover";
  const boxes = [...path.querySelectorAll("input[data-step]")];
  const done = new Set(read(key));
  for (const box of boxes) {
    box.checked = done.has(box.dataset.step);
    box.addEventListener("change", () => {
      if (box.checked) done.add(box.dataset.step);
      else done.delete(box.dataset.step);
      write(key, [...done]);
      tell();
    });
  }
  path.querySelector("[data-forget]").addEventListener("click", () => {
    done.clear();
    write(key, []);
    for (const box of boxes) box.checked = false;
    tell();
  });
  tell();

  function tell() {
    for (const line of path.querySelectorAll("[data-progress-of]")) {
      const own = boxes.filter((box) => box.dataset.part === line.dataset.progressOf);
      const count = own.filter((box) => box.checked).length;
      line.textContent = line.dataset.text.replace("{n}", count).replace("{all}", own.length);
      const bar = line.parentElement.querySelector("progress");
      if (bar) bar.value = count;
    }
    path.querySelector("[data-record]").hidden = false;
  }
}

function read(key) {
  try {
    return JSON.parse(localStorage.getItem(key)) ?? [];
  } catch {
    return [];
  }
}

function write(key, value) {
  try {
    localStorage.setItem(key, JSON.stringify(value));
  } catch {
    // a browser that keeps nothing still shows the path
  }
}
