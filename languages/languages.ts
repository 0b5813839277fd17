// Which languages we speak, which one a visitor wants, and how an address says it: English at /petitions, Spanish at /es/petitions.

/** Each has a folder beside this file. The first one stands at addresses without a language. */
export const languages = ['en', 'es'] as const;
export type Language = (typeof languages)[number];

/** The language of those who ask for none. */
export const usualLanguage: Language = languages[0];

/** The language of a tag such as `es` or `es-MX`; undefined when we do not speak it. */
export function spoken(tag: string | null | undefined): Language | undefined {
  const [primary = ''] = (tag ?? '').trim().toLowerCase().split('-');
  return languages.find((language) => language === primary);
}

/** No browser sends more; what goes on is not read. */
const longestWish = 1_000;

/** The first language of a header `Accept-Language` that we speak, by its weights. */
export function preferredLanguage(header: string | undefined): Language {
  const wishes = (header ?? '').slice(0, longestWish).split(',');
  const weighed = wishes.map((wish) => {
    const [tag, ...parameters] = wish.split(';').map((part) => part.trim());
    const weight = parameters.find((each) => each.startsWith('q='))?.slice('q='.length) ?? '1';
    return { language: spoken(tag), weight: Number(weight) };
  });
  const [first] = weighed.filter(({ language, weight }) => language && weight > 0).toSorted((a, b) => b.weight - a.weight);
  return first?.language ?? usualLanguage;
}

const prefixes = new RegExp(`^/(${languages.filter((language) => language !== usualLanguage).join('|')})(?=[/?#]|$)`);

/** The language that a path of ours names. */
export const languageOf = (path: string): Language => spoken(prefixes.exec(path)?.[1]) ?? usualLanguage;

/** What comes before the paths of a language. */
export const prefixOf = (language: Language): string => (language === usualLanguage ? '' : `/${language}`);

/** The same path in no language; `/es` is `/`. */
export function withoutLanguage(path: string): string {
  const rest = path.replace(prefixes, '');
  return rest.startsWith('/') ? rest : `/${rest}`;
}

/** The same path, with what follows it, in a language. */
export function pathIn(language: Language, path: string): string {
  const plain = withoutLanguage(path);
  const bare = language !== usualLanguage && /^\/(?=[?#]|$)/.test(plain) ? plain.slice(1) : plain;
  return `${prefixOf(language)}${bare}`;
}

/** What is the same in all languages: what programs read, and what subgraphs serve. */
const common = /^\/(?:\/|(?:assets|graphql|exports|feeds|calendars)(?=[/?#]|$))|\.(?:csv|json|xml|txt|ico)(?=[?#]|$)/;

/** HTML or SVG with its links, forms and pictures in a language. In their text no quotation mark stands bare, so only attributes are found. */
export const linksIn = (language: Language, html: string): string =>
  language === usualLanguage
    ? html
    : html.replace(/(?<= (?:href|action|src)=")\/[^"]*/g, (path) => (common.test(path) ? path : pathIn(language, path)));
