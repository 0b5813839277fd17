// Do the README's tables of settings and error codes say what the code does?
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import type { Spec } from 'envalid';
import { settings as gateway } from '../gateway/config';
import type { Rate } from '../gateway/limits/rates';
import { settings as advocacy } from '../services/advocacy/config';
import type { Settings } from '../services/kit/words/config';
import { projectFile } from '../services/kit/words/projectFile';
import { settings as partnership } from '../services/partnership/config';
import { startSettings } from '../start/config';

/** The README with its generated parts as the code has them now: each stands between `<!-- begin NAME -->` and `<!-- end -->`. */
export function freshReadme(readme: string): string {
  const parts: Record<string, () => string> = {
    'settings of npm start': () => settingsTable(startSettings),
    'settings of the gateway': () => settingsTable(gateway),
    'settings of the subgraphs': () => settingsTable({ ...advocacy, ...partnership }),
    'error codes': codesTable,
  };
  return readme.replace(/(<!-- begin ([\w ]+) -->\n)[\s\S]*?(<!-- end -->)/g, (whole, begin, name: string, end) => {
    const part = parts[name];
    return part ? `${begin}${part()}${end}` : whole;
  });
}

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

/** Codes that are no refusals of our own rules: of the server under the gateway, of GraphQL itself, and of what was asked elsewhere. */
const otherCodes: Readonly<Record<string, string>> = {
  BAD_REQUEST: 'The request holds no operation that could be read.',
  BODY_TOO_LARGE: 'The body is larger than `MAX_BODY_BYTES`.',
  UNSUPPORTED_MEDIA_TYPE: 'The body is not JSON, or does not say so.',
  GRAPHQL_PARSE_FAILED: 'The document is none: the message says where.',
  GRAPHQL_VALIDATION_FAILED: 'The document does not fit the schema, or a subscription can not be served.',
  OPERATION_RESOLUTION_FAILURE: 'The document has several operations, and `operationName` names none of them.',
  OPERATION_TOO_COSTLY: 'An operation that asks for too many values, in all or in each event: `MAX_COST`, `MAX_EVENT_COST`.',
  INTERNAL_SERVER_ERROR: 'A fault of ours; its cause is in our logs only.',
  SUBGRAPH_UNAVAILABLE:
    'A part of the graph can not be reached or does not answer in time; the other parts of the answer are there.',
  INVALID_SUBGRAPH_ANSWER: 'A subgraph sent a value that its schema does not allow; null stands in its place.',
};

/** Every refusal is a class with a doc comment and a code; a code that several share is listed once, with the first meaning. */
function codesTable(): string {
  const codes = new Map<string, string>(Object.entries(otherCodes));
  for (const file of sources()) {
    const text = readFileSync(file, 'utf8');
    for (const [, meaning = '', code = ''] of text.matchAll(
      /\/\*\*\s+((?:(?!\*\/|@)[\s\S])*?)\s*\*\/\n(?:export )?class \w+ extends (?:Problem|Refusal) \{(?:(?!class )[\s\S])*?super\(\s*(?:\w+,\s*)?'([A-Z_]+)'/g,
    )) {
      if (!codes.has(code)) codes.set(code, meaning.replace(/\s*\n\s*\*\s*/g, ' '));
    }
    for (const [, code = '', what, setting] of text.matchAll(
      /(?:refuse|DocumentLimit)\(\s*'([A-Z_]+)', '([^']+)', '([A-Z_]+)'/g,
    )) {
      if (!codes.has(code)) codes.set(code, `An operation that ${what}: \`${setting}\`.`);
    }
  }
  const rows = [...codes].sort(([a], [b]) => a.localeCompare(b)).map(([code, meaning]) => `| \`${code}\` | ${meaning} |\n`);
  return `| code | meaning |\n| --- | --- |\n${rows.join('')}`;
}

function sources(): string[] {
  return ['services', 'gateway'].flatMap((folder) =>
    readdirSync(projectFile(folder), { recursive: true, encoding: 'utf8' })
      .filter((name) => name.endsWith('.ts'))
      .sort()
      .map((name) => projectFile(folder, name)),
  );
}

if (require.main === module) {
  const file = projectFile('README.md');
  const readme = readFileSync(file, 'utf8');
  const fresh = freshReadme(readme);
  if (!process.argv.includes('--check')) writeFileSync(file, fresh);
  else if (fresh !== readme) {
    process.stderr.write('The tables of README.md are not what the code says. Run "npm run docs" and commit the difference.\n');
    process.exitCode = 1;
  }
}
