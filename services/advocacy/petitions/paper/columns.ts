// Which column of a file holds what: by its header as people and programs write it, or as the uploader says.
import { BadInput } from '#kit/words/problem';

/** What a column can hold. */
export const columnNames = [
  'sheet',
  'line',
  'name',
  'first_name',
  'middle_name',
  'last_name',
  'name_suffix',
  'email',
  'country',
  'region',
  'signed_on',
  'count',
] as const;
export type ColumnName = (typeof columnNames)[number];

/** Those that hold the name of a person or a part of it. */
const nameColumns = ['name', 'first_name', 'middle_name', 'last_name', 'name_suffix'] as const;

/** Where each is found, from 0. */
export type Columns = Readonly<Partial<Record<ColumnName, number>>>;

/** What Google Forms calls its first column, in its languages. */
const timestamps = `timestamp, marca temporal, zeitstempel, horodateur, carimbo de data/hora, informazioni cronologiche, tijdstempel, sygnatura czasowa,
  tidstämpel, tidsstempel, tidsmerke, aikaleima, časová značka, marca de temps, タイムスタンプ, 时间戳记, отметка времени, zaman damgası,
  позначка часу, 타임스탬프, időbélyeg, χρονική σήμανση, طابع زمني, חותמת זמן, stempel waktu, cap waktu, dấu thời gian, marcaj de timp,
  časová pečiatka, клеймо за време, vremenska oznaka, časovni žig, laiko žymė, laika zīmogs, ajatempel, denbora-marka, 時間戳記,
  ประทับเวลา, टाइमस्टैंप`;

