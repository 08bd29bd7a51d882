(() => {
"use strict";
// The time machine: it looks answers up in the intervals that the library folded, and folds nothing itself.
// Courses, tracks and wholes are flat lists of numbers; -1 stands for nothing. Their fields have the names of data.shape.
const data = JSON.parse(document.getElementById("machine-data").textContent);
const { words, keys, tracks, wholes, versions, courses, ui } = data;
const lanes = data.lanes.filter((lane) => !lane.unlisted), lane_of = new Map(data.lanes.map((lane) => [lane.id, lane]));
const forms = { stop: ".", comma: ", ", colon: ": ", semicolon: "; ", aside: "({text})", date: "{day} {month} {year}", short: "{day} {month}", ...data.forms };
const [STEP, ROW, STATE, VERSION, KEY, SAID] = ["step", "row", "whole", "version", "key", "statement"]
  .map((name) => Object.fromEntries(data.shape[name].map((field, place) => [field, place])));
const COURSE = data.shape.step.length, TRACK = data.shape.row.length, WHOLE = data.shape.whole.length, SAID_WIDTH = data.shape.statement.length;
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

/** The end of a stay is as unsure as the return of what it stayed. */
function state(lane, on, known, mode) {
  const found = own_state(lane, on, known, mode);
  if (found.status !== "expired" || !lane.stays) return found;
  const flags = lane.stays.flatMap((id) => (lane_of.has(id) ? own_state(lane_of.get(id), on, known, mode).flags : []));
  const doubts = flags.filter((each) => each === "unconfirmed" || each.startsWith("stale_since="));
  return { ...found, flags: [...new Set([...found.flags, ...doubts])].sort() };
}

function own_state(lane, on, known, mode) {
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
  return at < 0 || word(rows[at + ROW.text]) === null ? null : row(rows, at);
}

/** A row with its own date, which its words leave open. */
function row(rows, at) {
  const on = word(rows[at + ROW.on]);
  const said = (field, date) => (word(rows[at + field]) || "").replaceAll("{on}", date);
  return { text: said(ROW.text, on), say: said(ROW.say, on && day(number(on))), on, mark: said(ROW.mark, on) };
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
    for (const each of differences(cell(old, path), cell(now, path), before.on, after.on, now, old !== now)) {
      const told = JSON.stringify([each.facet, each.name, each.before, each.after, each.on, !!each.went]);
      if (path === null) whole.add(told); else if (whole.has(told)) continue;
      found.push({ instrument: lane.id, scope: path, ...each });
    }
  }
  return found;
}

function differences(old, now, from, to, version, learned) {
  const found = [];
  const was = reading(old.get(STATUS), from), is = reading(now.get(STATUS), to);
  const moved = (was && was.text) !== (is && is.text);
  for (const key of new Set([...old.keys(), ...now.keys()])) {
    const facet = keys[key][KEY.facet], name = keys[key][KEY.name];
    const a = reading(old.get(key), from), b = reading(now.get(key), to);
    if ((a && a.text) === (b && b.text)) continue;
    if (facet === "schedule" && moved) continue;
    if (facet === "status" && learned && recited((b || a).mark)) continue; // known now; nothing happened
    if (facet === "announced" && !b && version[VERSION.said].includes(key)) continue;
    const unsaid = UNSAID[facet] || null;
    found.push({
      facet, name, before: a ? a.text : unsaid, after: b ? b.text : unsaid, on: b ? b.on : null,
      certainty: facet === "announced" ? (b || a).mark : "published", said: a ? a.say : "", says: b ? b.say : "",
    });
  }
  if (to > from) found.push(...cameAndWent(now.get(STATUS), was, is, from, to, learned));
  return found;
}

const recited = (mark) => mark.split(" ")[3] === "recited";

/** Statuses that began and ended between two days and show on neither. */
function cameAndWent(rows, was, is, from, to, learned) {
  const found = [], ends = [was ? was.text : "none", is ? is.text : "none"];
  const binds = (mark) => mark.split(" ")[1] === "yes";
  const bound = [was, is].some((each) => each && binds(each.mark));
  if (!rows) return found;
  for (let i = place(rows, TRACK, from) + TRACK; i + TRACK < rows.length && rows[i + TRACK] <= to; i += TRACK) {
    const { text, mark } = row(rows, i);
    if (!text || ends.includes(text) || (!binds(mark) && !bound) || STEPS.has(text)) continue;
    if (learned && recited(mark)) continue;
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
function day(n, form = forms.date, months = data.months) {
  const date = new Date(n * DAY);
  return fill(form, { day: date.getUTCDate(), month: months[date.getUTCMonth()], year: date.getUTCFullYear() });
}
function flag(text) {
  return data.flags[text.split("=")[0]] || text.replaceAll("_", " ");
}

// --- the page ---------------------------------------------------------------------------------------------------

const form = document.getElementById("ask");
const field = (name) => form.elements.namedItem(name);
for (const lane of lanes) { lane.name ||= lane.short; lane.weight ??= 0; lane.topics ??= []; }
for (const { id, name } of lanes.slice().sort((a, b) => a.name.localeCompare(b.name, document.documentElement.lang))) field("i").append(new Option(name, id));
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

/** The last day of which anybody can say what was known; and that of the law as far as it, empty while it is typed. */
const latest = number(field("known").max);
const as_known = () => field("on").value && iso(Math.min(number(field("on").value), latest));
/** Refuses days of knowledge that lie ahead, in words. */
function check() {
  for (const name of ["known", "from"]) {
    const box = field(name), asks = name === "known" || field("move").value === "knowledge", ahead = asks && number(box.value) > latest;
    box.setCustomValidity(ahead ? fill(ui.ahead, { date: day(latest) }) : "");
    if (ahead) box.reportValidity();
  }
}

/** What the fields ask, or null while a day is not complete. */
function asked() {
  const values = Object.fromEntries(NAMES.map((name) => [name, field(name).value]));
  const [on, known, from] = [values.on, values.known, values.from].map(number);
  if ([on, known, from].some(Number.isNaN) || ["on", "known", "from"].some((name) => !field(name).checkValidity())) return null;
  const sides = {
    both: [{ on: from, known: Math.min(from, latest) }, { on, known }],
    law: [{ on: from, known }, { on, known }],
    knowledge: [{ on, known: from }, { on, known }],
  }[values.move];
  return { ...values, on, known, from, sides, mode: Math.max(data.modes.indexOf(values.mode), 0) };
}

const admits = (ask, id) => (!ask.i || ask.i === id) && (!ask.topic || !!lane_of.get(id)?.topics.includes(ask.topic));

function list(id, items, row, empty) {
  const box = document.getElementById(id), more = box.nextElementSibling;
  box.replaceChildren(...items.slice(0, MANY).map(row));
  if (!items.length) box.append(make("li", "note", empty));
  more.hidden = items.length <= MANY;
  more.textContent = fill(ui.show_all, { count: items.length });
  more.onclick = () => { box.append(...items.slice(MANY).map(row)); more.hidden = true; };
}

const SVG = "http://www.w3.org/2000/svg";
function draft(tag, attributes, ...inside) {
  const element = document.createElementNS(SVG, tag);
  for (const [name, value] of Object.entries(attributes)) if (value !== "") element.setAttribute(name, value);
  element.append(...inside);
  return element;
}

function stateRow({ lane, found, ask }) {
  const item = make("li"), at = version(lane, ask.known, ask.mode), seen = new Set(), notes = make("div"), lead = make("span", "is");
  const only_said = weigh(lane, ask) === ANNOUNCED, look = data.looks[found.status] || "unsure";
  const sure = look !== "force" ? look : lane.weight === GUIDANCE ? "guidance" : found.enforcement === "discretion" ? "unenforced" : look;
  const sign = only_said ? draft("line", { class: "said", x2: 18 }) : draft("rect", { class: `bar ${sure}`, width: 18 });
  lead.append(draft("svg", { class: "key", width: 18, height: 12, "aria-hidden": "true" }, sign), large(data.status[found.status] || found.status) + forms.stop);
  const note = (text, said = text) => { if (!seen.has(said)) { seen.add(said); notes.append(make("span", "note", text)); } };
  const tell = (rows, scope) => {
    for (const [key, track] of rows) {
      const facet = keys[key][KEY.facet], said = reading(track, ask.on);
      if (!said || facet === "schedule" || facet === "text") continue;
      const leads = !scope && !seen.size && (facet === "status" ? found.status !== "mixed" && !only_said : only_said && facet === "announced");
      if (leads) { lead.lastChild.data = said.say; seen.add(said.say); } else if (facet !== "status" || scope) note(scope ? scope + forms.colon + said.say : said.say, said.say);
    }
  };
  tell([...cell(at, null)].sort(([a], [b]) => (b === STATUS) - (a === STATUS)), null);
  if (found.underlying) note(fill(ui.without, { status: data.status[found.underlying] }));
  for (const path of at[VERSION.paths].map(word)) tell(cell(at, path), path);
  if (data.force[found.force] && !only_said) note(large(data.force[found.force]) + forms.stop);
  for (const each of found.flags) if (each !== "announced_change") note(large(flag(each)) + forms.stop);
  item.append(make("b", "", lane.name), lead, notes);
  return item;
}

function changeRow({ id, name, own }) {
  const item = make("li"), notes = make("div");
  item.dataset.i = id;
  item.append(make("b", "", name), notes);
  const told = new Set();
  for (const each of own.sort((a, b) => (b.facet === "status") - (a.facet === "status"))) {
    const said = JSON.stringify([each.scope, each.says, each.said]);
    if (told.has(said)) continue;
    told.add(said);
    const scope = each.scope ? each.scope + forms.colon : "";
    notes.append(make("span", "", scope + (each.says || fill(ui.gone, { before: each.said }))));
    if (each.says && each.said) notes.append(make("span", "note", fill(forms.aside, { text: fill(ui.was, { before: each.said }) })));
  }
  return item;
}

const GUIDANCE = 1, ANNOUNCED = 3; // regtrack.report.answer.model.Weight
/** How much an instrument weighs: one that is only announced less than its kind. */
function weigh(lane, ask) {
  return ["none", "unknown", "announced", "reported"].includes(state(lane, ask.on, ask.known, ask.mode).status) ? ANNOUNCED : lane.weight;
}

/** The instruments of which anything changed that the filters admit, the heaviest first. */
function changes_of(ask) {
  const found = [];
  for (const lane of lanes) {
    if (!admits(ask, lane.id)) continue;
    const own = changes(lane, ...ask.sides, ask.mode)
      .filter((each) => (!ask.kind || each.facet === ask.kind) && (!ask.certainty || each.certainty === ask.certainty));
    if (own.length) found.push({ id: lane.id, name: lane.name, own, lane, weight: weigh(lane, ask) });
  }
  return found.sort((a, b) => a.weight - b.weight);
}

function answer(ask) {
  const changed = changes_of(ask), moving = new Set(changed.map((each) => each.lane)), counts = new Map(), states = [];
  for (const lane of lanes) {
    if (!admits(ask, lane.id)) continue;
    const found = state(lane, ask.on, ask.known, ask.mode), moved = moving.has(lane);
    counts.set(found.status, (counts.get(found.status) || 0) + 1);
    if (found.status !== "none" || moved) states.push({ lane, found, ask, moved });
  }
  told = headline(changed, ask);
  movers = new Set(changed.slice(0, 12).map((each) => each.id));
  const days = { on: day(ask.on), known: day(ask.known), from: day(ask.from) }, none = counts.get("none") || 0;
  const place = new Map(changed.map((each, at) => [each.lane, at]));
  const moved = states.filter((each) => each.moved).sort((a, b) => place.get(a.lane) - place.get(b.lane)), still = states.filter((each) => !each.moved);
  const first = moved.length ? moved : still, rest = moved.length ? still : [];
  document.getElementById("states-title").textContent = fill(ui.state_title, days);
  list("states", first, stateRow, fill(ui.none_known, { count: none }));
  list("still", rest, stateRow, "");
  const fold = document.getElementById("still").parentNode;
  fold.hidden = !rest.length;
  fold.firstChild.textContent = fill(ui.unmoved, { count: rest.length });
  document.getElementById("changed-title").textContent = fill(ui[`change_${ask.move}`], days);
  list("changed", changed, changeRow, ui.nothing);
  counts.delete("none");
  const parts = [...counts].sort((a, b) => b[1] - a[1])
    .map(([status, count]) => fill(ui.count, { count, status: data.status[status] || status }));
  const unknown = none ? ` ${fill(ui.none_known, { count: none })}` : "";
  document.getElementById("summary").textContent = fill(ui.state_title, days) + forms.colon + (parts.join(forms.comma) || "–") + forms.stop + unknown;
}

const picture = document.querySelector(".picture"), scene = data.picture;
const at_first = new Set(picture ? [...picture.querySelectorAll(".lane")].map((each) => each.dataset.i) : []);
let reach = Math.max(number(first.on), number(first.from)); // the later day as it was asked for: the slider goes back from it

/** The edges of picture and time bar: the days compared fill their width. */
function edges(ask) {
  if (picture && !("follows" in picture.dataset)) return [+picture.dataset.first, +picture.dataset.last];
  return [Math.min(ask.from, ask.on), Math.max(ask.from, ask.on, reach) + 1];
}

/** Days, weeks, months or years, whichever have room for their names. */
function ticks(low, high) {
  const found = [], total = high - low;
  if (total <= 100) {
    let year = iso(low).slice(0, 4); // named where the next one begins
    for (let n = low; n < high; n += 1) if (total <= 16 || (n + 3) % 7 === 0) {
      found.push([n, day(n, iso(n).startsWith(year) ? forms.short : forms.date, data.short_months), total <= 16 ? "day" : "month"]);
      year = iso(n).slice(0, 4);
    }
    return found;
  }
  const step = [1, 2, 3, 6, 12, 24, 60].find((each) => total / 30.4 / each <= 12) || 120;
  const date = new Date(low * DAY);
  for (let year = date.getUTCFullYear(), month = 0; ; month += step) {
    const at = Date.UTC(year, month, 1) / DAY;
    if (at >= high) return found;
    const first = new Date(at * DAY), new_year = first.getUTCMonth() === 0;
    if (at >= low) found.push([at, new_year ? String(first.getUTCFullYear()) : data.short_months[first.getUTCMonth()], new_year ? "year" : "month"]);
  }
}

/** So many columns of small letters, as regtrack.report.page.picture counts them. */
const columns = (text) => [...text].reduce((sum, letter) => sum + (letter > "\u2e80" ? 2 : 1), 0);
const KINDS = ["bar", "under", "said", "mark", "dot"];

/** What a lane shows with this knowledge between two days, what is drawn first below. */
function shown_of(numbers, said, known, low, high) {
  const found = [], once = new Set();
  const add = (kind, look, first, last, texts) => {
    const told = [kind, look, first, texts[0]].join();
    if (first >= high || last < low || (first === last && once.has(told))) return;
    once.add(told);
    found.push({ kind, look, first, last, texts });
  };
  for (let i = 0; i < numbers.length; i += 8) {
    const [sign, first, last, since, until, ...told] = numbers.slice(i, i + 8), [kind, look] = scene.signs[sign];
    if (known < since || known >= until) continue;
    const texts = told.map((n) => n < 0 ? "" : fill(word(n), { first: day(first), last: day(last) }));
    add(kind, look, first, last, texts);
    if (kind === "said") add("mark", "announced", first, first, texts);
  }
  for (let i = 0; i < said.length; i += SAID_WIDTH) {
    const at = said[i + SAID.day], [look, title] = scene.dots[said[i + SAID.certainty]];
    if (at <= known) add("dot", look, at, at, [fill(title, { act: word(said[i + SAID.phrase]), first: day(at) })]);
  }
  found.sort((a, b) => KINDS.indexOf(a.kind) - KINDS.indexOf(b.kind) || a.first - b.first || a.last - b.last);
  const told = new Set(found.filter((each) => each.kind === "bar" || each.kind === "mark").map((each) => each.first));
  return found.filter((each) => each.kind !== "dot" || !told.has(each.first));
}

/** The shapes of a lane, each with the longest words for which there is room. */
function draw_lane(shapes, low, high, width) {
  const clip = (n) => Math.max(2 * low - high, Math.min(n, 2 * high - low)), part = (n) => (clip(n) - low) / (high - low), at = (n) => `${(part(n) * 100).toFixed(2)}%`;
  const points = shapes.filter((each) => each.kind === "mark" || each.kind === "dot").map((each) => each.first).sort((a, b) => a - b);
  const plot = draft("svg", { class: "plot" }), said = new Set();
  for (const each of shapes) {
    const title = draft("title", {}, each.texts[0]), sign = { class: `${each.kind} ${each.look}` }, begins = Math.max(each.first, low);
    let room = 0;
    if (each.kind === "bar") room = Math.min(part(each.last), 1) - part(begins);
    else if (each.kind === "mark" && !said.has(each.first)) { room = part(points.find((n) => n > each.first) ?? high) - part(each.first); said.add(each.first); }
    if (each.kind === "bar" || each.kind === "under") plot.append(draft("rect", { x: at(each.first), width: `${(Math.max(part(each.last) - part(each.first), 0) * 100).toFixed(2)}%`, ...sign }, title));
    else if (each.kind === "said") plot.append(draft("line", { x1: at(each.first), x2: at(each.last), ...sign }, title));
    else plot.append(draft("use", { href: `#${each.kind}-${each.look}`, x: at(each.first + 0.5), ...sign }, title));
    const text = each.texts.slice(1).find((words) => words && columns(words) * 5.8 <= room * width - 14);
    if (text && each.first >= low - (each.kind === "bar" ? Infinity : 0)) plot.append(draft("text", { class: `word ${each.kind}-word ${each.look}`, x: at(begins + (each.kind === "bar" ? 0 : 0.5)), dx: each.kind === "bar" ? 5 : 9 }, text));
  }
  return plot;
}

/** The lanes that moved and that the filters admit, the heaviest first, each topic or weight under its heading. */
function rows_of(ask) {
  const follows = "follows" in picture.dataset;
  const found = scene.lanes.filter(([id]) => admits(ask, id) && (!follows || (other ? movers : at_first).has(id)))
    .map(([id, name, weight, numbers]) => ({ id, name, title: lane_of.get(id).name, topic: lane_of.get(id).topics[0] || "", numbers, weight: other ? weigh(lane_of.get(id), ask) : weight }));
  const topics = [...new Set(found.map((each) => each.topic))], weights = new Set(found.map((each) => each.weight));
  found.sort((a, b) => topics.indexOf(a.topic) - topics.indexOf(b.topic) || a.weight - b.weight);
  const heading = topics.length > 1 ? (each) => each.topic || ui.no_topic : weights.size > 1 ? (each) => scene.titles[each.weight] : () => "";
  return found.map((each) => [heading(each), each]);
}

/** How wide the lanes are on a sheet, in pixels of the letters. */
const PAPER = 440;
/** Hides words that would touch those before them: letters are as large as the reader has them. */
function set_apart(...texts) {
  const kept = [], boxes = texts.map((each) => each.getBoundingClientRect());
  const touch = (a, b) => a.left < b.right + 4 && b.left < a.right + 4 && a.top < b.bottom && b.top < a.bottom;
  boxes.forEach((box, at) => { if (kept.some((each) => touch(box, each))) texts[at].classList.add("off"); else kept.push(box); });
}
let drawn = "";
/** The picture as it would have been drawn with this knowledge, with the days that are compared. */
function draw(ask, paper) {
  if (!picture || !scene) return;
  const [low, high] = edges(ask), style = getComputedStyle(picture), at = (n) => `${((n - low) / (high - low) * 100).toFixed(2)}%`;
  const width = paper || picture.getBoundingClientRect().width - parseFloat(style.paddingLeft), rows = rows_of(ask);
  const now = JSON.stringify([low, high, Math.round(width), ask.known, ask.on, ask.from, ask.move, rows.map(([, each]) => [each.id, each.weight])]);
  if (now === drawn) return;
  drawn = now;
  const [head, heading, flat] = scene.heights, lanes_in = [], used = new Set(ask.known + 1 < high ? ["known known"] : []);
  let y = head, last = "";
  for (const [title, each] of rows) {
    if (title !== last) { lanes_in.push(draft("svg", { class: "topic", y: `${y}em` }, draft("text", { class: "name" }, title))); y += heading; last = title; }
    const shapes = shown_of(each.numbers, lane_of.get(each.id).said, ask.known, low, high), bare = shapes.every((shape) => shape.kind !== "bar");
    for (const shape of shapes) used.add(`${shape.kind} ${shape.look}`);
    const name = draft("text", { class: "name" }, each.name, draft("title", {}, each.title));
    lanes_in.push(draft("svg", { class: bare ? "lane bare" : "lane", y: `${y}em`, "data-i": each.id }, name, draw_lane(shapes, low, high, width)));
    y += bare || shapes.every((shape) => shape.kind !== "mark" && shape.kind !== "dot") ? flat : 1;
  }
  picture.querySelector(".lanes").replaceChildren(...lanes_in);
  picture.setAttribute("height", `${y}em`);
  const grid = picture.querySelector(".grid"), names = picture.querySelector(".ticks");
  grid.setAttribute("height", `${y - 1.1}em`);
  for (const old of grid.querySelectorAll("line")) old.remove();
  const marks = ticks(low, high);
  grid.prepend(...marks.map(([n, , look]) => draft("line", { class: look, x1: at(n), x2: at(n), y2: "100%" })));
  names.replaceChildren(...marks.map(([n, text, look]) => draft("text", { class: look, x: at(n), dx: 3, y: -5 }, text)));
  grid.querySelector(".veil").setAttribute("x", at(Math.min(Math.max(ask.known + 1, low), high)));
  for (const each of picture.querySelectorAll(".line")) {
    const look = each.classList[1], n = look === "today" ? +each.dataset.n : ask[look] + 1, x = at(n), part = (n - low) / (high - low), left = look === "today" ? part > 0.75 : part * width > 76;
    each.classList.toggle("off", n < low || n > high || (look === "from" && ask.move === "knowledge") || (look === "today" && n === ask.on));
    for (const name of ["x1", "x2"]) each.firstChild.setAttribute(name, x);
    for (const [name, value] of [["x", x], ["dx", left ? -4 : 4], ["class", left ? "left" : ""]]) each.lastChild.setAttribute(name, value);
    if (look !== "today") each.lastChild.textContent = day(n - 1);
  }
  for (const each of document.querySelectorAll(".legend li")) each.hidden = !used.has(each.dataset.sign);
  const texts = (wanted) => [...picture.querySelectorAll(wanted)];
  if (!paper) set_apart(...texts(".line:not(.off) text"), ...texts(".ticks .year"), ...texts(".ticks :not(.year)"), ...texts(".lanes .word"));
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
/** What of the report the filters admit. */
function filter(ask) {
  const now = JSON.stringify([ask.i, ask.topic, ask.kind, ask.certainty]);
  if (now === filtered) return;
  filtered = now;
  for (const part of document.querySelectorAll(".part")) {
    let shown = 0;
    for (const group of part.querySelectorAll(".group")) {
      const fits = admits(ask, group.dataset.i);
      let own = 0;
      for (const entry of group.querySelectorAll(".entry")) {
        const { kind = "status", certainty = "published" } = entry.dataset;
        entry.hidden = !(fits && (!ask.kind || ask.kind === kind) && (!ask.certainty || ask.certainty === certainty));
        own += !entry.hidden;
      }
      group.hidden = !own;
      shown += own;
    }
    part.hidden = !shown;
  }
}

function update(write) {
  const ask = asked();
  if (!ask) return;
  const moved = NAMES.filter((name) => field(name).value !== first[name]);
  other = DAYS.some((name) => moved.includes(name));
  answer(ask);
  document.body.classList.toggle("moved", moved.length > 0);
  document.body.classList.toggle("other", other);
  filter(ask);
  draw(ask);
  draw_turns(ask);
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
  reach = Math.max(number(field("on").value), field("from").value === first.from ? number(first.on) : -Infinity);
}

let together = field("known").value === as_known();
form.addEventListener("input", (event) => {
  const { name } = event.target;
  if (name === "turn") go(near(+slider.value));
  if (name === "on" && together) field("known").value = as_known();
  if (name === "known") together = field("known").value === as_known();
  if (name === "on" || name === "from") reach = number(field("on").value);
  check();
  update(true);
});

// --- the turns: days on which anything becomes known or takes effect ---------------------------------------------

const low = field("on").min ? number(field("on").min) : -Infinity, high = field("on").max ? number(field("on").max) : Infinity;
const turned = new Map(), turn = (n, what) => { if (!turned.has(n)) turned.set(n, []); turned.get(n).push(what); };
for (const lane of lanes) for (let i = 0; i < lane.said.length; i += SAID_WIDTH) turn(lane.said[i], [lane, word(lane.said[i + SAID.phrase])]);
if (courses[0] !== undefined) for (const lane of lanes) for (let rows = courses[lane.courses[0]], i = 0; i < rows.length; i += COURSE) if (!turned.has(rows[i])) turned.set(rows[i], []);
const turns = [...turned.keys()].filter((n) => n >= low && n <= high && Math.abs(n) < 1e6).sort((a, b) => a - b);
const slider = field("turn"), dots = document.querySelector(".turns svg"), caption = document.querySelector(".turns p");
/** Moves the later day, and with it what was known. */
function go(n) {
  if (n === undefined || n < low || n > high) return;
  reach = Math.max(reach, n);
  field("on").value = iso(n);
  if (together) field("known").value = as_known();
}
/** The turn close by, or the day itself: a hand is no finer than that. */
function near(n) {
  const best = turns.reduce((a, b) => (Math.abs(b - n) < Math.abs(a - n) ? b : a), Infinity);
  return Math.abs(best - n) <= (slider.max - slider.min) / 60 ? best : n;
}
function step(by) {
  const now = number(field("on").value);
  go(by > 0 ? turns.find((n) => n > now) : turns.findLast((n) => n < now));
  update(true);
}
/** The time bar: a dot for each day on which anything turned, above the same days of the picture. */
function draw_turns(ask) {
  const [from, to] = edges(ask), count = to - from, at = (n) => `${((n - from + 0.5) / count * 100).toFixed(2)}%`;
  slider.parentElement.hidden = turns.length < 2;
  [slider.min, slider.max, slider.value] = [from, to - 1, ask.on];
  slider.setAttribute("aria-valuetext", day(ask.on));
  slider.style.left = `calc(${50 / count}% - 10px)`;
  slider.style.width = `calc(${100 - 100 / count}% + 20px)`;
  const names = ticks(from, to).map(([n, text, look]) => draft("text", { class: n === ask.on ? `${look} now` : look, x: look === "day" ? at(n) : `${((n - from) / count * 100).toFixed(2)}%`, y: 11 }, text));
  const points = turns.filter((n) => n >= from && n < to).map((n) => draft("circle", { cx: at(n), cy: 25, r: Math.min(2 + turned.get(n).length / 2, 5) }));
  dots.replaceChildren(draft("line", { x2: "100%", y1: 25, y2: 25 }), ...names, ...points);
  set_apart(...names.sort((a, b) => b.classList.contains("now") - a.classList.contains("now") || b.classList.contains("year") - a.classList.contains("year")));
  const own = new Map();
  for (const [lane, what] of turned.get(ask.on) || []) if (what && admits(ask, lane.id) && !own.has(lane)) own.set(lane, lane.short + forms.colon + what);
  caption.textContent = day(ask.on) + (own.size ? forms.colon + [...own.values()].join(forms.semicolon) : "");
}

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
  for (const each of document.querySelectorAll(".fold")) if (wanted.length) each.open = true;
}
const opener = document.querySelector(".open-all"), groups = [...document.querySelectorAll("details.group")];
if (opener && groups.length) {
  opener.hidden = false;
  opener.onclick = () => { const open = !groups.every((each) => each.open); for (const each of groups) each.open = open; };
}
const unmoved = document.querySelector(".unmoved");
if (unmoved) {
  unmoved.addEventListener("toggle", () => {
    const ask = asked(), own = new Set(changes_of(ask).map((each) => each.lane)), rest = lanes.filter((lane) => !own.has(lane) && lane.said[0] <= ask.known);
    unmoved.lastChild.replaceChildren(...rest.map((lane) => stateRow({ lane, found: state(lane, ask.on, ask.known, ask.mode), ask })));
  }, { once: true });
}
/** The board as it stands on the page, as a file. */
for (const each of document.querySelectorAll(".export")) {
  each.hidden = false;
  each.onclick = () => {
    const said = (cell) => `"${cell.textContent.trim().replace(/\s+/g, " ").replace(/^([=+\-@])/, "'$1").replaceAll('"', '""')}"`;
    const rows = [...document.querySelectorAll(".board thead")].slice(0, 1).concat([...document.querySelectorAll(".board tbody")]).flatMap((part) => [...part.rows]);
    const lines = rows.map((row, at) => [...[...row.cells].map(said), at ? `"${row.querySelector("a")?.href || ""}"` : '"URL"'].join(","));
    const link = make("a");
    link.href = URL.createObjectURL(new Blob(["\ufeff", lines.join("\r\n"), "\r\n"], { type: "text/csv" }));
    link.download = "board.csv";
    link.click();
    URL.revokeObjectURL(link.href);
  };
}
document.querySelector(".keys").hidden = false;
addEventListener("keydown", (event) => {
  if ((event.target !== slider && event.target.matches("input, select, textarea")) || event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.key === "/" && search) { event.preventDefault(); search.focus(); }
  if (event.key === "e" && opener) opener.click();
  const by = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
  if (by) { event.preventDefault(); step(by); }
});
form.addEventListener("submit", (event) => event.preventDefault());
form.addEventListener("reset", () => setTimeout(() => { together = field("known").value === as_known(); reach = number(field("on").value); check(); update(true); }));
addEventListener("hashchange", () => { follow(); check(); update(false); });
addEventListener("resize", () => { drawn = ""; update(false); }); // letters may be larger too
addEventListener("beforeprint", () => { const ask = asked(); if (ask) draw(ask, PAPER); });
addEventListener("afterprint", () => update(false));
document.getElementById("machine").hidden = false;
follow();
check();
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
