// The page works without this. With it: dragging, picking up by keyboard, news without reloading, keys, fading words.
"use strict";

const post = (address, fields) => {
  const form = document.createElement("form");
  form.method = "post";
  form.action = address;
  for (const [name, value] of Object.entries(fields)) {
    const field = document.createElement("input");
    Object.assign(field, { type: "hidden", name, value });
    form.append(field);
  }
  document.body.append(form);
  form.submit();
};

// --- moving ---------------------------------------------------------------------------------------------------------

let picked = null;
const tileOf = (target) => target.closest?.(".tile:has(.move)");
const placeOf = (target) => target.closest?.("[data-place]");
const move = (tile, place) => {
  tile.classList.add("busy");
  post(`/posts/${encodeURIComponent(tile.dataset.post)}/move`, { seen: tile.dataset.seen, place: place.dataset.place });
};
const announce = (words) => {
  const line = document.createElement("div");
  line.className = "said";
  line.append(Object.assign(document.createElement("p"), { textContent: words }));
  document.getElementById("said").replaceChildren(line);
};

const letDrag = (within) => within.querySelectorAll(".tile:has(.move)").forEach((tile) => (tile.draggable = true));
letDrag(document);
document.addEventListener("dragstart", (event) => {
  const tile = tileOf(event.target);
  if (!tile) return;
  picked = tile;
  tile.classList.add("dragged");
  event.dataTransfer.effectAllowed = "move";
  event.dataTransfer.setData("text/plain", tile.dataset.post);
});
document.addEventListener("dragend", () => drop());
document.addEventListener("dragover", (event) => {
  const place = picked && placeOf(event.target);
  document.querySelectorAll(".over").forEach((each) => each !== place && each.classList.remove("over"));
  if (!place) return;
  event.preventDefault();
  place.classList.add("over");
});
document.addEventListener("drop", (event) => {
  const place = picked && placeOf(event.target);
  if (!place) return;
  event.preventDefault();
  const tile = picked;
  drop();
  if (!place.contains(tile)) move(tile, place);
});
const drop = () => {
  picked?.classList.remove("dragged", "picked");
  document.querySelectorAll(".over").forEach((each) => each.classList.remove("over"));
  picked = null;
};

// Pick up and place: a press on “Move…” takes the post in hand, the next press on a place puts it there.
document.addEventListener("click", (event) => {
  const link = event.target.closest?.("a.move");
  if (link && document.querySelector("[data-place]") && !event.ctrlKey && !event.metaKey) {
    event.preventDefault();
    const tile = tileOf(link);
    if (picked === tile) return void location.assign(link.href); // pressed twice: the dialog
    drop();
    picked = tile;
    tile.classList.add("picked");
    for (const place of document.querySelectorAll("[data-place]")) place.tabIndex = 0;
    announce("Choose a place for it with a press, or with Tab and Enter. Escape puts it back; Move… again lists every free slot.");
    return;
  }
  const place = picked?.classList.contains("picked") && placeOf(event.target);
  if (place && !event.target.closest("a, button")) {
    const tile = picked;
    drop();
    move(tile, place);
  }
});

// --- keys -----------------------------------------------------------------------------------------------------------

const typing = (target) => target.closest?.("input, textarea, select, [contenteditable]");
document.addEventListener("keydown", (event) => {
  if (event.key === "Escape") {
    drop();
    document.querySelector(".menu[open]")?.removeAttribute("open");
  }
  if (picked && (event.key === "Enter" || event.key === " ") && event.target.matches("[data-place]")) {
    event.preventDefault();
    const tile = picked;
    drop();
    return move(tile, event.target);
  }
  if (typing(event.target) || event.altKey) return;
  if ((event.ctrlKey || event.metaKey) && event.key === "z") {
    event.preventDefault();
    return post("/undo", {});
  }
  if (event.ctrlKey || event.metaKey) return;
  if (event.key === "/") {
    const field = document.querySelector("[type=search], .filters select");
    if (field) event.preventDefault(), field.focus();
  } else if (event.key === "?") {
    announce("Keys: t today, w week, m month, n new post, / filters, Ctrl-Z takes the last edit back.");
  } else {
    document.querySelector(`[data-key="${CSS.escape(event.key)}"]`)?.click();
  }
});

