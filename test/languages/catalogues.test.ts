// Promises of catalogues: every language says everything, with the same values, and in a form that people can read.
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { IntlMessageFormat } from 'intl-messageformat';
import { paperReasons } from '#advocacy/petitions/paper/paperFaults';
import { currentConsent } from '#advocacy/petitions/signing/consent';
import { csvFaults } from '#kit/data/csv';
import { fieldReasons } from '#kit/words/problem';
import { languages, usualLanguage } from '#languages/languages';
import { families } from '../../docs/codes';

type Messages = Readonly<Record<string, string>>;
type Part = ReturnType<IntlMessageFormat['getAst']>[number];

const root = join(__dirname, '..', '..', 'languages');
const filesOf = (language: string) => readdirSync(join(root, language)).filter((name) => name !== 'index.ts');

/** The catalogue in one file: its only export. */
function messagesIn(language: string, file: string): Messages {
  const [messages = {}] = Object.values(require(join(root, language, file)) as Readonly<Record<string, Messages>>);
  return messages;
}

/** The values that a message takes, by what it does with them; the branches of a choice by their names, but for numbers. */
function takenBy(parts: readonly Part[]): string[] {
  return parts.flatMap((part): string[] => {
    // As the parser numbers its kinds: 0 text, 1 a value, 2 to 4 numbers and days, 5 a choice, 6 a plural, 7 the number of it, 8 a tag.
    if (part.type === 0 || part.type === 7) return [];
    if (part.type === 8) return [`<${part.value}>`, ...takenBy(part.children)];
    if (part.type === 5) {
      const branches = Object.entries(part.options);
      const names = branches.map(([name]) => name).toSorted();
      return [`${part.value}, one of ${names}`, ...branches.flatMap(([, { value }]) => takenBy(value))];
    }
    if (part.type === 6) return [`${part.value}, counted`, ...Object.values(part.options).flatMap(({ value }) => takenBy(value))];
    return [part.type === 1 ? part.value : `${part.value}, formatted`];
  });
}

const takes = (message: string, language: string) =>
  [...new Set(takenBy(new IntlMessageFormat(message, language).getAst()))].toSorted();

/** Files by language, but for those of English. */
const files = languages.flatMap((language) => filesOf(usualLanguage).map((file) => [language, file] as const));

it.each(languages)('%s has a file for each area', (language) => {
  expect(filesOf(language)).toEqual(filesOf(usualLanguage));
});

it.each(languages)('no message of %s is said twice, in two files', (language) => {
  const ids = filesOf(language).flatMap((file) => Object.keys(messagesIn(language, file)));
  expect(ids.filter((id, i) => ids.indexOf(id) !== i)).toEqual([]);
});

it.each(languages)(
  '%s has the words that people agree to by signing, of the version that is kept with their signature',
  (language) => {
    const messages = Object.assign({}, ...filesOf(language).map((file) => messagesIn(language, file))) as Messages;
    const { version, ...words } = currentConsent;
    for (const [name, text] of Object.entries(words)) {
      const said = messages[`consent.${version}.${name}`];
      expect(said).toEqual(expect.stringMatching(/\.$/));
      if (language === usualLanguage) expect(said).toBe(text);
    }
  },
);

/** What only programs are told: by documents, live feeds and headers that no page of ours sends. */
const notOnPages =
  /^(DOCUMENT_|GRAPHQL_|OPERATION_(?!TOO_COSTLY)|PERSISTED_|SUBSCRIPTION_|TOO_MANY_(ALIASES|DIRECTIVES|EVENTS|FIELDS|OPERATIONS)|UNSUPPORTED_)|^(DOWNSTREAM_SERVICE_ERROR|EVENTS_MISSED|GATEWAY_REQUIRED|INVALID_SUBGRAPH_ANSWER|NOT_ACCEPTABLE|NO_LIVE_COUNT|ORIGIN_NOT_ALLOWED)$/;

