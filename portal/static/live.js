// Holds a live update back while somebody is at work on the page, and hidden pages still.
"use strict";

const main = () => document.getElementById("main");

function changed(field) {
  if (field instanceof HTMLSelectElement) {
    const first = [...field.options].findIndex((one) => one.defaultSelected);
    return field.selectedIndex !== Math.max(first, 0);
  }
  return field.type === "checkbox" || field.type === "radio"
    ? field.checked !== field.defaultChecked
    : field.type !== "hidden" && field.value !== field.defaultValue;
}

function atWork() {
  const place = main();
  const focus = document.activeElement;
  const selection = document.getSelection();
  return (
    (focus !== place && place.contains(focus)) ||
    (!selection.isCollapsed && place.contains(selection.anchorNode)) ||
    place.querySelector("details[open]:not([data-open])") !== null ||
    [...place.querySelectorAll("input, select, textarea")].some(changed)
  );
}

document.addEventListener("htmx:beforeRequest", (event) => {
  if (document.hidden || atWork()) event.preventDefault();
});
document.addEventListener("htmx:beforeSwap", (event) => {
  if (atWork()) event.detail.shouldSwap = false;
});
document.getElementById("live-note").hidden = false;
