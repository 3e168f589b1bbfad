// Searches and filters the items of a page, without a network and without a word leaving it.
// An item has the attribute data-item (its name) and data-tokens. Each control but the search field has tokens as values:
// an item is shown when it has all of them, and all the words that were typed.
"use strict";
(() => {
  const form = document.querySelector("form[data-search]");
  const status = document.querySelector("[data-count]");
  const items = [...document.querySelectorAll("[data-item]")];
  const groups = [...document.querySelectorAll("[data-group]")];
  const texts = globalThis.TEXTS ?? {};
  const plain = (text) => text.normalize("NFKC").toLowerCase().replace(/[\s\u00ad\u200b]+/g, " ");
  const words = new Map(items.map((item) => [item, plain(texts[item.dataset.item] ?? item.textContent)]));
  const tokens = new Map(items.map((item) => [item, new Set((item.dataset.tokens ?? "").split(" "))]));
  // Where nobody must be able to read what was searched, the address of the page does not keep it.
  const remembers = form.hasAttribute("data-remember");

  function show() {
    const chosen = [...new FormData(form)].filter(([, value]) => value.trim());
    const asked = chosen.filter(([name]) => name === "q").flatMap(([, value]) => plain(value).trim().split(" "));
    const wanted = chosen.filter(([name]) => name !== "q").map(([, value]) => value);
    let shown = 0;
    for (const item of items) {
      const fits = wanted.every((token) => tokens.get(item).has(token)) && asked.every((word) => words.get(item).includes(word));
      item.hidden = !fits;
      shown += fits ? 1 : 0;
    }
    for (const group of groups) group.hidden = !group.querySelector("[data-item]:not([hidden])");
    status.textContent = (shown ? status.dataset.count : status.dataset.none).replace("{shown}", shown).replace("{all}", items.length);
    if (remembers) history.replaceState(null, "", `#${new URLSearchParams(chosen)}`);
  }

  function restore() {
    for (const [name, value] of new URLSearchParams(location.hash.slice(1))) {
      for (const control of form.querySelectorAll(`[name="${CSS.escape(name)}"]`)) {
        if (control.type !== "checkbox") control.value = value;
        else if (control.value === value) control.checked = true;
      }
    }
  }

  for (const event of ["input", "change"]) form.addEventListener(event, show); // some programs that choose for people send only one
  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("reset", () => setTimeout(show));
  form.hidden = false;
  if (remembers) restore();
  show();
})();