it.each(languages)('%s has words of its own for every code that a page can be refused with', (language) => {
  const ids = filesOf(language).flatMap((file) => Object.keys(messagesIn(language, file)));
  const codes = families.flatMap((family) => Object.keys(family.codes)).filter((code) => !notOnPages.test(code));
  expect(codes.length).toBeGreaterThan(50);
  expect(
    codes.filter((code) => !ids.some((id) => [`said.${code}`, `refused.${code}.text`, `refused.${code}`].includes(id))),
  ).toEqual([]);
});

it.each(languages)('%s says every reason for which a row of a file or a field is not taken', (language) => {
  const said = messagesIn(language, 'reasons.ts');
  const reasons = [...paperReasons, ...Object.values(csvFaults).map(({ reason }) => reason), 'VALUE_NOT_KEPT'];
  const rows = ['quoted', ...reasons].map((reason) => `row.${reason}`);
  const fields = fieldReasons.map((reason) => `field.why.${reason}`);
  expect(Object.keys(said).toSorted()).toEqual([...rows, ...fields].toSorted());
});

describe.each(files)('in %s, %s', (language, file) => {
  const [english, own] = [messagesIn(usualLanguage, file), messagesIn(language, file)];

  it('every message is there, and none that English does not have', () => {
    expect(Object.keys(own).toSorted()).toEqual(Object.keys(english).toSorted());
  });

  it('every message takes the values that it takes in English', () => {
    const asTaken = (messages: Messages, of: string) =>
      Object.fromEntries(Object.entries(messages).map(([id, text]) => [id, takes(text, of)]));
    expect(asTaken(own, language)).toEqual(asTaken(english, usualLanguage));
  });
});

/** What is called by one word, with the words that others use for it. */
const otherWords: Readonly<Record<string, readonly (readonly [word: string, others: RegExp])[]>> = {
  en: [
    ['sign in', /\b(log(ged)?[ -]?(in|on|into)|sign(ed)? (up|into))\b/i],
    ['mail, e-mail address', /\b(emails?|e-mails?(?! address)|newsletters?)\b/i],
    ['press', /\b(click|tap|hit)(s|ed)?\b/i],
    ['sister, partner', /\b(twin(ned)?|partner librar(y|ies))\b/i],
    ['loan', /\b(checkouts?|circulations?|borrow\w*|rentals?)\b/i],
    ['license', /\blicences?\b/i],
    ['ebook', /\b(e-books?|digital books?)\b/i],
  ],
  es: [
    ['iniciar sesión', /\b(logu?e\w*|ingresar|acceda con)\b/i],
    ['correo', /\b(e-?mails?|mails?)\b/i],
    ['pulsar', /\b(clic|cliquear|hacer click|presione)\b/i],
    ['hermana', /\b(gemelas?|hermanad\w+)\b/i],
    ['libro electrónico', /\b(e-?books?|libros? digital(es)?)\b/i],
    ['noticias', /\b(bolet[ií]n|suscri\w+|newsletter)\b/i],
  ],
};
/** What the graph says in English, told in other languages: the words of its fields. And names of works. */
const saidByTheGraph = ['sentences.ts', 'developers.ts'];

it.each(languages)('one thing has one word in %s, on pages and in mails', (language) => {
  const wrong = filesOf(language)
    .filter((file) => !saidByTheGraph.includes(file))
    .flatMap((file) => Object.entries(messagesIn(language, file)))
    .flatMap(([id, text]) => {
      // Names of values are for programs, and so are choices in capitals and parts of addresses.
      const said = text.replace(/\{\w+|\b[A-Z_]{3,}\b|<\/?\w+>|#\w+|\b(?!e-)\w+(-\w+)+/g, ' ');
      return (otherWords[language] ?? []).flatMap(([word, others]) =>
        others.test(said) ? [`${id}: ${others.exec(said)?.[0]}, not ${word}`] : [],
      );
    });
  expect(otherWords[language]).toBeDefined();
  expect(wrong).toEqual([]);
});
