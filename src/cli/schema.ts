/** `shadowprice schema <domain>`: the JSON Schema of a domain's problem. */

import type { Command } from 'commander';
import type { Domain } from './domain';
import { suggestion, UsageError } from './failure';
import { toJson } from './json';

export function addSchema(program: Command, domains: readonly Domain[], write: Write): Command {
  const names = domains.map(({ name }) => name);
  return program
    .command('schema')
    .summary('the JSON Schema of the problem that a domain reads')
    .description(`The JSON Schema (draft 2020-12) of the problem that a domain reads.`)
    .argument('[domain]', `one of ${names.join(', ')}`)
    .option('--json', 'as always: a schema is JSON')
    .action((name: string | undefined) => {
      const domain = domains.find((each) => each.name === name);
      if (domain !== undefined) return write(toJson(domain.schema(), 2));
      const known = `expected one of ${names.join(', ')}`;
      if (name === undefined) throw new UsageError(`schema needs a domain: ${known}`);
      throw new UsageError(`schema: unknown domain "${name}", ${known}${suggestion(name, names)}`);
    });
}

type Write = (text: string) => void;
