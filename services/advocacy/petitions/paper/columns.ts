// Which column of a file holds what: by its header as people and programs write it, or as the uploader says.
import { BadInput } from '#kit/words/problem';

/** What a column can hold. */
export const columnNames = [
  'sheet',
  'line',
  'name',
  'first_name',
  'last_name',
  'email',
  'country',
  'region',
  'signed_on',
  'count',
] as const;
export type ColumnName = (typeof columnNames)[number];

/** Where each is found, from 0. */
export type Columns = Readonly<Partial<Record<ColumnName, number>>>;

/** What Google Forms calls its first column, in its languages. */
const timestamps = [
  'timestamp',
  'marca temporal',
  'zeitstempel',
  'horodateur',
  'carimbo de data hora',
  'informazioni cronologiche',
  'tijdstempel',
];

/** Headers as they are compared: letters and digits only. Change.org, Action Network, CiviCRM, Google Forms and e-petitions write these. */
const headers: Readonly<Record<ColumnName, readonly string[]>> = {
  sheet: ['sheet', 'sheet number', 'sheet no', 'sheet id', 'page', 'petition sheet', 'hoja', 'blatt'],
  line: ['line', 'line number', 'line no', 'row', 'linea', 'zeile'],
  name: [
    'name',
    'full name',
    'your name',
    'your full name',
    'display name',
    'signer',
    'signer name',
    'signatory',
    'supporter',
    'supporter name',
    'nombre completo',
    'nombre y apellidos',
    'nom complet',
    'nom et prenom',
    'nome completo',
    'vollstandiger name',
    'nombre y apellido',
    'vor und nachname',
    'naam',
    'navn',
    'namn',
  ],
  first_name: [
    'first name',
    'firstname',
    'given name',
    'nombre de pila',
    ...['nombre', 'nombres', 'nome', 'vorname', 'prenom', 'voornaam', 'fornavn', 'fornamn', 'etunimi'],
  ],
  last_name: [
    'last name',
    'lastname',
    'surname',
    'family name',
    ...['apellido', 'apellidos', 'nachname', 'familienname', 'nom', 'nom de famille', 'cognome', 'sobrenome', 'achternaam'],
    ...['etternavn', 'efternavn', 'efternamn', 'sukunimi'],
  ],
  email: [
    'email',
    'e mail',
    'email address',
    'e mail address',
    'your email',
    'primary email',
    ...[
      'direccion de correo electronico',
      'direccion de email',
      'endereco de e mail',
      'indirizzo email',
      'e mailadres',
      'email primary',
    ],
    ...['correo electronico', 'correo', 'mail', 'e mail adresse', 'adresse e mail', 'courriel'],
  ],
  country: [
    'country',
    'country code',
    'country name',
    'country of residence',
    'can2 country',
    'primary country',
    'primary country code',
    'country region',
    ...['pais', 'land', 'pays', 'paese', 'maa'],
    'code',
  ],
  region: [
    'region',
    'state',
    'state province',
    'state or province',
    'province',
    'subdivision',
    'can2 state abbreviated',
    'primary state',
    'state abbreviation',
    'estado provincia',
    ...['estado', 'provincia', 'bundesland'],
  ],
  signed_on: [
    'signed on',
    'date',
    'date signed',
    'signed at',
    'signed date',
    'signature date',
    'date of signature',
    ...timestamps,
    'created at',
    'created on',
    'created date',
    'submitted at',
    'submission date',
    'submit date',
    'submitted on',
    'completion time',
    'activity date',
    ...['fecha', 'fecha de firma', 'datum', 'data', 'dato', 'date de signature'],
  ],
  count: ['count', 'total', 'totals', 'signatures', 'signature count', 'number of signatures', 'number', 'firmas', 'anzahl'],
};

/** What a place is called where only totals are given. */
const places = [
  'place',
  'event',
  'location',
  'venue',
  'fair',
  'library',
  'branch',
  'lugar',
  'lieu',
  'ort',
  'name',
  'nombre',
  'nom',
  'nome',
];

/** Files that we know by their headers. */
const layouts: readonly (readonly [string, readonly string[]])[] = [
  ['Shelfbridge', ['sheet', 'line', 'name', 'country']],
  ['Change.org', ['name', 'city', 'postal code', 'country', 'signed on']],
  ['Action Network', ['first name', 'last name', 'email', 'zip code']],
  ['CiviCRM', ['contact id', 'first name', 'last name']],
  ['CiviCRM', ['internal contact id']],
  ['CiviCRM', ['id del contacto']],
  ...timestamps.map((name) => ['Google Forms', [name]] as const),
  ['EFF Action Center', ['first name', 'last name', 'email', 'zipcode', 'country code', 'created at']],
  ['EFF Action Center', ['full name', 'email', 'city', 'state', 'country']],
  ['NationBuilder', ['nationbuilder id']],
  ['e-petitions', ['code', 'signature count']],
  ['e-petitions', ['ons code', 'signature count']],
];

/** Without accents, capitals and punctuation. */
export const plain = (header: string): string =>
  header
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();