/** Headers as people and programs write them: Change.org, Action Network, CiviCRM, Google Forms and e-petitions among them. */
const written: Readonly<Record<ColumnName, string>> = {
  sheet: `sheet, sheet number, sheet no, sheet id, page, petition sheet, hoja, hoja no, planilla, pliego, blatt, blatt nr, bogen,
    feuille, feuille no, foglio, folha, vel`,
  line: `line, line number, line no, row, linea, zeile, ligne, riga, linha, renglon, no, nr, num, numero, lfd nr, laufende nummer, no de linea`,
  name: `full name, your full name, name, your name, display name, signer, signer name, signatory, supporter, supporter name,
    nombre completo, nombre y apellidos, nombre y apellido, nombres y apellidos, nombre mostrado, nombre para mostrar, nom complet,
    apellidos y nombre, apellidos y nombres, apellidos nombre, apellido y nombre, apellido nombre, last name first name, surname first name,
    surname and first name, sobrenome e nome, nom et prénom, nom et prénoms, nom prénom, prénom et nom, nom affiché, nom i cognoms, nome completo, nome e cognome, cognome e nome,
    vollständiger name, vor- und nachname, vorname und nachname, vorname nachname, name vorname, nachname vorname, anzeigename, naam,
    volledige naam, weergavenaam, navn, fulde navn, fullt navn, fullständigt namn, namn, för- och efternamn, imię i nazwisko,
    jméno a příjmení, nimi, koko nimi, név, teljes név, ad soyad, имя и фамилия, фио, ім'я та прізвище, ονοματεπώνυμο, 氏名, お名前, 姓名, 이름, 성명,
    الاسم الكامل, الاسم, שם מלא, nama lengkap, họ và tên, nume și prenume, ime i prezime, име и фамилия, vardas ir pavardė`,
  first_name: `first name, firstname, given name, first, nombre de pila, nombre, nombres, nome, vorname, prénom, prénoms, voornaam, fornavn,
    förnamn, etunimi, imię, jméno, имя, ім'я, primer nombre`,
  middle_name: `middle name, middle names, middle initial, middlename, second name, segundo nombre, otros nombres, deuxième prénom,
    autres prénoms, zweiter vorname, weitere vornamen, mittelname, secondo nome, nome do meio, tussenvoegsel, mellannamn, mellemnavn,
    mellomnavn, отчество, по батькові`,
  last_name: `last name, lastname, surname, family name, last, apellido, apellidos, nachname, familienname, nom, nom de famille, cognome,
    cognoms, sobrenome, achternaam, etternavn, efternavn, efternamn, sukunimi, nazwisko, příjmení, фамилия, прізвище, soyad, primer apellido,
    1er apellido, 1º apellido, apellido 1, apellido paterno, nom d'usage, nom de naissance, zuname, primer cognom`,
  name_suffix: `suffix, name suffix, individual suffix, generation, segundo apellido, 2do apellido, 2º apellido, apellido 2, apellido materno,
    segon cognom, namenszusatz, suffixe, sufijo`,
  email: `email, e-mail, email address, e-mail address, your email, primary email, email primary, dirección de correo electrónico,
    dirección de email, correo electrónico, correo-e, correo, mail, e-mail-adresse, mailadresse, adresse e-mail, adresse mail,
    adresse électronique, courriel, endereço de e-mail, indirizzo email, indirizzo e-mail, e-mailadres, adres e-mail, e-postadress,
    e-postadresse, e-post, sähköpostiosoite, sähköposti, e-mailová adresa, adreça electrònica, e-mail-cím, e-posta adresi, e-posta,
    адрес электронной почты, электронная почта, електронна адреса, διεύθυνση ηλεκτρονικού ταχυδρομείου, メールアドレス, 电子邮件地址, 電子郵件地址, 电子邮箱, 이메일 주소, 이메일,
    البريد الإلكتروني, عنوان البريد الإلكتروني, כתובת אימייל, alamat email`,
  country: `country, country code, country name, country of residence, can2_country, primary country, primary country code, country/region,
    país, país de residencia, país de residência, land, land/staat, staat, wohnsitzland, land des wohnsitzes, pays, pays de résidence,
    paese, paese di residenza, land van verblijf, kraj, země, maa, ország, ülke, страна, країна, χώρα, 国, 國, 国名, 国家, 國家, 국가, البلد, الدولة, מדינה,
    ארץ, quốc gia, negara, țara, zemlja, država, държава, šalis, riik, valsts, देश, ประเทศ, code`,
  region: `region, state, state/province, state or province, province, subdivision, can2_state_abbreviated, primary state,
    state abbreviation, estado/provincia, estado, provincia, comunidad autónoma, departamento, bundesland, bundesland/kanton, kanton,
    région, département, canton, regione, provincie, estado/província`,
  signed_on: `signed on, date, date signed, signed at, signed date, signature date, date of signature, ${timestamps}, created at, created on,
    created date, create date, submitted at, submission date, submit date, submitted on, date submitted, completion time, activity date,
    fecha, fecha de firma, firmó el, firmado el, firmada el, fecha y hora, hora de finalización, datum, datum der unterschrift,
    unterzeichnet am, unterschrieben am, fertigstellungszeit, data, data firma, firmato il, data di firma, assinou em, assinado em,
    data da assinatura, dato, date de signature, signé le, heure de fin, ondertekend op, podpisano, päivämäärä, дата,
    fecha de la firma, fecha firma, date de la signature, datum der unterstützung, unterstützt am, data podpisu, datum podpisu, datum podpisa,
    日期, 日付, 날짜, التاريخ, תאריך, ngày, tarih, ημερομηνία`,
  count: `count, total, totals, signatures, signature count, signatures count, number of signatures, total signatures, signatures collected, number,
    firmas, número de firmas, total de firmas, cantidad de firmas, anzahl, unterschriften, anzahl unterschriften, zahl der unterschriften,
    nombre de signatures, firme, numero di firme, assinaturas, número de assinaturas, handtekeningen, aantal handtekeningen, podpisy`,
};

/** What a place is called where only totals are given; a country or region is one where nothing else is. */
const writtenPlaces = `place, event, location, venue, fair, library, branch, lugar, evento, biblioteca, sede, sucursal, localidad, lieu, événement,
  bibliothèque, ort, veranstaltung, bibliothek, standort, luogo, local, plaats, bibliotheek, name, nombre, nom, nome, city, town,
  ciudad, stadt, ville, città, cidade, constituency`;

