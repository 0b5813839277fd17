// Terms of ONIX for Books 3: what usage constraints, price constraints, licenses and prices of products say of lending, by their codes.
import { countryOf } from '#kit/words/places';
import { type Limit, type StatedOffer, statedPrice } from './draft';
import { elementsOf, type XmlElement } from './xml';

/** Short tags of the elements that we read; reference names stand for themselves. */
const short: Readonly<Record<string, string>> = {
  product: 'Product',
  a001: 'RecordReference',
  descriptivedetail: 'DescriptiveDetail',
  b012: 'ProductForm',
  epubusageconstraint: 'EpubUsageConstraint',
  x318: 'EpubUsageType',
  x319: 'EpubUsageStatus',
  epubusagelimit: 'EpubUsageLimit',
  x320: 'Quantity',
  x321: 'EpubUsageUnit',
  epublicense: 'EpubLicense',
  x511: 'EpubLicenseName',
  epublicenseexpression: 'EpubLicenseExpression',
  x508: 'EpubLicenseExpressionType',
  x510: 'EpubLicenseExpressionLink',
  price: 'Price',
  j261: 'PriceQualifier',
  priceconstraint: 'PriceConstraint',
  x529: 'PriceConstraintType',
  x530: 'PriceConstraintStatus',
  priceconstraintlimit: 'PriceConstraintLimit',
  x531: 'PriceConstraintUnit',
  j151: 'PriceAmount',
  j152: 'CurrencyCode',
  territory: 'Territory',
  x449: 'CountriesIncluded',
  x450: 'RegionsIncluded',
  x451: 'CountriesExcluded',
  x452: 'RegionsExcluded',
  x317: 'EpubTechnicalProtection',
  epublicensedate: 'EpubLicenseDate',
  x585: 'EpubLicenseDateRole',
  publishingdetail: 'PublishingDetail',
  publisher: 'Publisher',
  b081: 'PublisherName',
  header: 'Header',
  m186: 'DefaultCurrencyCode',
  salesrights: 'SalesRights',
  b089: 'SalesRightsType',
  x456: 'ROWSalesRightsType',
  salesrestriction: 'SalesRestriction',
  b381: 'SalesRestrictionType',
  x453: 'SalesRestrictionNote',
  b324: 'StartDate',
  b325: 'EndDate',
  productsupply: 'ProductSupply',
  market: 'Market',
  pricedate: 'PriceDate',
  x476: 'PriceDateRole',
  b306: 'Date',
};
const nameOf = ({ name }: XmlElement) => short[name] ?? name;
const within = (element: XmlElement, name: string) => element.children.filter((child) => nameOf(child) === name);
const textIn = (element: XmlElement, name: string) => within(element, name)[0]?.text ?? '';
const named = (tree: XmlElement, wanted: string) => [...elementsOf(tree, (name) => (short[name] ?? name) === wanted)];

/** Whether a tree is a message of ONIX, by reference names or short tags. */
export const isOnix = ({ name }: XmlElement) => /^onixmessage$/i.test(name) || (short[name] ?? name) === 'Product';

/** List 59: prices for libraries. */
const libraryPrices = new Set(['06', '10', '14', '15', '16', '18']);

/** One constraint, of List 145 or 230 (the same codes), with its status of List 146 and its limits by units of List 147. */
interface Constraint {
  readonly type: string;
  readonly status: string;
  readonly limits: readonly { readonly quantity: string; readonly unit: string }[];
}

const constraintsOf = (element: XmlElement, prefix: 'EpubUsage' | 'PriceConstraint'): Constraint[] =>
  within(element, prefix === 'EpubUsage' ? 'EpubUsageConstraint' : 'PriceConstraint').map((each) => ({
    type: textIn(each, `${prefix}Type`),
    status: textIn(each, `${prefix}Status`),
    limits: within(each, `${prefix}Limit`).map((limit) => ({
      quantity: textIn(limit, 'Quantity'),
      unit: textIn(limit, `${prefix}Unit`),
    })),
  }));

