// What a page is: an address, a title, the documents it asks and sends, and a pure function of their typed answers.
import type { TypedDocumentNode } from '@graphql-typed-document-node/core';
import type { Language } from '../languages/languages';
import type { Children } from './markup/jsx-runtime';
import type { Words } from './words/words';

/** Why there is no answer: words, a stable code, and a status for HTTP. */
export interface Refused {
  readonly code: string;
  readonly message: string;
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  /** The field of the form that cannot be used, such as `input.email`. */
  readonly field?: string | undefined;
  /** What the refusal carries besides: `limit`, `allowed`, `state`. */
  readonly details?: Readonly<Record<string, unknown>>;
}

/** What one document was answered. Data is there unless all of it is null; both, when a part of it failed. */
export interface Answer<Data> {
  readonly data?: Data | undefined;
  readonly refused?: Refused | undefined;
}

// biome-ignore lint/suspicious/noExplicitAny: the variables of a document of any kind
type AnyDocument<Data = unknown> = TypedDocumentNode<Data, any>;

/** One document that a page asks. */
export interface Ask<Data = unknown> {
  readonly document: AnyDocument<Data>;
  /** Undefined when there is nothing to ask yet. */
  readonly variables?:
    | ((fields: URLSearchParams, who: Visitor, now: Date) => Readonly<Record<string, unknown>> | undefined)
    | undefined;
  /** The list of which all pages are asked, one after the other, where `askWhole` asks for it. */
  readonly whole?: string;
}

/** Asks a document. Its variables come from the fields of the address of the same names, unless `variables` says them. */
export const ask = <Data, Variables extends Readonly<Record<string, unknown>>>(
  document: TypedDocumentNode<Data, Variables>,
  variables?: (fields: URLSearchParams, who: Visitor, now: Date) => Variables | undefined,
): Ask<Data> => ({ document, variables });

/** Asks for all of a list to choose from, however many pages of it there are. Its document takes `after` and says `pageInfo`. */
export const askWhole = <Data, Variables extends { readonly after?: unknown }>(
  document: TypedDocumentNode<Data, Variables>,
  whole: keyof Data & string,
): Ask<Data> => ({ document, variables: () => ({}), whole });

type Asks = Readonly<Record<string, Ask>>;
type DataOf<Asked> = Asked extends Ask<infer Data> ? Data : never;

/**
 * A form whose rows, typed or in a file of any length, are read by a subgraph as they arrive. It is answered by the last report of them,
 * which holds the faults of all. Its choices stand above its file.
 */
export interface RowsForm {
  /** Which place takes them. */
  readonly door: 'paperSignatures' | 'libraries' | 'pairs';
  /** What is said of them behind the address of that place, such as preview=1; the names of the fields are those that it knows. */
  wishes(fields: URLSearchParams): Readonly<Record<string, string>>;
  /** Answers by a file in place of the page. */
  readonly saved?: { readonly name: string; write(report: unknown, words: Words): string };
}

/** The field of such a form that holds the rows; one too long to be typed leaves its beginning in `begins`. */
export const rowsField = 'csv';
/** The field into which rows are pasted in place of a file. */
export const pastedField = 'pasted';

/** The names of fields that hold countries: people write them by name, and the gateway reads their codes. A column of a file is not such a field. */
export const holdsCountry = (name: string): boolean =>
  /^(?!column\.)(.+\.)?(country|countries|preferredCountries|territory)$/.test(name);

/** The names of fields that hold currencies, which people write by name as well. */
export const holdsCurrency = (name: string): boolean => /\.currency$/.test(name);

/** The names of fields that hold time zones: people write them by a city or a country. */
export const holdsZone = (name: string): boolean => /^(.+\.)?timeZone$/.test(name);

/** The names of fields that hold addresses of web sites, which people write without their beginning. */
export const holdsSite = (name: string): boolean => /^(.+\.)?(website|url|sourceUrl)$/.test(name);