// What somebody is typing must not be taken away by news.
document.addEventListener("input", (event) => {
  const form = event.target.form;
  if (form && !form.matches(".filters")) form.dataset.dirty = "yes";
});

// --- words that fade, filters that follow, news -----------------------------------------------------------------------

for (const said of document.querySelectorAll(".said")) {
  if (!said.classList.contains("bad")) setTimeout(() => said.remove(), 1000 * Number(said.dataset.seconds || 10));
}
for (const filters of document.querySelectorAll("form.filters")) {
  filters.addEventListener("change", () => filters.requestSubmit());
}

const news = () => {
  const mark = document.body.dataset.mark;
  if (!mark || !document.querySelector("nav[aria-label=Screens]")) return;
  const source = new EventSource(`/events?since=${encodeURIComponent(mark)}`);
  source.onmessage = (event) => event.data !== document.body.dataset.mark && refresh(event.data);
};
const refresh = async (mark) => {
  if (picked || document.querySelector("form[data-dirty=yes]") || document.activeElement?.closest("[data-editor]")) {
    document.body.dataset.stale = "yes"; // somebody is in the middle of something: it is told on saving
    return;
  }
  delete document.body.dataset.stale;
  const answer = await fetch(location.href, { headers: { Accept: "text/html" } }).catch(() => null);
  if (!answer?.ok) return;
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  const [now, then] = [document.getElementById("main"), page.getElementById("main")];
  for (const open of now.querySelectorAll("details[id]")) {
    then.querySelector(`#${CSS.escape(open.id)}`)?.toggleAttribute("open", open.open);
  }
  letDrag(then);
  if (now.innerHTML !== then.innerHTML) now.replaceWith(then);
  document.body.dataset.mark = page.body.dataset.mark || mark;
};
news();

// --- writing a post: what followers would see while somebody types, and saving without being asked --------------------

const LOOK_MS = 300, SAVE_MS = 1200;
const editorOf = (target) => (target.form?.matches("[data-editor]") ? target.form : null);
let looking = 0, saving = 0, typed = 0, sending = false;
const saved = (words, bad = false) => {
  const line = document.getElementById("saving");
  if (line.textContent === words) return;
  line.textContent = words;
  line.classList.toggle("bad", bad);
};
const sent = async (form, address) => {
  const body = new URLSearchParams(new FormData(form));
  const answer = await fetch(address, { method: "POST", headers: { Accept: "application/json" }, body }).catch(() => null);
  return { status: answer?.status ?? 0, ...(await answer?.json().catch(() => ({}))) };
};
const shown = (parts) => {
  for (const [id, html] of Object.entries(parts || {})) {
    const place = document.getElementById(id);
    if (place && place.innerHTML !== html) place.innerHTML = html;
  }
};
const look = async (form) => {
  const at = typed;
  const answer = await sent(form, `${form.getAttribute("action")}/preview`);
  if (at !== typed) return;
  shown(answer.parts);
  if (answer.words) saved(answer.words, true);
};
const save = async (form) => {
  if (sending) return void (saving = setTimeout(save, SAVE_MS, form));
  const at = typed;
  sending = true;
  const answer = await sent(form, form.getAttribute("action"));
  sending = false;
  if (answer.conflict) return form.submit(); // the page that shows both sides
  if (answer.seen) document.querySelectorAll("input[name=seen]").forEach((field) => (field.value = answer.seen));
  if (at !== typed) return;
  saved(answer.words || "Not saved: the studio does not answer. What you wrote is still here.", answer.status !== 200);
  if (answer.status !== 200) return;
  shown(answer.parts);
  form.dataset.dirty = "saved";
};
document.addEventListener("input", (event) => {
  const form = editorOf(event.target);
  if (!form || event.target.name === "tab" || event.target.type === "file") return;
  form.dataset.dirty = "yes";
  typed += 1;
  clearTimeout(looking);
  clearTimeout(saving);
  looking = setTimeout(look, LOOK_MS, form);
  if ("autosave" in form.dataset) {
    saved("Writing …");
    saving = setTimeout(save, SAVE_MS, form);
  }
});
document.addEventListener("focusout", () => document.body.dataset.stale && setTimeout(refresh, 50, ""));
document.addEventListener("submit", () => [looking, saving].forEach(clearTimeout));