/** Without the words that forms put around what they ask: `Supporter First Name`, `What is your country?` and `Country (required)`. */
const stemOf = (name: string): string =>
  name
    .replace(
      /^(?:(?:please|enter|write|type|give|state|us|what|which|is|s|cual|es|tu|su) )+(?=(?:your|tu|su|the|country|email|full|first|last|name|nombre|pais|correo) ?)/,
      '',
    )
    .replace(/^(?:(?:your|tu|su|the|supporter|signer|signers|signatory|contact|respondent|participant) )+/, '')
    .replace(/^(?:in )?(?:which |what )?country (?:do|are) you .*$/, 'country')
    .replace(/(?: (?:required|optional|obligatorio|obligatoire|pflichtfeld|utc|gmt|est|edt|pst|pdt|cst|cet))+$/, '');

/** What the uploader says of the columns. */
export interface ColumnWishes {
  /**
   * By name, the header or, as text from 1, the number of the column; empty for a column that is not to be read. A number is that of
   * an earlier file with the same header, 0 for one that was not read.
   */
  readonly columns: Readonly<Record<string, string | number>>;
  /** False when the first row is a signature already; then columns are named by their numbers. */
  readonly hasHeader: boolean;
}

export interface Mapped {
  readonly columns: Columns;
  /** How many cells a row has at most. */
  readonly width: number;
  /** The program that wrote the file, where its headers tell; null otherwise. */
  readonly layout: string | null;
}

/** So many rows may stand above the one that names the columns. */
export const mostTitleRows = 20;

/** The columns, by a row that names them; undefined when it does not. @throws BadInput for a wish that it does not fulfil */
export function columnsIn(header: readonly string[], wishes: ColumnWishes): Mapped | undefined {
  const names = header.map(plain);
  const columns: Partial<Record<ColumnName, number>> = {};
  const taken = new Set<number>();
  const put = (name: ColumnName, at: number) => {
    if (at < 0 || taken.has(at)) return;
    columns[name] = at;
    taken.add(at);
  };
  for (const [name, wish] of Object.entries(wishes.columns) as [ColumnName, string | number][]) {
    if (wish === '' || wish === 0) continue;
    if (typeof wish === 'number') {
      put(name, wish - 1);
      continue;
    }
    const at = names.indexOf(plain(wish));
    if (at >= 0) put(name, at);
    else if (/^[1-9]\d{0,2}$/.test(wish) && Number(wish) <= header.length) put(name, Number(wish) - 1);
    else return undefined;
  }
  for (const name of columnNames) {
    if (name in wishes.columns) continue;
    for (const each of headers[name]) {
      if (columns[name] === undefined) put(name, names.indexOf(each));
    }
  }
  const stems = names.map(stemOf);
  for (const name of columnNames) {
    if (name in wishes.columns) continue;
    for (const each of headers[name]) {
      if (columns[name] === undefined) put(name, stems.indexOf(each));
    }
  }
  // Beside people a number counts nobody: it says which line of the sheet it is, or which row of the list.
  const isOrdinal = columns.count !== undefined && stems[columns.count] === 'number' && !('count' in wishes.columns);
  if (isOrdinal && (columns.name ?? columns.first_name ?? columns.last_name) !== undefined) {
    if (columns.sheet !== undefined && !('line' in wishes.columns)) columns.line ??= columns.count;
    delete columns.count;
  }
  if (columns.count !== undefined && !('sheet' in wishes.columns)) {
    for (const each of places) {
      if (columns.sheet !== undefined) break;
      const at = names.indexOf(each);
      if (at >= 0) columns.sheet = at;
    }
    for (const name of ['name', 'first_name', 'last_name'] as const)
      if (columns.sheet !== undefined && columns.sheet === columns[name]) delete columns[name];
  }
  if (!isEnough(columns)) return undefined;
  const layout = layouts.find(([, wanted]) => wanted.every((each) => names.includes(each)))?.[0] ?? null;
  return { columns, width: header.length, layout };
}

/** Columns by number alone, for a file whose first row is a signature. @throws BadInput when they are too few */
export function columnsByNumber(width: number, wishes: ColumnWishes): Mapped {
  const columns: Partial<Record<ColumnName, number>> = {};
  for (const [name, wish] of Object.entries(wishes.columns)) {
    if (wish === '' || wish === 0) continue;
    if (!/^[1-9]\d{0,2}$/.test(String(wish)) || Number(wish) > width)
      throw new BadInput(
        `column.${name}`,
        `A file without a header has its columns named by their numbers, from 1 to ${width} here, such as column.name=2.`,
      );
    columns[name as ColumnName] = Number(wish) - 1;
  }
  if (!isEnough(columns))
    throw new BadInput('header', `Say by their numbers which columns are read, such as column.name=2. ${needed}`);
  return { columns, width, layout: null };
}

/** People by name, or places with their totals. */
const isEnough = ({ name, first_name, last_name, sheet, count }: Columns): boolean =>
  name !== undefined || first_name !== undefined || last_name !== undefined || (count !== undefined && sheet !== undefined);

export const needed =
  'A file of signatures needs a column for the name of each person (or first and last name); sheet, line, country, region, ' +
  'signed_on and email are read where there are. A file of totals needs a column for the place and one for its count.';