/** What came with the form or the address, and why it was refused. */
export interface Form {
  /** What was typed and chosen; parts of the path as well. */
  readonly fields: URLSearchParams;
  readonly refused?: Refused | undefined;
  /** Whether the form is to be shown: nothing was sent yet, or it may be sent again. */
  readonly shown: boolean;
  /** A new value for each page that is shown, so that one form sent twice differs from two forms. */
  readonly unique: string;
  /** Which form was sent: one of the names in `forms`, or empty where the page has one form; undefined when the page was only opened. */
  readonly sent?: string | undefined;
}

/** What an account is trusted with, as the graph knows it. */
export type AccountRole = 'editor' | 'organizer' | 'committee' | 'staff';

/** Who looks at a page. */
export interface Visitor {
  /** Undefined for somebody who has not signed in. */
  readonly account?: SignedIn | undefined;
  /** Whether there was a session that has ended. */
  readonly ended?: boolean;
  /** How accounts come to be: `provider` through OpenID Connect; `choice` on the computer of a developer, where one may be anybody. */
  readonly signIn?: { readonly provider: boolean; readonly choice: boolean } | undefined;
}

/** Somebody who has signed in. */
export interface SignedIn {
  /** As the provider calls them; their subject when it has no name for them. */
  readonly name: string;
  readonly roles: readonly AccountRole[];
  /** The ids of the libraries that staff speak for. */
  readonly libraries: readonly string[];
}

/** What a page is written from. */
export interface Shown<Asked extends Asks = Asks, Sent = unknown> extends Words {
  readonly answers: { readonly [Name in keyof Asked]: Answer<DataOf<Asked[Name]>> };
  /** The answer to the form, once it was accepted. */
  readonly done: Sent | undefined;
  readonly form: Form;
  /** Where its live feed is read; for `<Live>`. */
  readonly live: string | undefined;
  readonly who: Visitor;
  /** The moment at which it is shown; the same for all its questions. */
  readonly now: Date;
}

/** What a page shows as a file at an address of its own, for people who cite it and for programs. It takes the fields of the page. */
export interface SiteFile<Asked extends Asks = Asks, Sent = unknown> {
  /** Ends in .svg, .csv or .json, which says what it is. */
  readonly address: string;
  /** What it is written from; when one of these was refused, there is no file. */
  readonly of: readonly (keyof Asked & string)[];
  /** What its address may ask for besides by 1 or 0, such as `narrow`. */
  readonly flags?: readonly string[];
  write(shown: Shown<Asked, Sent>, place: Place): string;
}

/** A file that a subgraph writes as it is read, however long it is, in the name of the account. */
export interface ExportedFile {
  readonly address: string;
  readonly subgraph: 'advocacy' | 'partnership';
  path(fields: URLSearchParams): string;
}

type Forms = Readonly<Record<string, AnyDocument>>;
type SentBy<Document> = Document extends AnyDocument<infer Data> ? Data : never;

