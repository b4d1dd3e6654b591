// @ts-check
/** The progress of a batch, as `/api/events` reports it. @typedef {import('../src/progress/batch-progress.ts').BatchProgress} BatchProgress */
/** A batch, as `/api/runs` lists it. @typedef {import('../src/http/read-batch.ts').ListedBatch} Run */

class TokenNeeded extends Error {}

const tokenKey = 'variegate-token';
const ended = new Set(['completed', 'failed', 'cancelled']);
/** @type {Map<string, Run>} */
const runs = new Map();
/** Batches whose end is being looked for. @type {Set<string>} */
const awaited = new Set();
/** Batches with progress that do not match what is looked for. @type {Set<string>} */
const unmatched = new Set();
/** What to ask for the batches after those that are shown; `null` where there are none. @type {string | null} */
let next = null;

const pageSize = 50;
const refreshMs = 10_000;
/** Pictures of one batch. */
const maxThumbnails = 6;

const state = element('#state');
const list = element('#batches');
const tokenForm = /** @type {HTMLFormElement} */ (element('#token-form'));
const search = /** @type {HTMLInputElement} */ (element('#search'));
const status = /** @type {HTMLSelectElement} */ (element('#status'));
const older = element('#older');

/** Pictures are loaded of what is seen alone. */
const seen = new IntersectionObserver(entries => {
  for (const { target, isIntersecting } of entries) {
    if (!(target instanceof HTMLElement)) continue;
    if (isIntersecting) target.dataset['seen'] = 'yes';
    else delete target.dataset['seen'];
    const run = runs.get(target.dataset['batchId'] ?? '');
    if (run !== undefined) void showThumbnails(target, run);
  }
});

element('#find').addEventListener('submit', submitted => submitted.preventDefault());
status.addEventListener('change', () => void find());
/** @type {ReturnType<typeof setTimeout> | undefined} */
let typing;
search.addEventListener('input', () => {
  clearTimeout(typing);
  typing = setTimeout(() => void find(), 250);
});
older.addEventListener('click', () => void showOlder());

tokenForm.addEventListener('submit', submitted => {
  submitted.preventDefault();
  const field = /** @type {HTMLInputElement} */ (element('#token'));
  sessionStorage.setItem(tokenKey, field.value);
  field.value = '';
  tokenForm.hidden = true;
});

/** Asks the service, with the token if there is one. @param {string} path @param {RequestInit} [options] */
async function ask(path, options = {}) {
  const token = sessionStorage.getItem(tokenKey);
  const headers = token === null ? {} : { authorization: `Bearer ${token}` };
  const answer = await fetch(path, { ...options, headers });
  if (answer.status === 401) throw new TokenNeeded();
  if (answer.ok) return answer;
  const problem = await answer.json().catch(() => null);
  throw new Error(problem?.error?.message ?? `The service answered ${answer.status}.`);
}

const isFiltered = () => search.value !== '' || status.value !== '';

/** What is looked for. */
function filter() {
  const query = new URLSearchParams({ limit: String(pageSize) });
  if (search.value !== '') query.set('search', search.value);
  if (status.value !== '') query.set('status', status.value);
  return query.toString();
}

/** @param {string | null} before @returns {Promise<{ runs: Run[], next: string | null } | null>} `null` where something else is looked for by now */
async function readPage(before) {
  const wanted = filter();
  const from = before === null ? '' : `&before=${before}`;
  const page = await (await ask(`/api/runs?${wanted}${from}`)).json();
  return filter() === wanted ? page : null;
}

/** Brings the newest batches up to date, whichever worker has them. What is shown already keeps its place and its focus. */
async function loadRuns() {
  const page = await readPage(null);
  if (page === null) return;
  const listed = new Set(page.runs.map(({ batchId }) => batchId));
  // Without a filter a batch never leaves the list, and older ones stay that were asked for.
  const hasOlder = !isFiltered() && runs.size > listed.size;
  for (const batchId of [...runs.keys()]) if (!hasOlder && !listed.has(batchId)) remove(batchId);
  /** @type {Element | null} */
  let place = list.firstElementChild;
  for (const run of page.runs) {
    runs.set(run.batchId, run);
    const known = itemOf(run.batchId);
    if (known !== null && known === place) place = place.nextElementSibling;
    else list.insertBefore(known ?? makeItem(run.batchId), place);
    show(run);
  }
  if (!hasOlder) next = page.next;
  showEnds();
  say('Live');
}

