// Which settings does a process take from its environment, and what is wrong with those it was given?
import { readFileSync } from 'node:fs';
import { cleanEnv, makeValidator, type ReporterOptions, type Spec, type ValidatorSpec } from 'envalid';

export { bool, makeValidator, num, port, str, url } from 'envalid';

/** Every fault of the environment at once, each with the meaning of its setting. */
export class BadConfiguration extends Error {
  /** `names` are the settings that cannot be read. */
  constructor(
    message: string,
    readonly names: readonly string[] = [],
  ) {
    super(message);
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
 * @throws BadConfiguration naming all settings that are missing or malformed
 */
export function readSettings<S extends Record<string, ValidatorSpec<unknown>>>(settings: S, environment: NodeJS.ProcessEnv) {
  const given = Object.fromEntries(Object.entries(environment).filter(([, value]) => value !== ''));
  const unread: Record<string, Error> = {};
  for (const name of Object.keys(settings)) {
    const path = given[`${name}_FILE`];
    if (path === undefined) continue;
    try {
      if (given[name] !== undefined) throw new Error(`${name} and ${name}_FILE are both set; set one of them`);
      const text = readFileSync(path, 'utf8').trim();
      if (text !== '') given[name] = text;
    } catch (fault) {
      unread[name] = fault as Error;
    }
  }
  return cleanEnv(given, settings, {
    reporter: ({ errors, ...report }) => refuseFaults({ ...report, errors: { ...errors, ...unread } }, settings),
  });
}

function refuseFaults({ errors }: Pick<ReporterOptions<unknown>, 'errors'>, settings: Settings) {
  const faults = Object.entries(errors).map(
    ([name, fault]) => `  ${name}: ${(fault as Error).message} (${meaning(settings[name])})`,
  );
  if (faults.length > 0) throw new BadConfiguration(`The environment cannot be used:\n${faults.join('\n')}`, Object.keys(errors));
}

function meaning(spec: ValidatorSpec<unknown> | undefined): string {
  return (spec as Spec<unknown> | undefined)?.desc ?? 'unknown setting';
}