/** An offer for each price of a product that is for libraries, else one for the product. */
export function offersOfOnix(tree: XmlElement): StatedOffer[] {
  const [header] = within(tree, 'Header');
  const currency = header ? textIn(header, 'DefaultCurrencyCode') : '';
  const isEarlier = nameOf(tree) !== 'Product' && within(tree, 'Product').some((one) => within(one, 'ProductForm').length > 0);
  const earlier = isEarlier
    ? ['The message is of ONIX 2, which has no words for terms of lending. Ask for one of release 3.']
    : [];
  return named(tree, 'Product').flatMap((product, index) => {
    const id = textIn(product, 'RecordReference').slice(0, 200) || `product ${index + 1}`;
    const detail = within(product, 'DescriptiveDetail')[0];
    const ofProduct = detail ? constraintsOf(detail, 'EpubUsage') : [];
    const license = detail ? licensesIn(detail) : [];
    // A price without countries of its own is for those of the market that it stands in.
    const supplies = named(product, 'ProductSupply').map((supply) => ({
      prices: named(supply, 'Price').filter((price) => libraryPrices.has(textIn(price, 'PriceQualifier'))),
      markets: within(supply, 'Market'),
    }));
    const prices = supplies.flatMap(({ prices, markets }) => prices.map((price) => ({ price, markets })));
    const house = named(product, 'Publisher').map((each) => textIn(each, 'PublisherName'));
    const publisher = house.find(Boolean)?.slice(0, 200) ?? null;
    const about = { publisher, ...formatsOf(textIn(detail ?? product, 'ProductForm')) };
    const sold = rightsOf(product);
    const { refused, heldBack, notes: restricted } = restrictionsOf(product);
    const protection = detail ? within(detail, 'EpubTechnicalProtection').map(({ text }) => text) : [];
    const more = [
      ...earlier,
      ...restricted,
      ...protection.map((code) => `Technical protection ${code} (List 144) is stated; policies have no field for it.`),
    ];
    if (prices.length === 0) {
      const unpriced = 'The product has no price for libraries (List 59: 06, 10, 14, 15, 16 or 18).';
      const lending = lendingOf(ofProduct, license);
      const notes = [...lending.notes, ...sold.notes, ...more];
      const offered = lending.offered && !refused;
      const where = { territories: sold.codes, unplaced: sold.why };
      return [{ id, ...about, ...lending, offered, notes, heldBack, price: null, unpriced, ...where }];
    }
    return prices.map(({ price, markets }) => {
      const own = constraintsOf(price, 'PriceConstraint');
      // A constraint of the price stands in place of one of the same type of the product.
      const all = [...ofProduct.filter(({ type }) => !own.some((one) => meaningOf(one.type) === meaningOf(type))), ...own];
      const lending = lendingOf(all, [...license, ...licensesIn(price)]);
      const stated = [[price], markets].find((each) => each.some((one) => within(one, 'Territory').length > 0));
      const { codes: territories, why: unplaced, notes } = stated ? placesOf(stated) : sold;
      const contradiction = refused
        ? ['It has a price for libraries and is not sold to libraries: one of the two is wrong.']
        : [];
      const told = [...lending.notes, ...notes, ...datesOf(price), ...more, ...contradiction];
      return { id, ...about, ...lending, notes: told, heldBack, ...priceOf(price, currency), territories, unplaced };
    });
  });
}

/** Library loan (16) is the later and narrower word for lend (06). */
const meaningOf = (type: string) => (type === '16' ? '06' : type);

/** Types of constraints (List 145) that say something of lending; 08 is told by a note of its own. */
const aboutLending = new Set(['00', '06', '07', '08', '09', '16']);
const elsewhere: Readonly<Record<string, string>> = {
  '01': 'preview',
  '02': 'print',
  '03': 'copy and paste',
  '04': 'share',
  '05': 'text to speech',
  '10': 'preview on premises',
  '11': 'text and data mining',
};

const times = '10';
const users = '07';
/** Units of lending that other fields than the number of loans hold. */
const ofLending: readonly string[] = [users, '09', '13', '14'];

