/** The report's style sheet: serif text, quiet tables, light and dark, paper and phone. */

import { darkColours } from '../figures/theme';

const dark = Object.entries(darkColours)
  .map(([name, value]) => `${name}: ${value};`)
  .join(' ');

export const style = `
:root {
  --paper: #fdfcfa; --ink: #1b1c1e; --soft: #5b5f66; --line: #d9d6cf; --tint: #f4f1ea;
  --accent: #0a5a8a; --good: #16703f; --bad: #b3261e; --figure-ground: var(--paper);
  --serif: Charter, 'Bitstream Charter', 'Source Serif 4', 'Iowan Old Style', Cambria, 'Liberation Serif', Georgia, serif;
  --sans: 'Source Sans 3', 'Source Sans Pro', system-ui, -apple-system, 'Segoe UI', Roboto, 'Liberation Sans', Arial, sans-serif;
  --mono: ui-monospace, 'SF Mono', 'Cascadia Mono', Menlo, Consolas, 'Liberation Mono', monospace;
}
@media screen and (prefers-color-scheme: dark) {
  :root { --paper: #15171a; --ink: #e7e4dd; --soft: #a3a6ac; --line: #383b40; --tint: #1e2125;
    --accent: #7cc0ea; --good: #6fcf97; --bad: #ff8a80; ${dark} }
}
* { box-sizing: border-box; }
html { -webkit-text-size-adjust: 100%; scroll-behavior: smooth; }
body { margin: 0; background: var(--paper); color: var(--ink); font: 1.06rem/1.58 var(--serif); }
header, main, footer { max-width: 66rem; margin: 0 auto; padding: 0 1.25rem; }
header { padding-top: 3.2rem; }
h1, h2, h3, h4 { line-height: 1.22; font-weight: 600; text-wrap: balance; }
h1 { font-size: clamp(1.8rem, 5vw, 2.7rem); margin: 0 0 .5rem; letter-spacing: -.01em; }
h2 { font-size: clamp(1.45rem, 4vw, 1.9rem); margin: 3.6rem 0 .8rem; padding-top: 1.4rem; border-top: 3px double var(--line); }
h3 { font-size: 1.28rem; margin: 2.9rem 0 .7rem; }
h4 { font: 600 .95rem/1.3 var(--sans); margin: 1.8rem 0 .4rem; }
h2.plain { border: 0; padding: 0; margin: 2rem 0 .4rem; }
p, ul, ol, .ledger { max-width: 46rem; }
p { margin: .7rem 0; }
p, li, dd, figcaption { text-wrap: pretty; overflow-wrap: anywhere; }
a { color: var(--accent); text-underline-offset: .15em; text-decoration-thickness: .06em; }
.subtitle { font-size: 1.18rem; color: var(--soft); margin: 0 0 1.4rem; max-width: 44rem; }
.kicker { font: 600 .82rem/1 var(--sans); letter-spacing: .09em; text-transform: uppercase; color: var(--accent); margin: 0 0 .9rem; }
nav ol { margin: 1.6rem 0 0; padding: 0; list-style: none; display: flex; flex-wrap: wrap; gap: .3rem 1.3rem; font: .95rem/1.5 var(--sans); max-width: none; }
.tiles { display: grid; grid-template-columns: repeat(auto-fit, minmax(12.5rem, 1fr)); gap: 1px; background: var(--line); border: 1px solid var(--line); margin: 1.6rem 0; }
.tile { background: var(--paper); padding: 1rem 1.1rem .95rem; }
.tile b { display: block; font: 600 1.62rem/1.15 var(--sans); font-variant-numeric: tabular-nums; }
.tile span { font: .92rem/1.4 var(--sans); color: var(--soft); }
.findings { padding-left: 1.2rem; }
.findings li { margin: .45rem 0; }
.equation { margin: 1rem 0; overflow-x: auto; overflow-y: hidden; display: flex; align-items: center; justify-content: space-between; gap: 1rem; max-width: 46rem; padding: .15rem 0; }
.equation math { font-size: 1.12rem; font-family: 'STIX Two Math', 'Cambria Math', 'Latin Modern Math', 'DejaVu Math TeX Gyre', math; }
.equation .tag { color: var(--soft); font: .9rem var(--sans); white-space: nowrap; }
.ledger { display: grid; grid-template-columns: 7.2rem minmax(0, 1fr); border-top: 1px solid var(--line); margin: 1rem 0 1.2rem; max-width: 50rem; }
.ledger dt, .ledger dd { margin: 0; padding: .55rem 0; border-bottom: 1px solid var(--line); }
.ledger dt { font: 600 .88rem/1.75 var(--sans); color: var(--soft); }
.ledger dd p:first-child { margin-top: 0; } .ledger dd p:last-child { margin-bottom: 0; }
pre { font: .84rem/1.6 var(--mono); background: var(--tint); padding: .8rem 1rem; overflow-x: auto; border-left: 3px solid var(--line); margin: .8rem 0 1.4rem; }
code { font: .88em var(--mono); }
.number-text { font-variant-numeric: tabular-nums lining-nums; }
figure { margin: 1.8rem 0 2.2rem; }
figcaption { font: .95rem/1.5 var(--sans); color: var(--soft); max-width: 50rem; margin-top: .8rem; }
figcaption b { color: var(--ink); font-weight: 600; }
.legend { display: flex; flex-wrap: wrap; gap: .2rem 1.4rem; font: .92rem/1.6 var(--sans); margin: 0 0 .6rem; padding: 0; list-style: none; max-width: none; }
.legend svg { width: 26px; height: 14px; margin-right: .45rem; vertical-align: -1px; overflow: visible; }
.panels { display: grid; gap: 1.1rem 1.1rem; grid-template-columns: repeat(auto-fit, minmax(min(100%, 18.5rem), 1fr)); }
.panels.two { grid-template-columns: repeat(auto-fit, minmax(min(100%, 24rem), 1fr)); }
.panels svg { width: 100%; height: auto; max-width: 36rem; display: block; font-family: var(--sans); }
.scroll { overflow-x: auto; margin: 1.1rem 0 1.8rem; }
table { border-collapse: collapse; font: .88rem/1.45 var(--sans); font-variant-numeric: tabular-nums lining-nums; min-width: min(100%, 40rem); }
caption { text-align: left; font: .95rem/1.5 var(--sans); color: var(--soft); padding-bottom: .5rem; }
caption b { color: var(--ink); }
sub, sup { font-size: .72em; line-height: 0; }
th, td { padding: .3rem .85rem .3rem 0; text-align: left; vertical-align: top; }
td.number, th.number { text-align: right; white-space: nowrap; }
thead th { border-bottom: 1.5px solid var(--ink); font-weight: 600; vertical-align: bottom; }
tbody th { font-weight: 400; }
tbody tr { border-bottom: 1px solid var(--line); }
.grouped tbody tr { border-bottom: 0; } .grouped tbody tr:has(th[rowspan]) { border-top: 1px solid var(--line); }
.grouped tbody { border-bottom: 1px solid var(--line); }
.holds { color: var(--good); font-weight: 700; } .fails { color: var(--bad); font-weight: 700; }
footer { margin-top: 4rem; padding-top: 1.2rem; padding-bottom: 3rem; font: .92rem/1.55 var(--sans); color: var(--soft); }
footer p { margin: .4rem 0; }
@media (max-width: 38rem) {
  body { font-size: 1rem; } header { padding-top: 1.8rem; }
  .ledger { grid-template-columns: minmax(0, 1fr); } .ledger dt { border-bottom: 0; padding-bottom: 0; } .ledger dd { padding-top: .1rem; }
  .equation { flex-wrap: wrap; gap: 0 .5rem; } .equation math { flex: none; font-size: .8rem; } .equation .tag { margin-left: auto; }
}
@media print {
  @page { margin: 18mm 16mm; }
  :root { --paper: #fff; } html { font-size: 9.5pt; } body { font-size: 1rem; } header, main, footer { max-width: none; padding: 0; }
  nav { display: none; } h2 { break-before: page; } h3, h4, caption { break-after: avoid; }
  .panels { grid-template-columns: repeat(3, 1fr); } .panels.two { grid-template-columns: repeat(2, 1fr); }
  .panels svg, .ledger dd, tr, pre { break-inside: avoid; } .scroll, pre { overflow: visible; }
  table { font-size: 7.6pt; } a { color: inherit; text-decoration: none; }
}
`;
