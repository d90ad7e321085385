/** `shadowprice compliance sample`: shares of a population by sampling, with standard errors. */

import { type Action, actions } from '../../compliance/model';
import type { SampleOptions, SampleResult, SampleRun } from '../../compliance/sample';
import type { Answer, Verb } from '../domain';
import { addOptionFlags } from '../flags';
import { figure, type Screen, table } from '../output';
import { statusLine } from '../present';
import { progressOn } from '../progress';
import { addPopulationFlags } from './numbers';
import { sampleOptions } from './options';
import {
  actionPaint,
  bar,
  certificateLine,
  decimalsOf,
  noCertificate,
  percent,
  populationHeader,
} from './present';
import { readProblem } from './problem';

export const sample: Verb = {
  name: 'sample',
  summary: 'shares of a population by sampling, beside the exact ones',

  configure(command) {
    addPopulationFlags(command);
    addOptionFlags(command, sampleOptions, 'Options:');
    command.addHelpText(
      'after',
      `
A problem in JSON may give a number any distribution, and correlations. Ctrl-C
ends a long run with what was sampled until then.

Examples:
  shadowprice compliance sample
  shadowprice compliance sample --samples 1e9 --seed 1
  shadowprice compliance sample --fine 0..3 --coordination 0.5 --design sobol
  shadowprice compliance sample --seed 123456789012345678901234567890 --json
  echo '{ "samples": 1e6, "correlation": [{ "between": ["benefit", "fine"], "value": 0.5 }] }' |
    shadowprice compliance sample -`,
    );
  },

  async run(engine, source, flags): Promise<Answer> {
    const reading = {
      verb: 'sample',
      subject: 'ranges',
      options: [...Object.keys(sampleOptions), 'correlation'],
    } as const;
    const { numbers, call } = await readProblem(reading, source, flags);
    const result = await watched(call, (run) =>
      engine.compliance.sampleAsync(call as SampleOptions, run),
    );
    return {
      result,
      holds: result.status === 'converged' && result.certificate.holds,
      text: async (screen) => {
        const { samples, design, seed, replicates, certificate } = result;
        const points = `${samples.toLocaleString('en')} labs, ${design}`;
        const designs = replicates === 1 ? '' : ` × ${replicates}`;
        const how = `${points}${designs}, seed ${seed}, on ${result.backend}`;
        return [
          populationHeader('sample', how, numbers, screen),
          await sharesTable(result, screen),
          statusLine(result.status, screen) +
            (certificate.exact !== null
              ? certificateLine(certificate, screen, { unit: ' standard errors' })
              : noCertificate(
                  result.status === 'cancelled'
                    ? 'a sample that was cut short'
                    : 'the shares of these labs are known by sampling alone',
                  screen,
                )),
        ].join('\n\n');
      },
    };
  },
};

/** Milliseconds before a bar appears. */
const patience = 400;

/** Runs with a bar where work is long and standard error a terminal; Ctrl-C ends it with what there is. */
async function watched(
  { design }: { readonly design?: unknown },
  work: (run: SampleRun) => Promise<SampleResult>,
): Promise<SampleResult> {
  const controller = new AbortController();
  const abort = () => controller.abort();
  const bar = process.stderr.isTTY ? progressOn(process.stderr) : undefined;
  const begun = performance.now();
  // a design that is made at once cannot be left half-way
  const isDivided = design !== 'scipy';
  if (isDivided) process.once('SIGINT', abort);
  try {
    return await work({
      signal: controller.signal,
      onProgress: ({ done, total }) => {
        if (performance.now() - begun > patience) bar?.update(done, total, 'labs');
      },
    });
  } finally {
    process.removeListener('SIGINT', abort);
    bar?.stop();
  }
}

function sharesTable(
  { counts, shares, certificate }: SampleResult,
  screen: Screen,
): Promise<string> {
  const { exact } = certificate;
  const right = { align: 'right' } as const;
  const errors = actions.map((name) => shares[name].standardError);
  const decimals = Math.max(...errors.map(decimalsOf));
  const known = errors.some((error) => error !== null);
  const cells = (text: (name: Action) => string) => actions.map(text);
  return table(
    [
      { title: 'action', cells: cells((name) => actionPaint(name, screen)(name)) },
      {
        title: 'labs',
        ...right,
        cells: cells((name) => counts[name].toLocaleString('en')),
        spare: 2,
      },
      {
        title: 'share',
        ...right,
        cells: cells((name) => screen.paint.bold(percent(shares[name].value, decimals))),
      },
      ...(known
        ? [
            {
              title: 'standard error',
              ...right,
              cells: errors.map((error) =>
                error === null ? '–' : `± ${percent(error, decimals)}`,
              ),
            },
          ]
        : []),
      ...(exact === null
        ? []
        : [{ title: 'exact', ...right, cells: cells((name) => percent(exact[name], decimals)) }]),
      ...(exact === null || !known
        ? []
        : [
            {
              title: 'off by',
              ...right,
              cells: cells((name) => {
                const { value, standardError } = shares[name];
                if (standardError === null) return '–';
                return `${figure(Math.abs(value - exact[name]) / standardError, 2)} SE`;
              }),
              spare: 1,
            },
          ]),
      { title: '', cells: cells((name) => bar(shares[name].value, 16)), spare: 3 },
    ],
    screen,
  );
}
