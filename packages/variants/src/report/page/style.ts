/** The style of a report: one sheet, for wide and narrow screens, light and dark. */
export const style = `
:root {
  color-scheme: light dark;
  --paper: light-dark(#f6f5f2, #131519);
  --card: light-dark(#ffffff, #1b1e24);
  --ink: light-dark(#1c1e22, #e8e8e6);
  --muted: light-dark(#5a5f69, #a3a9b4);
  --line: light-dark(#dfddd7, #31353e);
  --accent: light-dark(#0a6b62, #57c9b9);
  --control: light-dark(#9a5b00, #f0b45c);
  --distractor: light-dark(#7a3fb0, #c59bf0);
  --danger: light-dark(#a8201a, #ff8f86);
  --frame: light-dark(#e9e7e2, #0c0d10);
}
* { box-sizing: border-box; }
html { scroll-behavior: smooth; scroll-padding-top: 1rem; }
@media (prefers-reduced-motion: reduce) { html { scroll-behavior: auto; } }
body {
  margin: 0;
  background: var(--paper);
  color: var(--ink);
  font: 1rem/1.55 system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", sans-serif;
  font-variant-numeric: tabular-nums;
  overflow-wrap: anywhere;
}
.page { max-width: 72rem; margin: 0 auto; padding: 0 clamp(1rem, 3vw, 2rem); }
a { color: var(--accent); text-underline-offset: 0.15em; }
:focus-visible { outline: 3px solid var(--accent); outline-offset: 3px; border-radius: 4px; }
.skip { position: absolute; left: -100rem; }
.skip:focus { left: 1rem; top: 0.5rem; background: var(--card); padding: 0.5rem 1rem; z-index: 1; }
header.page { padding-top: clamp(1.5rem, 5vw, 3rem); }
.eyebrow { margin: 0; color: var(--accent); font-weight: 600; font-size: 0.875rem; letter-spacing: 0.04em; }
h1 { margin: 0.25rem 0 0.5rem; font-size: clamp(1.6rem, 4.5vw, 2.4rem); line-height: 1.15; letter-spacing: -0.02em; }
h2 { margin: 3rem 0 1rem; font-size: 1.35rem; line-height: 1.25; letter-spacing: -0.01em; }
h3 { margin: 0; font-size: 1.1rem; line-height: 1.3; }
p { margin: 0 0 0.75rem; max-width: 68ch; }
.lead, .muted { color: var(--muted); }
.small { font-size: 0.875rem; }
nav ul { display: flex; flex-wrap: wrap; gap: 0.25rem 1.25rem; list-style: none; padding: 0; margin: 1rem 0 0; }
nav a { display: inline-block; padding: 0.375rem 0; }
.tiles {
  display: grid; gap: 1px; margin: 1.75rem 0 0; overflow: hidden;
  grid-template-columns: repeat(auto-fit, minmax(9.5rem, 1fr));
  background: var(--line); border: 1px solid var(--line); border-radius: 12px;
}
.tiles div { background: var(--card); padding: 0.9rem 1.1rem; display: flex; flex-direction: column-reverse; justify-content: flex-end; }
.tiles dt { color: var(--muted); font-size: 0.875rem; line-height: 1.35; }
.tiles dd { margin: 0; font-size: 1.45rem; font-weight: 600; letter-spacing: -0.01em; }
.tiles .bad dd { color: var(--danger); }
.plot { margin: 0; padding: 1rem; background: var(--card); border: 1px solid var(--line); border-radius: 12px; }
.plot svg { display: block; width: 100%; height: auto; font: 12px system-ui, sans-serif; }
.plot text { stroke: none; }
.plot .narrow { display: none; }
figcaption { color: var(--muted); font-size: 0.875rem; }
.plot figcaption { margin-top: 0.75rem; max-width: 75ch; }
.legend { display: flex; flex-wrap: wrap; gap: 0.25rem 1.25rem; list-style: none; margin: 0.5rem 0 0; padding: 0; font-size: 0.875rem; }
.legend li::before { content: "\\25cf"; margin-right: 0.4rem; color: var(--accent); }
.legend .control::before { content: "\\25c6"; color: var(--control); }
.legend .distractor::before { content: "\\25b2"; color: var(--distractor); }
.scroll { overflow-x: auto; background: var(--card); border: 1px solid var(--line); border-radius: 12px; }
table { border-collapse: collapse; width: 100%; font-size: 0.9rem; overflow-wrap: normal; }
th, td { padding: 0.5rem 1rem; text-align: right; white-space: nowrap; border-top: 1px solid var(--line); }
thead th { border-top: 0; color: var(--muted); font-weight: 500; vertical-align: bottom; white-space: normal; min-width: 5rem; }
tbody th { font-weight: 500; }
th:first-child { text-align: left; }
.failures { list-style: none; margin: 0; padding: 0; background: var(--card); border: 1px solid var(--line); border-radius: 12px; }
.failures li { padding: 0.9rem 1.1rem; border-inline-start: 4px solid var(--danger); }
.failures li + li { border-top: 1px solid var(--line); }
.failures li:first-child { border-start-start-radius: 12px; } .failures li:last-child { border-end-start-radius: 12px; }
.failures p { margin: 0.125rem 0; }
.code { font: 0.85em ui-monospace, SFMono-Regular, Menlo, Consolas, monospace; color: var(--danger); }
.source { margin-top: 3rem; border-top: 1px solid var(--line); padding-top: 1.5rem; }
.source h2 { margin: 0 0 0.25rem; }
.card { margin-top: 1.25rem; background: var(--card); border: 1px solid var(--line); border-radius: 12px; padding: clamp(1rem, 2.5vw, 1.5rem); }
.card .name { margin: 0.125rem 0 0.75rem; color: var(--muted); font-size: 0.875rem; }
.tag { display: inline-block; margin-left: 0.5rem; padding: 0 0.5rem; border: 1px solid currentColor; border-radius: 99px; font-size: 0.75rem; font-weight: 500; line-height: 1.5; vertical-align: 0.1em; }
.tag.control { color: var(--control); } .tag.distractor { color: var(--distractor); }
.pairs { display: grid; gap: 0.75rem; grid-template-columns: repeat(3, 1fr); margin: 0 0 1rem; }
.pair { display: grid; grid-template-columns: 1fr 1fr; gap: 2px; margin: 0; border-radius: 8px; overflow: hidden; background: var(--frame); }
.shot { margin: 0; display: flex; flex-direction: column; justify-content: space-between; }
.shot img { width: 100%; height: auto; max-height: clamp(8rem, 20vw, 13rem); margin-block: auto; object-fit: contain; display: block; }
.shot .gone { display: grid; place-items: center; min-height: 8rem; flex: 1; text-align: center; padding: 0.5rem; color: var(--muted); font-size: 0.875rem; }
.shot figcaption { padding: 0.25rem 0.5rem 0.4rem; font-size: 0.8125rem; line-height: 1.3; }
.shot figcaption b { color: var(--ink); font-weight: 600; }
.figures { display: flex; flex-wrap: wrap; gap: 0.5rem 1.75rem; margin: 0 0 0.75rem; }
.figures div { display: flex; flex-direction: column-reverse; }
.figures dt { color: var(--muted); font-size: 0.8125rem; line-height: 1.3; }
.figures dd { margin: 0; font-weight: 600; }
details { border-top: 1px solid var(--line); margin-top: 1rem; padding-top: 0.5rem; }
summary { cursor: pointer; padding: 0.5rem 0; font-weight: 600; }
summary span { font-weight: 400; color: var(--muted); }
.steps { margin: 0.25rem 0 0; padding: 0 0 0 2rem; columns: 2 24rem; column-gap: 3rem; font-size: 0.9375rem; }
.steps li { break-inside: avoid; padding: 0.3rem 0 0.3rem 0.25rem; }
.steps li::marker { color: var(--muted); font-size: 0.85em; }
.steps .layer { color: var(--muted); font-size: 0.8125rem; }
.steps .params { display: block; color: var(--muted); font-size: 0.8125rem; line-height: 1.45; }
footer.page { margin: 3rem auto 2rem; color: var(--muted); font-size: 0.875rem; border-top: 1px solid var(--line); padding-top: 1rem; }
@media (max-width: 60rem) { .pairs { grid-template-columns: 1fr 1fr; } .pair:nth-child(3) { display: none; } }
@media (max-width: 40rem) {
  .pairs { grid-template-columns: 1fr; }
  .pair:nth-child(3) { display: grid; }
  .shot img { max-height: 60vw; }
  .plot { padding: 0.75rem 0.5rem; }
  .plot .wide { display: none; }
  .plot .narrow { display: block; }
  .tiles { grid-template-columns: 1fr 1fr; }
  .tiles div { padding: 0.7rem 0.9rem; }
  .tiles dd { font-size: 1.25rem; }
  .steps { padding-left: 1.75rem; }
  th, td { padding: 0.45rem 0.75rem; }
}
@media print { .card, .pair { break-inside: avoid; } nav, .skip { display: none; } }
`;