function lendingOf(constraints: readonly Constraint[], licenses: readonly string[]) {
  const of = (type: string) => constraints.filter((one) => meaningOf(one.type) === type);
  const lend = of('06');
  const notes = licenses.map((name) => `License: ${name}`);
  const free = of('00').length > 0;
  const silent = { why: 'No usage constraint (List 145: 06 or 16) says whether and how often it may be lent.' };
  const offered = !lend.some(({ status }) => status === '03');
  for (const { type } of constraints.filter((one) => !aboutLending.has(one.type)))
    notes.push(
      `A constraint of type ${type}${elsewhere[type] ? ` (${elsewhere[type]})` : ''} is stated; policies have no field for it.`,
    );
  if (of('08').length > 0) notes.push('A limit of renewals of a loan (code 08) is stated; policies have no field for it.');
  const unread = lend.flatMap(({ limits }) => limits.filter(({ unit }) => unit !== times && !ofLending.includes(unit)));
  for (const { quantity, unit } of unread)
    notes.push(`A limit of ${quantity} in unit ${unit} (List 147) of lending has no field.`);
  const loans = lend.length === 0 && !free ? silent : limitIn(lend, [times], 'loans', (quantity) => quantity, ofLending);
  return {
    offered,
    limits: {
      checkouts: loans,
      durationMonths: durationOf(of('07'), free),
      concurrency: concurrencyOf(of('09'), lend, free),
      lengthDays: limitIn(
        lend,
        ['09', '13', '14'],
        'days of a loan',
        (quantity, unit) =>
          unit === '14'
            ? { why: `A loan lasts ${quantity} months, which are no whole number of days.` }
            : quantity * (unit === '13' ? 7 : 1),
        null,
      ),
    },
    notes,
  };
}

/**
 * The one quantity that constraints of a type state in some units. ONIX writes 0 where something is not limited.
 * @param elsewhere units that other fields hold; a limit in any other unit is no such number, and never none. Null for all units
 */
function limitIn(
  constraints: readonly Constraint[],
  units: readonly string[],
  what: string,
  read: (quantity: number, unit: string) => Limit,
  elsewhere: readonly string[] | null,
): Limit {
  const odd = constraints.find(({ status }) => !['01', '02', '03'].includes(status));
  if (odd)
    return {
      why: `The status of a constraint of type ${odd.type} is ${JSON.stringify(odd.status)}, which List 146 does not know.`,
    };
  const limits = constraints.flatMap((one) => one.limits.filter(({ unit }) => units.includes(unit)));
  const found = [...new Set(limits.map(({ quantity, unit }) => JSON.stringify([quantity, unit])))];
  if (found.length > 1)
    return {
      why: `The number of ${what} is stated as ${limits.map(({ quantity }) => quantity).join(' and ')}; only one can be right.`,
    };
  const [limit] = limits;
  if (!limit) {
    const other = elsewhere && constraints.flatMap((one) => one.limits).find(({ unit }) => !elsewhere.includes(unit));
    if (other)
      return {
        why: `A limit of ${other.quantity} in unit ${other.unit} (List 147) is stated, which is no number of ${what}. Write what the contract says.`,
      };
    const bare = constraints.some(({ status, limits }) => status === '02' && limits.length === 0);
    return bare ? { why: `The status is 02, subject to a limit, but the limit of ${what} is missing.` } : null;
  }
  if (!/^\d{1,9}$/.test(limit.quantity))
    return { why: `The number of ${what} is ${JSON.stringify(limit.quantity)}, which is no whole number.` };
  const quantity = Number(limit.quantity);
  return quantity === 0 ? null : read(quantity, limit.unit);
}

