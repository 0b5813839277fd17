// Writes the parts of documents that the code knows best: settings, error codes, licences.
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import type { Spec } from 'envalid';
import type { Rate } from '../gateway/operation/rates';
import { settings as gateway } from '../gateway/settings';
import { settings as advocacy } from '../services/advocacy/config';
import type { Settings } from '../services/kit/words/config';
import { projectFile } from '../services/kit/words/projectFile';
import { settings as partnership } from '../services/partnership/config';
import { startSettings } from '../start/config';
import { clientsTable, restartTable } from './clients';
import { errorsPage } from './codes';

/** A document whose generated parts stand between `<!-- begin NAME -->` and `<!-- end -->`, as the code has them now. */
function fresh(document: string): string {
  return document.replace(/(<!-- begin ([\w ]+) -->\n)[\s\S]*?(<!-- end -->)/g, (_whole, begin, name: string, end) => {
    const part = parts[name];
    if (!part) throw new Error(`No generated part is called "${name}".`);
    return `${begin}${part()}${end}`;
  });
}

const parts: Readonly<Record<string, () => string>> = {
  'settings of npm start': () => settingsTable(startSettings),
  'settings of the gateway': () => settingsTable(gateway),
  'settings of the subgraphs': () => settingsTable({ ...advocacy, ...partnership }),
  licences: licencesInWords,
  'which client does what': clientsTable,
  'clients after a restart': restartTable,
};

/** ALL DOCUMENTS with generated parts, each with what it should hold, given what it holds. */
export const documents: Readonly<Record<string, (now: string) => string>> = {
  'README.md': fresh,
  'docs/operating.md': fresh,
  'docs/dashboards.md': fresh,
  'docs/errors.md': errorsPage,
};

function settingsTable(settings: Settings): string {
  const rows = Object.entries(settings).map(([name, validator]) => {
    const { default: preset, desc = '', choices } = validator as unknown as Spec<unknown>;
    const values = choices ? ` (${choices.join(', ')})` : '';
    return `| \`${name}\` | ${presetText(preset)} | ${desc}${values} |\n`;
  });
  return `| setting | default | meaning |\n| --- | --- | --- |\n${rows.join('')}`;
}

const presetText = (preset: unknown): string => (preset === undefined || written(preset) === '' ? '' : `\`${written(preset)}\``);

/** As it would be written in an environment. */
function written(preset: unknown): string {
  if (preset instanceof Map) return [...preset].map(([name, value]) => `${name}=${written(value)}`).join(',');
  const rate = preset as Partial<Rate>;
  return rate.points === undefined ? String(preset) : `${rate.points}/${rate.seconds}`;
}

/** Packages that production needs and whose licence is not one of the permissive ones. */
function licencesInWords(): string {
  const { packages } = JSON.parse(readFileSync(projectFile('package-lock.json'), 'utf8')) as {
    packages: Record<string, { license?: string; dev?: boolean }>;
  };
  const permissive = /^\(?(MIT|MIT-0|ISC|Apache-2\.0|BSD|0BSD|CC0|Unicode|Unlicense|BlueOak|Python|PostgreSQL)/;
  const byLicence = new Map<string, string[]>();
  for (const [path, { license, dev }] of Object.entries(packages)) {
    if (path === '' || dev || license === undefined || permissive.test(license)) continue;
    byLicence.set(license, [...(byLicence.get(license) ?? []), `\`${path.replace(/^.*node_modules\//, '')}\``]);
  }
  return [...byLicence].map(([licence, names]) => `- ${licence}: ${[...new Set(names)].join(', ')}\n`).join('');
}

if (require.main === module) {
  for (const [name, write] of Object.entries(documents)) {
    const file = projectFile(...name.split('/'));
    const now = existsSync(file) ? readFileSync(file, 'utf8') : '';
    const wanted = write(now);
    if (!process.argv.includes('--check')) writeFileSync(file, wanted);
    else if (wanted !== now) {
      process.stderr.write(`${name} does not say what the code says. Run "npm run docs" and commit the difference.\n`);
      process.exitCode = 1;
    }
  }
}
