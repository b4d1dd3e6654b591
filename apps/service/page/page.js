// @ts-check
/** The progress of a batch, as `/api/events` reports it. @typedef {import('../src/progress/batch-progress.ts').BatchProgress} BatchProgress */
/** A batch, as `/api/runs` lists it. @typedef {import('../src/engine/batch-run.ts').BatchRun & { progress: BatchProgress | null }} Run */

class TokenNeeded extends Error {}

const tokenKey = 'variegate-token';
const ended = new Set(['completed', 'failed', 'cancelled']);
/** @type {Map<string, Run>} */
const runs = new Map();
/** Batches whose end is being looked for. @type {Set<string>} */
const awaited = new Set();

const state = element('#state');
const list = element('#batches');
const tokenForm = /** @type {HTMLFormElement} */ (element('#token-form'));

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

async function loadRuns() {
  const answer = await ask('/api/runs?limit=50');
  const { runs: listed } = /** @type {{ runs: Run[] }} */ (await answer.json());
  runs.clear();
  list.replaceChildren();
  for (const run of listed) {
    runs.set(run.batchId, run);
    list.append(makeItem(run.batchId));
    show(run);
  }
  element('#empty').hidden = listed.length > 0;
  say('Live');
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
    await loadRuns();
    return;
  }
  known.progress = progress;
  const finished = progress.succeeded + progress.failed + progress.skipped;
  show(known);
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
  element('.cancel', item).addEventListener('click', () => tryIn(item, () => cancel(batchId)));
  element('.report', item).addEventListener('click', () => tryIn(item, () => openReport(batchId)));
  return item;
}

/** @param {Run} run */
function show(run) {
  const item = list.querySelector(`li[data-batch-id="${CSS.escape(run.batchId)}"]`);
  if (!(item instanceof HTMLElement)) return;
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
  if (run.error !== null) element('.note', item).textContent = run.error.message;
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
  const { requested, succeeded, failed, skipped, percent } = progress;
  const share = percent === null ? '' : `${Math.floor(percent)} %, `;
  return `${share}${succeeded + failed + skipped} of ${requested ?? '?'} finished, ${failed} failed`;
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
