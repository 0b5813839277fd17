// Which settings does a process take from its environment, and what is wrong with those it was given?
import { existsSync, readFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { type CleanedEnv, cleanEnv, makeValidator, type ReporterOptions, type Spec, type ValidatorSpec } from 'envalid';

export { makeValidator, str } from 'envalid';

/** Why a process cannot do what it was started for, in words for the one who started it. */
export class BadConfiguration extends Error {}

/** Every fault of an environment at once, each beginning with its setting and ending with its meaning. */
export class BadEnvironment extends BadConfiguration {
  constructor(readonly faults: readonly string[]) {
    super(`The environment cannot be used:\n${faults.map((fault) => `  ${fault}`).join('\n')}`);
  }
}

/** The settings a process understands, by name; each is an envalid validator with `default` and `desc` (its one-line meaning). */
export type Settings = Readonly<Record<string, ValidatorSpec<unknown>>>;

/** A whole number between two. `what` says of which. */
export const whole = (least: number, most: number, what = 'a whole number') =>
  makeValidator<number>((text) => {
    const given = Number(text);
    if (!Number.isInteger(given) || given < least || given > most)
      throw new Error(`must be ${what} from ${least} to ${most}, and not ${text}`);
    return given;
  });

/** A number that counts something, of which there is at least one. */
export const many = whole(1, 2_147_483_647);
/** Whole milliseconds; none at all where nothing is waited for. */
export const milliseconds = whole(0, 2_147_483_647, 'whole milliseconds');
export const port = whole(1, 65_535, 'a port');

const yesses = ['true', 't', 'yes', 'on', '1'];
const noes = ['false', 'f', 'no', 'off', '0'];
export const bool = makeValidator<boolean>((text) => {
  if (![...yesses, ...noes].includes(text)) throw new Error(`must be true or false, and not ${text}`);
  return yesses.includes(text);
});

/** An address of the web. */
export const url = makeValidator<string>((text) => {
  if (!isWebAddress(text)) throw new Error(`must be an address that begins with http:// or https://, and not ${text}`);
  return text;
});
export const isWebAddress = (text: string): boolean => URL.canParse(text) && /^https?:$/.test(new URL(text).protocol);

/** Of a PostgreSQL database, with one host or several, or with the folder of its socket as `?host=`. The driver and its own reader know the rest. */
export const isDatabaseAddress = (text: string): boolean => /^postgres(ql)?:\/\/(?:[^/]|\/[^?]*\?(?:.*&)?host=)/.test(text);

/** How often something is shown or told, at most. */
export const interval = whole(20, 60_000, 'whole milliseconds');

/** Secret keys, each at least 32 bytes as hexadecimal digits, separated by commas while a new one takes the place of an old one: the first is used, all are known. */
export const keyRing = makeValidator<readonly Buffer[]>((text) => {
  const keys = text.split(',');
  if (!keys.every((key) => /^([0-9a-f]{2}){32,}$/i.test(key)))
    throw new Error('must be at least 32 bytes written as hexadecimal digits, several separated by commas');
  return keys.map((key) => Buffer.from(key, 'hex'));
});

/**
 * Reads the settings from an environment and forgets the rest of it. Each may stand in a file instead, whose path is given by
 * its name with `_FILE` behind it, as orchestrators hand out secrets. What is empty is not set.
 * @throws BadEnvironment naming all settings that are missing or malformed, and with them what `wrongs` says does not fit together of the rest
 */
export function readSettings<S extends Record<string, ValidatorSpec<unknown>>>(
  settings: S,
  environment: NodeJS.ProcessEnv,
  wrongs: (given: CleanedEnv<S>) => Iterable<string> = () => [],
): CleanedEnv<S> {
  const given = Object.fromEntries(Object.entries(environment).filter(([, value]) => value !== ''));
  const unread: Record<string, Error> = {};
  for (const name of Object.keys(settings)) {
    const path = given[`${name}_FILE`];
    if (path === undefined) continue;
    if (given[name] !== undefined) unread[name] = new Error(`${name} and ${name}_FILE are both set; set one of them`);
    try {
      const text = readFileSync(path, 'utf8').trim();
      if (text !== '') given[name] ??= text;
    } catch (fault) {
      unread[name] ??= new Error(unreadable(`${name}_FILE`, path, fault as NodeJS.ErrnoException));
    }
  }
  const faults: Record<string, Error> = {};
  const reporter = ({ errors }: Pick<ReporterOptions<unknown>, 'errors'>) => void Object.assign(faults, errors);
  const clean = cleanEnv(given, settings, { reporter });
  Object.assign(faults, unread);
  const names = Object.keys(faults);
  // What is wrong with one that cannot be read is said already; of the others it counts as not set.
  const rest = Object.fromEntries(Object.entries(given).filter(([name]) => !names.includes(name)));
  const readable = names.length === 0 ? clean : cleanEnv(rest, settings, { reporter: () => undefined });
  const others = [...wrongs(readable)].filter((each) => !names.some((name) => each.includes(name)));
  if (names.length === 0 && others.length === 0) return clean;
  const malformed = names.map(
    (name) =>
      `${name}: ${inWords(name, settings[name] as Spec<unknown>, faults[name] as Error, given[name])} (${meaning(settings[name])})`,
  );
  throw new BadEnvironment([...malformed, ...others]);
}

/** An account before a host, or a secret among the parameters of an address. */
const confidential = /@|[?&][^=&]*(key|token|secret|passw|sig)[^=&]*=/i;

/** What a fault says, without the value of a setting that is secret or holds an account. */
function inWords(name: string, { choices }: Spec<unknown>, fault: Error, value: string | undefined): string {
  if (value === undefined) return fault.name === 'EnvMissingError' ? 'must be set' : fault.message;
  const said = choices ? `must be one of ${choices.join(', ')}, and not ${value}` : fault.message;
  if (!/KEY|SECRET|HEADERS/.test(name) && !confidential.test(value)) return said;
  return said.replace(/,? and not [\s\S]*$/, '').replaceAll(value, '(not repeated here)');
}

/** Why a file cannot be read. What stands where a path should may be the secret itself: it is repeated where its folder exists. */
function unreadable(name: string, path: string, { code }: NodeJS.ErrnoException): string {
  const isPath = !['.', '/'].includes(dirname(path)) && existsSync(dirname(path));
  return `${name} must name a file that this process can read, and not ${isPath ? path : 'what it says (not repeated here)'} (${code})`;
}

function meaning(spec: ValidatorSpec<unknown> | undefined): string {
  return (spec as Spec<unknown> | undefined)?.desc ?? 'unknown setting';
}