async function showOlder() {
  if (next === null) return;
  const page = await readPage(next).catch(() => null);
  if (page === null) return;
  for (const run of page.runs) {
    runs.set(run.batchId, run);
    if (itemOf(run.batchId) === null) list.append(makeItem(run.batchId));
    show(run);
  }
  next = page.next;
  showEnds();
  const [first] = page.runs;
  // Where the button goes, the focus must not.
  if (first !== undefined) element('h3', itemOf(first.batchId) ?? list).focus();
}

function showEnds() {
  older.hidden = next === null;
  element('#empty').hidden = runs.size > 0 || isFiltered();
  element('#none-found').hidden = runs.size > 0 || !isFiltered();
}

/** Shows what is looked for now. */
async function find() {
  for (const batchId of [...runs.keys()]) remove(batchId);
  unmatched.clear();
  await loadRuns().catch(() => {}); // The next refresh says what is wrong.
}

/** @param {string} batchId */
function remove(batchId) {
  const item = itemOf(batchId);
  if (item !== null) {
    seen.unobserve(item);
    for (const picture of item.querySelectorAll('img')) URL.revokeObjectURL(picture.src);
    item.remove();
  }
  runs.delete(batchId);
}

/** @param {string} batchId @returns {HTMLElement | null} */
function itemOf(batchId) {
  return list.querySelector(`li[data-batch-id="${CSS.escape(batchId)}"]`);
}

/** An EventSource cannot send a token, so the stream is read by hand. */
async function followEvents() {
  const answer = await ask('/api/events');
  if (answer.body === null) return;
  let rest = '';
  const decoder = new TextDecoder();
  for await (const bytes of streamOf(answer.body)) {
    const messages = (rest + decoder.decode(bytes, { stream: true })).split('\n\n');
    rest = messages.pop() ?? '';
    for (const message of messages) {
      const data = /^data: (.*)$/m.exec(message)?.[1];
      if (data !== undefined) await take(JSON.parse(data));
    }
  }
}

/** Not every browser can iterate over a stream. @param {ReadableStream<Uint8Array>} stream */
async function* streamOf(stream) {
  const reader = stream.getReader();
  for (let next = await reader.read(); !next.done; next = await reader.read()) yield next.value;
}

/** @param {BatchProgress} progress */
async function take(progress) {
  const known = runs.get(progress.batchId);
  if (known === undefined) {
    // What has ended long ago is said too, at the beginning; what ends unseen comes with the next refresh.
    if (progress.isFinal || unmatched.has(progress.batchId)) return;
    await loadRuns();
    if (!runs.has(progress.batchId)) unmatched.add(progress.batchId);
    return;
  }
  const run = { ...known, progress, waiting: progress.waiting };
  runs.set(progress.batchId, run);
  const finished = progress.succeeded + progress.failed + progress.skipped;
  show(run);
  // Of a batch that was cancelled, some never finish.
  const isOver = progress.isFinal || (progress.requested !== null && finished >= progress.requested);
  if (isOver) void awaitEnd(progress.batchId);
}

/** The last variant has finished: the batch ends soon. @param {string} batchId */
async function awaitEnd(batchId) {
  if (awaited.has(batchId)) return;
  awaited.add(batchId);
  try {
    for (;;) {
      const run = /** @type {Run} */ (await (await ask(`/api/runs/${batchId}`)).json());
      if (!runs.has(batchId)) return;
      runs.set(batchId, run);
      show(run);
      if (ended.has(run.status)) return;
      await new Promise(resolve => setTimeout(resolve, 1000));
    }
  } catch {
    // The stream reports it as well.
  } finally {
    awaited.delete(batchId);
  }
}

/** @param {string} batchId */
function makeItem(batchId) {
  const template = /** @type {HTMLTemplateElement} */ (element('#batch'));
  const item = /** @type {HTMLElement} */ (template.content.cloneNode(true)).querySelector('li');
  if (item === null) throw new Error('The page is not whole.');
  item.dataset['batchId'] = batchId;
  element('h3', item).textContent = batchId;
  element('.retry', item).addEventListener('click', () => tryIn(item, () => retry(item, batchId)));
  seen.observe(item);
  element('.cancel', item).addEventListener('click', () => tryIn(item, () => cancel(batchId)));
  element('.report', item).addEventListener('click', () => tryIn(item, () => openReport(batchId)));
  return item;
}