/** Time-limited license (07): months, or days or weeks that are whole months; never a fixed end. Without it a license is perpetual. */
function durationOf(constraints: readonly Constraint[], free: boolean): Limit {
  if (constraints.length === 0 || free || constraints.every(({ status }) => status === '01')) return null;
  const units = new Set(constraints.flatMap(({ limits }) => limits.map(({ unit }) => unit)));
  const fixed = [...units].find((unit) => ['27', '28', '29', '99'].includes(unit));
  if (fixed)
    return {
      why: `The license ends on a fixed day (unit ${fixed} of List 147), not after a time from its purchase. Write how long it lasts when it is bought.`,
    };
  return limitIn(
    constraints,
    ['14', '09', '13'],
    'months of the license',
    (quantity, unit) => {
      if (unit === '14') return quantity;
      const days = quantity * (unit === '13' ? 7 : 1);
      return {
        why: `The license lasts ${days} days, about ${Number((days / 30.4369).toFixed(1))} months. Write the months that the contract says.`,
      };
    },
    [],
  );
}

/** Multi-user license (09), else the concurrent users of lending; without both, lending takes the copy out of use. */
function concurrencyOf(multi: readonly Constraint[], lend: readonly Constraint[], free: boolean): Limit {
  const all = [...multi, ...lend];
  if (all.some(({ limits }) => limits.some(({ unit }) => unit === users)))
    return limitIn(all, [users], 'readers at once', (n) => n, null);
  if (free || multi.some(({ status }) => status === '01')) return null;
  if (multi.some(({ status }) => status === '03')) return 1;
  if (multi.length > 0) return limitIn(multi, [users], 'readers at once', (n) => n, []);
  if (lend.length > 0) return 1;
  return { why: 'No constraint (List 145: 09, or 06 or 16 with unit 07) says how many can read it at once.' };
}

/** Names of licenses with where to read them, a machine's expression after one for people (List 218). */
const licensesIn = (element: XmlElement): string[] =>
  within(element, 'EpubLicense').map((license) => {
    const links = within(license, 'EpubLicenseExpression')
      .sort((a, b) => (textIn(a, 'EpubLicenseExpressionType') < textIn(b, 'EpubLicenseExpressionType') ? -1 : 1))
      .map((each) => textIn(each, 'EpubLicenseExpressionLink'))
      .filter(Boolean);
    const dates = within(license, 'EpubLicenseDate').map(
      (each) => `date ${textIn(each, 'Date')} of role ${textIn(each, 'EpubLicenseDateRole')}`,
    );
    return [textIn(license, 'EpubLicenseName'), ...links, ...dates].filter(Boolean).join(', ').slice(0, 400);
  });

/** List 150: EA, EB, EC and ED are digital, AJ and AN are downloaded and streamed sound. */
function formatsOf(form: string): Pick<StatedOffer, 'formats' | 'formatSaid'> {
  if (/^E[ABCD]$/.test(form)) return { formats: ['EBOOK'], formatSaid: form };
  if (/^A[JN]$/.test(form)) return { formats: ['AUDIOBOOK'], formatSaid: form };
  return { formats: [], formatSaid: form === '' ? 'ProductForm is missing.' : `ProductForm ${form} (List 150) is neither.` };
}

/** Its currency, or that which the header of the message gives for prices without one. */
const priceOf = (price: XmlElement, usual: string): Pick<StatedOffer, 'price' | 'unpriced'> =>
  statedPrice(
    textIn(price, 'PriceAmount'),
    textIn(price, 'CurrencyCode') || usual,
    'The price for libraries has no amount (PriceAmount).',
  );

const unsaid = 'The document names no country.';

/** Where the elements with a Territory say that the terms hold: countries, or the world without exception. */
function placesOf(elements: readonly XmlElement[]): { codes: string[]; why: string; notes: string[] } {
  const all = (name: string) =>
    elements
      .flatMap((each) => within(each, 'Territory'))
      .flatMap((territory) => textIn(territory, name).split(/\s+/))
      .filter(Boolean);
  const out = [...all('CountriesExcluded'), ...all('RegionsExcluded')];
  const countries = [...new Set(all('CountriesIncluded'))].filter((code) => !out.includes(code));
  const regions = [...new Set(all('RegionsIncluded'))];
  const codes = countries.filter((code) => countryOf(code) === code);
  const stray = [...countries.filter((code) => !codes.includes(code)), ...regions.filter((code) => code !== 'WORLD')];
  const inWorld = regions.includes('WORLD');
  if (inWorld && out.length > 0)
    return { codes: [], why: `The terms hold in the world without ${out.join(', ')}, which a policy cannot say.`, notes: [] };
  if (inWorld) return { codes: ['WORLD'], why: '', notes: [] };
  const said = `The territories ${stray.join(', ')} are no whole countries of ISO 3166-1.`;
  if (codes.length > 0) return { codes, why: '', notes: stray.length > 0 ? [said] : [] };
  return { codes, why: stray.length > 0 ? said : unsaid, notes: [] };
}

