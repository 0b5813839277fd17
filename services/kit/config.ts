// Which settings does a process take from its environment, and what is wrong with those it was given?
import { cleanEnv, type ReporterOptions, type Spec, type ValidatorSpec } from 'envalid';

export { bool, makeValidator, num, port, str, url } from 'envalid';

/** Every fault of the environment at once, each with the meaning of its setting. */
export class BadConfiguration extends Error {}

/** The settings a process understands, by name; each is an envalid validator with `default` and `desc` (its one-line meaning). */
export type Settings = Readonly<Record<string, ValidatorSpec<unknown>>>;

/**
 * Reads the settings from an environment and forgets the rest of it.
 * @throws BadConfiguration naming all settings that are missing or malformed
 */
export function readSettings<S extends Record<string, ValidatorSpec<unknown>>>(settings: S, environment: NodeJS.ProcessEnv) {
  const given = Object.fromEntries(Object.entries(environment).filter(([, value]) => value !== ''));
  return cleanEnv(given, settings, { reporter: (report) => refuseFaults(report, settings) });
}

function refuseFaults({ errors }: ReporterOptions<unknown>, settings: Settings) {
  const faults = Object.entries(errors).map(
    ([name, fault]) => `  ${name}: ${(fault as Error).message} (${meaning(settings[name])})`,
  );
  if (faults.length > 0) throw new BadConfiguration(`The environment can not be used:\n${faults.join('\n')}`);
}

function meaning(spec: ValidatorSpec<unknown> | undefined): string {
  return (spec as Spec<unknown> | undefined)?.desc ?? 'unknown setting';
}