/** @param {Run} run */
function show(run) {
  const item = itemOf(run.batchId);
  if (item === null) return;
  const { progress } = run;
  const asked = new Date(run.askedAt).toLocaleString();
  element('.facts', item).textContent = `${run.status}, asked for ${asked}, into ${run.request.outDir}`;
  showBar(item, run);
  element('.counts', item).textContent = countsText(run);
  const running = ended.has(run.status) ? [] : (progress?.running ?? []);
  setLines(element('.running', item), running.map(runningText));
  const failures = progress?.failures ?? [];
  const failed = run.counts?.failed ?? progress?.failed ?? 0;
  const details = element('.failures', item);
  details.hidden = failures.length === 0;
  element('summary', details).textContent = failed === 1 ? '1 variant failed' : `${failed} variants failed`;
  setLines(element('ul', details), failures.map(failureText));
  element('.cancel', item).hidden = ended.has(run.status);
  element('.report', item).hidden = run.status !== 'completed' && run.counts === null;
  const left = (run.counts?.failed ?? 0) + (run.counts?.cancelled ?? 0);
  element('.retry', item).hidden = !ended.has(run.status) || (run.status !== 'failed' && left === 0);
  setText(element('.waiting', item), run.waiting.map(({ message }) => `Waits: ${message}`).join(' '));
  setText(element('.notifications', item), notificationText(run));
  if (run.error !== null) setText(element('.note', item), run.error.message);
  void showThumbnails(item, run);
}

/** @param {HTMLElement} item @param {Run} run */
function showBar(item, run) {
  const bar = /** @type {HTMLProgressElement} */ (element('progress', item));
  const percent = ended.has(run.status) ? 100 : (run.progress?.percent ?? null);
  bar.setAttribute('aria-label', `Progress of ${run.batchId}`);
  if (percent === null) bar.removeAttribute('value');
  else bar.value = percent;
}

/** @param {Run} run */
function countsText({ counts, progress }) {
  if (counts !== null) {
    const { requested, succeeded, failed, skipped, cancelled } = counts;
    return `${requested} requested: ${succeeded} succeeded, ${skipped} skipped, ${failed} failed, ${cancelled} cancelled`;
  }
  if (progress === null) return 'No progress yet.';
  const { requested, succeeded, failed, skipped, percent, etaSeconds } = progress;
  const share = percent === null ? '' : `${Math.floor(percent)} %, `;
  const rest = etaSeconds === null ? '' : `, about ${durationText(etaSeconds)} to go`;
  return `${share}${succeeded + failed + skipped} of ${requested ?? '?'} finished, ${failed} failed${rest}`;
}

/** @param {number} seconds */
function durationText(seconds) {
  if (seconds < 90) return `${Math.ceil(seconds)} s`;
  if (seconds < 5400) return `${Math.round(seconds / 60)} min`;
  return `${(seconds / 3600).toFixed(1)} h`;
}

/** Of what is to be said of its end, what could not be said. @param {Run} run */
function notificationText({ notifications }) {
  return Object.entries(notifications)
    .filter(([, { problem }]) => problem !== null)
    .map(([channel, { status, attempts, problem }]) => {
      const rest = status === 'pending' ? 'it is tried again' : 'it is not tried again';
      return `Not delivered by ${channel} (attempts: ${attempts}, ${rest}): ${problem}`;
    })
    .join(' ');
}

/** Adds the pictures of what was published last, of a batch that is seen. @param {HTMLElement} item @param {Run} run */
async function showThumbnails(item, { batchId, progress }) {
  if (item.dataset['seen'] === undefined || item.dataset['loading'] !== undefined) return;
  item.dataset['loading'] = 'yes';
  const place = element('.thumbnails', item);
  for (const { id, output } of (progress?.published ?? []).slice(-maxThumbnails)) {
    if (place.querySelector(`[data-variant-id="${id}"]`) !== null) continue;
    const picture = await ask(`/api/runs/${batchId}/thumbnails/${id}`).then(
      answer => answer.blob(),
      () => null,
    );
    if (picture !== null) addThumbnail(place, id, output, URL.createObjectURL(picture));
  }
  delete item.dataset['loading'];
}

