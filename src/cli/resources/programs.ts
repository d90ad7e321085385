/** `shadowprice resources lp`, `ip` and `qp`: programs in JSON, MPS or the LP format. */

import type { Engine } from '../../domains';
import { ParameterError } from '../../engine/errors';
import {
  type Program,
  type ProgramFormat,
  type ProgramOptions,
  type ProgramResult,
  readProgram,
} from '../../resources/index';
import type { Answer, Flags, Verb } from '../domain';
import { UsageError } from '../failure';
import { addOptionFlags, type OptionTable } from '../flags';
import { readText } from '../input';
import { type Problem, problemOf, readProblem } from './problem';
import { programFields, programOptions } from './programs-schema';
import { programText } from './programs-text';

const input = {
  format: {
    meaning: "the problem's format, where its name does not end in it",
    choices: ['json', 'mps', 'lp'],
  },
} as const satisfies OptionTable;

const { nodeLimit, gap, proofNodes, ...continuous } = programOptions;
const { ranging, ...quadratic } = continuous;

function verb(
  name: 'lp' | 'ip' | 'qp',
  summary: string,
  options: OptionTable,
  examples: string,
  solve: (engine: Engine, problem: Program, call: ProgramOptions) => Promise<ProgramResult>,
): Verb {
  return {
    name,
    summary,
    argument: { name: 'problem.json | model.mps | model.lp | -', meaning: 'the program' },
    configure(command) {
      addOptionFlags(command, input, 'Problem:');
      addOptionFlags(command, options, 'Options:');
      command.addHelpText('after', `\n${examples}`);
    },
    async run(engine, source, flags): Promise<Answer> {
      const reading = { verb: name, fields: programFields, options: Object.keys(options) };
      const problem = await readAny(reading, source, flags);
      const program = problem.fields as unknown as Program;
      const result = await solve(engine, program, problem.options as ProgramOptions);
      return {
        result,
        holds: result.certificate.holds,
        text: (screen) => programText(name, result, screen),
      };
    },
  };
}

async function readAny(
  reading: Parameters<typeof readProblem>[0],
  source: string | undefined,
  flags: Flags,
): Promise<Problem> {
  const format = flags.format ?? /\.(mps|lp)$/i.exec(source ?? '')?.[1].toLowerCase();
  if (source === undefined) {
    throw new UsageError(`${reading.verb} needs a problem: a file in JSON, MPS or LP, or -`);
  }
  if (format !== 'mps' && format !== 'lp') return readProblem(reading, source, flags);
  const name = source === '-' ? 'standard input' : source;
  return problemOf(reading, readNamed(await readText(source, name), format, name), flags);
}

/** Faults say which file. */
function readNamed(text: string, format: ProgramFormat, name: string): Program {
  try {
    return readProgram(text, format);
  } catch (error) {
    if (!(error instanceof ParameterError)) throw error;
    throw new ParameterError(`${name}, ${error.path}`, error.given, error.expected, error.kind);
  }
}

export const lp = verb(
  'lp',
  'a linear program: plan, prices, ranging',
  continuous,
  `A program in JSON, bounds 0 and none unless given:
  { "sense": "maximize", "objective": { "x": 3, "y": 2 },
    "variables": { "x": {}, "y": { "upper": 4 } },
    "constraints": { "gpus": { "coefficients": { "x": 1, "y": 2 }, "upper": 40 } } }

Examples:
  shadowprice resources lp examples/resources/cluster-mix.json
  shadowprice resources lp model.mps --json | jq .shadowPrices
  shadowprice resources lp - --format lp < model.lp`,
  (engine, problem, call) => engine.resources.linearProgram(problem, call),
);

export const ip = verb(
  'ip',
  'a linear program with whole numbers and menus',
  programOptions,
  `Variables have a type, integer or binary, or a menu of values:
  "variables": { "jobs": { "type": "integer" }, "gpus": { "menu": [0, 1, 2, 4, 8] } }

Examples:
  shadowprice resources ip examples/resources/job-sizes.json
  shadowprice resources ip model.mps --time-limit 30 --gap 1e-4
  shadowprice resources ip model.lp --json | jq .mip`,
  (engine, problem, call) => engine.resources.integerProgram(problem, call),
);

export const qp = verb(
  'qp',
  'a convex quadratic program',
  quadratic,
  `Terms of second order as they are written, without a half: 2 x² + x y is
  "quadratic": { "x x": 2, "x y": 1 }

Examples:
  shadowprice resources qp examples/resources/smooth-power.json
  shadowprice resources qp model.lp --json | jq .variables`,
  (engine, problem, call) => engine.resources.quadraticProgram(problem, call),
);
