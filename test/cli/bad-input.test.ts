/** Whatever is wrong with the input: exit 2, one line on standard error, nothing on standard output. */

import { chmodSync, mkdirSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { folderOf, type Outcome, run, runLine } from './run';

function expectRefused({ code, stdout, stderr }: Outcome, message: string | RegExp) {
  expect(stdout).toBe('');
  const [line, ...rest] = stderr.split('\n');
  expect(rest).toEqual(['']);
  if (typeof message === 'string') expect(line).toBe(`shadowprice: ${message}`);
  else expect(line).toMatch(message);
  expect(line).toMatch(/^shadowprice: /);
  expect(code).toBe(2);
}

const number = 'expected a finite number ≥ 0';

const lines: [string, string | RegExp][] = [
  // commands
  ['allocation', 'allocation needs a verb: solve, simulate, steady-state, sensitivity'],
  ['allocation slove', 'unknown verb of allocation "slove"; did you mean solve?'],
  ['alocation solve', 'unknown command "alocation"; did you mean allocation?'],
  ['contests', /unknown command "contests"/],
  ['help nobody', /unknown command "nobody"/],
  [
    'schema',
    'schema needs a domain: expected one of allocation, compliance, contest, resources, sampling',
  ],
  [
    'schema nothing',
    'schema: unknown domain "nothing", expected one of allocation, compliance, contest, resources, sampling',
  ],
  // flags
  ['--foo', 'unknown flag --foo; shadowprice --help lists them'],
  ['allocation --foo', 'unknown flag --foo; shadowprice allocation --help lists them'],
  [
    'allocation solve --discnt-rate 0.1',
    'unknown flag --discnt-rate; did you mean --discount-rate?',
  ],
  ['allocation solve --rh 0.1', 'unknown flag --rh; did you mean --rho?'],
  ['allocation solve -g 0.1', 'unknown flag -g; did you mean --g?'],
  ['allocation solve --vary rho', /^shadowprice: unknown flag --vary/],
  ['allocation solve --json=yes', /^shadowprice: unknown flag --json=yes/],
  ['allocation solve --rho', '--rho, --discount-rate needs a value'],
  ['allocation solve a.json b.json', 'solve takes at most one argument, got 2'],
  ['reproduce --out', '--out needs a value'],
  // numbers
  ['allocation solve --rho abc', `discountRate: got "abc", ${number}`],
  ['allocation solve --rho NaN', `discountRate: got "NaN", ${number}`],
  ['allocation solve --rho Infinity', `discountRate: got "Infinity", ${number}`],
  ['allocation solve --rho 1e999', `discountRate: got "1e999", ${number}`],
  ['allocation solve --rho 0x10', `discountRate: got "0x10", ${number}`],
  ['allocation solve --rho 1_000', `discountRate: got "1_000", ${number}`],
  ['allocation solve --rho 0,1', `discountRate: got "0,1", ${number}`],
  ['allocation solve --rho=', `discountRate: got "", ${number}`],
  ['allocation solve --rho --json', `discountRate: got "--json", ${number}`],
  ['allocation solve --rho -0.1', `discountRate: got -0.1, ${number}`],
  ['allocation solve --epsilon 1', /^shadowprice: trainingExponent: got 1, expected .*> 0 and < 1/],
  ['allocation solve --m0 0', /^shadowprice: initialCapability: got 0, /],
  // compute
  ['allocation solve --compute cubic', /^shadowprice: compute: got "cubic", expected one of exp/],
  [
    'allocation solve --compute constant --g 0.1',
    'compute.growth: got 0.1, but constant compute has only level; growth belongs to exponential and logistic',
  ],
  ['allocation solve --c 5 --g 0.1', /^shadowprice: compute.level: got 5, but exponential/],
  ['allocation solve --compute table --c0 5', /^shadowprice: compute.initial: got 5, but table/],
  ['allocation solve --compute-times 0,5', /^shadowprice: compute.values: got undefined/],
  ['allocation solve --compute-times 0,5 --compute-values 1', /^shadowprice: compute.values: /],
  [
    'allocation solve --compute-times 0,x --compute-values 1,2',
    /^shadowprice: compute.times.1: got "x"/,
  ],
  ['allocation solve --compute-times 0,5, --compute-values 1,2,3', /compute.times.2: got ""/],
  [
    'allocation solve --compute-times 5,0 --compute-values 1,2',
    /compute.times.1: got 0, expected a time after 5/,
  ],
  ['allocation solve --compute-times 0,5 --compute-values 1,-2', /compute.values.1: got -2/],
  ['allocation solve --compute linear --b -50', /^shadowprice: compute.slope: got -50, /],
  // options
  ['allocation solve --steps 1', 'steps: got 1, expected a whole number from 2 to 1000000'],
  ['allocation solve --steps 1e9', /^shadowprice: steps: got 1000000000, /],
  ['allocation solve --steps 2.5', /^shadowprice: steps: got 2.5, /],
  ['allocation solve --tolerance 0', /^shadowprice: tolerance: got 0, /],
  ['allocation solve --max-iterations 0', /^shadowprice: maxIterations: got 0, /],
  ['allocation solve --relaxation 2', /^shadowprice: relaxation: got 2, /],
  ['allocation solve --method newton', 'method: got "newton", expected one of fbsm, shooting'],
  ['allocation solve --acceleration 2', 'acceleration: got "2", expected one of anderson, none'],
  ['allocation solve --backend gpu', 'backend: got "gpu", expected one of wasm, javascript, auto'],
  ['allocation solve --as-published --method shooting', /^shadowprice: method: got "shooting"/],
  ['allocation steady-state --as-published --steps 9', /^shadowprice: steps: got 9, /],
  // simulate
  [
    'allocation simulate',
    'simulate needs a control: --allocation 0.5, or "control" in the problem',
  ],
  ['allocation simulate --allocation 2', /^shadowprice: .*got 2, /],
  ['allocation simulate --allocation 0.5,2,1', /^shadowprice: .*got 2, /],
  ['allocation simulate --allocation 0.5,,1', /^shadowprice: allocation.1: got "", /],
  ['allocation simulate --allocation half', /^shadowprice: allocation: got "half", /],
  ['allocation simulate --allocation 0.5 --hold next', /^shadowprice: hold: got "next", /],
  // sensitivity
  ['allocation sensitivity --vary rho', /^shadowprice: sensitivity needs values of rho/],
  ['allocation sensitivity --values 1,2', /^shadowprice: sensitivity needs the name/],
  ['allocation sensitivity --vary nobody --values 1', /^shadowprice: .*"nobody"/],
  ['allocation sensitivity --vary compute.level --values 1', /^shadowprice: /],
  ['allocation sensitivity --vary rho --values 0.1,x', /^shadowprice: values.1: got "x"/],
  ['allocation sensitivity --vary rho --values 0.1,-1', /^shadowprice: .*got -1, /],
  ['allocation sensitivity --vary rho --from 1', /^shadowprice: sensitivity needs both/],
  ['allocation sensitivity --vary rho --from 1 --to 2 --values 1', /not both/],
  [
    'allocation sensitivity --vary rho --from 0 --to 1 --count 1e9',
    /^shadowprice: count: got 1000000000/,
  ],
  ['allocation sensitivity --vary rho --from 0 --to 1 --count 1', /^shadowprice: count: got 1, /],
];

describe('the command line', () => {
  it.concurrent.each(lines)('%s', async (line, message) => {
    expectRefused(await runLine(line), message);
  });

  it('a report where there is a file', async () => {
    const path = await folderOf({ taken: '' });
    expectRefused(
      await run(['reproduce', '--out', path('taken')]),
      `cannot make the folder ${path('taken')}: there is a file of that name`,
    );
    expectRefused(await run(['reproduce', '--out', '']), '--out needs the name of a folder');
  });

  it('empty words', async () => {
    expectRefused(await run(['allocation', 'solve', '']), 'cannot read "": no such file');
    expectRefused(
      await run(['allocation', 'solve', '--rho', '']),
      `discountRate: got "", ${number}`,
    );
  });
});

const verbs = ['solve', 'simulate', 'steady-state', 'sensitivity'] as const;

const documents: [string, string | RegExp, verb?: (typeof verbs)[number]][] = [
  ['', 'standard input is empty, expected a problem in JSON'],
  [' \n', 'standard input is empty, expected a problem in JSON'],
  ['{"horizon": 5', 'standard input: the JSON is cut off at line 1, column 14: expected , or }'],
  [
    '{\n  "horizon',
    'standard input: the JSON is cut off at line 2, column 11: expected the rest of it',
  ],
  [
    '{\n  "horizon": ten\n}',
    'standard input: not JSON at line 2, column 14: got "ten", expected a value',
  ],
  [
    '{"horizon": 5,}',
    'standard input: not JSON at line 1, column 15: got "}", expected a key in quotes',
  ],
  ['{"horizon": NaN}', /column 13: got "NaN", expected a value/],
  ['{"horizon": 0x10}', /column 13: got "0x10", expected a value/],
  ["{'horizon': 5}", /column 2: got "'", expected a key in quotes or }/],
  ['{} {}', /column 4: got "{", expected nothing more/],
  ['null', 'problem: got null, expected a JSON object'],
  ['5', 'problem: got 5, expected a JSON object'],
  ['[{}]', 'problem: got an array of length 1, expected a JSON object'],
  ['{"horizn": 5}', /^shadowprice: horizn: got 5, .*; did you mean horizon\?$/],
  ['{"rho": 0.1}', 'rho: got 0.1, expected its name in full, discountRate'],
  ['{"paramters": {}}', /; did you mean parameters\?$/],
  ['{"parameters": {}, "optoins": {}}', /; did you mean options\?$/],
  ['{"parameters": {"horizn": 5}}', /; did you mean horizon\?$/],
  ['{"horizon": 5, "options": {}}', 'horizon: got 5, expected it inside "parameters"'],
  ['{"parameters": null}', 'parameters: got null, expected an object of parameters'],
  ['{"options": []}', 'options: got an array of length 0, expected an object of options'],
  ['{"options": {"stps": 5}}', /; did you mean steps\?$/],
  ['{"options": {"steps": "5"}}', /^shadowprice: steps: got "5", /],
  ['{"options": {"asPublished": 1}}', /^shadowprice: asPublished: got 1, expected true or false/],
  ['{"options": {"asPublished": 1}}', /^shadowprice: asPublished: got 1, /, 'steady-state'],
  ['{"control": 0.5}', 'control: got 0.5, expected nothing: only allocation simulate reads it'],
  ['{"axis": {}}', /^shadowprice: axis: .*only allocation sensitivity reads it$/],
  ['{"horizon": "5"}', 'horizon: got "5", expected a finite number > 0'],
  ['{"horizon": null}', 'horizon: got null, expected a finite number > 0'],
  ['{"horizon": true}', 'horizon: got true, expected a finite number > 0'],
  ['{"horizon": [5]}', 'horizon: got an array of length 1, expected a finite number > 0'],
  ['{"horizon": 1e999}', 'horizon: got Infinity, expected a finite number > 0'],
  ['{"compute": 5}', /^shadowprice: compute: got 5, /],
  ['{"compute": {"growth": 0.2}}', /^shadowprice: compute.kind: got undefined, /],
  ['{"compute": {"kind": "cubic"}}', /^shadowprice: compute.kind: got "cubic", /],
  ['{"compute": {"kind": "constant", "growth": 1}}', /^shadowprice: compute.growth: /],
  [
    '{"compute": {"kind": "table", "times": [0, null], "values": [1, 2]}}',
    /compute.times.1: got null/,
  ],
  ['{"compute": {"kind": "table", "times": "0,1", "values": [1, 2]}}', /compute.times: got "0,1"/],
  ['{"__proto__": {"horizon": 5}}', /^shadowprice: __proto__: /],
  ['{"hor\\nizon": 5}', /^shadowprice: hor\\nizon: .*; did you mean horizon\?$/],
  ['{"\\u001b[31m": 5}', /^shadowprice: \\x1b\[31m: /],
  ['{"parameters": {}}', /^shadowprice: simulate needs a control/, 'simulate'],
  ['{"control": "half"}', /^shadowprice: .*"half"/, 'simulate'],
  ['{"control": [0.5, "1", 0]}', /^shadowprice: .*"1"/, 'simulate'],
  ['{"control": []}', /^shadowprice: /, 'simulate'],
  ['{"control": null}', /^shadowprice: .*null/, 'simulate'],
  ['{"axis": 5}', 'axis: got 5, expected an object { parameter, values }', 'sensitivity'],
  [
    '{"axis": {"paramter": "horizon"}}',
    /axis.paramter: .*did you mean parameter\?$/,
    'sensitivity',
  ],
  ['{"axis": {"parameter": "horizon"}}', /needs values of horizon/, 'sensitivity'],
  ['{"axis": {"parameter": 5, "values": [1]}}', /^shadowprice: .*5/, 'sensitivity'],
  ['{"axis": {"parameter": "horizon", "values": ["x"]}}', /^shadowprice: .*"x"/, 'sensitivity'],
  ['{"axis": {"parameter": "horizon", "values": 5}}', /^shadowprice: .*5/, 'sensitivity'],
];

describe('documents', () => {
  it.concurrent.each(documents)('%s', async (input, message, verb = 'solve') => {
    expectRefused(await run(['allocation', verb, '-'], { input }), message);
  });

  it.concurrent.each(verbs)('%s names a cut-off file', async (verb) => {
    const path = await folderOf({ 'problem.json': '{"parameters": {' });
    const file = path('problem.json');
    expectRefused(
      await run(['allocation', verb, file]),
      `${file}: the JSON is cut off at line 1, column 17: expected a key in quotes or }`,
    );
  });

  it('that cannot be read', async () => {
    const path = await folderOf({ secret: '{}', latin1: Uint8Array.of(0x7b, 0xe9, 0x7d) });
    mkdirSync(path('folder'));
    const cases: [string, string][] = [
      ['missing.json', `cannot read ${path('missing.json')}: no such file`],
      ['folder', `cannot read ${path('folder')}: it is a directory`],
      ['latin1', `${path('latin1')} is not UTF-8 text`],
    ];
    if (process.platform !== 'win32' && process.getuid?.() !== 0) {
      chmodSync(path('secret'), 0);
      cases.push(['secret', `cannot read ${path('secret')}: permission denied`]);
    }
    for (const [name, message] of cases) {
      expectRefused(await run(['allocation', 'solve', path(name)]), message);
    }
  });

  it('that are too large, or too deep', async () => {
    const large = { input: `[${'0,'.repeat(40 * 2 ** 20)}0]` };
    expectRefused(
      await run(['allocation', 'solve', '-'], large),
      'standard input is larger than 64 MiB, too much for a problem',
    );
    const wide = { input: `{"control": [${'0,'.repeat(3e6)}0]}` };
    expectRefused(await run(['allocation', 'simulate', '-'], wide), /^shadowprice: .*3000001/);
    const deep = { input: `{"horizon": ${'['.repeat(1e5)}${']'.repeat(1e5)}}` };
    expectRefused(
      await run(['allocation', 'solve', '-'], deep),
      'horizon: got an array of length 1, expected a finite number > 0',
    );
    expectRefused(await run(['allocation', 'solve', '-'], { input: '['.repeat(1e6) }), /cut off/);
  });
});
