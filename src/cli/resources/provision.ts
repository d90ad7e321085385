/** `shadowprice resources provision`: machines on demand or reserved, for a trace of demand. */

import type { ProvisionOptions, ProvisionProblem } from '../../resources/provision/index';
import type { Answer, Flags, Verb } from '../domain';
import { addOptionFlags, given, type OptionTable } from '../flags';
import { closed, list, options } from '../json-schema';
import { readNumbers } from '../numbers';
import { isRecord } from '../problem';
import { seedOption } from '../seed';
import { watched } from '../watch';
import { readProblem } from './problem';
import { textOf } from './provision-text';

const fields: OptionTable = {
  demand: {
    meaning: 'machines wanted in each slot: whole numbers',
    placeholder: 'd,…',
    read: (path, text) => readNumbers(path, text),
    schema: list({ type: 'integer', minimum: 0 }),
  },
  onDemand: { exclusiveMinimum: 0, meaning: 'price of a machine on demand, a slot' },
};

const terms: OptionTable = {
  fee: { minimum: 0, meaning: 'price of one reservation' },
  slots: { minimum: 1, isWhole: true, meaning: 'slots that it lasts' },
  usage: { minimum: 0, meaning: 'price of a reserved machine a slot in use', default: 0 },
};

const promises: OptionTable = {
  share: {
    exclusiveMinimum: 0,
    maximum: 1,
    meaning: 'least share of the demand of every slot that is served',
    default: 1,
  },
};

const calls: OptionTable = {
  window: {
    minimum: 0,
    isWhole: true,
    meaning: 'slots ahead that deterministic and randomized know',
    default: 0,
  },
  seed: seedOption,
};

/** What a problem may hold. */
export const provisionSchema = {
  ...closed({
    ...options(fields),
    reservation: closed(options(terms)),
    sla: closed(options(promises)),
    ...options(calls),
    options: closed(options(calls)),
  }),
  description: 'provision: a trace of demand, served on demand or by reservations.',
};

export const provision: Verb = {
  name: 'provision',
  summary: 'machines on demand or reserved, for a demand not known beforehand',

  configure(command) {
    addOptionFlags(command, fields, 'Problem:');
    addOptionFlags(command, terms, 'Reservation:');
    addOptionFlags(command, promises, 'Service:');
    addOptionFlags(command, calls, 'Options:');
    command.addHelpText(
      'after',
      `
A file has { "demand": [...], "onDemand": p, "reservation": { "fee", "slots", "usage" },
"sla": { "share" } }.
on demand reserves nothing, reserved all that is wanted, deterministic once doing without
would have cost the fee (at most 2 − usage/p times the optimum), randomized by a random
patience (at most e/(e − 1 + usage/p) times, in expectation; no bound with a window).
The optimum knows the whole trace.

Examples:
  shadowprice resources provision --demand 2,3,3,1,4,4 --on-demand 1 --fee 2.5 --slots 4
  shadowprice resources provision examples/resources/provisioning.json
  shadowprice resources provision examples/resources/provisioning.json --share 0.95
  shadowprice resources provision examples/resources/provisioning.json --window 12 --seed 7
  shadowprice resources provision trace.json --json | jq .policies.deterministic.reservations`,
    );
  },

  async run(engine, source, flags): Promise<Answer> {
    const reading = {
      verb: 'provision',
      fields: [...Object.keys(fields), 'reservation', 'sla'],
      options: Object.keys(calls),
    };
    const read = await readProblem(reading, source, flags);
    // a missing field is the API's to name
    const problem = withFlags(read.fields, flags) as unknown as ProvisionProblem;
    const result = await watched('machines', (run) =>
      engine.resources.provisionAsync(problem, read.options as ProvisionOptions, run),
    );
    return {
      result,
      holds: result.status === 'converged' && result.certificate.holds,
      text: (screen) => textOf(problem, result, screen),
    };
  },
};

/** Flags of the reservation and of the service, put over what a file says of them. */
function withFlags(read: Readonly<Record<string, unknown>>, flags: Flags): object {
  const merged: Record<string, unknown> = { ...read };
  for (const [name, part] of [
    ['reservation', terms],
    ['sla', promises],
  ] as const) {
    const over = given(flags, Object.keys(part));
    const before = read[name] ?? {};
    // what is no object is the API's to refuse
    if (Object.keys(over).length > 0 && isRecord(before)) merged[name] = { ...before, ...over };
  }
  return merged;
}