/** Files that we know by their headers. */
const writtenLayouts: readonly (readonly [string, string])[] = [
  ['Shelfbridge', 'sheet, line, name, country'],
  ['Change.org', 'name, city, postal code, country, signed on'],
  ['Change.org', 'nombre, ciudad, código postal, país, firmó el'],
  ['Change.org', 'nom, ville, code postal, pays, signé le'],
  ['Change.org', 'name, stadt, postleitzahl, land, unterzeichnet am'],
  ['Change.org', 'nome, città, cap, paese, firmato il'],
  ['Change.org', 'nome, cidade, cep, país, assinou em'],
  ['Action Network', 'first name, last name, email, zip code'],
  ['Action Network', 'email, can2_user_tags'],
  ['e-petitions', 'constituency, ons code'],
  ['Action Network', 'email, can2_state_abbreviated'],
  ['Action Network', 'first name, last name, email, zip/postal code, date submitted'],
  ['CiviCRM', 'contact id, first name, last name'],
  ['CiviCRM', 'contact id, display name'],
  ...['internal contact id', 'id del contacto', 'id de contacto, nombre para mostrar', 'id de contacto, nombre, apellidos'].map(
    civi,
  ),
  ...['identificador interno del contacto', 'identificador de contacto'].map(civi),
  ...['interne kontakt id', 'kontakt-id, vorname, nachname', 'id du contact', 'id interne du contact', 'id contatto'].map(civi),
  ...['contact id, voornaam, achternaam', 'id do contato', 'id do contacto'].map(civi),
  ...timestamps.split(',').map((name) => ['Google Forms', name] as const),
  ['EFF Action Center', 'first name, last name, email, zipcode, country code, created at'],
  ['EFF Action Center', 'full name, email, city, state, country'],
  ['NationBuilder', 'nationbuilder id'],
  ['e-petitions', 'code, signature count'],
  ['e-petitions', 'ons code, signature count'],
];

function civi(headers: string): readonly [string, string] {
  return ['CiviCRM', headers];
}

/** Without accents, capitals and punctuation. */
export const plain = (header: string): string =>
  header
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();

/** Headers are compared by their letters and digits only. */
const plainly = (list: string): readonly string[] => list.split(',').map(plain);
const headers = Object.fromEntries(columnNames.map((name) => [name, plainly(written[name])])) as Record<
  ColumnName,
  readonly string[]
>;
const places = plainly(writtenPlaces);
const layouts = writtenLayouts.map(([program, list]) => [program, plainly(list)] as const);

/** Without the words that forms put around what they ask: `Supporter First Name`, `What is your country?` and `Country (required)`. */
const stemOf = (name: string): string =>
  name
    .replace(
      /^(?:(?:please|enter|write|type|give|state|us|what|which|is|s|cual|es|tu|su) )+(?=(?:your|tu|su|the|country|email|full|first|last|name|nombre|pais|correo) ?)/,
      '',
    )
    .replace(/^(?:(?:your|tu|su|the|supporter|signer|signers|signatory|contact|respondent|participant) )+/, '')
    .replace(
      /^(?:(?:in )?(?:which |what )?country (?:do|are) you|dans quel pays|en (?:que|cual) pais|in welchem land|em que pais|in quale paese) .*$/,
      'country',
    )
    .replace(/^(?:home|work|main|billing|mailing|other) (?=country$|state$|state province$|email$)/, '')
    // Of a question that a form asks in parts: `Full Name - First Name`, `Address - Country`.
    .replace(/^(?:full name|name|address) (?=(?:first|middle|last) name$|suffix$|country$|state$|state province$)/, '')
    .replace(/^(?:quel est votre|votre|wie ist ihr|ihr|ihre|dein|qual e o seu|seu|il tuo|tuo) /, '')
    .replace(/(?: (?:required|optional|obligatorio|obligatoire|pflichtfeld|utc|gmt|est|edt|pst|pdt|cst|cet))+$/, '');

