// A list that narrows while one types: [data-filter] names the list, its [data-words] rows stay where they match.
for (const box of document.querySelectorAll("input[data-filter]")) {
  const list = document.getElementById(box.dataset.filter);
  const count = document.querySelector(`[data-count-of="${box.dataset.filter}"]`);
  box.addEventListener("input", () => narrow(list, fold(box.value), count));
}
for (const select of document.querySelectorAll("select[data-submit]")) {
  select.addEventListener("change", () => select.form.requestSubmit());
}

function narrow(list, wanted, count) {
  let shown = 0;
  for (const row of list.querySelectorAll("[data-words]")) {
    row.hidden = !fold(row.dataset.words).includes(wanted);
    if (!row.hidden) shown += 1;
  }
  for (const group of list.querySelectorAll("[data-group]")) {
    group.hidden = !group.querySelector("[data-words]:not([hidden])");
  }
  if (count) count.textContent = count.dataset.text.replace("{n}", shown);
}

// Width and case aside, katakana as hiragana.
function fold(text) {
  return text
    .normalize("NFKC")
    .toLowerCase()
    .replace(/\s+/g, "")
    .replace(/[\u30a1-\u30f6]/g, (kana) => String.fromCharCode(kana.charCodeAt(0) - 0x60));
}
