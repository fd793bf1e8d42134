"use strict";
// Keeps what is typed into a form: now and then, and when its page is left. Everything works without
// this; then the button "Save for later" does it.
(() => {
  const form = document.querySelector("form.act-form");
  const line = document.getElementById("keeping");
  if (!form || !line) return;
  const EVERY = 20000; // milliseconds
  const MOST_ON_LEAVING = 60000; // bytes that a browser sends for a page that is gone
  let changed = form.dataset.typed === "yes";
  let sent = false;
  form.addEventListener("input", () => { changed = true; });
  form.addEventListener("submit", () => { sent = true; });
  window.addEventListener("pageshow", () => { sent = false; });
  const keep = async (leaving) => {
    if (!changed || sent) return;
    const said = new URLSearchParams(new FormData(form));
    said.set("do", "keep");
    const body = said.toString();
    changed = false;
    try {
      const answer = await fetch(form.action, {
        method: "POST",
        headers: { "Content-Type": "application/x-www-form-urlencoded" },
        body,
        keepalive: leaving && body.length < MOST_ON_LEAVING,
      });
      if (answer.status === 204) line.textContent = line.dataset.kept;
      else changed = true;
    } catch {
      changed = true;
    }
  };
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "hidden") keep(true);
  });
  window.addEventListener("pagehide", () => keep(true));
  setInterval(() => keep(false), EVERY);
})();