/** What a header is that says the same twice, as `Region or state` and `Country / País` do. */
function twice(header: string): ColumnName | undefined {
  const words = header.split(/[/|]|\s(?:or|o|ou|oder)\s/i).map((word) => stemOf(plain(word)));
  return words.length > 1 ? columnNames.find((name) => words.every((word) => headers[name].includes(word))) : undefined;
}

/** Columns with one header, the one that is read first; forms write them for a question that they ask in two places. */
export interface Double {
  readonly name: ColumnName;
  readonly at: readonly number[];
}

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
  /** Further columns with the header of one that is read. */
  readonly doubles: readonly Double[];
  /** What stands above the columns that are read; empty for a file without a header. */
  readonly titles: readonly (readonly [at: number, title: string])[];
  /** Columns that have no title although others have one. */
  readonly blanks: readonly number[];
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
  const alternatives = header.map(twice);
  for (const name of columnNames)
    if (columns[name] === undefined && !(name in wishes.columns)) put(name, alternatives.indexOf(name));
  // Beside people a number counts nobody: it says which line of the sheet it is, or which row of the list.
  const isOrdinal = columns.count !== undefined && stems[columns.count] === 'number' && !('count' in wishes.columns);
  if (isOrdinal && (columns.name ?? columns.first_name ?? columns.last_name) !== undefined) {
    if (columns.sheet !== undefined && !('line' in wishes.columns)) columns.line ??= columns.count;
    delete columns.count;
  }
  if (columns.count !== undefined && !('sheet' in wishes.columns)) putPlace(columns, names);
  if (!isEnough(columns)) return undefined;
  const layout = layouts.find(([, wanted]) => wanted.every((each) => names.includes(each)))?.[0] ?? null;
  const doubles = (Object.entries(columns) as [ColumnName, number][]).flatMap(([name, first]): Double[] => {
    const at = names.flatMap((each, i) => (each === names[first] ? [i] : []));
    return at.length > 1 && !wishes.columns[name] ? [{ name, at }] : [];
  });
  const titles = Object.values(columns).map((at) => [at, header[at]?.trim() ?? ''] as const);
  const blanks = header.flatMap((title, at) => (title.trim() === '' ? [at] : []));
  return { columns, doubles, titles, blanks, width: header.length, layout };
}

/** The place whose people a row counts. One that is called by a name is invalid beside further names or an address, which only people have. */
function putPlace(columns: Partial<Record<ColumnName, number>>, names: readonly string[]): void {
  const asNames = nameColumns.filter((name) => columns[name] !== undefined);
  if (columns.sheet !== undefined || asNames.length > 1 || (asNames.length > 0 && columns.email !== undefined)) return;
  const place = places.map((each) => names.indexOf(each)).find((at) => at >= 0) ?? columns.country ?? columns.region;
  if (place === undefined) return;
  columns.sheet = place;
  for (const name of asNames) if (columns[name] === place) delete columns[name];
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
        { reason: 'COLUMN_BY_NUMBER', limit: width },
      );
    columns[name as ColumnName] = Number(wish) - 1;
  }
  if (!isEnough(columns))
    throw new BadInput('header', `Say by their numbers which columns are read, such as column.name=2. ${needed}`);
  return { columns, doubles: [], titles: [], blanks: [], width, layout: null };
}

/** The columns that nothing is read from, from 1. One without anything above it says nothing. */
export function unreadIn({ columns, doubles, blanks, width }: Mapped): number[] {
  const read = new Set([...Object.values(columns), ...doubles.flatMap(({ at }) => at), ...blanks]);
  return Array.from({ length: width }, (_, at) => at).flatMap((at) => (read.has(at) ? [] : [at + 1]));
}

/** People by name, or places with their totals. */
const isEnough = ({ name, first_name, last_name, sheet, count }: Columns): boolean =>
  name !== undefined || first_name !== undefined || last_name !== undefined || (count !== undefined && sheet !== undefined);

export const needed =
  'A file of signatures needs a column for the name of each person (or first and last name); sheet, line, country, region, ' +
  'signed_on and email are read where there are. A file of totals needs a column for the place and one for its count.';
