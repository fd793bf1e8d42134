// Sends the file of the form part by part, shows how far it is, and goes on after a broken line.
// Without this script the form sends the file by itself. The shape of the parts is tus 1.0's.
"use strict";
(() => {
  const form = document.getElementById("add-file");
  if (!form || !window.XMLHttpRequest) return;

  const PART = 4 * 1024 * 1024;
  const LONGEST_WAIT = 30;
  const said = form.dataset;
  const at = (id) => document.getElementById(id);
  const spanish = document.documentElement.lang === "es";
  let sending = null;

  class Ended extends Error {}

  function say(text) {
    at("sending").textContent = text;
  }

  function show(sent, size) {
    const percent = size ? Math.floor((100 * sent) / size) : 0;
    at("progress").hidden = false;
    at("sent").value = percent;
    at("percent").textContent = `${percent} %`;
  }

  function complain(field, text) {
    const error = at(`${field}-error`);
    error.textContent = text;
    error.hidden = false;
    const input = at(field);
    if (input) {
      input.setAttribute("aria-invalid", "true");
      input.focus();
    }
  }

  function clear() {
    for (const field of ["confidentiality", "own_reference", "file"]) {
      at(`${field}-error`).hidden = true;
      at(`${field}-error`).textContent = "";
      if (at(field)) at(field).removeAttribute("aria-invalid");
    }
    if (at("just-filed")) at("just-filed").hidden = true;
    say("");
  }

  function ask(method, address, { headers = {}, body = null, progress = null } = {}) {
    return new Promise((resolve) => {
      const request = new XMLHttpRequest();
      request.open(method, address);
      request.setRequestHeader("Accept", "application/json");
      request.setRequestHeader("X-CSRF-Token", form.elements.csrf.value);
      for (const [name, value] of Object.entries(headers)) request.setRequestHeader(name, value);
      if (progress) request.upload.onprogress = (event) => progress(event.loaded);
      // a broken line is told as status 0
      request.onloadend = () => resolve(request);
      sending.request = request;
      request.send(body);
    });
  }

  function passing(status) {
    return status === 0 || status === 408 || status === 429 || status >= 500;
  }

  function refuse(answer) {
    say("");
    let problem = {};
    try {
      problem = JSON.parse(answer.responseText);
    } catch {
      // an answer of something between us and the portal
    }
    if (answer.status === 401) say(said.saidSession);
    else if (problem.detail_es) {
      const named = problem.errors ? problem.errors[0].field : "file";
      const field = { name: "file", size: "file" }[named] || named;
      complain(field, spanish ? problem.detail_es : problem.detail);
    } else say(said.saidFailed);
    throw new Ended();
  }

  // Asks until there is an answer that does not depend on the line.
  async function until(work, { patient }) {
    for (let wait = 1; ; wait = Math.min(2 * wait, LONGEST_WAIT)) {
      const answer = await work();
      if (sending.over) throw new Ended();
      if (!passing(answer.status)) return answer;
      if (!patient(answer)) refuse(answer);
      say(said.saidBroken);
      await new Promise((resolve) => setTimeout(resolve, wait * 1000));
      if (sending.over) throw new Ended();
    }
  }

  const always = () => true;

  // The whole must be this file, also where its parts were sent on two days.
  async function hashed(file) {
    if (!window.crypto?.subtle) return {};
    const digest = await crypto.subtle.digest("SHA-256", await file.arrayBuffer());
    const digits = [...new Uint8Array(digest)].map((byte) => byte.toString(16).padStart(2, "0"));
    return { sha256: digits.join("") };
  }

  async function send(file) {
    const begun = await until(
      () =>
        ask("POST", said.begin, {
          headers: { "Content-Type": "application/json" },
          body: JSON.stringify({
            name: file.name,
            size: file.size,
            last_modified: file.lastModified,
            confidentiality: form.elements.confidentiality.value,
            own_reference: form.elements.own_reference.value,
          }),
        }),
      { patient: (answer) => answer.status === 0 || answer.status === 429 },
    );
    if (begun.status !== 201) refuse(begun);
    const { upload, received } = JSON.parse(begun.responseText);
    const place = said.parts + upload;
    let offset = received;
    sending.place = place;
    at("give-up").hidden = false;
    show(offset, file.size);

    while (offset < file.size) {
      say(said.saidSending);
      const start = offset;
      const answer = await ask("PATCH", place, {
        headers: {
          "Content-Type": "application/offset+octet-stream",
          "Tus-Resumable": "1.0.0",
          "Upload-Offset": String(start),
        },
        body: file.slice(start, start + PART),
        progress: (loaded) => show(start + loaded, file.size),
      });
      if (sending.over) throw new Ended();
      if (answer.status === 204) {
        offset = Number(answer.getResponseHeader("Upload-Offset"));
      } else if (passing(answer.status) || answer.status === 409) {
        if (passing(answer.status)) {
          say(said.saidBroken);
          await new Promise((resolve) => setTimeout(resolve, 1000));
        }
        const where = await until(() => ask("HEAD", place), { patient: always });
        if (where.status !== 200) refuse(where);
        offset = Number(where.getResponseHeader("Upload-Offset"));
      } else {
        refuse(answer);
      }
      show(offset, file.size);
    }

    at("give-up").hidden = true;
    say(said.saidLooking);
    const whole = { csrf: form.elements.csrf.value, ...(await hashed(file)) };
    const done = await until(
      () => ask("POST", `${said.begin}/${upload}/finish`, { body: new URLSearchParams(whole) }),
      { patient: (answer) => answer.status === 0 || answer.status === 429 },
    );
    if (done.status !== 200) refuse(done);
    location.assign(JSON.parse(done.responseText).next);
  }

  form.addEventListener("submit", async (event) => {
    const [file] = at("file").files;
    if (!file) return; // the portal says beside the field what is missing
    event.preventDefault();
    if (sending) return;
    sending = { over: false, place: null, request: null };
    clear();
    at("send").disabled = true;
    show(0, file.size);
    try {
      await send(file);
    } catch (error) {
      if (!(error instanceof Ended)) say(said.saidFailed);
      at("progress").hidden = true;
      at("give-up").hidden = true;
      at("send").disabled = false;
      sending = null;
    }
  });

  at("give-up").addEventListener("click", async () => {
    const { place, request } = sending;
    sending.over = true;
    request.abort();
    const ended = new XMLHttpRequest();
    ended.open("DELETE", place);
    ended.setRequestHeader("Accept", "application/json");
    ended.setRequestHeader("X-CSRF-Token", form.elements.csrf.value);
    ended.onload = () => say(ended.status === 204 ? said.saidGivenUp : said.saidFailed);
    ended.send();
  });
})();
