// Pages work without this. It keeps what was typed when the browser is closed by mistake, says how large chosen photos are,
// and keeps a form from being sent twice.
"use strict";
// The menu folds itself up when somebody goes elsewhere.
const menu = document.querySelector(".menu details");
if (menu) {
  document.addEventListener("click", (event) => {
    if (!menu.contains(event.target)) menu.open = false;
  });
  menu.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || !menu.open) return;
    menu.open = false;
    menu.querySelector("summary").focus();
  });
  menu.addEventListener("focusout", (event) => {
    if (event.relatedTarget && !menu.contains(event.relatedTarget)) menu.open = false;
  });
}
document.addEventListener("submit", (event) => {
  const form = event.target;
  if (form.dataset.sent) {
    event.preventDefault();
    return;
  }
  form.dataset.sent = "1";
  for (const button of form.querySelectorAll("button[type=submit]")) button.setAttribute("aria-busy", "true");
});
window.addEventListener("pageshow", () => {
  for (const form of document.forms) delete form.dataset.sent;
});
for (const input of document.querySelectorAll("input[type=file]")) {
  const said = document.createElement("output");
  said.className = "hint";
  input.after(said);
  input.addEventListener("change", () => {
    said.textContent = [...input.files].map((f) => f.name + " " + (f.size / 1048576).toFixed(1) + " MB").join("\n");
  });
}
for (const form of document.querySelectorAll("form[data-keep]")) {
  const key = "paicha:" + form.dataset.keep;
  const fields = [...form.elements].filter((e) => e.name && e.type !== "hidden" && e.type !== "file" && e.type !== "password");
  try {
    const kept = JSON.parse(sessionStorage.getItem(key) || "{}");
    for (const f of fields) if (kept[f.name] && !f.value) f.value = kept[f.name];
    form.addEventListener("input", () => {
      sessionStorage.setItem(key, JSON.stringify(Object.fromEntries(fields.map((f) => [f.name, f.value]))));
    });
    form.addEventListener("submit", () => sessionStorage.removeItem(key));
  } catch (_) {
    // private windows may refuse storage: then nothing is kept
  }
}
// A video or file that stays where it is: its name, size and hash are worked out here and nothing of it is sent.
for (const set of document.querySelectorAll("fieldset[data-hash]")) {
  const only = set.querySelector("[data-hash-only]");
  const field = (name) => set.querySelector("[name='ref." + name + "']");
  if (!window.crypto || !crypto.subtle) continue; // a page without HTTPS: the hash is typed in
  only.hidden = false;
  only.querySelector("input").addEventListener("change", async (event) => {
    const file = event.target.files[0];
    if (!file) return;
    field("name").value = file.name;
    field("size").value = file.size;
    field("sha256").value = "…";
    try {
      const sum = new Uint8Array(await crypto.subtle.digest("SHA-256", await file.arrayBuffer()));
      field("sha256").value = [...sum].map((b) => b.toString(16).padStart(2, "0")).join("");
    } catch (_) {
      field("sha256").value = ""; // larger than the browser holds at once: typed in
    }
  });
}
