// Promises of: which values can be given, which settings, and what does a client read of a fault?
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ArrayMaxSize, ArrayMinSize, ArrayUnique, MaxLength } from 'class-validator';
import { GraphQLError, parseValue } from 'graphql';
import { settings as advocacy } from '#advocacy/config';
import { readOptions } from '#gateway/options';
import { settings as gateway } from '#gateway/settings';
import { internalError, maskError } from '#kit/process/masking';
import { BadConfiguration, many, port, readSettings, type Settings, str } from '#kit/words/config';
import type { Log } from '#kit/words/log';
import { BadInput } from '#kit/words/problem';
import {
  CountryCode,
  DateScalar,
  DateTime,
  DecimalScalar,
  LanguageTag,
  PersonName,
  validateArgument,
  validateGiven,
} from '#kit/words/validation';
import { settings as partnership } from '#partnership/config';
import { startSettings } from '#start/config';

describe('a scalar', () => {
  it.each([
    [DateScalar, '2020-02-29', '2020-02-29'],
    [LanguageTag, 'PT-br', 'pt-BR'],
    [LanguageTag, 'eng', 'en'],
    [LanguageTag, 'bfi', 'bfi'],
    [CountryCode, 'us', 'US'],
    [DecimalScalar, '-59.990', '-59.990'],
  ])('%s takes %s', (scalar, given, taken) => {
    expect(scalar.parseValue(given)).toBe(taken);
  });

  it.each([
    [DateScalar, '2019-02-29'],
    [DateScalar, '2019-13-01'],
    [DateScalar, '2019-1-1'],
    [DateScalar, 'yesterday'],
    [DateScalar, 20191109],
    [LanguageTag, 'not a tag'],
    [LanguageTag, 'english'],
    [LanguageTag, 'zz'],
    [LanguageTag, null],
    [CountryCode, 'USA'],
    [CountryCode, 'ZZ'],
    [CountryCode, 'ß'],
    [DecimalScalar, '1e3'],
    [DecimalScalar, 59.99],
    [DecimalScalar, 'NaN'],
  ])('%s refuses %j by a code', (scalar, given) => {
    expect(() => scalar.parseValue(given)).toThrow(expect.objectContaining({ extensions: { code: 'BAD_USER_INPUT' } }));
  });

  it.each([
    [CountryCode, 'DE'],
    [DateScalar, '20191109'],
    [LanguageTag, '["de"]'],
  ])('%s shows what a document says in place of a text: %s', (scalar, written) => {
    expect(() => scalar.parseLiteral(parseValue(written), undefined)).toThrow(`, not ${written}.`);
  });
});

describe('an argument', () => {
  class Given {
    @MaxLength(3)
    name = '';

    inner: unknown = undefined;
  }
  const given = (values: object) => Object.assign(new Given(), values);

  class Listed {
    @ArrayUnique()
    once = ['a'];

    @ArrayMinSize(1)
    some = ['a'];

    @ArrayMaxSize(2)
    few = ['a'];

    @MaxLength(3)
    short = '';
  }
  it.each([
    [{ once: ['a', 'a'] }, 'Once must name each value once.'],
    [{ some: [] }, 'Some must hold at least one value.'],
    [{ few: ['a', 'b', 'c'] }, 'Few must hold at most 2 values.'],
    [{ short: 'abcd' }, 'Short must have at most 3 characters.'],
  ])('of %j is refused in plain words', async (values, words) => {
    await expect(validateArgument(Object.assign(new Listed(), values))).rejects.toThrow(words);
  });

  it('is taken when it fits', async () => {
    await expect(validateArgument(given({ name: 'abc' }))).resolves.toBeUndefined();
  });

  it.each([
    ['too long', { name: 'abcd' }, 'name'],
    ['with a NUL byte', { name: 'a\0' }, 'name'],
    ['with half a surrogate pair, deep inside', { inner: [{ text: '\ud800' }] }, 'inner[0].text'],
    ['with a NUL byte in a list of lists', { inner: { '7': [['a'], ['b\0']] } }, 'inner[7][1][0]'],
  ])('%s is refused with the name of its field', async (_what, values, field) => {
    await expect(validateArgument(given(values))).rejects.toMatchObject({ extensions: { code: 'BAD_USER_INPUT', field } });
  });

  it('that is a day where a moment is wanted is refused by its name', async () => {
    const args = { id: 'ours', asOf: DateTime.parseValue('2026-11-30') };
    await expect(validateGiven(args.asOf, undefined, { args })).rejects.toMatchObject({
      message: 'asOf is a moment. Write it with its time, such as "2026-11-30T12:00:00Z".',
      extensions: { field: 'asOf', reason: 'MOMENT_WITHOUT_TIME' },
    });
  });

  class Person {
    @PersonName()
    name = '';
  }
  it.each([
    'X',
    '李',
    "O'Brien",
    'Jean-Luc de La Fontaine',
    'محمد علی',
    'Nguyễn Thị Ánh',
    'Łukasz Żółć',
    'Ann @ home',
    'Wwwilma',
  ])('may be the name %s', async (name) => {
    await expect(validateArgument(Object.assign(new Person(), { name }))).resolves.toBeUndefined();
  });
  it.each([
    '.',
    '42',
    '👍',
    'ann@example.org',
    'ann\uff20example.org',
    'https://spam.example',
    'Ann www.spam.example',
    'WWW.SPAM.EXAMPLE',
  ])('is no name that says %s', async (name) => {
    await expect(validateArgument(Object.assign(new Person(), { name }))).rejects.toMatchObject({
      extensions: { code: 'BAD_USER_INPUT', field: 'name', reason: 'NOT_A_PERSON' },
    });
  });

  it('is refused for the first fault within it, by the path of the field', async () => {
    const inner = [given({}), { plain: given({ inner: given({ name: 'abcd' }) }) }, given({ name: 'efgh' })];
    await expect(validateArgument(given({ inner }))).rejects.toMatchObject({
      extensions: { field: 'inner[1].plain.inner.name' },
    });
  });

  it('lets others have their turn while many parts are checked', async () => {
    let turns = 0;
    let over = false;
    const count = () => {
      turns += 1;
      if (!over) setImmediate(count);
    };
    setImmediate(count);
    await validateArgument(given({ inner: Array.from({ length: 160 }, () => given({})) }));
    over = true;
    expect(turns).toBeGreaterThanOrEqual(10);
  });
});