/** A page in one file. Give it to `page()` so that its answers are typed. */
interface PageOf<Asked extends Asks, Sent, Named extends Forms> {
  /** As routes are written: `/petitions/:id`. */
  readonly address: string;
  /** What a part of the address must look like; anything else is a page that does not exist. */
  readonly where?: Readonly<Record<string, RegExp>>;
  /**
   * Who may open it and send its forms: accounts with one of these roles, or any account. Everybody may when not given. Where the address
   * has a part named `library`, staff must speak for that library.
   */
  readonly audience?: AccountRole | 'account' | readonly AccountRole[];
  /** Its heading and its name in the browser. */
  title(shown: Shown<Asked, Sent>): string;
  /** The language of the title, where people wrote it. */
  titleLanguage?(shown: Shown<Asked, Sent>): string | undefined;
  /** The title once its form was accepted; of a page with several forms the sentence that says so. */
  done?(shown: Shown<Asked, Sent>): string;
  /** One sentence for search engines and shared links. */
  description?(shown: Shown<Asked, Sent>): string;
  /** All are asked at the same time, each within two seconds. */
  readonly asks?: Asked;
  /** Documents that one subgraph answers: each group is asked as one, and each document has an answer of its own as if it were asked alone. */
  readonly together?: readonly (readonly (keyof NoInfer<Asked> & string)[])[];
  /** The document without whose data there is no page: its refusal is shown in place of it. */
  readonly needs?: keyof Asked & string;
  /** The path at which what was asked for stands; who opens another, such as that of a merged library, is led there. */
  stands?(answers: Shown<Asked, Sent>['answers']): string | undefined;
  /** Whether the address asks for something that the page does not know, where the graph refuses nothing. */
  asksWrongly?(answers: Shown<Asked, Sent>['answers'], fields: URLSearchParams): boolean;
  /** The mutation that its form sends. */
  readonly sends?: AnyDocument<Sent>;
  /** The mutations of a page with several forms, by the names that `<Form name>` has. */
  readonly forms?: Named;
  /** What people write in another form than the graph takes, such as an hour in their own time zone: changes the fields before they are sent. */
  readonly before?: { readonly [Name in keyof NoInfer<Named> | 'sent']?: (fields: URLSearchParams) => void };
  /**
   * States, or codes of a refusal, that mean the form's work is done already. A person who presses a second time, or after somebody else,
   * is told so and sees no error.
   */
  readonly reaches?: { readonly [Name in keyof NoInfer<Named>]?: readonly string[] };
  /** Whether its forms may hold a file. The text of a short one is sent as the field of its name; a long one goes to a form of `rows`. */
  readonly takesFiles?: boolean;
  /** Forms that hold rows, by the names that `<Form name>` has. */
  readonly rows?: Readonly<Record<string, RowsForm>>;
  /** Where to go once a form was accepted, in place of showing the page again. A form of `sends` has the name `sent`. */
  readonly leads?: {
    readonly [Name in keyof NoInfer<Named> | 'sent']?: (
      data: Name extends keyof Named ? SentBy<Named[Name]> : Sent,
      fields: URLSearchParams,
    ) => string | undefined;
  };
  /** A field without which a form that is sent changes nothing, and only shows what the page asks. */
  readonly sendsWith?: string;
  /** The subscription that keeps it fresh. */
  readonly live?: AnyDocument;
  /** Whether it stands within pages of other sites: without anything around it, and without forms. */
  readonly embedded?: boolean;
  /** Where its live feed can be read by the pages of every site. */
  readonly openFeed?: string;
  /** Whether search engines may list it. They may not list pages that links in mails open. */
  readonly indexed?: boolean;
  /** For tables and charts: as wide as the window allows. */
  readonly wide?: boolean;
  /** Whether it shows charts, which have a style of their own. */
  readonly charts?: boolean;
  /** The same answers as files. */
  readonly files?: readonly SiteFile<NoInfer<Asked>, NoInfer<Sent>>[];
  /** Files that subgraphs write. */
  readonly exports?: readonly ExportedFile[];
  /** Addresses of this page for sitemap.xml, where the address has parts that vary. */
  readonly everywhere?: { readonly asks: Ask; addresses(data: unknown): readonly string[] };
  content(shown: Shown<Asked, Sent>): Children;
}

/** A page whatever it asks, as the gateway knows it. */
export type Page = PageOf<Asks, unknown, Forms>;

/** What a box says, or a choice of yes and no. Other text stays, so that the graph says what is wrong with it. */
export const boxOf = (text: string): boolean | string =>
  text === 'on' || text === 'true' ? true : text === 'false' ? false : text;

/** A number with a decimal comma as programs write it: 41,88 is 41.88. Three digits behind a comma may be thousands, so that text stays as it was typed. */
export const withPoint = (text: string): string => text.replace(/^\s*([+-]?\d+),(\d\d?|\d{4,})\s*$/, '$1.$2');

const [yes, no] = [/^(1|on|true)$/, /^(0|false)?$/];