/** List 46: for sale with exclusive rights or without, also restricted; not for sale, for several reasons. */
const forSale = ['01', '02', '07', '08'];
const notForSale = ['03', '04', '05', '06'];

/** Where the rights say that the title is sold, for prices that name neither a country nor a market. */
function rightsOf(product: XmlElement): ReturnType<typeof placesOf> {
  const rights = named(product, 'SalesRights');
  const of = (types: readonly string[]) => rights.filter((each) => types.includes(textIn(each, 'SalesRightsType')));
  const rest = named(product, 'ROWSalesRightsType')[0]?.text ?? '';
  if (rights.length === 0 && rest === '') return { codes: [], why: unsaid, notes: [] };
  const listed = placesOf(of(forSale));
  const out = of(notForSale).flatMap((each) =>
    within(each, 'Territory').flatMap((one) =>
      ['CountriesIncluded', 'RegionsIncluded'].flatMap((name) => textIn(one, name).split(/\s+/)),
    ),
  );
  const without = [...new Set(out.filter(Boolean))].join(', ');
  const isWorld = listed.codes.includes('WORLD') || forSale.includes(rest);
  const note = 'The countries are those where the title is sold (SalesRights): neither the price nor a market names any.';
  if (isWorld && without)
    return { codes: [], why: `The title is sold in the world without ${without}, which a policy cannot say.`, notes: [] };
  if (isWorld) return { codes: ['WORLD'], why: '', notes: [note] };
  const codes = listed.codes.filter((code) => !out.includes(code));
  if (codes.length > 0) return { codes, why: '', notes: [note, ...listed.notes] };
  const why = without ? `The title is not sold in ${without}, and the document does not say where it is.` : listed.why;
  return { codes: [], why, notes: [] };
}

/** List 71: 09 keeps a title from libraries, for good or, with dates, for a time; the others are told. */
function restrictionsOf(product: XmlElement): { refused: boolean; heldBack: string | null; notes: string[] } {
  const day = (element: XmlElement, name: string) =>
    /^(\d{4})(\d{2})(\d{2})$/.exec(textIn(element, name))?.slice(1).join('-') ?? '';
  const all = named(product, 'SalesRestriction').map((each) => ({
    type: textIn(each, 'SalesRestrictionType'),
    from: day(each, 'StartDate'),
    to: day(each, 'EndDate'),
  }));
  const kept = all.filter(({ type }) => type === '09');
  const span = ({ from, to }: { from: string; to: string }) => `${from ? ` from ${from}` : ''}${to ? ` until ${to}` : ''}`;
  const forAWhile = kept.find(({ to }) => to !== '');
  return {
    refused: kept.some(({ to }) => to === ''),
    heldBack: forAWhile
      ? `The title is not sold to libraries${span(forAWhile)} (SalesRestriction 09): write the embargo of the policy that this comes from, or null.`
      : null,
    notes: all.map((one) =>
      one.type === '09'
        ? `The title is not sold to libraries${span(one)} (SalesRestriction 09).`
        : `Sales restriction ${one.type} (List 71)${span(one)} is stated; policies have no field for it.`,
    ),
  };
}

/** List 173: 14 and 15 are the first and the last day of a price. */
const datesOf = (price: XmlElement): string[] =>
  within(price, 'PriceDate').flatMap((each) => {
    const [, year, month, day] = /^(\d{4})(\d{2})(\d{2})$/.exec(textIn(each, 'Date')) ?? [];
    const role = { '14': 'from', '15': 'until' }[textIn(each, 'PriceDateRole')];
    return year && role ? [`The price holds ${role} ${year}-${month}-${day}.`] : [];
  });