/** @param {HTMLElement} place @param {string} id @param {string} output @param {string} address */
function addThumbnail(place, id, output, address) {
  const entry = document.createElement('li');
  entry.dataset['variantId'] = id;
  const image = document.createElement('img');
  image.src = address;
  image.alt = output;
  image.title = output;
  entry.append(image);
  place.append(entry);
  const oldest = place.children.length > maxThumbnails ? place.firstElementChild : null;
  if (oldest === null) return;
  URL.revokeObjectURL(oldest.querySelector('img')?.src ?? '');
  oldest.remove();
}

/** @param {HTMLElement} place @param {string} text */
function setText(place, text) {
  if (place.textContent !== text) place.textContent = text;
}

/** @param {BatchProgress['running'][number]} variant */
function runningText({ output, percent, speed, etaSeconds }) {
  const pace = speed === null ? '' : `, ${speed.toFixed(1)}x`;
  const rest = etaSeconds === null ? '' : `, ${Math.ceil(etaSeconds)} s to go`;
  return `${output}: ${Math.floor(percent)} %${pace}${rest}`;
}

/** @param {BatchProgress['failures'][number]} failure */
function failureText({ source, index, series, message, code }) {
  return `${source}, variant ${series === undefined ? '' : `${series} `}${index}: ${message} (${code})`;
}

/** Sets as many lines as there are texts, as text: nothing of a name or message is ever markup. @param {HTMLElement} parent @param {readonly string[]} texts */
function setLines(parent, texts) {
  while (parent.children.length > texts.length) parent.lastElementChild?.remove();
  texts.forEach((text, at) => {
    const line = parent.children[at] ?? parent.appendChild(document.createElement('li'));
    if (line.textContent !== text) line.textContent = text;
  });
}

/** @param {string} batchId */
async function cancel(batchId) {
  await ask(`/api/runs/${batchId}/cancel`, { method: 'POST' });
  void awaitEnd(batchId);
}

/** Asks for what failed or was left out once more, as another batch. @param {HTMLElement} item @param {string} batchId */
async function retry(item, batchId) {
  const run = await (await ask(`/api/runs/${batchId}/retry`, { method: 'POST' })).json();
  element('.retry', item).hidden = true;
  search.value = '';
  status.value = '';
  unmatched.clear();
  await loadRuns();
  const again = itemOf(run.batchId);
  if (again !== null) element('h3', again).focus();
}

/** A link could not send the token, so the service gives out an address that needs none, once. @param {string} batchId */
async function openReport(batchId) {
  const answer = await ask(`/api/runs/${batchId}/report-link`, { method: 'POST' });
  const { url } = await answer.json();
  location.assign(url);
}

/** Does something for a batch, and says there what went wrong. @param {HTMLElement} item @param {() => Promise<void>} work */
async function tryIn(item, work) {
  const note = element('.note', item);
  note.textContent = '';
  await work().catch(error => {
    note.textContent = error.message;
  });
}

/** Shows the form for the token, and waits until it has been filled in. */
async function tokenGiven() {
  say('A token is needed.');
  tokenForm.hidden = false;
  element('#token').focus();
  await new Promise(resolve => tokenForm.addEventListener('submit', resolve, { once: true }));
}

/** @param {string} text */
function say(text) {
  if (state.textContent !== text) state.textContent = text;
}

/** @param {string} selector @param {ParentNode} [parent] @returns {HTMLElement} */
function element(selector, parent = document) {
  const found = parent.querySelector(selector);
  if (found instanceof HTMLElement) return found;
  throw new Error(`The page has no ${selector}.`);
}

// Other workers have batches whose progress is not heard here, and some end without any.
setInterval(() => {
  if (tokenForm.hidden && state.textContent === 'Live') void loadRuns().catch(() => {});
}, refreshMs);

// Once for as long as the page is open: a stream that ends is opened again.
for (;;) {
  try {
    await loadRuns();
    await followEvents();
    say('The service has gone; looking for it…');
  } catch (error) {
    if (error instanceof TokenNeeded) await tokenGiven();
    else say(`${error instanceof Error ? error.message : error} Trying again…`);
  }
  await new Promise(resolve => setTimeout(resolve, 1000));
}