/** Whether an address asks for something by 1; undefined when what it says is neither yes nor no. */
export const flagIn = (fields: URLSearchParams, name: string): boolean | undefined => {
  const text = fields.get(name) ?? '';
  return yes.test(text) ? true : no.test(text) ? false : undefined;
};

/** Whether a form was refused because what it is for is so already. */
export const wasDone = ({ reaches = {} }: Page, { sent = '', refused }: Pick<Form, 'sent' | 'refused'>): boolean =>
  refused !== undefined && [refused.code, refused.details?.state].some((each) => reaches[sent]?.includes(String(each)));

/** Checks the parts of a page against each other. */
export const page = <Asked extends Asks = Record<never, never>, Sent = never, Named extends Forms = Record<never, never>>(
  given: PageOf<Asked, Sent, Named>,
): Page => given as unknown as Page;

/** The addresses of a page that has one for each row of a list, for sitemap.xml. */
export const everywhere = <Data>(asks: Ask<Data>, addresses: (data: Data) => readonly string[]): Page['everywhere'] => ({
  asks,
  addresses: addresses as (data: unknown) => readonly string[],
});

/** Where the same page stands in a language. */
interface InLanguage {
  readonly language: Language;
  /** The whole address, without what was asked. */
  readonly address: string;
  /** The path, with what was asked. */
  readonly path: string;
}

/** What the gateway lets those do who write clients. */
export interface Api {
  /** Whether the explorer is served at the address of the graph. */
  readonly explorer: boolean;
  /** Whether only registered operations are answered. */
  readonly registeredOnly: boolean;
  readonly limits: readonly {
    readonly setting:
      | `${'RATE' | 'COST'}_LIMIT`
      | `MAX_${'COST' | 'FIELDS' | 'DEPTH' | 'EVENT_COST' | 'CONNECTIONS_PER_ADDRESS' | 'BODY_BYTES'}`;
    readonly most: number;
    /** Where it is so many in a time. */
    readonly seconds?: number;
  }[];
}

/** Where a page is shown. */
export interface Place {
  readonly language: Language;
  /** What comes before the paths of its language: https://library.example, or https://library.example/es. */
  readonly origin: string;
  /** Without the language. */
  readonly path: string;
  readonly api?: Api | undefined;
  /** Where the same is in every language. */
  readonly everyLanguage: readonly InLanguage[];
  /** The address of a file of `assets/` that browsers may keep. */
  asset(name: string): string;
  /** What stands in such a file, for a picture that is shown elsewhere. */
  readAsset(name: string): string;
}

/** What the gateway found out for a page; the rest of `Shown` are its words. */
export interface Given extends Omit<Shown, keyof Words | 'form' | 'who'> {
  readonly form: Omit<Form, 'shown'>;
  /** Somebody who has not signed in when not given. */
  readonly who?: Visitor;
}

/** All pages, and how one is written; what the gateway serves. */
export interface Site {
  readonly pages: readonly Page[];
  /** Asks what a library is called, and by which ids it is known, those of merged records included: staff who speak for one of them speak for it. */
  readonly libraryIds?: { readonly asks: Ask; ids(data: unknown): readonly string[]; name(data: unknown): string | undefined };
  /** Assets that are made, each when it is first needed, by their names. */
  readonly made?: Readonly<Record<string, () => string>>;
  /** Variables of registered operations by their names: what developers try first. */
  readonly examples?: Readonly<Record<string, object>>;
  /** Writes a page. Without one, the page of a refusal alone. */
  write(page: Page | undefined, given: Given, place: Place): string;
  /** Why a form that says what it said when it was opened is not to be sent yet; what its fields hold then becomes what they would be now. */
  refusesMeanwhile?(page: Page, given: Given, place: Place): Refused | undefined;
  /** Writes ids into the fields in place of names that were typed; why it cannot, where a name is that of none or of several. */
  readsNames?(page: Page, given: Given, place: Place): Refused | undefined;
  /** Writes a file of a page; what it is written from must be there. */
  writeFile(file: SiteFile, given: Given, place: Place): string;
}
