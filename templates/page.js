(() => {
"use strict";
// The time machine: it looks answers up in the intervals that the library folded, and folds nothing itself.
// Courses, tracks and wholes are flat lists of numbers; -1 stands for nothing. Their fields have the names of data.shape.
const data = JSON.parse(document.getElementById("machine-data").textContent);
const { words, keys, tracks, wholes, versions, courses, lanes, ui } = data;
const forms = { stop: ".", comma: ", ", colon: ": ", aside: "({text})", date: "{day} {month} {year}", ...data.forms };
const [STEP, ROW, STATE, VERSION, KEY] = ["step", "row", "whole", "version", "key"]
  .map((name) => Object.fromEntries(data.shape[name].map((field, place) => [field, place])));
const COURSE = data.shape.step.length, TRACK = data.shape.row.length, WHOLE = data.shape.whole.length;
const word = (n) => (n < 0 ? null : words[n]);
const DAY = 864e5;

/** The place of the last row, of so many fields with its day first, that begins on a day or before it; else negative. */
function place(rows, width, day) {
  let low = 0, high = rows.length / width;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (rows[middle * width] <= day) low = middle + 1; else high = middle;
  }
  return (low - 1) * width;
}

// --- what is so: one lane, one day, one knowledge ---------------------------------------------------------------

function version(lane, known, mode) {
  const course = courses[lane.courses[mode]];
  return versions[course[place(course, COURSE, known) + STEP.version]];
}

function state(lane, on, known, mode) {
  const found = version(lane, known, mode);
  const rows = wholes[found[VERSION.whole]], at = place(rows, WHOLE, on);
  const said = (field) => word(rows[at + field]);
  const flags = said(STATE.flags) === null ? [] : said(STATE.flags).split(" ");
  if (rows[at + STATE.turned] > known) flags.push("as_scheduled");
  if (said(STATE.doubt) !== null && rows[at + STATE.returned] <= known) flags.push(said(STATE.doubt)); // a return that has come
  return {
    status: said(STATE.status), underlying: said(STATE.underlying), force: said(STATE.force),
    enforcement: said(STATE.enforcement), flags: flags.sort(),
  };
}

/** The tracks of a provision (null: the whole) by number of their facet. */
function cell(found, path) {
  const cells = new Map();
  for (const [place, ...facets] of found[VERSION.cells]) {
    if (word(place) === path) while (facets.length) cells.set(facets.shift(), tracks[facets.shift()]);
  }
  return cells;
}

/** What one facet says on a day; null if nothing. */
function reading(rows, on) {
  const at = rows ? place(rows, TRACK, on) : -1;
  const said = (field) => word(rows[at + field]);
  if (at < 0 || said(ROW.text) === null) return null;
  return { text: said(ROW.text), say: said(ROW.say) || "", on: said(ROW.on), mark: said(ROW.mark) || "" };
}

// --- what differs: one lane, two days, two knowledges -----------------------------------------------------------

const STATUS = keys.findIndex((key) => key[KEY.facet] === "status");
const UNSAID = { enforcement: "normal" };
const STEPS = new Set(["none", "unknown", "announced", "proposed", "adopted", "filed", "pending", "introduced", "in_committee",
  "reported_out", "passed_one", "passed_both", "presented"]);

function changes(lane, before, after, mode) {
  const old = version(lane, before.known, mode), now = version(lane, after.known, mode);
  const paths = [null, ...new Set([...old[VERSION.paths], ...now[VERSION.paths]].map(word))];
  const found = [], whole = new Set();
  for (const path of paths) {
    for (const each of differences(cell(old, path), cell(now, path), before.on, after.on, now)) {
      const told = JSON.stringify([each.facet, each.name, each.before, each.after, each.on, !!each.went]);
      if (path === null) whole.add(told); else if (whole.has(told)) continue;
      found.push({ instrument: lane.id, scope: path, ...each });
    }
  }
  return found;
}

function differences(old, now, from, to, version) {
  const found = [];
  const was = reading(old.get(STATUS), from), is = reading(now.get(STATUS), to);
  const moved = (was && was.text) !== (is && is.text);
  for (const key of new Set([...old.keys(), ...now.keys()])) {
    const facet = keys[key][KEY.facet], name = keys[key][KEY.name];
    const a = reading(old.get(key), from), b = reading(now.get(key), to);
    if ((a && a.text) === (b && b.text)) continue;
    if (facet === "schedule" && moved) continue;
    if (facet === "announced" && !b && version[VERSION.said].includes(key)) continue;
    const unsaid = UNSAID[facet] || null;
    found.push({
      facet, name, before: a ? a.text : unsaid, after: b ? b.text : unsaid, on: b ? b.on : null,
      certainty: facet === "announced" ? (b || a).mark : "published", said: a ? a.say : "", says: b ? b.say : "",
    });
  }
  if (to > from) found.push(...cameAndWent(now.get(STATUS), was, is, from, to));
  return found;
}

/** Statuses that began and ended between two days and show on neither. */
function cameAndWent(rows, was, is, from, to) {
  const found = [], ends = [was ? was.text : "none", is ? is.text : "none"];
  const binds = (mark) => mark.split(" ")[1] === "yes";
  const bound = [was, is].some((each) => each && binds(each.mark));
  if (!rows) return found;
  for (let i = place(rows, TRACK, from) + TRACK; i + TRACK < rows.length && rows[i + TRACK] <= to; i += TRACK) {
    const text = word(rows[i + ROW.text]), mark = word(rows[i + ROW.mark]) || "";
    if (text === null || ends.includes(text) || (!binds(mark) && !bound) || STEPS.has(text)) continue;
    found.push({
      facet: "status", name: null, before: was ? was.text : null, after: text, on: mark.split(" ")[2], went: true,
      certainty: "published", said: "", says: fill(ui.went, { status: large(data.status[text] || text), first: day(rows[i]), last: day(rows[i + TRACK]) }),
    });
  }
  return found;
}

// --- words ------------------------------------------------------------------------------------------------------

const fill = (text, values) => text.replace(/\{(\w+)\}/g, (all, name) => (name in values ? values[name] : all));
const large = (text) => text.charAt(0).toUpperCase() + text.slice(1);
const iso = (n) => new Date(n * DAY).toISOString().slice(0, 10);
const number = (text) => Math.round(Date.parse(`${text}T00:00:00Z`) / DAY);
function day(n) {
  const date = new Date(n * DAY);
  return fill(forms.date, { day: date.getUTCDate(), month: data.months[date.getUTCMonth()], year: date.getUTCFullYear() });
}
function flag(text) {
  return data.flags[text.split("=")[0]] || text.replaceAll("_", " ");
}

// --- the page ---------------------------------------------------------------------------------------------------

const form = document.getElementById("ask");
const field = (name) => form.elements.namedItem(name);
const NAMES = ["on", "known", "from", "move", "mode", "i", "topic", "kind", "certainty"];
const first = Object.fromEntries(NAMES.map((name) => [name, field(name).value]));
const MANY = 60;
const DAYS = ["on", "known", "from", "move", "mode"];
const heading = document.querySelector("h1"), title = heading.textContent;
let told = "", other = false, movers = new Set();

function make(tag, className, text) {
  const element = document.createElement(tag);
  if (className) element.className = className;
  if (text) element.textContent = text;
  return element;
}

/** What the fields ask, or null while a day is not complete. */
function asked() {
  const values = Object.fromEntries(NAMES.map((name) => [name, field(name).value]));
  const [on, known, from] = [values.on, values.known, values.from].map(number);
  if ([on, known, from].some(Number.isNaN) || ["on", "known", "from"].some((name) => !field(name).checkValidity())) return null;
  const sides = {
    both: [{ on: from, known: from }, { on, known }],
    law: [{ on: from, known }, { on, known }],
    knowledge: [{ on, known: from }, { on, known }],
  }[values.move];
  return { ...values, on, known, from, sides, mode: Math.max(data.modes.indexOf(values.mode), 0) };
}

const admits = (ask, id, topics) => (!ask.i || ask.i === id) && (!ask.topic || topics.includes(ask.topic));

function list(id, title, items, row, empty) {
  const box = document.getElementById(id), more = box.nextElementSibling;
  document.getElementById(`${id}-title`).textContent = title;
  box.replaceChildren(...items.slice(0, MANY).map(row));
  if (!items.length) box.append(make("li", "note", empty));
  more.hidden = items.length <= MANY;
  more.textContent = fill(ui.show_all, { count: items.length });
  more.onclick = () => { box.append(...items.slice(MANY).map(row)); more.hidden = true; };
}

const SVG = "http://www.w3.org/2000/svg";
/** The bar by which the picture shows a status. */
function swatch(status) {
  const box = document.createElementNS(SVG, "svg"), bar = document.createElementNS(SVG, "rect");
  box.setAttribute("class", "key");
  box.setAttribute("aria-hidden", "true");
  box.setAttribute("width", 30);
  box.setAttribute("height", 16);
  bar.setAttribute("class", `bar ${data.looks[status] || "unsure"}`);
  for (const [name, value] of [["x", 1], ["width", 28], ["height", 9]]) bar.setAttribute(name, value);
  box.append(bar);
  return box;
}

function stateRow({ lane, found, ask }) {
  const item = make("li", "swatched");
  item.append(swatch(found.status), make("b", "", lane.name));
  const at = version(lane, ask.known, ask.mode), own = cell(at, null);
  const seen = new Set();
  const tell = (rows, scope) => {
    for (const [key, track] of rows) {
      const facet = keys[key][KEY.facet], said = reading(track, ask.on);
      if (!said || facet === "schedule" || facet === "text" || seen.has(said.say)) continue;
      seen.add(said.say);
      if (facet === "status") { if (!scope && found.status !== "mixed") lead.textContent = said.say; if (!scope) continue; }
      item.append(make("span", facet === "status" ? "" : "note", scope ? scope + forms.colon + said.say : said.say));
    }
  };
  const lead = make("span", "", large(data.status[found.status] || found.status) + forms.stop);
  item.append(lead);
  tell(own, null);
  if (found.underlying) item.append(make("span", "note", fill(ui.without, { status: data.status[found.underlying] })));
  for (const path of at[VERSION.paths].map(word)) tell(cell(at, path), path);
  if (data.force[found.force]) item.append(make("span", "note", large(data.force[found.force]) + forms.stop));
  for (const each of found.flags) if (each !== "announced_change") item.append(make("span", "note", large(flag(each)) + forms.stop));
  return item;
}

function changeRow({ id, name, own }) {
  const item = make("li");
  item.dataset.i = id;
  item.append(make("b", "", name));
  const told = new Set();
  for (const each of own.sort((a, b) => (b.facet === "status") - (a.facet === "status"))) {
    const said = JSON.stringify([each.scope, each.says, each.said]);
    if (told.has(said)) continue;
    told.add(said);
    const scope = each.scope ? each.scope + forms.colon : "";
    item.append(make("span", "", scope + (each.says || fill(ui.gone, { before: each.said }))));
    if (each.says && each.said) item.append(make("span", "note", fill(forms.aside, { text: fill(ui.was, { before: each.said }) })));
  }
  return item;
}

function answer(ask) {
  const chosen = lanes.filter((lane) => admits(ask, lane.id, lane.topics));
  const counts = new Map(), states = [], changed = [];
  for (const lane of chosen) {
    const found = state(lane, ask.on, ask.known, ask.mode);
    counts.set(found.status, (counts.get(found.status) || 0) + 1);
    if (found.status !== "none") states.push({ lane, found, ask });
    const own = changes(lane, ...ask.sides, ask.mode)
      .filter((each) => (!ask.kind || each.facet === ask.kind) && (!ask.certainty || each.certainty === ask.certainty));
    if (own.length) changed.push({ id: lane.id, name: lane.name, own, lane });
  }
  const weigh = (each) => (["none", "unknown", "announced", "reported"].includes(state(each.lane, ask.on, ask.known, ask.mode).status) ? 3 : each.lane.weight);
  for (const each of changed) each.weight = weigh(each);
  changed.sort((a, b) => a.weight - b.weight);
  told = headline(changed, ask);
  movers = new Set(changed.slice(0, 12).map((each) => each.id));
  const days = { on: day(ask.on), known: day(ask.known), from: day(ask.from) };
  list("states", fill(ui.state_title, days), states, stateRow, fill(ui.none_known, { count: counts.get("none") || 0 }));
  list("changed", fill(ui[`change_${ask.move}`], days), changed, changeRow, ui.nothing);
  const none = counts.get("none");
  counts.delete("none");
  const parts = [...counts].sort((a, b) => b[1] - a[1])
    .map(([status, count]) => fill(ui.count, { count, status: data.status[status] || status }));
  const rest = none ? ` ${fill(ui.none_known, { count: none })}` : "";
  document.getElementById("summary").textContent = fill(ui.state_title, days) + forms.colon + (parts.join(forms.comma) || "–") + forms.stop + rest;
}

const picture = document.querySelector(".picture");
const shapes = picture ? [...picture.querySelectorAll("[data-k]")].map((each) => [each, +each.dataset.k, +(each.dataset.u || Infinity)]) : [];

/** The edges of the picture: the days compared fill its width. */
function edges(ask) {
  if (!("follows" in picture.dataset)) return [+picture.dataset.first, +picture.dataset.last];
  return [Math.min(ask.from, ask.on), Math.max(ask.from, ask.on) + 1];
}

/** Days, weeks, months or years, whichever have room for their names. */
function ticks(low, high) {
  const found = [], total = high - low, short = (n) => forms.short ? fill(forms.short, { day: new Date(n * DAY).getUTCDate(), month: data.months[new Date(n * DAY).getUTCMonth()] }) : `${new Date(n * DAY).getUTCDate()} ${data.months[new Date(n * DAY).getUTCMonth()].slice(0, 3)}`;
  if (total <= 100) {
    for (let n = low; n < high; n += 1) if (total <= 16 || (n + 3) % 7 === 0) found.push([n, short(n), "month"]);
    return found;
  }
  const step = [1, 2, 3, 6, 12, 24, 60].find((each) => total / 30.4 / each <= 12) || 120;
  const date = new Date(low * DAY);
  for (let year = date.getUTCFullYear(), month = 0; ; month += step) {
    const at = Date.UTC(year, month, 1) / DAY;
    if (at >= high) return found;
    const first = new Date(at * DAY), new_year = first.getUTCMonth() === 0;
    if (at >= low) found.push([at, new_year ? String(first.getUTCFullYear()) : data.months[first.getUTCMonth()].slice(0, forms.short ? 9 : 3), new_year ? "year" : "month"]);
  }
}

let framed = "";
/** The picture as it would have been drawn with this knowledge, with the days that are compared. */
function draw(ask) {
  if (!picture) return;
  const [low, high] = edges(ask), width = high - low;
  const at = (n) => `${((n - low) / width * 100).toFixed(2)}%`;
  const clip = (n) => Math.max(low - width, Math.min(n, high + width));
  const now = `${low} ${high}`;
  if (now !== framed && (framed || "follows" in picture.dataset)) {
    for (const [each] of shapes) {
      const first = clip(+each.dataset.f), last = clip(+(each.dataset.l ?? each.dataset.f));
      if (each.tagName === "rect") { each.setAttribute("x", at(first)); each.setAttribute("width", `${Math.max((last - first) / width * 100, 0).toFixed(2)}%`); }
      else if (each.tagName === "line") { each.setAttribute("x1", at(first)); each.setAttribute("x2", at(last)); }
      else { each.setAttribute("x", at(first)); each.style.display = first < low || first > high ? "none" : ""; }
    }
    for (const old of picture.querySelectorAll(".grid line, .months text")) old.remove();
    const grid = picture.querySelector(".grid"), names = picture.querySelector(".months");
    for (const [n, text, look] of ticks(low, high)) {
      const line = document.createElementNS(SVG, "line"), label = document.createElementNS(SVG, "text");
      for (const [name, value] of [["class", look], ["x1", at(n)], ["x2", at(n)], ["y1", 0], ["y2", "100%"]]) line.setAttribute(name, value);
      for (const [name, value] of [["class", look], ["x", at(n)], ["y", 22]]) label.setAttribute(name, value);
      label.textContent = text;
      grid.prepend(line);
      names.append(label);
    }
  }
  framed = now;
  for (const [each, since, until] of shapes) each.classList.toggle("off", ask.known < since || ask.known >= until);
  picture.querySelector(".veil").setAttribute("x", at(Math.min(Math.max(ask.known + 1, low), high)));
  for (const [look, n] of [["from", ask.from], ["on", ask.on]]) {
    const line = picture.querySelector(`.line.${look}`);
    if (!line) continue;
    const shown = n >= low && n <= high && (look === "on" || ask.move !== "knowledge");
    line.classList.toggle("off", !shown);
    for (const name of ["x1", "x2"]) line.firstChild.setAttribute(name, at(n));
    line.lastChild.setAttribute("x", at(n));
    line.lastChild.textContent = day(n);
  }
  const today = picture.querySelector(".line.today");
  if (today) { const n = +today.dataset.n; today.classList.toggle("off", n < low || n > high); today.firstChild.setAttribute("x1", at(n)); today.firstChild.setAttribute("x2", at(n)); today.lastChild.setAttribute("x", at(n)); }
  for (const text of picture.querySelectorAll(".line text")) {
    const left = parseFloat(text.getAttribute("x")) > 75;
    text.classList.toggle("left", left);
    text.setAttribute("dx", left ? "-4" : "4");
  }
}

/** The answer in one sentence, by the rules of the library's own headline: what weighs most, and what became of it. */
function headline(changed, ask) {
  const rank = (each) => (FACETS.indexOf(each.facet) + 1 || FACETS.length) + (each.scope ? 20 : 0);
  const lead = changed.map((each) => {
    const found = state(each.lane, ask.on, ask.known, ask.mode);
    return { ...each, found, first: each.own.reduce((a, b) => (rank(b) < rank(a) ? b : a)) };
  }).sort((a, b) => a.weight - b.weight || rank(a.first) - rank(b.first) || a.name.localeCompare(b.name))[0];
  if (!lead) return ui.nothing;
  const { first, found } = lead, status = data.status[found.status] || found.status;
  const small = (text) => text.charAt(0).toLowerCase() + text.slice(1);
  if (first.facet === "status" || !first.says) return lead.lane.short + forms.colon + small(first.says || fill(ui.gone, { before: first.said }));
  if (first.facet === "enforcement" && first.after === "discretion" && lead.lane.who)
    return lead.lane.short + forms.colon + fill(ui.silent, { status, who: lead.lane.who }) + forms.stop;
  const what = small(first.says).replace(/[.。]$/, ""), unrecorded = { none: ui.none, unknown: ui.unknown }[found.status];
  return lead.lane.short + forms.colon + fill(unrecorded || ui.still, { status, what }) + forms.stop;
}
const FACETS = ["status", "enforcement", "duty", "schedule", "announced", "deadline", "value", "text"];

let filtered = "";
/** The report and the lanes of the picture that the filters admit. */
function filter(ask) {
  const now = JSON.stringify([ask.i, ask.topic, ask.kind, ask.certainty, other && [...movers]]);
  if (now === filtered) return;
  filtered = now;
  for (const part of document.querySelectorAll(".part")) {
    let shown = 0;
    for (const group of part.querySelectorAll(".group")) {
      const fits = admits(ask, group.dataset.i, group.dataset.topics.split(" "));
      let own = 0;
      for (const entry of group.querySelectorAll(".entry")) {
        const { kind, certainty } = entry.dataset;
        entry.hidden = !(fits && (!ask.kind || ask.kind === kind) && (!ask.certainty || ask.certainty === certainty));
        own += !entry.hidden;
      }
      group.hidden = !own;
      shown += own;
    }
    part.hidden = !shown;
  }
  let row = 0;
  for (const each of picture ? picture.querySelectorAll(".lane") : []) {
    const lane = lanes.find((one) => one.id === each.dataset.i);
    const fits = (!lane || admits(ask, lane.id, lane.topics)) && (other && "follows" in picture.dataset ? movers.has(each.dataset.i) : !("late" in each.dataset));
    each.classList.toggle("off", !fits);
  }
  const shown = picture ? [...picture.querySelectorAll(".lane:not(.off)")] : [], topics = new Set(shown.map((each) => each.dataset.t));
  for (const each of picture ? picture.querySelectorAll(".lane, .topic") : []) {
    if (each.classList.contains("topic")) each.classList.toggle("off", topics.size < 2 || !topics.has(each.dataset.t));
    if (!each.classList.contains("off")) each.setAttribute("y", `${(row += 1) + 1}em`);
  }
  if (picture) {
    picture.setAttribute("height", `${row + 2}em`);
    picture.querySelector(".grid").setAttribute("height", `${row}em`);
  }
}

/** The legend of the signs that can be seen. */
function legend(ask) {
  if (!picture) return;
  const [low, high] = edges(ask), used = new Set(ask.known + 1 < high ? ["known "] : []);
  for (const each of picture.querySelectorAll(".lane:not(.off) [data-k]:not(.off)")) {
    if (+each.dataset.f < high && +(each.dataset.l ?? each.dataset.f) >= low) used.add(each.getAttribute("class"));
  }
  for (const each of document.querySelectorAll(".legend li")) each.hidden = !used.has(each.dataset.sign);
}

function update(write) {
  const ask = asked();
  if (!ask) return;
  slider.value = nearest(ask.on);
  const moved = NAMES.filter((name) => field(name).value !== first[name]);
  other = DAYS.some((name) => moved.includes(name));
  answer(ask);
  draw(ask);
  filter(ask);
  legend(ask);
  document.body.classList.toggle("moved", moved.length > 0);
  document.body.classList.toggle("other", other);
  heading.textContent = document.title = other ? told : title;
  if (!write) return;
  const parts = moved.map((name) => [name, field(name).value]);
  try {
    history.replaceState(null, "", `#${new URLSearchParams(parts)}`);
  } catch { /* a page without an address of its own, as in a mail, has no links to it either */ }
}

function follow() {
  if (!location.hash.includes("=")) return;
  const link = new URLSearchParams(location.hash.slice(1));
  for (const name of NAMES) {
    const box = field(name), value = link.has(name) ? link.get(name) : first[name];
    const before = box.value;
    box.value = value;
    if (!box.value && value) box.value = before;
  }
}

let together = field("on").value === field("known").value;
form.addEventListener("input", (event) => {
  if (event.target.name === "on" && together) field("known").value = field("on").value;
  if (event.target.name === "known") together = field("on").value === field("known").value;
  if (event.target.name === "turn") go(+event.target.value);
  update(true);
});

// --- the turns: days on which anything becomes known or takes effect ---------------------------------------------

const low = field("on").min ? number(field("on").min) : -Infinity, high = field("on").max ? number(field("on").max) : Infinity;
const days = new Set(), course = courses[0] === undefined ? [] : lanes.map((lane) => courses[lane.courses[0]]);
for (const lane of lanes) for (let i = 0; i < lane.said.length; i += data.shape.statement.length) days.add(lane.said[i]);
for (const rows of course) for (let i = COURSE; i < rows.length; i += COURSE) days.add(rows[i]);
const turns = [...days].filter((n) => n >= low && n <= high && Math.abs(n) < 1e6).sort((a, b) => a - b);
const slider = field("turn");
function nearest(n) {
  let at = 0;
  while (at + 1 < turns.length && turns[at + 1] <= n) at += 1;
  return at;
}
/** Moves the later day, and with it what was known, to a turn. */
function go(at) {
  const n = turns[Math.max(0, Math.min(at, turns.length - 1))];
  if (n === undefined) return;
  field("on").value = iso(n);
  if (together) field("known").value = iso(n);
}
slider.max = Math.max(turns.length - 1, 0);
slider.parentElement.hidden = turns.length < 2;

// --- keys, search, folding --------------------------------------------------------------------------------------

const search = document.getElementById("search");
if (search) {
  search.hidden = false;
  search.addEventListener("input", () => find(search.value));
}
/** Shows what holds all the words, in the board and in every list. */
function find(text) {
  const wanted = text.toLowerCase().split(/\s+/).filter(Boolean);
  const holds = (each) => wanted.every((word) => each.textContent.toLowerCase().includes(word));
  for (const each of document.querySelectorAll(".board tbody tr, .group, .rows > li")) each.classList.toggle("off", !holds(each));
  for (const each of document.querySelectorAll(".fold, .board-rest")) if (wanted.length) each.open = true;
}
const opener = document.querySelector(".open-all"), groups = [...document.querySelectorAll("details.group")];
if (opener && groups.length) {
  opener.hidden = false;
  opener.onclick = () => { const open = !groups.every((each) => each.open); for (const each of groups) each.open = open; };
}
addEventListener("keydown", (event) => {
  if (event.target.matches("input, select, textarea") || event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.key === "/" && search) { event.preventDefault(); search.focus(); }
  if (event.key === "e" && opener) opener.click();
  const step = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
  if (step && turns.length) {
    const now = number(field("on").value), at = nearest(now);
    go(step < 0 && turns[at] < now ? at : at + step);
    update(true);
  }
});
addEventListener("beforeprint", () => { for (const each of document.querySelectorAll("[data-more]")) each.hidden = false; });
form.addEventListener("submit", (event) => event.preventDefault());
form.addEventListener("reset", () => setTimeout(() => { together = field("on").value === field("known").value; update(true); }));
addEventListener("hashchange", () => { follow(); update(false); });
document.getElementById("machine").hidden = false;
follow();
update(false);

/** For scripts and tests: the same answers as data; days as YYYY-MM-DD. */
window.regtrack = Object.freeze({
  modes: data.modes,
  instruments: lanes.map((lane) => lane.id),
  state: (id, on, known, mode) => state(lanes.find((lane) => lane.id === id), number(on), number(known), data.modes.indexOf(mode || data.modes[0])),
  changes: (id, before, after, mode) => changes(lanes.find((lane) => lane.id === id),
    { on: number(before.on), known: number(before.known) }, { on: number(after.on), known: number(after.known) }, data.modes.indexOf(mode || data.modes[0])),
});
})();