describe('settings', () => {
  const settings = {
    PORT: port({ default: 4000, desc: 'where it listens' }),
    LIMIT: many({ desc: 'how much' }),
    NAME: str({ default: 'x', desc: 'who' }),
  };

  it('are read, with defaults for those that are empty', () => {
    expect(readSettings(settings, { LIMIT: '7', PORT: '' })).toMatchObject({ PORT: 4000, LIMIT: 7, NAME: 'x' });
  });

  it('may stand in files, of which an empty one counts as not set', () => {
    const file = (text: string) => {
      const path = join(mkdtempSync(join(tmpdir(), 'shelfbridge-setting-')), 'setting');
      writeFileSync(path, text);
      return path;
    };
    const environment = { LIMIT_FILE: file('7\n'), NAME_FILE: file('\n'), PORT_FILE: file('') };
    expect(readSettings(settings, environment)).toMatchObject({ PORT: 4000, LIMIT: 7, NAME: 'x' });
    expect(() => readSettings(settings, { LIMIT_FILE: file('') })).toThrow(/LIMIT.*how much/);
  });

  it('are refused all at once, each with its meaning', () => {
    expect(() => readSettings(settings, { PORT: 'none' })).toThrow(BadConfiguration);
    expect(() => readSettings(settings, { PORT: 'none' })).toThrow(/PORT.*where it listens[\s\S]*LIMIT.*how much/);
  });
});

describe.each(Object.entries<Settings>({ advocacy, gateway, partnership, 'npm start': startSettings }))(
  'the settings of %s',
  (_process, settings) => {
    // What a person might type, and values that hold a password in every place where one can stand.
    const typed = ['10s', '1.5', '-1', '-', 'Infinity', 'yes', 'nowhere', 'https:/', '%zz', 'a=b=%'];
    const hidden = ['//ann:hush@', 'mysql://ann:hush@db', 'https://ann:hu,hush@[', 'postgres://ann:hush@:::/', 'name=hush@'];
    const faultOf = (environment: Record<string, string>, some: Settings) => {
      try {
        readSettings(some, environment);
        return '';
      } catch (fault) {
        expect(fault).toBeInstanceOf(BadConfiguration);
        return (fault as Error).message;
      }
    };
    const said = (name: string, value: string) => {
      const spec = Object.entries(settings).find(([each]) => each === name)?.[1];
      return spec === undefined ? '' : faultOf({ [name]: value }, { [name]: spec });
    };
    const refused = (name: string) => [...typed, ...hidden].filter((value) => said(name, value) !== '');

    it('are all told at once, each with its meaning and what would work, and never what it may hold of a password', () => {
      const names = Object.keys(settings).filter((name) => refused(name).length > 0);
      expect(names.length).toBeGreaterThan(8);
      for (const name of Object.keys(settings))
        for (const value of [...typed, ...hidden]) {
          const words = said(name, value);
          if (words === '') continue;
          expect(words).toMatch(new RegExp(`^The environment cannot be used:\\n  ${name}: .*(must |can be |one of )`));
          expect(words).not.toMatch(/hush|undefined|Invalid|NaN/);
          expect(words).toContain((settings[name] as { desc?: string }).desc ?? 'no meaning');
        }
      const all = faultOf(Object.fromEntries(names.map((name) => [name, refused(name)[0] ?? ''])), settings);
      for (const name of names) expect(all).toContain(`\n  ${name}: `);
    });

    it('may name a database by several hosts, or by the folder of its socket', () => {
      const addresses = [
        'postgres:///shelf?host=/run/postgresql',
        'postgresql://me@/shelf?user=x&host=/run',
        'postgres://%2Frun/shelf',
      ];
      for (const name of Object.keys(settings).filter((each) => /DATABASE.*_URL$/.test(each)))
        for (const value of addresses) expect([name, said(name, value)]).toEqual([name, '']);
      for (const RATE_LIMIT_DATABASE_URL of addresses)
        expect(() => readOptions({ RATE_LIMIT_DATABASE_URL })).not.toThrow(/RATE_LIMIT_DATABASE_URL: must/);
    });

    it('are numbers, periods and ports as they stand, and not what a number begins with', () => {
      for (const [name, spec] of Object.entries(settings)) {
        const { default: preset } = spec as { default?: unknown };
        if (typeof preset !== 'number') continue;
        const refusals = typed.slice(0, 5).filter((value) => said(name, value) === '');
        expect([name, refusals.filter((value) => value !== '1.5')]).toEqual([name, []]);
      }
    });
  },
);

