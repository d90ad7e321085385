/**
 * The commands: each domain with its verbs, and what is not of a domain. To add a domain, enter it in
 * `domains`; to add another command, add it in `programOf`.
 */

import { Command, type CommanderError, Option } from 'commander';
import { loadEngine } from '../domains';
import { version } from '../version';
import { allocation } from './allocation/index';
import { addBackendFlag, type BackendChoice } from './backend';
import { compliance } from './compliance/index';
import { contest } from './contest/index';
import type { Answer, Domain, Flags, Verb } from './domain';
import { exit, suggestion, UsageError } from './failure';
import { toJson } from './json';
import { screenOf } from './output';
import { addReproduce } from './reproduce';
import { resources } from './resources/index';
import { sampling } from './sampling/index';
import { addSchema } from './schema';

const domains: readonly Domain[] = [allocation, compliance, contest, resources, sampling];

const exitCodes = `
Exit codes: ${exit.holds} the certificate holds, ${exit.doubtful} it does not, ${exit.badInput} the input is not usable.`;

export function programOf(stdout: NodeJS.WriteStream): Command {
  const write = (text: string) => {
    stdout.write(text);
  };
  const program = new Command('shadowprice')
    .description('The economics of AI compute: every answer comes with its price and its proof.')
    .version(version, '-V, --version', 'print the version')
    .usage('<domain> <verb> [problem.json | -] [flags]')
    .helpOption('-h, --help', 'print this help')
    .configureOutput({ writeOut: write, writeErr: () => {}, outputError: () => {} })
    .configureHelp({
      styleTitle: (title) => screenOf(stdout, process.env).paint.bold(title),
      subcommandTerm: (command) => command.name(),
    })
    .helpCommand(false)
    .addHelpText(
      'after',
      `
Start here:
  shadowprice allocation solve
  shadowprice compliance shares
  shadowprice compliance require --target 0.5 --lever fine --limit fine=0..5
  shadowprice contest solve
  shadowprice allocation solve --help
  shadowprice reproduce
${exitCodes}`,
    );
  const deliver = (answer: Answer, flags: { json?: boolean }) =>
    print(answer, flags.json === true, stdout);
  for (const domain of domains) addDomain(program, domain, deliver);
  addReproduce(program, deliver);
  addSchema(program, domains, write);
  addHelp(program);
  dispatch(program, () => program.outputHelp());
  for (const command of [program, ...program.commands]) {
    refuse(command);
    command.commands.forEach(refuse);
  }
  return program;
}

type Deliver = (answer: Answer, flags: { json?: boolean }) => Promise<void>;

async function print(answer: Answer, isJson: boolean, stdout: NodeJS.WriteStream): Promise<void> {
  process.exitCode = answer.holds ? exit.holds : exit.doubtful;
  const text = isJson
    ? toJson(answer.result)
    : `${await answer.text(screenOf(stdout, process.env))}\n`;
  stdout.write(text);
}

function addDomain(program: Command, domain: Domain, deliver: Deliver): void {
  const group = program
    .command(domain.name)
    .summary(domain.summary)
    .description(`${sentence(domain.summary)}.`)
    .usage('<verb> [problem.json | -] [flags]')
    .helpCommand(false)
    .addHelpText('after', `\n'shadowprice ${domain.name} <verb> --help' has the rest.`);
  for (const verb of domain.verbs) addVerb(group, verb, deliver);
  const verbs = domain.verbs.map(({ name }) => name).join(', ');
  dispatch(group, () => {
    throw new UsageError(`${domain.name} needs a verb: ${verbs}`);
  });
}

const problem = {
  name: 'problem',
  meaning: 'a problem in JSON, - for standard input; flags override it',
};

function addVerb(group: Command, verb: Verb, deliver: Deliver): void {
  const { name, meaning } = verb.argument ?? problem;
  const words = verb.argument === undefined ? '[problem.json | -]' : `[${name}]`;
  const command = group
    .command(verb.name)
    .summary(verb.summary)
    .description(`${sentence(verb.summary)}.`)
    .usage(`${words} [flags]`)
    .argument(`[${name}]`, meaning);
  verb.configure(command);
  addBackendFlag(command);
  command
    .addOption(new Option('--json', 'print the result as one JSON document').helpGroup('Output:'))
    .addHelpOption(new Option('-h, --help', 'print this help').helpGroup('Output:'))
    .addHelpText('after', exitCodes)
    .action(async (source: string | undefined, flags: Flags & { json?: boolean }) => {
      const backend = flags.backend as BackendChoice | undefined;
      const engine = await loadEngine(backend === undefined ? {} : { backend });
      await deliver(await verb.run(engine, source, flags), flags);
    });
}

/** `shadowprice help allocation solve` is `shadowprice allocation solve --help`. */
function addHelp(program: Command): void {
  program
    .command('help')
    .summary('print the help of a command')
    .argument('[command...]')
    .action((words: string[]) => {
      let command = program;
      for (const word of words) command = childOf(command, word);
      command.outputHelp();
    });
}

/** What a command with subcommands does when none of them was named. */
function dispatch(command: Command, onNothing: () => void): void {
  command
    .allowUnknownOption()
    .allowExcessArguments()
    .action((_flags: object, self: Command) => {
      const [first] = self.args;
      if (first === undefined) return onNothing();
      if (first.startsWith('-')) throw unknownFlag(command, first);
      childOf(command, first);
    });
}

/** @throws UsageError with a suggestion where there is none of that name */
function childOf(command: Command, name: string): Command {
  const known = command.commands.map((child) => child.name());
  const found = command.commands.find((child) => child.name() === name);
  if (found !== undefined) return found;
  const what = command.parent === null ? 'command' : `verb of ${command.name()}`;
  const hint = suggestion(name, known) || `; there are ${known.join(', ')}`;
  throw new UsageError(`unknown ${what} "${name}"${hint}`);
}

function unknownFlag(command: Command, flag: string): UsageError {
  const known = command.options.flatMap(({ short, long }) =>
    [short, long].filter((x) => x != null),
  );
  const hint = suggestion(flag, known as string[]) || `; ${pathOf(command)} --help lists them`;
  return new UsageError(`unknown flag ${flag}${hint}`);
}

function pathOf(command: Command): string {
  return command.parent === null ? command.name() : `${pathOf(command.parent)} ${command.name()}`;
}

/** Makes a command throw one-line errors instead of printing its own and leaving the process. */
function refuse(command: Command): void {
  command.exitOverride((error: CommanderError) => {
    // what commander quotes: the unknown flag, or the flags of an option with <its value>
    const flag = /'(.*?)(?: <.*>)?'/s.exec(error.message)?.[1] ?? '';
    switch (error.code) {
      case 'commander.unknownOption':
        throw unknownFlag(command, flag);
      case 'commander.optionMissingArgument':
        throw new UsageError(`${flag} needs a value`);
      case 'commander.excessArguments':
        throw new UsageError(
          `${command.name()} takes at most one argument, got ${command.args.length}`,
        );
      default:
        if (error.exitCode === 0) throw error;
        throw new UsageError(error.message.replace(/^error: /, ''));
    }
  });
}

function sentence(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
