// Promises of: signatures on paper are counted from a file of any length, once each.

import { rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { encode } from 'iconv-lite';
import { runSignatureImport } from '#advocacy/importSignatures/main';
import { agrees, countAgain } from '#advocacy/petitions/counts.resolver';
import { columnsIn, type Mapped, unreadIn } from '#advocacy/petitions/paper/columns';
import { type RowRules, readPaperRow } from '#advocacy/petitions/paper/paperRow';
import { hashEmail } from '#advocacy/petitions/signing/emailHash';
import { signLink, subjectOf } from '#advocacy/petitions/signing/links';
import type { Advocacy } from '#advocacy/subgraph';
import { anonymous, type Identity } from '#kit/words/identity';
import { derived, keyedHash } from '#kit/words/secrets';
import { demoDatabase, ownPetition, signatureKey, startAdvocacyAt } from '../../support/advocacy';
import { afterwards } from '../../support/afterwards';
import { codeOf, dataOf, post } from '../../support/graphql';
import { gatewayKeys, organizer, otherOrganizer, passportOf } from '../../support/identities';
import type { TestDatabase } from '../../support/postgres';
import { finishHere, finishProcess } from '../../support/processes';
import { eventually } from '../../support/reader';

const header = 'sheet,line,name,country,region,signed_on\n';
const lines = (from: number, to: number) =>
  Array.from(
    { length: to - from },
    (_, i) => `S${Math.floor((from + i) / 25)},${((from + i) % 25) + 1},"Reader, ${from + i}",US,US-NE,2026-11-01\n`,
  );

describe('a row of a file', () => {
  const columns = { sheet: 0, line: 1, name: 2, country: 3, region: 4, signed_on: 5, email: 6 };
  const rules: RowRules = {
    columns,
    doubles: [],
    titles: [],
    blanks: [],
    width: 7,
    separator: ',',
    layout: null,
    dates: null,
    country: null,
    sheet: null,
    from: '2026-09-14',
    to: '2026-11-23',
  };
  const good = { sheet: 'A', line: '1', name: 'Ann', country: 'US', region: '', signed_on: '', email: '' };
  const read = (change: Partial<typeof good>, how: Partial<RowRules> = {}) =>
    readPaperRow(Object.values({ ...good, ...change }), { ...rules, ...how });

  it('is read with the columns it has', () => {
    const ann = { sheet: 'a', line: 1, name: 'ann', country: 'US', region: null, signedOn: null, people: 1, email: null };
    expect(read({})).toEqual(ann);
    expect(read({ region: ' US-NE ', signed_on: '2026-11-01', email: 'Ann+x@gmail.com' })).toEqual({
      ...ann,
      region: 'US-NE',
      signedOn: '2026-11-01',
      email: 'ann@gmail.com',
    });
  });

  it.each(['Sheet 1', 'sheet 1', ' Sheet  1 ', 'SHEET\u00a01', 'Sheet\u200b 1', 'Ｓheet １'])(
    'has one sheet in any spelling: %j',
    (sheet) => {
      expect(read({ sheet })).toMatchObject({ sheet: 'sheet 1' });
    },
  );
  it('has one sheet however its letters are composed', () => {
    expect(read({ sheet: '\u0130ZM\u0130R' })).toEqual(read({ sheet: '\u0130zmir' }));
    expect(read({ sheet: 'Mu\u0308nster' })).toEqual(read({ sheet: 'M\u00fcnster' }));
  });
  it.each(['us', 'USA', 'United States', 'estados unidos'])('reads the country %j', (country) => {
    expect(read({ country })).toMatchObject({ country: 'US' });
  });
  it.each([['NE'], ['us-ne'], ['Nebraska'], ['Neb.'], ['State of Nebraska']])('reads the region %j', (region) => {
    expect(read({ region })).toMatchObject({ region: 'US-NE' });
  });
  it.each([
    ['10/3/2026', 'MDY', '2026-10-03'],
    ['3.10.2026', 'DMY', '2026-10-03'],
    ['10/3/2026 14:05:11', 'MDY', '2026-10-03'],
    ['2026/10/03', null, '2026-10-03'],
    ['2026-10-03T10:00:00Z', null, '2026-10-03'],
    ['20261003', null, '2026-10-03'],
    ['20261003T140511Z', null, '2026-10-03'],
    ['Oct 3, 2026', null, '2026-10-03'],
    ['October 3rd 2026 2:05 PM', null, '2026-10-03'],
    ['3-Oct-26', null, '2026-10-03'],
    ['3. Oktober 2026', null, '2026-10-03'],
    ['3 de octubre de 2026', null, '2026-10-03'],
    ['1er octobre 2026', null, '2026-10-01'],
    ['10/3/26', 'MDY', '2026-10-03'],
    ['3.10.26', 'DMY', '2026-10-03'],
    ['26/10/03', 'YMD', '2026-10-03'],
    ['2026. 10. 3.', null, '2026-10-03'],
    ['2026年10月3日', null, '2026-10-03'],
    ['٢٠٢٦-١٠-٠٣', null, '2026-10-03'],
    ['Saturday, October 3, 2026', null, '2026-10-03'],
    ['Sat, 03 Oct 2026 14:05:11 GMT', null, '2026-10-03'],
    ['3 октября 2026', null, '2026-10-03'],
    ['3/Oct/2026', null, '2026-10-03'],
    ['2026/10/03 2:05:11 PM GMT-5', null, '2026-10-03'],
    // As a spreadsheet counts days, since 1900 and since 1904.
    ['46298', null, '2026-10-03'],
    ['46298.5864', 'DMY', '2026-10-03'],
    ['46298,5864', null, '2026-10-03'],
    ['44836', null, '2026-10-03'],
  ] as const)('reads the date %s as %s', (signed_on, dates, signedOn) => {
    expect(read({ signed_on }, { dates })).toMatchObject({ signedOn });
  });

  it.each([
    [{ sheet: '' }, 'sheet'],
    [{ sheet: 'a\0' }, 'sheet'],
    [{ line: '0' }, 'line'],
    [{ line: '1.5' }, 'line'],
    [{ name: ' ' }, 'name'],
    [{ name: '.' }, 'name'],
    [{ name: 'ann@example.org' }, 'name'],
    [{ country: 'ZZ' }, 'country'],
    [{ country: '' }, 'country'],
    [{ region: 'CA-ON' }, 'region'],
    [{ region: 'US-XX' }, 'region'],
    [{ signed_on: '2026-02-30' }, 'signed_on'],
    [{ signed_on: '0000-10-01' }, 'signed_on'],
    [{ signed_on: '1899-12-31' }, 'signed_on'],
    [{ signed_on: '2026-09-13' }, 'signed_on'],
    [{ signed_on: '2026-11-24' }, 'signed_on'],
    [{ signed_on: '10/3/2026' }, 'signed_on'],
    [{ signed_on: '10/3/26' }, 'signed_on'],
    [{ signed_on: '3 Foo 2026' }, 'signed_on'],
    [{ signed_on: '2026-10-03 to 2026-10-09' }, 'signed_on'],
    [{ signed_on: '45933' }, 'signed_on'],
    [{ signed_on: '-infinity' }, 'signed_on'],
    [{ name: 'Grand total' }, 'name'],
    [{ signed_on: '31 September 2026' }, 'signed_on'],
    [{ email: 'ann at home' }, 'email'],
    [{ email: 'ann at home, ann@example.org' }, 'email'],
  ])('is refused with %j, in words that begin with the column', (fault, column) => {
    expect(read(fault)).toMatchObject({ message: expect.stringMatching(new RegExp(`^${column} `)) });
  });
  it.each(['ann@example.org; ben@example.org', 'a@x.org/b@x.org', 'Ann <a@x.org>, Ben <b@x.org>', 'a@x.org b@x.org'])(
    'tells the addresses of two people from one that is wrong: %j',
    (email) => expect(read({ email })).toMatchObject({ reason: 'EMAIL_SEVERAL', message: expect.stringMatching(/^email /) }),
  );
  it.each(['-', 'n/a', 'N.A.', 'none', 'Anonymous', 'keine Angabe', '—'])('takes %j for nothing said', (blank) => {
    expect(read({ email: blank, region: blank })).toMatchObject({ email: null, region: null });
    // Namibia by its letters, with dots as well.
    if (blank !== 'N.A.') {
      expect(read({ country: blank }, { country: 'ES' })).toMatchObject({ country: 'ES' });
      expect(read({ country: blank })).toMatchObject({ reason: 'COUNTRY_EMPTY' });
    }
  });
  it.each([
    [{ country: 'NA' }, { country: 'NA' }],
    [{ country: 'IT', region: 'NA' }, { region: 'IT-NA' }],
    [{ country: 'US', region: 'Outside US' }, { reason: 'REGION_WRONG' }],
    [{ email: 'unknown@' }, { reason: 'EMAIL_WRONG' }],
  ])('says %j, which is not nothing', (change, said) => expect(read(change)).toMatchObject(said));
  it.each(['07', '7.', '7.0', ' 7 ', '７', '٧'])('reads the number of a line as spreadsheets write it: %j', (line) => {
    expect(read({ line })).toMatchObject({ line: 7 });
  });
  it.each([
    'Ann Lee <Ann@example.org>',
    'mailto:ann@example.org',
    'ann@example.org; ANN@example.org',
    'Ann <ann@example.org>, A. Lee <ann@example.org>',
  ])('reads the address in %j', (email) => {
    expect(read({ email })).toMatchObject({ email: 'ann@example.org' });
  });
  it.each([
    ['Nombre,Apellidos,País', 'Ana,Lee García,España', 'ana lee garcía', 'ES'],
    ['Vorname,Nachname,Land', 'Ann,Lee,Österreich', 'ann lee', 'AT'],
    ['Prénom,Nom,Pays', 'Ann,Lee,Belgique', 'ann lee', 'BE'],
    ['Name,Vorname,Land', 'Lee,Ann,Deutschland', 'ann lee', 'DE'],
    ['Name,Last Name,Country', 'Ann,Lee,United States (US)', 'ann lee', 'US'],
    ['Full name,First name,Country', 'Ann Lee,Ann,USA', 'ann lee', 'US'],
    ['Full Name - First Name,Full Name - Last Name,Address - Country', 'Ann,Lee,Canada', 'ann lee', 'CA'],
    ['First Name,Last Name,Mailing State/Province,Mailing Country', 'Ann,Lee,NE,United States', 'ann lee', 'US'],
    ['Nombre,Primer apellido,Segundo apellido,País', 'Juan,García,Ruiz,España', 'juan garcía ruiz', 'ES'],
    ['Nombre,Apellido 1,Apellido 2,País', 'Juan,García,,España', 'juan garcía', 'ES'],
    ['Last Name,Suffix,First Name,Middle Initial,Country', 'Smith,Jr.,John,Q,US', 'john q smith jr.', 'US'],
    ['Voornaam,Tussenvoegsel,Achternaam,Land', 'Jan,van der,Berg,Nederland', 'jan van der berg', 'NL'],
    ['Фамилия,Имя,Отчество,Страна', 'Петров,Иван,Ильич,Россия', 'иван ильич петров', 'RU'],
    ['Display Name,First Name,Last Name,Suffix,Country', 'John Smith,John,Smith,Sr.,US - United States', 'john smith sr.', 'US'],
    ['Display Name,First Name,Last Name,Suffix,Country', 'John Smith Sr.,John,Smith,sr.,PRC', 'john smith sr.', 'CN'],
    ['Name,Middle Initial,Suffix,Country', 'Lee Anders,E,III,US', 'lee anders e iii', 'US'],
    ['Name,Middle Initial,Suffix,Country', 'Lee E. Anders, Jr,E,Jr.,US', 'lee e. anders, jr', 'US'],
    ['Supporter First Name,Supporter Last Name,Your Country (required)', 'Ann,Lee,Korea, Republic of', 'ann lee', 'KR'],
  ])('has a whole name and a country under the header %s', (header, row, name, country) => {
    const mapped = columnsIn(header.split(','), { columns: {}, hasHeader: true });
    const cells = row.split(/,(?! )/);
    expect(readPaperRow(cells, { ...rules, ...(mapped as Mapped) })).toMatchObject({ name, country });
  });

  it.each([
    ['Timestamp,Email Address,What is your full name?,Which country do you live in?', 'Google Forms', [2, 3, 1, 0]],
    ['Marca temporal,Nombre completo,Dirección de correo electrónico,País', 'Google Forms', [1, 3, 2, 0]],
    ['Zeitstempel,Vor- und Nachname,E-Mail-Adresse,Land', 'Google Forms', [1, 3, 2, 0]],
    ['full_name,email,city,state,country', 'EFF Action Center', [0, 4, 1, undefined]],
    ['nationbuilder_id,full_name,email,primary_country_code,created_at', 'NationBuilder', [1, 3, 2, 4]],
    ['Internal Contact ID,Display Name,Sort Name,Country,Email', 'CiviCRM', [1, 3, 4, undefined]],
    ['ID,Start time,Completion time,Email,Name,Full name,Country of residence', null, [5, 6, 3, 2]],
    ['Submission Date,Full Name,E-mail,Address - Country', null, [1, 3, 2, 0]],
    ['Nº;Apellidos y nombre;Fecha de la firma;País;Correo electrónico'.replaceAll(';', ','), null, [1, 3, 4, 2]],
    ['الاسم الكامل,البلد,البريد الإلكتروني,التاريخ', null, [0, 1, 2, 3]],
    ['姓名,國家,電子郵件地址,日期', null, [0, 1, 2, 3]],
    ['Full Name,Email Address,Country/Region,Signed At (UTC)', null, [0, 2, 1, 3]],
  ])('has its name, country, address and day found under %s, of %s', (header, layout, [name, country, email, signed_on]) => {
    const mapped = columnsIn(header.split(','), { columns: {}, hasHeader: true });
    expect(mapped).toMatchObject({ layout, columns: { name, country, email, ...(signed_on !== undefined && { signed_on }) } });
  });

  it.each([
    ['Name,Country / País,Region or state', { name: 0, country: 1, region: 2 }],
    ['Nombre completo,País/Country,Estado o provincia,Date / Fecha', { name: 0, country: 1, region: 2, signed_on: 3 }],
    ['Full name,Pays ou Land,State/Region (required)', { name: 0, country: 1, region: 2 }],
    // What says two things is neither.
    ['Name,Country / State,Day or name', { name: 0 }],
  ])('reads a header that says the same twice: %s', (header, columns) => {
    expect(columnsIn(header.split(','), { columns: {}, hasHeader: true })?.columns).toEqual(columns);
  });

  it.each([
    ['Number,Name,Country', { name: 1, country: 2 }],
    ['Sheet,Number,Name,Country', { sheet: 0, line: 1, name: 2, country: 3 }],
    ['Number,First Name,Last Name', { first_name: 1, last_name: 2 }],
    ['Event,Number', { sheet: 0, count: 1 }],
    ['Name,Count', { sheet: 0, count: 1 }],
    ['Place,Number of signatures', { sheet: 0, count: 1 }],
  ])('takes a number beside names for a line, and beside places for a count: %s', (header, columns) => {
    expect(columnsIn(header.split(','), { columns: {}, hasHeader: true })?.columns).toEqual(columns);
  });

  it('that names a region which another one of its country is called, too, is asked which is meant', () => {
    const place = (region: string) => read({ country: 'AR', region });
    expect(place('Buenos Aires')).toMatchObject({
      reason: 'REGION_SHARED',
      values: { either: 'AR-B (Buenos Aires), AR-C (Ciudad Autónoma de Buenos Aires)' },
    });
    expect([place('CABA'), place('Provincia de Buenos Aires')]).toMatchObject([{ region: 'AR-C' }, { region: 'AR-B' }]);
  });

  it.each([
    // As their help pages and exports have them, in other languages and with further columns.
    [
      'Nombre,Ciudad,Provincia,Código Postal,País,Firmó el',
      'Change.org',
      'first_name 1, country 5, region 3, signed_on 6',
      [2, 4],
    ],
    [
      'Name,City,State,Postal Code,Country,Signed On,Comment',
      'Change.org',
      'name 1, country 5, region 3, signed_on 6',
      [2, 4, 7],
    ],
    ['Nom,Ville,Code postal,Pays,Signé le', 'Change.org', 'last_name 1, country 4, signed_on 5', [2, 3]],
    [
      'first_name,last_name,email,zip_code,can2_user_city,can2_state_abbreviated,country,can2_user_tags',
      'Action Network',
      'first_name 1, last_name 2, email 3, country 7, region 6',
      [4, 5, 8],
    ],
    [
      'First Name,Last Name,Email,Zip/Postal Code,Country,Date Submitted',
      'Action Network',
      'first_name 1, last_name 2, email 3, country 5, signed_on 6',
      [4],
    ],
    [
      'Interne Kontakt ID,Anzeigename,Vorname,Nachname,Bundesland/Kanton,Land,E-Mail',
      'CiviCRM',
      'name 2, first_name 3, last_name 4, email 7, country 6, region 5',
      [1],
    ],
    [
      'ID du contact,Nom affiché,Prénom,Nom,Pays,Courriel',
      'CiviCRM',
      'name 2, first_name 3, last_name 4, email 6, country 5',
      [1],
    ],
    ['Contact ID,Display Name,Home-Country,Home-State,Home-Email', 'CiviCRM', 'name 2, email 5, country 3, region 4', [1]],
    [
      'Horodateur,Adresse e-mail,Nom et prénom,Dans quel pays habitez-vous ?',
      'Google Forms',
      'name 3, email 2, country 4, signed_on 1',
      [],
    ],
    [
      'Informazioni cronologiche,Indirizzo email,Nome e cognome,Paese',
      'Google Forms',
      'name 3, email 2, country 4, signed_on 1',
      [],
    ],
    ['Sygnatura czasowa,Adres e-mail,Imię i nazwisko,Kraj', 'Google Forms', 'name 3, email 2, country 4, signed_on 1', []],
    ['タイムスタンプ,メールアドレス,氏名,国', 'Google Forms', 'name 3, email 2, country 4, signed_on 1', []],
    ['Country,Code,Signatures', null, 'country 1, sheet 1, count 3', [2]],
    ['name,ons_code,mp,signature_count', 'e-petitions', 'sheet 1, count 4', [2, 3]],
    ['Constituency,ONS code,MP,Signatures', 'e-petitions', 'sheet 1, count 4', [2, 3]],
    [
      'ID de contacto,Tipo de contacto,Nombre para mostrar,Nombre,Apellidos,País',
      'CiviCRM',
      'name 3, first_name 4, last_name 5, country 6',
      [1, 2],
    ],
    ['Blatt-Nr.,Lfd. Nr.,Name,Vorname,Land,Datum', null, 'sheet 1, line 2, name 3, first_name 4, country 5, signed_on 6', []],
    [
      'Hoja,Nº,Nombre y apellidos,DNI,Provincia,País,Fecha',
      null,
      'sheet 1, line 2, name 3, country 6, region 5, signed_on 7',
      [4],
    ],
    ['Biblioteca,Número de firmas', null, 'sheet 1, count 2', []],
    ['Name,Country,,', null, 'name 1, country 2', []],
  ] as const)('under %s, of %s, is read as %s', (header, layout, said, unread) => {
    const mapped = columnsIn(header.split(','), { columns: {}, hasHeader: true })!;
    const order = (columns: readonly string[]) => [...columns].sort();
    expect(mapped.layout).toBe(layout);
    expect(order(Object.entries(mapped.columns).map(([name, at]) => `${name} ${at + 1}`))).toEqual(order(said.split(', ')));
    expect(unreadIn(mapped)).toEqual(unread);
  });

  describe('of totals', () => {
    const totals = { columns: { sheet: 0, count: 1 }, width: 2 };
    it.each([
      ['1,234', ',', 1_234],
      ['1.234', ';', 1_234],
      ['12 345', '\t', 12_345],
      ['1\u202f234', ';', 1_234],
      ["1'234", ';', 1_234],
      ['1,000', ',', 1_000],
      ['1.000', ';', 1_000],
      ['1,23,456', ',', 123_456],
      ['137.0', ',', 137],
      ['137,00', ';', 137],
      ['1.234,00', ';', 1_234],
      // One, or a thousand? Nobody can tell.
      ['1.000', ',', null],
      ['1,000', ';', null],
      ['1,000', '\t', null],
      ['1,5', ';', null],
      ['about 100', ',', null],
      ['', ',', null],
    ] as const)('reads the count %j between %j as %s', (count, separator, people) => {
      const found = readPaperRow(['Omaha', count], { ...rules, ...totals, separator });
      if (people === null) expect(found).toMatchObject({ message: expect.stringMatching(/^count must be a whole number/) });
      else expect(found).toMatchObject({ people });
    });
    it.each(['Total', 'TOTAL:', 'Total signatures', 'Total: 412', 'Summe', 'Suma 412', 'Total de firmas'])(
      'refuses their sum, %j',
      (place) => {
        expect(readPaperRow([place, '412'], { ...rules, ...totals })).toMatchObject({
          message: expect.stringMatching(/^sheet looks like the sum/),
        });
      },
    );
  });

  it.each([
    'Total signatures: 3',
    'Total 412',
    'Suma: 412',
    'Page 1 of 3',
    '12 signatures',
    'Anzahl: 12',
    'Итого',
    '合計 12',
    'Total des signatures : 1 234',
    'Number of signatures 12',
    'Nombre de signataires: 12',
    'Insgesamt 12 Unterschriften',
    'Open-Ended Response',
    '{"ImportId":"QID1"}',
  ])('is no person called %j', (name) => expect(read({ name })).toMatchObject({ message: expect.stringMatching(/^name /) }));
  it.each(['Suma Rao', 'Page Turner', 'Total Recall', "Sinéad O'Connor 3rd", 'Count Basie', 'Number Six', 'Nombre García'])(
    'is a person called %j',
    (name) => expect(read({ name })).toMatchObject({ people: 1 }),
  );

  it.each([
    [['Ann', 'US', '', ''], { name: 'ann', country: 'US' }],
    [['', '', 'Ben', 'CA'], { name: 'ben', country: 'CA' }],
    [['Ann', 'US', 'ANN', ''], { name: 'ann', country: 'US' }],
    [['Ann', 'US', 'Ben', 'US'], 'name stands in columns 1 and 3, which say different things.'],
    [['Name', 'Country', 'Name', 'Country'], 'The row repeats the names of the columns.'],
  ])('under a header that names columns twice, %j says %j', (cells, said) => {
    const mapped = columnsIn(['Name', 'Country', 'Name', 'Country'], { columns: {}, hasHeader: true })!;
    const found = readPaperRow(cells, { ...rules, ...mapped });
    if (typeof said === 'string') expect(found).toMatchObject({ message: expect.stringContaining(said) });
    else expect(found).toMatchObject(said);
  });

  it('is refused where a number stands beside a name, which may be a total of many or count nobody', () => {
    const mapped = columnsIn(['Library', 'Name', 'Count'], { columns: {}, hasHeader: true })!;
    expect(readPaperRow(['Omaha', 'Ann', '137'], { ...rules, ...mapped, country: 'US' })).toMatchObject({
      message: expect.stringMatching(/^count is a number beside/),
    });
    const gifts = columnsIn(['Nombre', 'Apellidos', 'Total'], { columns: {}, hasHeader: true })!;
    expect(gifts.columns).toEqual({ first_name: 0, last_name: 1, count: 2 });
    expect(readPaperRow(['Ana', 'Ruiz', '1'], { ...rules, ...gifts, country: 'ES' })).toMatchObject({
      name: 'ana ruiz',
      people: 1,
    });
  });

  it('is refused with more cells than the header, unless they are blank', () => {
    expect(readPaperRow([...Object.values(good), ' '], rules)).toMatchObject({ name: 'ann' });
    expect(readPaperRow([...Object.values(good), 'x'], rules)).toMatchObject({
      message: expect.stringContaining('8 cells, and the header 7'),
    });
  });
});

describe('an import of signatures on paper', () => {
  let database: TestDatabase;
  let advocacy: Advocacy;
  /** Each test has a petition of its own. */
  let id: string;
  const send = async (body: unknown, query = '', type = 'text/csv', identity: Identity = organizer, petition = id) => {
    const headers = { ...passportOf(identity), 'content-type': type };
    const url = advocacy.url.replace('/graphql', `/petitions/${petition}/paper-signatures${query}`);
    const answer = await fetch(url, { method: 'POST', headers, body, duplex: 'half' } as RequestInit);
    const told = (await answer.text())
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line));
    return { status: answer.status, told, last: told.at(-1) };
  };
  const upload = async (body: string | ReadableStream, identity: Identity = organizer, petition = id) =>
    (await send(body, '', 'text/csv', identity, petition)).told;
  const counts = async () => {
    const tallies = await countAgain(advocacy.database);
    expect(tallies.filter((tally) => !agrees(tally))).toEqual([]);
    const { petition } = dataOf(
      await post(advocacy.url, `{ petition(id: "${id}") { signatureCount paperCount totalCount } }`, {}, passportOf(anonymous)),
    );
    return petition;
  };

  beforeAll(async () => {
    database = await demoDatabase();
    advocacy = await startAdvocacyAt(database.url, { gatewayKeys });
  });
  afterAll(async () => {
    await advocacy?.stop();
    await database?.drop();
  });
  beforeEach(async () => {
    id = await ownPetition(advocacy.database, { owner_subject: organizer.subject });
  });

  it('reports as it goes, counts every line once, and adds nothing when the file is sent again', async () => {
    const file = header + lines(0, 1_234).join('');
    const report = await upload(file);
    expect(report.map(({ rows, done }) => [rows, done])).toEqual([
      [500, false],
      [1_000, false],
      [1_234, true],
    ]);
    expect(report.at(-1)).toMatchObject({ added: 1_234, changed: 0, unchanged: 0, refused: 0 });
    expect(await counts()).toEqual({ signatureCount: 0, paperCount: 1_234, totalCount: 1_234 });
    expect((await upload(file)).at(-1)).toMatchObject({ added: 0, unchanged: 1_234 });
    const corrected = header + lines(0, 10).join('').replaceAll('US-NE', 'US-CA') + lines(1_234, 1_240).join('');
    expect((await upload(corrected)).at(-1)).toMatchObject({ rows: 16, added: 6, changed: 10 });
    expect(await counts()).toEqual({ signatureCount: 0, paperCount: 1_240, totalCount: 1_240 });
    const [kept] = await advocacy.database.query(`SELECT json_agg(p)::text AS text FROM paper_signature p`);
    expect(kept.text).not.toContain('Reader');
  });

  it('reads two files of an account at once, and refuses a third in words and with 429 until one is done', async () => {
    const feeds: ReadableStreamDefaultController[] = [];
    const held = () => new ReadableStream({ start: (feed) => void feeds.push(feed) });
    const begun = [0, 1].map(() => send(held()));
    for (const feed of feeds) feed.enqueue(Buffer.from(header + lines(0, 500).join('')));
    let third = await send(header);
    await eventually('a third is refused', async () => {
      if (third.status !== 429) third = await send(header);
      return third.status === 429;
    });
    expect(third.last.errors[0].extensions).toMatchObject({ code: 'RATE_LIMITED', limit: 2 });
    for (const feed of feeds) feed.close();
    for (const { status } of await Promise.all(begun)) expect(status).toBe(200);
    expect((await send(header + lines(0, 1).join(''))).status).toBe(200);
  });

  it('knows rows with addresses again, and their overlap, while one signature key replaces another', async () => {
    const file = 'name,country,email\nAnn,US,ann@example.org\nBob,US,bob@example.org\n';
    const SIGN = `mutation { signPetition(input: { petitionId: "${id}", name: "Ann", email: "ann@example.org", country: "US" }) { outcome } }`;
    const sign = async (document: string) =>
      dataOf(await post(advocacy.url, document, {}, passportOf(anonymous))).signPetition.outcome;
    expect(await sign(SIGN)).toBe('SIGNED');
    expect((await send(file)).last).toMatchObject({ added: 2, alsoOnline: 1 });
    const before = advocacy;
    advocacy = await startAdvocacyAt(database.url, { gatewayKeys, signatureKeys: [Buffer.alloc(32, 8), signatureKey] });
    afterwards(async () => {
      await advocacy.stop();
      advocacy = before;
    });
    expect((await send(`${file}Cy,US,cy@example.org\n`)).last).toMatchObject({ added: 1, changed: 0, unchanged: 2 });
    expect(await counts()).toEqual({ signatureCount: 1, paperCount: 2, totalCount: 3 });
    expect(await sign(SIGN.replace('Ann', 'Bob').replace('ann@', 'bob@'))).toBe('SIGNED');
    expect(await sign(SIGN.replace('Ann', 'Cy').replace('ann@', 'cy@'))).toBe('SIGNED');
    expect(await counts()).toEqual({ signatureCount: 3, paperCount: 0, totalCount: 3 });
  });

  it('commits what arrived before an upload broke off, and sending it again completes it', async () => {
    const all = lines(0, 1_700);
    const broken = new ReadableStream({
      start(controller) {
        controller.enqueue(new TextEncoder().encode(header + all.slice(0, 1_200).join('')));
      },
      async pull(controller) {
        let paper = 0;
        while (paper < 1_000)
          [{ paper }] = await advocacy.database.query('SELECT paper_count AS paper FROM petition WHERE id = $1', [id]);
        controller.error(new Error('the line went dead'));
      },
    });
    await expect(upload(broken)).rejects.toThrow();
    expect((await upload(header + all.join(''))).at(-1)).toMatchObject({ added: 700, unchanged: 1_000 });
    // All of it is in the audit log, by what was committed together.
    const written = await advocacy.database.query(
      `SELECT (after->>'added')::int AS added FROM audit_entry WHERE action = 'importPaperSignatures' AND record_id = $1 ORDER BY at, 1`,
      [id],
    );
    expect(written).toEqual([500, 500, 500, 200].map((added) => ({ added })));
    expect((await counts()).paperCount).toBe(1_700);
  });

  it('tells which rows it refused and counts the others', async () => {
    const CSV = `mutation ($input: ImportPaperSignaturesInput!) { importPaperSignatures(input: $input) { rows added unchanged refused faults { row message } } }`;
    const csv = `\ufeffSheet,Line,Name,Country\r\nA,1,Ann,US\r\nA,2,,US\r\n\r\nA,1,Ann,US\r\nA,x,Ben,US\r\n`;
    const answer = await post(advocacy.url, CSV, { input: { petitionId: id, csv } }, passportOf(organizer));
    expect(dataOf(answer).importPaperSignatures).toEqual({
      rows: 4,
      added: 1,
      unchanged: 1,
      refused: 2,
      faults: [
        { row: 3, message: 'name is empty. A line without a name is not a signature.' },
        { row: 6, message: 'line must be the number of the line on its sheet, counted from 1.' },
      ],
    });
  });

  it.each([
    ['someone without an account', anonymous, undefined, header, 'UNAUTHENTICATED'],
    ['another organizer', otherOrganizer, undefined, header, 'FORBIDDEN'],
    ['an unknown petition', organizer, 'nope', header, 'NOT_FOUND'],
    ['a petition of the past', organizer, 'ebooksforall', header, 'FORBIDDEN'],
    ['a file without the columns', organizer, undefined, 'a,b\n1,2\n', 'BAD_USER_INPUT'],
    ['a workbook under the name of CSV', organizer, undefined, 'PK\x03\x04rest of a zip archive', 'BAD_USER_INPUT'],
    ['a database under the name of CSV', organizer, undefined, 'SQLite format 3', 'BAD_USER_INPUT'],
    ['a web page under the name of CSV', organizer, undefined, '<!DOCTYPE html><table><tr><td>sheet', 'BAD_USER_INPUT'],
    ['a file that begins with signatures', organizer, undefined, 'B,1,US,Ann\nB,2,US,Bob\n', 'BAD_USER_INPUT'],
  ])('is refused for %s', async (_what, identity, petition, file, code) => {
    const { status, last } = await send(file, '', 'text/csv', identity, petition);
    expect(codeOf(last)).toBe(code);
    expect(status).toBe({ UNAUTHENTICATED: 401, FORBIDDEN: 403, NOT_FOUND: 404 }[code] ?? 400);
    expect((await counts()).paperCount).toBe(0);
  });

  it('stays exact while people sign and two organizers send the same file at once', async () => {
    const SIGN = 'mutation ($input: SignPetitionInput!) { signPetition(input: $input) { outcome } }';
    const signing = Array.from({ length: 100 }, (_, i) =>
      post(
        advocacy.url,
        SIGN,
        { input: { petitionId: id, name: 'R', email: `r${i}@library.example`, country: 'US' } },
        passportOf(anonymous),
      ),
    );
    const reports = await Promise.all([1, 2].map(() => upload(header + lines(0, 2_000).join(''))));
    await Promise.all(signing);
    expect(reports[0]?.at(-1).added + reports[1]?.at(-1).added).toBe(2_000);
    expect(await counts()).toEqual({ signatureCount: 100, paperCount: 2_000, totalCount: 2_100 });
  });

  const page = async (query: string, identity: Identity = organizer) =>
    dataOf(await post(advocacy.url, query, {}, passportOf(identity)));
  const SIGN = 'mutation ($input: SignPetitionInput!) { signPetition(input: $input) { outcome signature { id } } }';
  const sign = async (email: string) => {
    const input = { petitionId: id, name: 'Reader', email, country: 'US' };
    return dataOf(await post(advocacy.url, SIGN, { input }, passportOf(anonymous))).signPetition;
  };

  it.each<[what: string, file: string, refused?: number]>([
    ['mixed line ends', 'sheet,line,country,name\r\nB,1,US,Ann\nB,2,US,Bob\nB,3,US,Cy\n'],
    ['semicolons', 'sheet;line;country;name\nB;1;US;Ann\nB;2;US;Bob\nB;3;US;Cy\n'],
    ['tabs', 'sheet\tline\tcountry\tname\nB\t1\tUS\tAnn\nB\t2\tUS\tBob\nB\t3\tUS\tCy\n'],
    ['a stated separator', 'sep=;\r\nsheet;line;country;name\r\nB;1;US;Ann\r\nB;2;US;Bob\r\nB;3;US;Cy\r\n'],
    ['a title above', 'Fair in Omaha\n\nsheet,line,country,name\nB,1,US,Ann\nB,2,US,Bob\nB,3,US,Cy\n'],
    ['two header lines', 'Petition of 2026,,,\nName,,Place,\nFirst,Last,Country,Date\nAnn,Lee,US,\nBob,Lee,US,\nAnn,Lee,CA,\n'],
    ['a header that is repeated', 'sheet,line,country,name\nB,1,US,Ann\nB,2,US,Bob\nsheet,line,country,name\nB,3,US,Cy\n', 1],
    ['rows of commas only', 'sheet,line,country,name\nB,1,US,Ann\n,,,\nB,2,US,Bob\nB,3,US,Cy\n,,,\n'],
  ])('reads a file with %s', async (_what, file, refused = 0) => {
    expect((await send(file)).last).toMatchObject({ rows: 3 + refused, added: 3, refused });
    expect((await counts()).paperCount).toBe(3);
  });

  it.each([
    ['text/csv', 'windows-1252'],
    ['text/csv; charset=windows-1252', 'windows-1252'],
    ['application/vnd.ms-excel', 'utf-16le'],
    ['text/plain', 'utf-16be'],
    ['text/csv', 'macintosh'],
    ['text/csv; charset=iso-8859-2', 'iso-8859-2'],
  ])('reads %s in %s', async (type, encoding) => {
    const end = encoding === 'macintosh' ? '\r' : '\n';
    const file = ['sheet,line,country,name', 'Münster,1,DE,Ann', 'Mönster,1,DE,Bob', 'Mänster,1,DE,Cy', ''].join(end);
    const { last } = await send(encode(file, encoding, { addBOM: encoding.startsWith('utf-16') }), '', type);
    expect(last).toMatchObject({ added: 3, refused: 0, encoding });
    const rows = await advocacy.database.query('SELECT sheet FROM paper_signature WHERE petition_id = $1', [id]);
    expect(rows.map(({ sheet }: { sheet: string }) => sheet)).toEqual(expect.arrayContaining(['münster', 'mönster', 'mänster']));
  });

  it('refuses the second of two people on one line, however far away, and names both rows', async () => {
    const other = 'S0,1,"Somebody else",US,US-NE,2026-11-01\n';
    const { last, told } = await send(header + lines(0, 1_200).join('') + other);
    expect(last).toMatchObject({ rows: 1_201, added: 1_200, refused: 1 });
    const [fault] = told.flatMap(({ faults }) => faults);
    expect(fault).toEqual({
      row: 1_202,
      message: expect.stringMatching(/^Row 2 and row 1202 /),
      reason: 'LINE_TWICE',
      values: { earlier: 2, row: 1_202, at: 1, mark: 's0' },
    });
  });

  it('tells what a later file corrects, and takes the correction back', async () => {
    await send(`${header}WB,1,Ann,US,US-NE,\nWB,2,Ben,US,US-NE,\n`);
    const { last } = await send(`${header}wb,1,Ben,CA,CA-ON,\nWB,2, ben ,US,US-NE,\nWB,3,Cy,US,,\n`);
    expect(last).toMatchObject({ added: 1, changed: 1, unchanged: 1 });
    expect(last.changes).toEqual([
      expect.objectContaining({ row: 2, message: expect.stringContaining('it differs in name, country, region') }),
    ]);
    const areas = `{ petition(id: "${id}") { paperCount paperByArea(first: 9) { country region count } } }`;
    expect((await page(areas)).petition.paperByArea).toHaveLength(3);
    const UNDO = `mutation { undoPaperImport(input: { id: "${last.importId}", reason: "Wrong file." }) { removed restored petition { paperCount } } }`;
    expect((await page(UNDO)).undoPaperImport).toEqual({ removed: 1, restored: 1, petition: { paperCount: 2 } });
    expect((await page(areas)).petition).toEqual({ paperCount: 2, paperByArea: [{ country: 'US', region: 'US-NE', count: 2 }] });
    await counts();
    expect(codeOf(await post(advocacy.url, UNDO, {}, passportOf(organizer)))).toBe('BAD_USER_INPUT');
  });

  it('knows names again that were kept by a longer hash before', async () => {
    const kept = keyedHash(derived([signatureKey], 'paper')[0] as Buffer, 'name\nann').readInt32BE(0);
    await send(`${header}LH,1,Ann,US,,\nLH,2,Ben,US,,\n`);
    await advocacy.database.query('UPDATE paper_signature SET person = $1 WHERE petition_id = $2', [kept, id]);
    const { last } = await send(`${header}LH,1,ANN,US,,\nLH,2,Ben,US,,\n`);
    expect(last).toMatchObject({ added: 0, unchanged: 1, changed: 1, changes: [{ row: 3 }] });
  });

  it('counts the rows around one that is not right', async () => {
    const rows = lines(0, 1_200);
    rows[600] = 'S24,1,Bob "Bobby" Smith,US,,\n';
    rows[700] = 'S28,1,Ann,US,,0000-10-01\n';
    rows[800] = 'S32,1,Ann,US,,,too,many\n';
    const { last, told } = await send(header + rows.join(''));
    expect(last).toMatchObject({ rows: 1_200, added: 1_197, refused: 3 });
    expect(told.flatMap(({ faults }) => faults).map(({ row }) => row)).toEqual([602, 702, 802]);
    expect((await counts()).paperCount).toBe(1_197);
  });

  it('loses no row between two quotes that stray, and keeps a comment of several lines', async () => {
    const file =
      'sheet,line,country,name,note\nA,1,US,Bob,"nice\nA,2,US,Cy,\nA,3,US,Di,\nA,4,US,Ed,good"\nA,5,US,Fy,\n' +
      'A,6,US,Gus,"I agree,\nand, as a reader, say, so\n\nG."\n';
    const { last, told } = await send(file);
    expect(last).toMatchObject({ rows: 6, added: 4, refused: 2 });
    expect(told.flatMap(({ faults }) => faults).map(({ row }) => row)).toEqual([2, 5]);
    const names = 'sheet,line,name,country\nB,1,"Bob,US\nB,2,Di",US\nB,3,"Ed\nLee",US\n';
    expect((await send(names)).last).toMatchObject({ rows: 3, added: 1, refused: 2 });
    await counts();
  });

  it.each([
    [
      'Change.org',
      encode(
        'Name\tCity\tState\tPostal Code\tCountry\tSigned On\nAnn\tOmaha\tNE\t1\tUnited States\t2026-10-03\nBob\tOmaha\tNE\t1\tus\t2026-10-03\nBob\tOmaha\tNE\t1\tus\t2026-10-03\n',
        'utf-16le',
        { addBOM: true },
      ),
      '',
      3,
    ],
    [
      'Action Network',
      'first_name,last_name,email,zip_code,country\nAnn,Lee,ann@example.org,1,USA\nBob,Lee,bob@example.org,1,USA\nAnn,Lee,ann@example.org,1,USA\n',
      '',
      2,
    ],
    ['CiviCRM', 'Contact ID,First Name,Last Name,Email,Country\n1,Ann,Lee,,United States\n2,Bob,Lee,,United States\n', '', 2],
    [
      'Google Forms',
      'Timestamp,Full name,Comment\n10/3/2026 14:05:11,Ann,"two\nlines"\n10/4/2026 9:00:00,Bob,\n',
      '?dates=MDY&country=US',
      2,
    ],
    ['e-petitions', 'name,code,signature_count\nFrance,FR,37\nGermany,DE,100\n', '', 137],
  ])('reads a file of %s, and nothing twice', async (layout, file, query, people) => {
    const { last } = await send(file, query);
    expect(last).toMatchObject({ layout, refused: 0 });
    expect((await counts()).paperCount).toBe(people);
    expect((await send(file, query)).last).toMatchObject({ added: 0, changed: 0, unchanged: last.rows });
    expect((await counts()).paperCount).toBe(people);
  });

  it('counts a father and a son of one address, whose names differ in their end alone', async () => {
    const file =
      'Nombre;Primer apellido;Segundo apellido;Correo electrónico;País\nJuan;García;Ruiz;casa@example.org;España\n' +
      'Juan;García;Vela;casa@example.org;España\nJuan;García;Vela;CASA@example.org;ES\n';
    expect((await send(file)).last).toMatchObject({ added: 2, unchanged: 1, refused: 0 });
    expect((await send(file)).last).toMatchObject({ added: 0, unchanged: 3 });
  });

  it('has its columns named by the uploader, by header or number', async () => {
    const file = 'Who signed;Where;When\nAnn;us;3.10.2026\nBob;us;4.10.2026\n';
    const wishes = '?column.name=who%20signed&column.country=2&column.signed_on=When&dates=DMY';
    expect((await send(file, wishes)).last).toMatchObject({ added: 2, refused: 0 });
    expect(
      (await send('B,1,us,Ann\n', '?header=none&column.sheet=1&column.line=2&column.country=3&column.name=4')).last,
    ).toMatchObject({ added: 1 });
    const { status, last } = await send(file, '?colour=red');
    expect([status, codeOf(last)]).toEqual([400, 'BAD_USER_INPUT']);
    expect((await counts()).paperCount).toBe(3);
  });

  describe('with columns that an organizer had to explain', () => {
    const first = 'Who signed;Where;When;Email\nAnn;us;3.10.2026;ann@example.org\n';
    const next = first.replace('Ann', 'Bob').replace('3.10', '4.10').replace('Who signed', ' WHO  SIGNED');
    const wishes = '?column.name=who%20signed&column.country=2&column.signed_on=When&column.email=&dates=DMY';
    const layouts = (identity: Identity = organizer) => {
      const query = `{ paperLayouts(petitionId: "${id}") { id program hasHeader dates country columns { name number } } }`;
      return post(advocacy.url, query, {}, passportOf(identity));
    };

    it('reads the next file with the same header alike, with no words about it', async () => {
      expect((await send(first, `${wishes}&preview=1`)).last).toMatchObject({ added: 1, remembered: false });
      expect((await send(next)).status).toBe(400);
      expect((await send(first, wishes)).last).toMatchObject({ added: 1, remembered: false });
      const { last } = await send(next);
      expect(last).toMatchObject({ added: 1, refused: 0, remembered: true });
      expect(last.columns).not.toContainEqual(expect.objectContaining({ name: 'email' }));
      const CSV = `mutation ($csv: String!) { importPaperSignatures(input: { petitionId: "${id}", csv: $csv, preview: true }) { added unchanged remembered } }`;
      const looked = dataOf(await post(advocacy.url, CSV, { csv: next }, passportOf(organizer))).importPaperSignatures;
      expect(looked).toEqual({ added: 0, unchanged: 1, remembered: true });
      expect(dataOf(await layouts()).paperLayouts).toEqual([
        {
          id: expect.stringMatching(/^[\w-]{43}$/),
          program: null,
          hasHeader: true,
          dates: 'DMY',
          country: null,
          columns: expect.arrayContaining([
            { name: 'name', number: 1 },
            { name: 'country', number: 2 },
            { name: 'signed_on', number: 3 },
          ]),
        },
      ]);
      await counts();
    });

    it('reads another header, and one that it should not remember, by what is said alone', async () => {
      await send(first, wishes);
      expect((await send(next.replace('Where', 'City'))).status).toBe(400);
      expect((await send(next, '?remember=0')).status).toBe(400);
      // What is said goes before what is remembered, and is remembered in its place.
      expect((await send(next.replace('4.10', '10.4'), '?dates=MDY')).last).toMatchObject({ refused: 0, remembered: true });
      expect(dataOf(await layouts()).paperLayouts).toMatchObject([{ dates: 'MDY' }]);
    });

    it('knows files without a header by the number of their columns, where it is told that there is none', async () => {
      const numbers = '&column.sheet=1&column.line=2&column.country=3&column.name=4';
      expect((await send('B,1,us,Ann\n', `?header=none${numbers}`)).last).toMatchObject({ added: 1 });
      expect((await send('B,2,us,Bob\n', '?header=none')).last).toMatchObject({ added: 1, remembered: true });
      expect((await send('B,3,us,Cy,x\n', '?header=none')).status).toBe(400);
      expect((await send('B,3,us,Cy\n')).status).toBe(400);
    });

    it('explains them in the graph, too, and is forgotten by the organizer alone', async () => {
      const IMPORT =
        'mutation ($input: ImportPaperSignaturesInput!) { importPaperSignatures(input: $input) { added remembered } }';
      const columns = Object.entries({ name: 'who signed', country: '2', signed_on: 'When', email: '' });
      const input = { petitionId: id, csv: first, dates: 'DMY', columns: columns.map(([name, header]) => ({ name, header })) };
      const imported = dataOf(await post(advocacy.url, IMPORT, { input }, passportOf(organizer))).importPaperSignatures;
      expect(imported).toEqual({ added: 1, remembered: false });
      const FORGET = `mutation ($id: ID) { forgetPaperLayouts(petitionId: "${id}", id: $id) { id } }`;
      const forget = (identity: Identity, layout?: string) => post(advocacy.url, FORGET, { id: layout }, passportOf(identity));
      expect(codeOf(await forget(otherOrganizer))).toBe('FORBIDDEN');
      expect(codeOf(await layouts(otherOrganizer))).toBe('FORBIDDEN');
      expect(codeOf(await forget(organizer, 'none'))).toBe('NOT_FOUND');
      expect(dataOf(await forget(organizer)).forgetPaperLayouts).toEqual([]);
      expect((await send(next)).status).toBe(400);
    });

    it('remembers nothing of a file whose header tells by itself', async () => {
      await send(header + lines(0, 3).join(''));
      expect(dataOf(await layouts()).paperLayouts).toEqual([]);
    });
  });

  it('counts totals of places, and tells them apart', async () => {
    const file = 'place,count\nFair in Omaha,137\nLibrary,12\nLibrary,12.0\nFair in Omaha,9\nTotal,170\n';
    const { last } = await send(file);
    expect(last).toMatchObject({ added: 2, unchanged: 1, refused: 2 });
    expect(last.faults.map(({ message }: { message: string }) => message)).toEqual([
      expect.stringContaining('the total of "fair in omaha"'),
      expect.stringContaining('the sum of other rows'),
    ]);
    await send(header + lines(0, 5).join(''));
    const asked = `{ petition(id: "${id}") { paperCount paperTotals paperByArea(first: 5) { country count } paperByDay(first: 5) { day count } } }`;
    expect((await page(asked)).petition).toEqual({
      paperCount: 154,
      paperTotals: 149,
      paperByArea: [
        { country: null, count: 149 },
        { country: 'US', count: 5 },
      ],
      paperByDay: [
        { day: '2026-11-01', count: 5 },
        { day: null, count: 149 },
      ],
    });
    await counts();
  });

  it('takes the day of a petition to be the day in its own time zone', async () => {
    const day = (zone: string) => new Intl.DateTimeFormat('en-CA', { timeZone: zone }).format(new Date());
    const [east, west] = ['Pacific/Kiritimati', 'Pacific/Pago_Pago'];
    const file = `${header}A,1,Ann,US,,${day(east)}\n`;
    await advocacy.database.query('UPDATE petition SET time_zone = $1 WHERE id = $2', [west, id]);
    expect((await send(file)).last).toMatchObject({ added: 0, refused: 1 });
    await advocacy.database.query('UPDATE petition SET time_zone = $1 WHERE id = $2', [east, id]);
    expect((await send(file)).last).toMatchObject({ added: 1, refused: 0 });
  });

  it('shows a preview of the whole file and keeps nothing', async () => {
    await send(header + lines(0, 10).join(''));
    const before = await counts();
    const bad = Array.from({ length: 150 }, (_, i) => `T,${i + 1},,US,,\n`);
    const { told, last } = await send(header + lines(5, 700).join('') + bad.join(''), '?preview=1');
    expect(last).toMatchObject({ preview: true, importId: null, rows: 845, added: 690, unchanged: 5, refused: 150 });
    expect(told.flatMap(({ faults }) => faults)).toHaveLength(100);
    expect((await send(header + bad.join(''), '?preview=1&faults=all')).told.flatMap(({ faults }) => faults)).toHaveLength(150);
    expect(await counts()).toEqual(before);
    expect((await page(`{ paperImports(petitionId: "${id}") { added } }`)).paperImports).toEqual([{ added: 10 }]);
  });

  it('remembers imports with their sheets, and takes back one sheet', async () => {
    const { last } = await send(header + lines(0, 60).join(''));
    const asked = `{ paperImports(petitionId: "${id}") { id importedBy fileHash rows added finishedAt undoneAt standing sheets(first: 5) { sheet people } } }`;
    const [kept] = (await page(asked)).paperImports;
    expect(kept).toMatchObject({
      id: last.importId,
      importedBy: 'organizer-1',
      rows: 60,
      added: 60,
      standing: 60,
      fileHash: expect.stringMatching(/^[0-9a-f]{64}$/),
      undoneAt: null,
    });
    expect(kept.sheets).toEqual([
      { sheet: 's0', people: 25 },
      { sheet: 's1', people: 25 },
      { sheet: 's2', people: 10 },
    ]);
    const undo = (more: string) =>
      `mutation { undoPaperImport(input: { id: "${last.importId}", reason: "Copied twice." ${more} }) { removed petition { paperCount } } }`;
    expect((await page(undo('sheet: "S1"'))).undoPaperImport).toEqual({ removed: 25, petition: { paperCount: 35 } });
    expect((await page(asked)).paperImports[0]).toMatchObject({ added: 60, standing: 35 });
    expect(codeOf(await post(advocacy.url, undo(''), {}, passportOf(otherOrganizer)))).toBe('FORBIDDEN');
    expect((await page(undo(''))).undoPaperImport).toEqual({ removed: 35, petition: { paperCount: 0 } });
    expect((await page(asked)).paperImports[0]).toMatchObject({ added: 60, standing: 0 });
    await counts();
    expect((await send(header + lines(0, 60).join(''))).last).toMatchObject({ added: 60 });
    const [entry] = await advocacy.database.query(
      `SELECT after FROM audit_entry WHERE action = 'undoPaperImport' AND after->>'sheet' = 's1'`,
    );
    expect(entry.after).toEqual({ sheet: 's1', reason: 'Copied twice.', removed: 25, restored: 0 });
  });

  it('is previewed and done by the command, too', async () => {
    const file = join(tmpdir(), `paper-${process.pid}.csv`);
    writeFileSync(file, `${header}${lines(0, 30).join('')}`);
    try {
      const run = (...words: string[]) =>
        finishProcess(
          'services/advocacy/importSignatures/main.js',
          { DATABASE_URL: database.url, SIGNATURE_KEY: '5'.repeat(64) },
          [id, file, ...words],
        );
      expect(run()).toEqual({ code: 0, output: expect.stringContaining('"added":30') });
      expect((await counts()).paperCount).toBe(0);
      expect(run('--apply', 'dates=MDY')).toEqual({ code: 0, output: expect.stringContaining('"preview":false') });
      expect((await counts()).paperCount).toBe(30);
    } finally {
      rmSync(file);
    }
  });

  it.each([
    ['a file that is not there', ['/nowhere/sheets.csv'], /^The file cannot be read: ENOENT.*nowhere/],
    ['a folder', [tmpdir()], /^The file cannot be read: EISDIR/],
    ['a wish that is not known', ['/nowhere', 'colour=red'], /knows no "colour".*usage: npm run import-signatures/s],
    ['a wish without its word', ['/nowhere', 'country'], /^"country" cannot be ""\. Write a country such as country=US\./],
    [
      'two words for one wish',
      ['/nowhere', 'country=US', 'country=CA'],
      /^"country" cannot be \["US","CA"\]\. Write country once/,
    ],
    ['a preview that writes', ['/nowhere', 'preview=1', '--apply'], /^Without --apply nothing is written: leave preview out\./],
  ])('is refused by the command in words, for %s', async (_what, words, said) => {
    const { code, output } = await finishHere(runSignatureImport, { DATABASE_URL: database.url, SIGNATURE_KEY: '5'.repeat(64) }, [
      id,
      ...words,
    ]);
    expect([code, output]).toEqual([1, expect.stringMatching(said)]);
    expect((await counts()).paperCount).toBe(0);
  });

  const addressed = 'sheet,line,name,country,email\nA,1,Ann,US,ann@example.org\nA,2,Bob,US,bob@example.org\nA,3,Cy,US,\n';

  it('counts an address once, online and on paper, whichever came first', async () => {
    expect((await sign('ann@example.org')).outcome).toBe('SIGNED');
    expect((await send(addressed)).last).toMatchObject({ added: 3, alsoOnline: 1 });
    expect(await counts()).toEqual({ signatureCount: 1, paperCount: 2, totalCount: 3 });
    expect((await sign('Bob@Example.org')).outcome).toBe('SIGNED');
    expect(await counts()).toEqual({ signatureCount: 2, paperCount: 1, totalCount: 3 });
    expect((await sign('bob@example.org')).outcome).toBe('ALREADY_SIGNED');
    const [{ text }] = await advocacy.database.query('SELECT json_agg(p)::text AS text FROM paper_signature p');
    expect(text).not.toMatch(/example\.org|Ann/);
    const [{ id: importId }] = (await page(`{ paperImports(petitionId: "${id}") { id } }`)).paperImports;
    await page(`mutation { undoPaperImport(input: { id: "${importId}", reason: "x" }) { removed } }`);
    expect(await counts()).toEqual({ signatureCount: 2, paperCount: 0, totalCount: 2 });
  });

  it('counts a row on paper again when the signature online is withdrawn, and forgets the address with an erasure', async () => {
    await send(addressed);
    const linkOf = async (email: string, purpose: 'withdraw' | 'erase') => {
      const signed = await sign(email);
      const emailHash = await hashEmail(advocacy.app.secrets, advocacy.database, id, email);
      const subject = subjectOf({ petitionId: id, id: signed.signature.id, emailHash });
      return signLink(advocacy.app.secrets.links[0] as Buffer, purpose, subject, new Date('2099-01-01'));
    };
    const withdraw = await linkOf('ann@example.org', 'withdraw');
    expect(await counts()).toEqual({ signatureCount: 1, paperCount: 2, totalCount: 3 });
    await page(`mutation { withdrawSignature(token: "${withdraw}") { id } }`, anonymous);
    expect(await counts()).toEqual({ signatureCount: 0, paperCount: 3, totalCount: 3 });
    const erase = await linkOf('bob@example.org', 'erase');
    expect((await counts()).paperCount).toBe(2);
    await page(`mutation { eraseMySignature(token: "${erase}") { signatures } }`, anonymous);
    expect(await counts()).toEqual({ signatureCount: 0, paperCount: 3, totalCount: 3 });
    const kept = await advocacy.database.query(
      'SELECT line, email_hash IS NOT NULL AS kept FROM paper_signature WHERE petition_id = $1 ORDER BY line',
      [id],
    );
    expect(kept).toEqual([
      { line: 1, kept: true },
      { line: 2, kept: false },
      { line: 3, kept: false },
    ]);
    expect((await send(addressed)).last).toMatchObject({ unchanged: 3 });
  });

  it('stays exact whatever is imported, signed and taken back, in any order and at once', async () => {
    const people = Array.from({ length: 12 }, (_, i) => `p${i}@example.org`);
    const step = fc.oneof(
      fc.record({
        import: fc.array(
          fc.record({ sheet: fc.nat(1), line: fc.integer({ min: 1, max: 4 }), who: fc.nat(11), totals: fc.boolean() }),
          { minLength: 1, maxLength: 6 },
        ),
      }),
      fc.record({ sign: fc.nat(11) }),
      fc.record({ undo: fc.nat(5) }),
    );
    const play = async (one: { import?: { sheet: number; line: number; who: number }[]; sign?: number; undo?: number }) => {
      if (one.import)
        await send(
          `sheet,line,name,country,email\n${one.import.map(({ sheet, line, who }) => `${sheet},${line},N${String.fromCharCode(97 + who)},US,${people[who]}\n`).join('')}`,
        );
      else if (one.sign !== undefined) await sign(people[one.sign] as string);
      else {
        const { paperImports } = await page(`{ paperImports(petitionId: "${id}") { id } }`);
        const chosen = paperImports[(one.undo ?? 0) % Math.max(1, paperImports.length)];
        if (chosen)
          await post(
            advocacy.url,
            `mutation { undoPaperImport(input: { id: "${chosen.id}", reason: "x" }) { removed } }`,
            {},
            passportOf(organizer),
          );
      }
    };
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 6 }), fc.array(step, { maxLength: 4 }), async (inTurn, atOnce) => {
        for (const one of inTurn) await play(one as never);
        await Promise.all(atOnce.map((one) => play(one as never)));
        await counts();
      }),
      { numRuns: 25 },
    );
  });
});
