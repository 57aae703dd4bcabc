"use strict";
const tools = document.querySelector(".tools");
const tip = document.getElementById("tip");
const rows = [...document.querySelectorAll("tbody tr")];

function filter() {
  const show = tools.elements.show.value;
  const find = tools.elements.find.value.trim().toLowerCase();
  let shown = 0;
  for (const row of rows) {
    row.hidden = (show && !row.classList.contains(show)) || !row.textContent.toLowerCase().includes(find);
    shown += !row.hidden;
  }
  for (const file of document.querySelectorAll(".file")) {
    file.hidden = (show || find) && !file.querySelector("tbody tr:not([hidden])");
  }
  tools.querySelector("output").value = shown === rows.length ? "" : `${shown} of ${rows.length} segments`;
}

function light(mark) {
  document.querySelectorAll("mark.lit").forEach((other) => other.classList.remove("lit"));
  tip.hidden = !mark;
  if (!mark) return;
  const same = mark.dataset.link ? `mark[data-link="${mark.dataset.link}"]` : null;
  if (same) mark.closest("tr").querySelectorAll(same).forEach((other) => other.classList.add("lit"));
  tip.textContent = mark.dataset.tip;
  const box = mark.getBoundingClientRect();
  const left = Math.min(box.left, document.documentElement.clientWidth - tip.offsetWidth - 12);
  tip.style.left = `${Math.max(12, left) + window.scrollX}px`;
  tip.style.top = `${box.bottom + 6 + window.scrollY}px`;
}

tools.hidden = false;
tools.addEventListener("input", filter);
tools.addEventListener("submit", (event) => event.preventDefault());
document.addEventListener("pointerover", (event) => light(event.target.closest("mark[data-tip]")));
document.addEventListener("keydown", (event) => event.key === "Escape" && light(null));
filter();