describe('an error that leaves the process', () => {
  const logged: unknown[] = [];
  const log: Log = { debug() {}, info() {}, warn() {}, error: (...line: unknown[]) => void logged.push(line) };
  const mask = maskError(log);
  const located = (cause: Error) => new GraphQLError(cause.message, { originalError: cause, path: ['field'] });

  it('is read as it is when it is a refusal', () => {
    const error = located(new BadInput('name', 'The name is too long.'));
    expect(mask(error.toJSON(), error)).toMatchObject({
      message: 'The name is too long.',
      extensions: { code: 'BAD_USER_INPUT', field: 'name' },
    });
  });

  it.each([
    ['Variable "$i" got invalid value 2147483648 at "i.goal"; Int cannot represent non 32-bit signed integer value', 'goal'],
    [
      'Variable "$i" got invalid value null at "i.steps[1].on"; Expected non-nullable type "Date!" not to be null.',
      'steps[1].on',
    ],
    ['Variable "$made" got invalid value "AGE" at "made[0].unit"; Value "AGE" does not exist in "Unit" enum.', 'made[0].unit'],
    ['Variable "$first" got invalid value "2"; Int cannot represent non-integer value: "2"', 'first'],
    ['Variable "$first" of required type "Int!" was not provided.', 'first'],
    ['Variable "$i" got invalid value { }; Field "title" of required type "String!" was not provided.', 'title'],
    ['Variable "$i" got invalid value { } at "i.end"; Field "date" of required type "Date!" was not provided.', 'end.date'],
    ['Variable "$i" got invalid value { titel: "T" }; Field "titel" is not defined by type "Draft".', 'titel'],
    ['Expected a persisted query.', undefined],
  ])('names the field of a variable that cannot be used: %s', (message, field) => {
    const error = new GraphQLError(message, { extensions: { code: 'BAD_USER_INPUT' } });
    expect(mask(error.toJSON(), error).extensions).toEqual({ code: 'BAD_USER_INPUT', ...(field && { field }) });
  });

  it('never repeats a whole input, in which others may stand', () => {
    const said =
      'Variable "$i" got invalid value { email: "ann@x.org", name: "}; Field \\"a\\" of" } at "i.who"; Field "country" of required type "CountryCode!" was not provided.';
    const error = new GraphQLError(said, { extensions: { code: 'BAD_USER_INPUT' } });
    expect(mask(error.toJSON(), error)).toMatchObject({
      message: 'Variable "$i" got invalid value at "i.who": Field "country" of required type "CountryCode!" was not provided.',
      extensions: { field: 'who.country' },
    });
  });

  it.each([
    new Error('connect ECONNREFUSED 10.0.0.7:5432'),
    new TypeError('secret is undefined'),
    Object.assign(new Error('duplicate key'), { detail: 'Key (email)=(a@b)' }),
  ])('is masked and logged when it is %s', (cause) => {
    logged.length = 0;
    const error = located(cause);
    expect(
      mask({ ...error.toJSON(), extensions: { code: 'INTERNAL_SERVER_ERROR', stacktrace: ['at secret.ts'] } }, error),
    ).toEqual({
      message: internalError,
      path: ['field'],
      locations: undefined,
      extensions: { code: 'INTERNAL_SERVER_ERROR' },
    });
    expect(logged).toHaveLength(1);
  });
});
